//! Cases by mail: a message that comes in becomes a new case or the person's words on theirs, and nothing acknowledged is lost.
//!
//! A message is judged first (`judge`): who sent it, what it answers, who vouches for its sender. Then it is taken in one
//! transaction with its line in the log, under a key made of what its sender calls it, so that a second copy changes nothing.

mod addresses;
mod attach;
mod judge;
mod log;
mod report;
mod signed_address;
mod take;
mod thread;
mod unassigned;

use catsup_model::taken_mail::{MailOutcome, MailReason, TakenMail};
use jiff::SignedDuration;

pub(crate) use self::thread::{Thread, thread};
pub use self::{
    addresses::{
        EnteredMailAddress, NamedMailAddress, add_address, addresses, change_address, remove_address,
    },
    log::{TakenMailDetail, TakenMailList, find, list, unassigned_count},
    signed_address::LONGEST_LOCAL_PART,
    take::{Taken, take},
    unassigned::{discard, make_case},
};
pub use catsup_exchange::mail::LARGEST_MAIL;

/// How long the log keeps mails that belong to no case.
pub(crate) const LOG_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A line of the log for a mail that was read.
fn line(app: &crate::App, mail: &judge::Read, outcome: MailOutcome, reason: MailReason) -> TakenMail {
    let (from, from_name) = match &mail.mail.from {
        Some(sender) => (sender.address.to_string(), sender.name.clone()),
        None => (String::new(), String::new()),
    };
    TakenMail {
        id: mail.id,
        message_id: mail.mail.message_id.clone(),
        from,
        from_name,
        to: mail.mail.to.first().map(ToString::to_string).unwrap_or_default(),
        subject: mail.mail.subject.clone(),
        outcome,
        reason,
        case: None,
        mail: None,
        size: i64::try_from(mail.raw.len()).unwrap_or(i64::MAX),
        taken_at: app.now(),
    }
}
