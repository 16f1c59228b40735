//! Values inside the text of a question: old servers know no parameters, so every value passes through here.

use std::fmt::{Display, Write as _};

/// Text as a literal.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('\'');
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\'' => literal.push_str("\\'"),
            '\0' => literal.push_str("\\0"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            other => literal.push(other),
        }
    }
    literal.push('\'');
    literal
}

/// A name of a database, a table or a column.
pub(super) fn identifier(name: &str) -> String {
    let mut identifier = String::with_capacity(name.len() + 2);
    identifier.push('`');
    for character in name.chars() {
        if matches!(character, '\\' | '`') {
            identifier.push('\\');
        }
        identifier.push(character);
    }
    identifier.push('`');
    identifier
}

/// A whole number that takes part as 64 bits with a sign, however small it is.
pub(super) fn whole(number: i64) -> String {
    // The least number cannot be written as minus a positive one.
    if number == i64::MIN { format!("toInt64('{number}')") } else { format!("toInt64({number})") }
}

/// Whole numbers to be looked for with `IN`; an empty list is one that holds nothing.
pub(super) fn numbers(numbers: impl IntoIterator<Item = i64>) -> String {
    list(numbers.into_iter().map(whole_in_list))
}

/// Texts to be looked for with `IN`.
pub(super) fn strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    list(texts.into_iter().map(string))
}

/// An array of whole numbers with 64 bits.
pub(super) fn array(numbers: impl IntoIterator<Item = i64>) -> String {
    let inner: Vec<String> = numbers.into_iter().map(whole).collect();
    format!("[{}]", inner.join(","))
}

fn whole_in_list(number: i64) -> String {
    if number == i64::MIN { whole(number) } else { number.to_string() }
}

fn list(literals: impl Iterator<Item = impl Display>) -> String {
    let mut list = String::from("(");
    for (place, literal) in literals.enumerate() {
        if place > 0 {
            list.push(',');
        }
        // Writing to a string cannot fail.
        let _ = write!(list, "{literal}");
    }
    list.push(')');
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_cannot_end_a_text() {
        assert_eq!(string("it's"), r"'it\'s'");
        assert_eq!(string(r"a\"), r"'a\\'");
        assert_eq!(string(r"\' OR 1 = 1 --"), r"'\\\' OR 1 = 1 --'");
        assert_eq!(string("a\tb\nc\r\0"), r"'a\tb\nc\r\0'");
        assert_eq!(string("año"), "'año'");
    }

    #[test]
    fn backticks_cannot_end_a_name() {
        assert_eq!(identifier("catsup_a_1"), "`catsup_a_1`");
        assert_eq!(identifier("a`; DROP TABLE b"), r"`a\`; DROP TABLE b`");
        assert_eq!(identifier(r"a\"), r"`a\\`");
    }

    #[test]
    fn numbers_keep_their_sign_and_their_width() {
        assert_eq!(whole(-5), "toInt64(-5)");
        assert_eq!(whole(i64::MIN), "toInt64('-9223372036854775808')");
        assert_eq!(numbers([1, -2, i64::MAX]), "(1,-2,9223372036854775807)");
        assert_eq!(array([3, 4]), "[toInt64(3),toInt64(4)]");
        assert_eq!(strings(["a", "b'"]), r"('a','b\'')");
    }
}
