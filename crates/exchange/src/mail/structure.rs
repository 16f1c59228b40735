//! The parts of a message, side by side: a message inside a message is one part and is never gone into.
//!
//! `mail-parser` goes into nested messages without bound, and what it makes of ten thousand of them ends the stack when it is
//! dropped. So the words that make a part a nested message are hidden from it, in headers and delimiters alone.

use std::borrow::Cow;

use mail_parser::{Message, MessageParser, MessagePart, PartType};

/// Subtypes that make a part a message, or its parts messages by default; no token of a header is taken apart, so that they
/// stand there in one piece.
const NESTING: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];
/// Numbered pieces of header values (RFC 2231): joining them costs their square.
const MOST_PIECES: usize = 1_000;

/// A part that holds no other.
#[derive(Debug)]
pub(super) struct Part {
    /// Its type, such as `text/plain`, in small letters; empty where it says none.
    pub(super) media_type: String,
    /// The name of the file, as far as it says one.
    pub(super) name: String,
    /// Its content, decoded.
    pub(super) content: Vec<u8>,
}

/// A message that was taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What is to be read as plain text, joined; empty where it has none.
    pub(super) text: String,
    /// What is to be read as HTML.
    pub(super) html: String,
    /// Everything else.
    pub(super) others: Vec<Part>,
}

/// Whether joining the pieces of its header values would take long.
pub(super) fn has_too_many_pieces(raw: &[u8]) -> bool {
    let numbered = |at: &[u8]| at[0] == b'*' && at[1].is_ascii_digit();
    raw.windows(2).filter(|at| numbered(at)).take(MOST_PIECES + 1).count() > MOST_PIECES
}

impl Parts {
    /// Takes a message apart; `None` where it is none.
    pub(super) fn read(raw: &[u8]) -> Option<Self> {
        let flat = flat(raw);
        let message = MessageParser::default().parse(flat.as_ref())?;
        let mut parts = Self::default();
        for at in &message.text_body {
            match message.part(*at).map(|part| &part.body) {
                Some(PartType::Text(text)) => join(&mut parts.text, text),
                Some(PartType::Html(html)) => join(&mut parts.html, html),
                _ => {}
            }
        }
        if parts.text.trim().is_empty() && parts.html.is_empty() {
            for at in &message.html_body {
                if let Some(PartType::Html(html)) = message.part(*at).map(|part| &part.body) {
                    join(&mut parts.html, html);
                }
            }
        }
        let others = message.attachments.iter().filter_map(|at| message.part(*at));
        parts.others = others.filter_map(|part| other(raw, part)).collect();
        Some(parts)
    }
}

fn join(to: &mut String, more: &str) {
    if !to.is_empty() {
        to.push_str("\n\n");
    }
    to.push_str(more);
}

fn other(raw: &[u8], part: &MessagePart<'_>) -> Option<Part> {
    let content = match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_bytes().to_vec(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
        PartType::Message(_) | PartType::Multipart(_) => return None,
    };
    // Its own header as it was sent, since that of the copy may have hidden words in its names.
    let head = raw.get(part.offset_header as usize..part.offset_body as usize).unwrap_or_default();
    let head = MessageParser::default().parse_headers(head);
    let (media_type, name) = head.as_ref().map(described).unwrap_or_default();
    Some(Part { media_type, name, content })
}

fn described(head: &Message<'_>) -> (String, String) {
    use mail_parser::MimeHeaders as _;
    let root = head.root_part();
    let media_type = root.content_type().map(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        format!("{}/{}", kind.ctype(), subtype).to_ascii_lowercase()
    });
    (media_type.unwrap_or_default(), root.attachment_name().unwrap_or_default().to_owned())
}

/// The message with the words of [`NESTING`] hidden everywhere but in the bodies of its parts.
fn flat(raw: &[u8]) -> Cow<'_, [u8]> {
    let found = nesting_words(raw);
    if found.is_empty() {
        return Cow::Borrowed(raw);
    }
    let mut hidden = raw.to_vec();
    for end in found {
        hidden[end] = b'x';
    }
    let bodies: Vec<(usize, usize)> =
        MessageParser::default().parse(&hidden).map_or_else(Vec::new, |message| {
            let leaves = message.parts.iter().filter(|part| !part.is_multipart());
            leaves.map(|part| (part.offset_body as usize, part.offset_end as usize)).collect()
        });
    for (from, to) in bodies {
        if let (Some(hidden), Some(raw)) = (hidden.get_mut(from..to), raw.get(from..to)) {
            hidden.copy_from_slice(raw);
        }
    }
    Cow::Owned(hidden)
}

/// Where the last letter of each of the words stands.
fn nesting_words(raw: &[u8]) -> Vec<usize> {
    let at = |start: usize| {
        let rest = &raw[start..];
        let fits = |word: &&&[u8]| rest.get(..word.len()).is_some_and(|one| one.eq_ignore_ascii_case(word));
        NESTING.iter().find(fits).map(|word| start + word.len() - 1)
    };
    let begins = |byte: u8| matches!(byte.to_ascii_lowercase(), b'r' | b'g' | b'd');
    let starts = raw.iter().enumerate().filter(|(_, byte)| begins(**byte));
    starts.filter_map(|(start, _)| at(start)).collect()
}
