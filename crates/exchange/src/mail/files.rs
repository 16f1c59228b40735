//! Files that came with a message.

use super::{
    one_line,
    structure::{Part, Parts},
};

/// The most files that are looked at.
const MOST_FILES: usize = 50;
/// The longest name.
const LONGEST_NAME: usize = 200;
/// What mail programs add by themselves.
const SIGNATURES: [&str; 4] = [
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-encrypted",
];

/// A file as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFile {
    /// Its name as the sender says; made from its type where they say none.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

pub(super) fn of(parts: &Parts) -> Vec<MailFile> {
    let wanted = |part: &&Part| {
        let of_a_report = part.media_type.starts_with("message/delivery-status");
        !SIGNATURES.contains(&part.media_type.as_str()) && !of_a_report && !part.content.is_empty()
    };
    let file = |part: &Part| MailFile { name: name(part), content: part.content.clone() };
    parts.others.iter().filter(wanted).take(MOST_FILES).map(file).collect()
}

fn name(part: &Part) -> String {
    let said = one_line(&part.name, LONGEST_NAME);
    if !said.is_empty() {
        return said;
    }
    let subtype = part.media_type.split_once('/').map_or("", |(_, subtype)| subtype);
    let ending: String = subtype.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    if ending.is_empty() { "file".to_owned() } else { format!("file.{ending}") }
}
