//! Addresses of the pages about mail that comes in.

use std::fmt::Display;

/// Under which address mails become cases of which service.
pub const MAILBOXES: &str = "/desk/cases/mailboxes";
/// What came in by mail.
pub const TAKEN_MAIL: &str = "/desk/cases/mail";

/// One address that mails become cases under.
#[must_use]
pub fn mailbox(address: impl Display) -> String {
    format!("{MAILBOXES}/{address}")
}

/// Removing an address that mails become cases under.
#[must_use]
pub fn mailbox_remove(address: impl Display) -> String {
    format!("{MAILBOXES}/{address}/remove")
}

/// One mail that came in.
#[must_use]
pub fn message(mail: impl Display) -> String {
    format!("{TAKEN_MAIL}/{mail}")
}

/// Saying that a mail is no case.
#[must_use]
pub fn message_discard(mail: impl Display) -> String {
    format!("{TAKEN_MAIL}/{mail}/discard")
}
