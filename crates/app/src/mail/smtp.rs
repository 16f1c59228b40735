//! Mail through an SMTP server.

use std::{fmt, time::Duration};

use catsup_analytics::authorities::Authorities;
use catsup_store::Mail;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        Error as SmtpError,
        client::{Certificate, CertificateStore, Tls, TlsParameters},
        extension::ClientId,
    },
};

use super::{Mailer, NotSent, Sending, message};

/// How long the server may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);

/// An SMTP server and the address mails come from.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

/// Why a mail server cannot be used as it was named. The address of the server is not in the text: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmtpProblem {
    /// The address of the server is not understood.
    #[error(
        "the address of the mail server is not understood: use smtp://host:25, smtp://user:password@host:587?tls=required \
         or smtps://user:password@host"
    )]
    Server,
    /// The address mails come from is not understood.
    #[error("“{0}” is not an address that mails can come from: use name@host or Name <name@host>")]
    From(String),
}

impl fmt::Debug for Smtp {
    /// Without user and password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Smtp").field("host", &self.host).field("from", &self.from).finish()
    }
}

impl Smtp {
    /// A server by its address (`smtp://…`, `smtps://…`), and the address mails come from.
    ///
    /// # Errors
    /// [`SmtpProblem`].
    pub fn new(server: &str, from: &str) -> Result<Self, SmtpProblem> {
        Self::trusting(&Authorities::default(), server, from)
    }

    /// As [`Smtp::new`], of a server whose certificate one of these signed.
    ///
    /// # Errors
    /// [`SmtpProblem`].
    pub fn trusting(authorities: &Authorities, server: &str, from: &str) -> Result<Self, SmtpProblem> {
        let from: Mailbox = from.parse().map_err(|_| SmtpProblem::From(from.to_owned()))?;
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| SmtpProblem::Server)?;
        if authorities.certificates().next().is_some() {
            builder = builder.tls(tls(authorities, server)?);
        }
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let host = host_of(server).to_owned();
        let transport = builder.timeout(Some(PATIENCE)).hello_name(hello).build();
        Ok(Self { transport, from, host })
    }

    /// The server without user and password, for people.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a> {
        Box::pin(async move {
            let message = message::message(mail, &self.from)?;
            self.transport.send(message).await.map(drop).map_err(|error| not_sent(&error))
        })
    }

    fn check(&self) -> Sending<'_> {
        Box::pin(async move {
            match self.transport.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err(NotSent::Later(format!("{} does not answer", self.host))),
                Err(error) => Err(not_sent(&error)),
            }
        })
    }
}

/// The server and its port, without user and password.
fn host_of(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    host.split(['/', '?']).next().unwrap_or_default()
}

/// How the server is spoken to where its authority is named: as its address says.
fn tls(authorities: &Authorities, server: &str) -> Result<Tls, SmtpProblem> {
    let not_understood = |_| SmtpProblem::Server;
    let host = host_of(server);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    let mut parameters = TlsParameters::builder(name).certificate_store(CertificateStore::None);
    for certificate in authorities.certificates() {
        let certificate = Certificate::from_der(certificate.to_vec()).map_err(not_understood)?;
        parameters = parameters.add_root_certificate(certificate);
    }
    let parameters = parameters.build().map_err(not_understood)?;
    let said = server.split_once("tls=").and_then(|(_, said)| said.split('&').next());
    Ok(match said {
        _ if server.starts_with("smtps://") => Tls::Wrapper(parameters),
        Some("required") => Tls::Required(parameters),
        Some("opportunistic") => Tls::Opportunistic(parameters),
        _ => Tls::None,
    })
}

/// What went wrong, with the server's own words. A wrong password is an error of the installation, not of the mail:
/// it is tried again.
fn not_sent(error: &SmtpError) -> NotSent {
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(deeper) = source {
        why = format!("{why}: {deeper}");
        source = deeper.source();
    }
    let of_the_mail = error.status().is_some_and(|code| !matches!(u16::from(code), 530..=538));
    if error.is_permanent() && of_the_mail { NotSent::Never(why) } else { NotSent::Later(why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let smtp = Smtp::new("smtps://robot:hunter2@mail.example.gov:465", "Feedback <feedback@example.gov>");
        let smtp = smtp.unwrap();
        assert_eq!(smtp.host(), "mail.example.gov:465");
        assert!(!format!("{smtp:?}").contains("hunter2"));
        let wrong = Smtp::new("mail.example.gov:hunter2", "feedback@example.gov").unwrap_err();
        assert!(wrong == SmtpProblem::Server && !wrong.to_string().contains("hunter2"));
        assert!(matches!(Smtp::new("smtp://localhost", "nobody"), Err(SmtpProblem::From(_))));
    }

    #[test]
    fn the_server_is_told_from_user_password_and_settings() {
        for (address, host) in [
            ("smtp://localhost", "localhost"),
            ("smtps://robot:a%40b@mail.example.gov:465", "mail.example.gov:465"),
            ("smtp://robot:x@mail.example.gov:587?tls=required", "mail.example.gov:587"),
            ("smtp://mail.example.gov/hello?tls=opportunistic", "mail.example.gov"),
        ] {
            assert_eq!(host_of(address), host, "{address}");
        }
    }
}
