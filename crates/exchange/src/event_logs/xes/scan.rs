//! One block of an XES file, read at once: elements, attributes and the space between. Whatever else there is makes the
//! block unusual.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::QName;

use super::document::{At, Document, Element, KeyAndValue};
use super::words;
use crate::event_logs::EventColumns;

/// A block that was read.
pub(super) struct Scanned<'c> {
    /// What it holds; its places are bytes of the file.
    pub(super) document: Document<'c>,
    /// How many lines end in it.
    pub(super) lines: u64,
}

/// Reads a block that begins at a byte of the file and ends behind a trace; nothing when it is unusual.
pub(super) fn block<'c>(bytes: &[u8], begin: u64, columns: &'c EventColumns) -> Option<Scanned<'c>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let first = begin == 0;
    let document = if first { Document::new(columns) } else { Document::from_byte(begin, columns) };
    let mut scan = Scan { text, at: 0, open: vec![], begin, document };
    if first && text.starts_with('\u{feff}') {
        scan.at = '\u{feff}'.len_utf8();
    }
    scan.all()?;
    // The first block holds the beginning of the log, and all must have ended but this.
    let begun = scan.open.len() == usize::from(first);
    if !begun || scan.document.at != At::Log {
        return None;
    }
    if let Some(root) = scan.open.first() {
        scan.document.root = (*root).to_owned();
    }
    let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
    Some(Scanned { document: scan.document, lines })
}

struct Scan<'t, 'c> {
    text: &'t str,
    /// The byte of the block that comes next.
    at: usize,
    /// The names of the elements that have not ended.
    open: Vec<&'t str>,
    begin: u64,
    document: Document<'c>,
}

/// An element as it begins, and what it says.
#[derive(Default)]
struct Tag<'t> {
    name: &'t str,
    key: Option<Quoted<'t>>,
    value: Option<Quoted<'t>>,
}

/// What stands between quotation marks, and whether it means what it says: no references, no line breaks, no tabs.
#[derive(Clone, Copy)]
struct Quoted<'t> {
    text: &'t str,
    plain: bool,
}

impl<'t> Scan<'t, '_> {
    fn all(&mut self) -> Option<()> {
        loop {
            self.space();
            let Some(byte) = self.byte() else { return Some(()) };
            if byte != b'<' {
                return None;
            }
            match *self.text.as_bytes().get(self.at + 1)? {
                b'/' => self.end()?,
                b'!' => self.pass("<!--", "-->")?,
                b'?' => self.pass("<?", "?>")?,
                _ => self.begin()?,
            }
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(byte) = self.byte() {
            self.at += match byte {
                b' ' => words::first(self.rest(), words::other_than_space).unwrap_or(self.rest().len()),
                b'\n' | b'\t' | b'\r' => 1,
                _ => return,
            };
        }
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Passes over what begins and ends so.
    fn pass(&mut self, begin: &str, end: &str) -> Option<()> {
        let rest = self.text[self.at..].strip_prefix(begin)?;
        self.at += begin.len() + memmem::find(rest.as_bytes(), end.as_bytes())? + end.len();
        Some(())
    }

    /// Reads up to a byte, which is passed over.
    fn until(&mut self, byte: u8) -> Option<&'t str> {
        let length = memchr(byte, self.rest())?;
        let found = &self.text[self.at..self.at + length];
        self.at += length + 1;
        Some(found)
    }

    /// Reads a name: everything up to a space, a sign of equality or the end of the element.
    fn name(&mut self) -> Option<&'t str> {
        let length = words::first(self.rest(), words::end_of_name).filter(|length| *length > 0)?;
        let name = &self.text[self.at..self.at + length];
        self.at += length;
        Some(name)
    }

    fn end(&mut self) -> Option<()> {
        self.at += 2;
        let name = self.open.pop()?;
        self.rest().starts_with(name.as_bytes()).then_some(())?;
        self.at += name.len();
        self.space();
        (self.byte()? == b'>').then_some(())?;
        self.at += 1;
        self.document.close().ok()
    }

    fn begin(&mut self) -> Option<()> {
        self.at += 1;
        let mut tag = Tag { name: self.name()?, ..Tag::default() };
        let mut others: Vec<&str> = vec![];
        let empty = loop {
            let before = self.at;
            self.space();
            match self.byte()? {
                b'>' => {
                    self.at += 1;
                    break false;
                }
                b'/' => {
                    self.at += 1;
                    (self.byte()? == b'>').then_some(())?;
                    self.at += 1;
                    break true;
                }
                _ if before == self.at => return None,
                _ => {}
            }
            let name = self.name()?;
            let value = self.quoted()?;
            let again = match name {
                "key" => tag.key.replace(value).is_some(),
                "value" => tag.value.replace(value).is_some(),
                _ => {
                    let again = others.contains(&name);
                    others.push(name);
                    again
                }
            };
            if again {
                return None;
            }
        };
        let place = self.begin + self.at as u64;
        self.document.open(&tag, place).ok()?;
        if empty {
            return self.document.close().ok();
        }
        self.open.push(tag.name);
        Some(())
    }

    /// Reads a sign of equality and what stands behind it between quotation marks.
    fn quoted(&mut self) -> Option<Quoted<'t>> {
        self.space();
        (self.byte()? == b'=').then_some(())?;
        self.at += 1;
        self.space();
        let mark = self.byte().filter(|byte| matches!(byte, b'"' | b'\''))?;
        self.at += 1;
        let rest = self.rest();
        let length = words::first(rest, words::not_plain)?;
        if rest[length] == mark {
            let text = &self.text[self.at..self.at + length];
            self.at += length + 1;
            return Some(Quoted { text, plain: true });
        }
        Some(Quoted { text: self.until(mark)?, plain: false })
    }
}

impl Element for Tag<'_> {
    fn local_name(&self) -> &str {
        memchr(b':', self.name.as_bytes()).map_or(self.name, |colon| &self.name[colon + 1..])
    }

    fn key_and_value(&self) -> Result<KeyAndValue<'_>, String> {
        Ok((self.key.map(Quoted::normalised).transpose()?, self.value.map(Quoted::normalised).transpose()?))
    }
}

impl<'t> Quoted<'t> {
    /// The text with its references resolved and its line breaks and tabs as spaces.
    fn normalised(self) -> Result<Cow<'t, str>, String> {
        if self.plain {
            return Ok(Cow::Borrowed(self.text));
        }
        let attribute = Attribute { key: QName("value"), value: Cow::Borrowed(self.text) };
        attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())
    }
}
