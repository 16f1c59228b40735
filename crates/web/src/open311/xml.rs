//! XML 1.0: elements and text, escaped, and without the characters that XML 1.0 has no way to write.

use std::io;

use quick_xml::{
    Writer,
    escape::escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::answer::Node;

/// The document.
pub(super) fn written(root: &str, node: &Node) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    document(&mut writer, root, node).expect("a vector takes whatever is written to it");
    writer.into_inner()
}

fn document(writer: &mut Writer<Vec<u8>>, root: &str, node: &Node) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.get_mut().push(b'\n');
    element(writer, root, node)
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, node: &Node) -> io::Result<()> {
    match node {
        Node::Record(fields) if !fields.is_empty() => {
            writer.write_event(Event::Start(BytesStart::new(name)))?;
            for (name, node) in fields {
                element(writer, name, node)?;
            }
            writer.write_event(Event::End(BytesEnd::new(name)))
        }
        Node::List(item, items) if !items.is_empty() => {
            writer.write_event(Event::Start(BytesStart::new(name)))?;
            for node in items {
                element(writer, item, node)?;
            }
            writer.write_event(Event::End(BytesEnd::new(name)))
        }
        Node::Record(_) | Node::List(..) => text(writer, name, ""),
        Node::Text(content) => text(writer, name, content),
        Node::Whole(number) => text(writer, name, &number.to_string()),
        Node::Degrees(degrees) => {
            text(writer, name, &degrees.map(|degrees| degrees.to_string()).unwrap_or_default())
        }
        Node::Flag(flag) => text(writer, name, if *flag { "true" } else { "false" }),
    }
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    let content: String = content.chars().filter(|character| is_allowed(*character)).collect();
    if content.is_empty() {
        return writer.write_event(Event::Empty(BytesStart::new(name)));
    }
    writer.write_event(Event::Start(BytesStart::new(name)))?;
    writer.write_event(Event::Text(BytesText::from_escaped(escape(content.as_str()))))?;
    writer.write_event(Event::End(BytesEnd::new(name)))
}

/// Whether XML 1.0 has a way to write the character (its production 2, `Char`).
fn is_allowed(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, events::Event};

    use super::*;

    #[test]
    fn every_text_comes_back_as_it_was_but_for_what_xml_cannot_write() {
        for (given, kept) in [
            ("a < b && c > \"d\" 'e'", "a < b && c > \"d\" 'e'"),
            ("]]><script>alert(1)</script>", "]]><script>alert(1)</script>"),
            ("&amp; &#0; <!DOCTYPE x [<!ENTITY y 'z'>]>", "&amp; &#0; <!DOCTYPE x [<!ENTITY y 'z'>]>"),
            ("\u{0}\u{1}\u{8}\u{b}\u{1f}a\u{fffe}\u{ffff}", "a"),
            ("line\r\nnext\ttab \u{85} \u{1f600} ñ", "line\r\nnext\ttab \u{85} \u{1f600} ñ"),
        ] {
            let document = written("errors", &Node::text(given));
            let mut reader = Reader::from_reader(document.as_slice());
            let mut read = String::new();
            loop {
                match reader.read_event().unwrap() {
                    Event::Text(text) => read.push_str(&text),
                    Event::GeneralRef(name) => {
                        read.push('&');
                        read.push_str(&name);
                        read.push(';');
                    }
                    Event::Eof => break,
                    _ => {}
                }
            }
            let read = quick_xml::escape::unescape(read.trim_start_matches('\n')).unwrap().into_owned();
            assert_eq!(read, kept, "{given:?}");
        }
    }
}
