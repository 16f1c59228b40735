//! Breaking texts into lines, by the widths of letters as common faces have them.

/// How wide a text is at this size, a little on the wide side: faces differ.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// The text in lines that fit `room`; a word wider than that is broken.
pub(super) fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            line.push(character);
            if width(&line, size) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, character.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The width of a letter in units of the size of its face.
fn letter(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '('
        | ')' => 0.35,
        'm' | 'w' | 'M' | 'W' | '—' | '…' | '%' => 0.95,
        'A'..='Z' | '0'..='9' | '+' | '−' => 0.68,
        _ if character.is_ascii() || (character.is_alphabetic() && (character as u32) < 0x250) => 0.58,
        // Wide scripts, arrows, symbols.
        _ => 1.05,
    }
}
