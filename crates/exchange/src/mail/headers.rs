//! What the header of a message says: sender, recipients, subject, what it answers.

use catsup_model::{Language, text::Email};
use mail_parser::{Address, HeaderName, HeaderValue, Message};

use super::{Sender, one_line};

/// The most recipients that are looked at.
const MOST_RECIPIENTS: usize = 200;
/// The most messages that one answers.
const MOST_ANSWERED: usize = 50;
/// The longest id of a message.
const LONGEST_ID: usize = 250;
/// The longest name.
const LONGEST_NAME: usize = 200;

/// The values of a header as they were written, unfolded, the topmost first.
pub(super) fn raw_values(message: &Message<'_>, name: &str) -> Vec<String> {
    let headers = message.headers().iter().filter(|header| header.name.as_str().eq_ignore_ascii_case(name));
    let raw = |header: &mail_parser::Header<'_>| {
        let range = header.offset_start as usize..header.offset_end as usize;
        let bytes = message.raw_message.get(range).unwrap_or_default();
        String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    headers.map(raw).collect()
}

/// The sender, where the message names exactly one: which of several answers is nobody's to choose.
pub(super) fn sender(message: &Message<'_>) -> Option<Sender> {
    let mut named = message.header_values(HeaderName::From);
    let (Some(HeaderValue::Address(address)), None) = (named.next(), named.next()) else { return None };
    let mut all = address.iter();
    let (Some(one), None) = (all.next(), all.next()) else { return None };
    let address = Email::parse(one.address()?).ok()?;
    Some(Sender { address, name: one_line(one.name().unwrap_or_default(), LONGEST_NAME) })
}

/// Where the message went, each address once.
pub(super) fn recipients(message: &Message<'_>) -> Vec<Email> {
    let mut found: Vec<Email> = Vec::new();
    let mut add = |text: &str| {
        if found.len() < MOST_RECIPIENTS
            && let Ok(address) = Email::parse(text.trim().trim_start_matches('<').trim_end_matches('>'))
            && !found.contains(&address)
        {
            found.push(address);
        }
    };
    // What the receiving server noted comes first: a list of the public may be long.
    for name in ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"] {
        for value in raw_values(message, name) {
            value.split(',').for_each(&mut add);
        }
    }
    for name in [HeaderName::To, HeaderName::Cc] {
        let named = message.header_values(name).filter_map(HeaderValue::as_address);
        for address in named.flat_map(Address::iter).filter_map(|one| one.address()) {
            add(address);
        }
    }
    found
}

/// The subject, one line.
pub(super) fn subject(message: &Message<'_>) -> String {
    one_line(message.subject().unwrap_or_default(), catsup_model::case::LONGEST_SUBJECT)
}

/// The ids of messages in a header, without brackets; what could not stand in a header of ours is left out.
pub(super) fn ids(message: &Message<'_>, name: &HeaderName<'_>) -> Vec<String> {
    let values = message.headers().iter().filter(|header| header.name == *name).map(|header| &header.value);
    let texts = values.flat_map(|value| match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(texts) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    });
    texts.filter(|id| is_id(id)).collect()
}

/// Whether a text can be the id of a message.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b',' | b'"');
    text.len() <= LONGEST_ID && text.contains('@') && text.bytes().all(fits)
}

/// The messages this one answers, the nearest first.
pub(super) fn answers(message: &Message<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let before = ids(message, &HeaderName::References).into_iter().rev();
    for id in ids(message, &HeaderName::InReplyTo).into_iter().chain(before).take(MOST_ANSWERED) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The language the message says it is in, or its sender reads.
pub(super) fn language(message: &Message<'_>) -> Option<Language> {
    let values =
        ["Content-Language", "Accept-Language"].into_iter().flat_map(|name| raw_values(message, name));
    values.into_iter().find_map(|value| {
        let first = value.split([',', ';', '-']).next()?.trim().to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == first)
    })
}
