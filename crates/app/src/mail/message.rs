//! A mail as the bytes that go over the wire: headers that nothing can be slipped into, a plain part and an HTML part.

use catsup_store::Mail;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::NotSent;

/// The message of a mail.
///
/// # Errors
/// [`NotSent::Never`] when the address cannot be written as one.
pub(super) fn message(mail: &Mail, from: &Mailbox) -> Result<Message, NotSent> {
    let never = |what: &str| NotSent::Never(format!("the {what} of the mail cannot be written"));
    let address: Address = mail.to.to_string().parse().map_err(|_| never("address"))?;
    let name = Some(one_line(&mail.to_name)).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .date(mail.created_at.into())
        .message_id(Some(format!("<{}>", mail.message_id)))
        .subject(one_line(&mail.subject))
        .raw_header(header("Content-Language", mail.language.code()))
        // Asks automatic answers (holidays, tickets) not to come (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &mail.reply_to {
        let address: Address = reply_to.parse().map_err(|_| never("address for answers"))?;
        builder = builder.reply_to(Mailbox::new(from.name.clone(), address));
    }
    if let Some(last) = mail.answers.last() {
        let all: Vec<String> = mail.answers.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.in_reply_to(format!("<{last}>")).references(all.join(" "));
    }
    if let Some(link) = &mail.unsubscribe {
        // One click (RFC 8058).
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{}>", one_line(link))))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let made = if mail.html.is_empty() {
        builder.body(mail.text.clone())
    } else {
        builder.multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
    };
    made.map_err(|_| never("content"))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// `text` on one line: a line end in a header would begin another header.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}').collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

/// The domain of an address on the web, for ids of messages.
pub(super) fn domain(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    if host.is_empty() { "catsup.invalid".to_owned() } else { host }
}
