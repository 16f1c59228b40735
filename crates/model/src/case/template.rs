//! Texts that answers begin with.

use jiff::Timestamp;

use crate::{
    Language,
    id::{ServiceId, TemplateId},
};

/// A text that an answer begins with. `{name}`, `{number}`, `{service}` and `{subject}` stand for what the case says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTemplate {
    /// Its id.
    pub id: TemplateId,
    /// What staff call it.
    pub name: String,
    /// The service it is for; `None` for every service.
    pub service: Option<ServiceId>,
    /// The language it is in.
    pub language: Language,
    /// The words.
    pub text: String,
    /// What happens next; may be empty.
    pub next_step: String,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What a template says of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots<'a> {
    /// The person's name; may be empty.
    pub name: &'a str,
    /// The case's number.
    pub number: &'a str,
    /// The service's name.
    pub service: &'a str,
    /// What the case is about.
    pub subject: &'a str,
}

impl Slots<'_> {
    /// `text` with its slots filled in. What stands in braces and is no slot stays as it is; a name that is not known leaves
    /// no blank behind before a comma or at the end of a line.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            match after.split_once('}').and_then(|(slot, after)| Some((self.of(slot)?, after))) {
                Some((value, after)) => {
                    let ends = after.starts_with([',', '.', ':', '\n', '\r']) || after.is_empty();
                    if value.is_empty() && ends {
                        filled.truncate(filled.trim_end_matches(' ').len());
                    }
                    filled.push_str(value);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    fn of(&self, slot: &str) -> Option<&str> {
        match slot.trim() {
            "name" => Some(self.name),
            "number" => Some(self.number),
            "service" => Some(self.service),
            "subject" => Some(self.subject),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_nothing_else_is_touched() {
        let slots = Slots { name: "Ana", number: "7K3M-2Q9D", service: "Passports", subject: "{name}" };
        let filled = slots.fill("Dear {name}, case {number} ({ service }): {subject} {form} {");
        assert_eq!(filled, "Dear Ana, case 7K3M-2Q9D (Passports): {name} {form} {");
        assert_eq!(Slots::default().fill("Dear {name},\nabout {number}."), "Dear,\nabout.");
        assert_eq!(slots.fill("}{}{name"), "}{}{name");
    }
}
