//! What the person wrote: the text of a message, and the text without earlier mail and signature.
//!
//! Only what is surely not theirs is cut: quoted lines above or below all they wrote, the block a mail program puts before
//! an earlier message, and what follows the separator of a signature (RFC 3676). Quotes between their words stay.

use super::{
    MOST_WORDS,
    html::{Quotes, text_of},
    plain,
    structure::Parts,
};

/// The words of a message, all of them and its own; `None` where there are too many.
pub(super) fn of(parts: &Parts) -> Option<(String, String)> {
    let is_text = !parts.text.trim().is_empty();
    let shown = |quotes| if is_text { parts.text.clone() } else { text_of(&parts.html, quotes) };
    let whole = plain(&shown(Quotes::Kept));
    let all = tidy(&whole);
    if all.chars().count() > MOST_WORDS {
        return None;
    }
    let own =
        if is_text { own(&whole, Quotes::Kept) } else { own(&plain(&shown(Quotes::Left)), Quotes::Left) };
    let own = tidy(&own);
    let own = if own.is_empty() { all.clone() } else { own };
    Some((all, own))
}

/// Without blanks at the ends of lines and more than one empty line in a row.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

/// What stands before an earlier message, in small letters.
const EARLIER: [&str; 6] = [
    "original message",
    "mensaje original",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensagem original",
    "messaggio originale",
];
/// How mail programs say who wrote what they quote, in small letters.
const WROTE: [&str; 6] = ["wrote", "escribió", "schrieb", "a écrit", "escreveu", "ha scritto"];
/// Lines that a sentence of who wrote is broken over.
const LONGEST_ATTRIBUTION: usize = 3;

/// The text without earlier mail and signature. Where its quotes were left out before, what said whose they are stands alone.
fn own(text: &str, quotes: Quotes) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = (0..lines.len()).find(|at| begins_earlier_mail(&lines[*at..])).unwrap_or(lines.len());
    let mut kept = &lines[..end];
    if end < lines.len() {
        // The rule some programs draw above it.
        let last = kept.iter().rposition(|line| !is_blank(line));
        if let Some(last) = last.filter(|last| is_rule(kept[*last])) {
            kept = &kept[..last];
        }
    }
    kept = &kept[..before_quote_below(kept, quotes)];
    let signature = kept.iter().position(|line| *line == "-- ");
    kept = &kept[..signature.unwrap_or(kept.len())];
    kept = &kept[..before_quote_below(kept, quotes)];
    kept = &kept[after_quote_above(kept)..];
    kept.join("\n")
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='))
}

