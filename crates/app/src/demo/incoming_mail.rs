//! Mail that came in to the made-up agency: an address that becomes cases, a mail that nobody has given to a service yet, and
//! one that no person wrote.

use catsup_model::Viewer;

use super::{agency::SERVICES, directory::Directory};
use crate::{
    App, Error,
    cases::by_mail::{EnteredMailAddress, add_address, take},
};

/// A mail to the agency, not to one of its services.
const UNASSIGNED: &str = "From: Rosa Delgado <rosa.delgado@example.net>\r\n\
To: hello@everyday.example\r\n\
Subject: Which office is it?\r\n\
Message-ID: <20261001.4711@mail.example.net>\r\n\
\r\n\
Hello,\r\n\
\r\n\
my mother moved in with me. Which office do we tell, and do we need an appointment?\r\n\
\r\n\
Thank you\r\n\
Rosa Delgado\r\n";

/// What no person wrote.
const AUTOMATIC: &str = "From: Newsletter <news@example.net>\r\n\
To: hello@everyday.example\r\n\
Subject: Ten tips for your office\r\n\
Message-ID: <20261001.4712@mail.example.net>\r\n\
List-Id: <tips.example.net>\r\n\
\r\n\
Read on our page.\r\n";

/// Adds an address of the heating service, and takes the mails in.
pub(super) async fn add(app: &App, operator: &Viewer, directory: &Directory) -> Result<(), Error> {
    let heating = SERVICES.iter().position(|service| service.key == "heating").unwrap_or(0);
    let entered = EnteredMailAddress {
        address: "heating@everyday.example".to_owned(),
        service: directory.services[heating].to_string(),
        kind: "question".to_owned(),
        language: "en".to_owned(),
    };
    add_address(app, operator, &entered).await?;
    for message in [UNASSIGNED, AUTOMATIC] {
        take(app, operator, message.as_bytes().to_vec(), &[]).await?;
    }
    Ok(())
}
