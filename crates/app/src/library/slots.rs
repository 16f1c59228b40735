//! Slots as they are entered: a few lines of text.
//!
//! ```text
//! fee: How old is the traveller? | ¿Qué edad tiene el viajero?
//! = 100 or 130 dollars | 100 o 130 dólares
//! - child: Under 16 | Menos de 16 => 100 dollars | 100 dólares
//! - adult: 16 or older | 16 o más => 130 dollars | 130 dólares
//! ```

use catsup_model::{
    Language, Translated,
    library::{Slot, SlotChoice},
};

/// Writes slots as they are entered.
#[must_use]
pub fn write_slots(slots: &[Slot]) -> String {
    let mut text = String::new();
    for slot in slots {
        text.push_str(&format!("{}: {}\n= {}\n", slot.key, both(&slot.question), both(&slot.otherwise)));
        for choice in &slot.choices {
            text.push_str(&format!("- {}: {} => {}\n", choice.key, both(&choice.label), both(&choice.text)));
        }
    }
    text
}

/// Reads slots as they were entered.
///
/// # Errors
/// The number of the first line that is not understood, from 1.
pub fn read_slots(text: &str) -> Result<Vec<Slot>, usize> {
    let mut slots: Vec<Slot> = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty()) {
        let read = match (line.strip_prefix('='), line.strip_prefix('-')) {
            (Some(otherwise), _) => slots.last_mut().map(|slot| slot.otherwise = translated(otherwise)),
            (_, Some(choice)) => slots.last_mut().zip(self::choice(choice)).map(|(slot, choice)| {
                slot.choices.push(choice);
            }),
            _ => keyed(line).map(|(key, question)| {
                let (question, otherwise) = (translated(question), Translated::default());
                slots.push(Slot { key: key.to_owned(), question, otherwise, choices: Vec::new() });
            }),
        };
        if read.is_none() {
            return Err(number);
        }
    }
    Ok(slots)
}

fn choice(text: &str) -> Option<SlotChoice> {
    let (key, rest) = keyed(text)?;
    let (label, text) = rest.split_once("=>")?;
    Some(SlotChoice { key: key.to_owned(), label: translated(label), text: translated(text) })
}

fn keyed(text: &str) -> Option<(&str, &str)> {
    let (key, rest) = text.split_once(':')?;
    let (key, rest) = (key.trim(), rest.trim());
    (Slot::is_key(key) && !rest.is_empty()).then_some((key, rest))
}

fn translated(text: &str) -> Translated {
    let (english, spanish) = text.split_once('|').unwrap_or((text, ""));
    let mut translated = Translated::default();
    translated.set(Language::En, english);
    translated.set(Language::Es, spanish);
    translated
}

fn both(text: &Translated) -> String {
    let english = text.exact(Language::En).unwrap_or_default();
    text.exact(Language::Es).map_or_else(|| english.to_owned(), |spanish| format!("{english} | {spanish}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_a_line_out_of_place_is_named() {
        let text = "fee: How old? | ¿Qué edad?\n= some | algo\n- child: Under 16 => 100\n- adult: Older | Mayor => 130 | 130\n";
        let slots = read_slots(text).unwrap();
        assert_eq!((slots.len(), slots[0].choices.len()), (1, 2));
        assert_eq!(slots[0].choices[1].label.get(Language::Es), "Mayor");
        assert_eq!(write_slots(&slots), text);
        assert_eq!(read_slots(&write_slots(&slots)), Ok(slots));
        assert_eq!(read_slots("\n- child: a => b"), Err(2));
        assert_eq!(read_slots("Fee: what?"), Err(1));
        assert_eq!(read_slots("fee: what?\n- child: no arrow"), Err(2));
        assert_eq!(read_slots(""), Ok(Vec::new()));
    }
}
