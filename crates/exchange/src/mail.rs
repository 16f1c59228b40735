//! Mail as it comes in (RFC 5322): who wrote what to whom, what it answers, and whether a program wrote it.
//!
//! Messages are read by `mail-parser`, which takes whatever it gets. What is made of them here is plain text without control
//! characters, of bounded size, so that nothing of a malicious one goes further.

mod authentication;
mod automatic;
mod files;
mod headers;
mod html;
mod report;
mod structure;
mod words;

use catsup_model::{Language, text::Email};
use mail_parser::{HeaderName, MessageParser};

use self::structure::Parts;
pub use self::{
    authentication::Authentication,
    files::MailFile,
    report::{Delivery, DeliveryReport},
};

/// The most bytes of a message.
pub const LARGEST_MAIL: usize = 25 * 1024 * 1024;
/// The most characters of its words.
pub const MOST_WORDS: usize = 100_000;

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAMail {
    /// More bytes than [`LARGEST_MAIL`].
    #[error("the message is larger than {} MiB", LARGEST_MAIL / 1024 / 1024)]
    TooLarge,
    /// No header in it.
    #[error("this is no message: it has no header such as From")]
    NoHeader,
    /// More words than anybody reads.
    #[error("the text of the message has more than {MOST_WORDS} characters")]
    TooLong,
    /// Made to keep whoever reads it busy.
    #[error("the message is put together in more pieces than a mail program makes")]
    TooManyPieces,
}

/// Who a message says it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The address.
    pub address: Email,
    /// The name beside it; may be empty.
    pub name: String,
}

/// A message that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingMail {
    /// What its sender calls it, without brackets; may be empty.
    pub message_id: String,
    /// Who it is from; `None` where it names nobody, or several.
    pub from: Option<Sender>,
    /// Where it went, as far as it says, each address once.
    pub to: Vec<Email>,
    /// The subject, one line.
    pub subject: String,
    /// The messages it answers, without brackets, the nearest first.
    pub answers: Vec<String>,
    /// All its words.
    pub words: String,
    /// Its words without earlier mail and signature; all of them where nothing else is left.
    pub own_words: String,
    /// Files that came along.
    pub files: Vec<MailFile>,
    /// The language it says it is in.
    pub language: Option<Language>,
    /// The header that tells a program or a list from a person.
    pub automatic: Option<&'static str>,
    /// What it reports on a delivery.
    pub report: Option<DeliveryReport>,
    /// What the server that took it last says of its sender.
    pub authentication: Option<Authentication>,
    /// How many servers it went through.
    pub hops: usize,
}

/// Reads a message.
///
/// # Errors
/// [`NotAMail`].
pub fn read_mail(raw: &[u8]) -> Result<IncomingMail, NotAMail> {
    if raw.len() > LARGEST_MAIL {
        return Err(NotAMail::TooLarge);
    }
    if structure::has_too_many_pieces(raw) {
        return Err(NotAMail::TooManyPieces);
    }
    let head = MessageParser::default().parse_headers(raw).ok_or(NotAMail::NoHeader)?;
    let parts = Parts::read(raw).ok_or(NotAMail::NoHeader)?;
    let (words, own_words) = words::of(&parts).ok_or(NotAMail::TooLong)?;
    let from = headers::sender(&head);
    let report = report::read(&head, &parts, from.as_ref(), &words);
    Ok(IncomingMail {
        message_id: headers::ids(&head, &HeaderName::MessageId).into_iter().next().unwrap_or_default(),
        to: headers::recipients(&head),
        subject: headers::subject(&head),
        answers: headers::answers(&head),
        files: files::of(&parts),
        language: headers::language(&head),
        automatic: automatic::told_by(&head),
        authentication: headers::raw_values(&head, "Authentication-Results")
            .first()
            .and_then(|value| Authentication::parse(value)),
        hops: headers::raw_values(&head, "Received").len(),
        from,
        words,
        own_words,
        report,
    })
}

/// `text` without control characters but line ends and tabs, lines ended by `\n`.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// `text` on one line, of at most `most` characters.
fn one_line(text: &str, most: usize) -> String {
    let line = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let mut cut: String = line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}
