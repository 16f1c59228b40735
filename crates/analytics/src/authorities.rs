//! Who is believed when a server shows a certificate: the authorities that browsers trust, or those that are named instead.

use std::{error::Error as StdError, sync::Arc};

use tokio_rustls::rustls::{
    self, CertificateError, ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// Certificates of the authorities that are trusted in place of the public ones; none for those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authorities(Vec<CertificateDer<'static>>);

/// Why no authority can be read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAuthority(pub(crate) &'static str);

impl Authorities {
    /// Reads certificates in PEM.
    ///
    /// # Errors
    /// [`NoAuthority`] when it holds none, or one that is not understood.
    pub fn parse(pem: &[u8]) -> Result<Self, NoAuthority> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let read = read.map_err(|_| NoAuthority("it is damaged"))?;
        let mut roots = RootCertStore::empty();
        for certificate in &read {
            roots
                .add(certificate.clone())
                .map_err(|_| NoAuthority("a certificate in it is not understood"))?;
        }
        if read.is_empty() { Err(NoAuthority("no certificate is in it")) } else { Ok(Self(read)) }
    }

    /// The certificates that were named, in DER; none where the public authorities are trusted.
    pub fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// How a client speaks TLS that trusts them.
    ///
    /// # Panics
    /// Never: the versions of TLS are those the cryptography is made for.
    #[must_use]
    pub fn configuration(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        if self.0.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        // Each was added once when it was read.
        roots.add_parsable_certificates(self.0.iter().cloned());
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder =
            builder.with_safe_default_protocol_versions().expect("ring knows the usual versions of TLS");
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

/// Why a certificate was refused, where that is what went wrong.
#[must_use]
pub fn refused_certificate(error: &(dyn StdError + 'static)) -> Option<String> {
    let error = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    match error.downcast_ref::<rustls::Error>()? {
        // Another authority of the same name makes a signature that is not right.
        rustls::Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => Some("no authority that is trusted signed it".to_owned()),
        rustls::Error::InvalidCertificate(reason) => Some(reason.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_certificate_is_refused() {
        for (pem, why) in [
            ("", "no certificate is in it"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n", "it is damaged"),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "a certificate in it is not understood",
            ),
        ] {
            let error = Authorities::parse(pem.as_bytes()).unwrap_err().to_string();
            assert_eq!(error, why);
        }
    }
}
