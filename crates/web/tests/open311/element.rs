//! XML as a reader of its own sees it.

use catsup_testing::Answer;
use quick_xml::{Reader, escape, events::Event};

/// One element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// Reads an answer, which must be well-formed XML in UTF-8.
    pub fn of(answer: &Answer) -> Self {
        assert_eq!(answer.headers["content-type"], "text/xml; charset=utf-8");
        assert!(answer.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{}", answer.body);
        let mut reader = Reader::from_str(std::str::from_utf8(&answer.bytes).unwrap());
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {}", answer.body));
            match event {
                Event::Start(start) => open.push(Self::named(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Self::named(&start)),
                Event::End(_) => {
                    let ended = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(ended);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let written = format!("&{};", &*name);
                    open.last_mut().unwrap().text.push_str(&escape::unescape(&written).unwrap());
                }
                Event::Decl(_) => {}
                Event::Eof => break,
                other => panic!("nothing else is written: {other:?}"),
            }
        }
        assert_eq!((open.len(), open[0].children.len()), (1, 1), "{}", answer.body);
        open.remove(0).children.remove(0)
    }

    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The names of its children, in order.
    pub fn names(&self) -> Vec<&str> {
        self.children.iter().map(|one| one.name.as_str()).collect()
    }

    /// The child of a name.
    pub fn child(&self, name: &str) -> &Self {
        let found = self.children.iter().find(|one| one.name == name);
        found.unwrap_or_else(|| panic!("{name} is in {self:?}"))
    }

    /// The text of the child of a name.
    pub fn text_of(&self, name: &str) -> &str {
        &self.child(name).text
    }
}