fn begins_earlier_mail(lines: &[&str]) -> bool {
    let Some(first) = lines.first() else { return false };
    let first = first.trim().trim_matches('*').to_lowercase();
    if first.starts_with("--") && first.ends_with("--") {
        let inner = first.trim_matches('-').trim();
        if EARLIER.contains(&inner) {
            return true;
        }
    }
    let begins = |line: &str, names: &[&str]| {
        let line = line.trim().trim_start_matches('*').to_lowercase();
        names.iter().any(|name| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', '*'])))
    };
    let among = |names: &[&str]| lines.iter().skip(1).take(5).any(|line| begins(line, names));
    begins(&first, &["from", "de", "von", "da"])
        && among(&[
            "sent",
            "date",
            "enviado",
            "enviado el",
            "fecha",
            "gesendet",
            "datum",
            "envoyé",
            "inviato",
        ])
        && among(&["to", "para", "an", "à", "a", "subject", "asunto", "betreff", "objet", "oggetto"])
}

/// Where a quote that nothing follows begins, with the sentence that says who wrote it; the end where there is none.
fn before_quote_below(lines: &[&str], quotes: Quotes) -> usize {
    let Some(last) = lines.iter().rposition(|line| !is_blank(line)) else { return lines.len() };
    if quotes == Quotes::Kept && !is_quoted(lines[last]) {
        return lines.len();
    }
    let mut end = last + 1;
    while end > 0 && is_quoted(lines[last]) && (is_quoted(lines[end - 1]) || is_blank(lines[end - 1])) {
        end -= 1;
    }
    let said = lines[..end].iter().rposition(|line| !is_blank(line)).map_or(0, |last| last + 1);
    let begins = (1..=LONGEST_ATTRIBUTION.min(said)).find(|count| is_attribution(&lines[said - count..said]));
    begins.map_or(end, |count| said - count)
}

/// Where a quote that nothing stands above ends, where words follow it.
fn after_quote_above(lines: &[&str]) -> usize {
    let Some(first) = lines.iter().position(|line| !is_blank(line)) else { return 0 };
    let from = &lines[first..];
    let longest = LONGEST_ATTRIBUTION.min(from.len());
    let said = (1..=longest).find(|count| is_attribution(&from[..*count])).unwrap_or(0);
    let begins = from[said..].iter().position(|line| !is_blank(line)).map_or(from.len(), |at| said + at);
    let quote = from[begins..].iter().position(|line| !is_quoted(line) && !is_blank(line));
    match quote {
        Some(length) if length > 0 => first + begins + length,
        _ => 0,
    }
}

/// Whether these lines say who wrote what follows: a verb, a date, and a colon.
fn is_attribution(lines: &[&str]) -> bool {
    let said = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").to_lowercase();
    let whole = !lines.iter().any(|line| is_blank(line));
    let short = said.chars().count() <= 300;
    let dated = said.bytes().any(|byte| byte.is_ascii_digit());
    whole && short && dated && said.ends_with(':') && WROTE.iter().any(|verb| said.contains(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        tidy(&own(text, Quotes::Kept))
    }

    #[test]
    fn an_answer_is_left_of_what_mail_programs_send_along() {
        for (sent, wanted) in [
            (
                "Elm Street 4\n\nOn Tue, 10 Mar 2026 at 15:00, Permits <a@b.gov> wrote:\n> Which street?\n> \n> Permits\n",
                "Elm Street 4",
            ),
            (
                "Elm Street 4\n\nEl mar, 10 mar 2026 a las 15:00, Permisos\n(<a@b.gov>) escribió:\n\n> ¿Qué calle?",
                "Elm Street 4",
            ),
            ("Elm Street 4\n-----Original Message-----\nFrom: x\nWhich street?", "Elm Street 4"),
            (
                "Elm Street 4\n\n________________________________\nFrom: Permits <a@b.gov>\nSent: Tuesday\nTo: Ana\nSubject: x\n\nWhich?",
                "Elm Street 4",
            ),
            ("Elm Street 4\n\n*De:* Permisos\n*Enviado:* martes\n*Para:* Ana\n\n¿Qué calle?", "Elm Street 4"),
            ("Elm Street 4\n-- \nAna Ruiz\nTel. 555", "Elm Street 4"),
            ("Elm Street 4\n-- \nAna\n\nOn 10 March Permits wrote:\n> Which?", "Elm Street 4"),
            ("On 10 March 2026 Permits wrote:\n> Which street?\n\nElm Street 4\n", "Elm Street 4"),
            ("> Which street?\n\nElm Street 4\n-- \nAna", "Elm Street 4"),
        ] {
            assert_eq!(left(sent), wanted, "{sent}");
        }
    }

    #[test]
    fn words_of_the_person_stay() {
        for kept in [
            "> Which street?\nElm Street\n> And the number?\n4",
            "The clerk wrote: nothing.\n\nI wait since 10 March:",
            "--\nAna thinks this is no signature",
            "From: here on it gets worse.\n\nThe roof leaks.",
            "a > b",
            "On 10 March the clerk wrote:",
        ] {
            let wanted = kept.strip_prefix("> Which street?\n").unwrap_or(kept);
            assert_eq!(left(kept), wanted, "{kept}");
        }
    }

    #[test]
    fn where_nothing_is_left_everything_is_kept() {
        let of = |text: &str| of(&Parts { text: text.to_owned(), ..Parts::default() }).unwrap();
        let quote = "On 10 March 2026 Permits wrote:\n> Which street?";
        assert_eq!(of(quote), (quote.to_owned(), quote.to_owned()));
        assert_eq!(of(" \r\n\0"), (String::new(), String::new()));
        assert_eq!(of("a\0b\u{7}\r\n\r\n\r\n\r\nc \u{2028}d").0, "ab\n\nc\nd");
    }
}
