//! A table of questions and answers.

use super::{FaqEntry, NotAFaq};

/// Names by which columns are known, folded.
const QUESTION: &[&str] = &["question", "q", "title", "pregunta", "customer question"];
const ANSWER: &[&str] = &["answer", "a", "text", "content", "details", "body", "respuesta"];
const SHORT: &[&str] = &["short", "short answer", "summary", "resumen"];
const TOPIC: &[&str] = &["topic", "category", "section", "need", "tema", "categoría"];
const LANGUAGE: &[&str] = &["language", "lang", "idioma"];
const VARIANTS: &[&str] = &["variants", "also asked as", "keywords", "synonyms"];

/// Reads a table; its columns may stand in any order, parted by a comma, a semicolon or a tab.
pub(super) fn read(text: &str) -> Result<Vec<FaqEntry>, NotAFaq> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        [b'\t', b';', b','].into_iter().max_by_key(|one| head.bytes().filter(|b| b == one).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let place = |names: &[&str]| {
        names.iter().find_map(|name| {
            header.iter().position(|column| column.trim().to_lowercase().replace('_', " ") == *name)
        })
    };
    let (Some(question), Some(answer)) = (place(QUESTION), place(ANSWER)) else {
        let columns: Vec<String> = header
            .iter()
            .take(20)
            .map(|name| format!("“{}”", name.chars().take(40).collect::<String>()))
            .collect();
        return Err(NotAFaq::Columns(if columns.is_empty() {
            "none".to_owned()
        } else {
            columns.join(", ")
        }));
    };
    let (short, topic, language, variants) = (place(SHORT), place(TOPIC), place(LANGUAGE), place(VARIANTS));
    let mut entries = Vec::new();
    for record in reader.records().map_while(Result::ok) {
        let cell = |place: usize| record.get(place).unwrap_or_default().trim().to_owned();
        let known = |place: Option<usize>| place.map(cell).unwrap_or_default();
        let line = record.position().map_or(0, csv::Position::line);
        entries.push(FaqEntry {
            place: usize::try_from(line).unwrap_or_default(),
            question: cell(question),
            short: known(short),
            details: cell(answer),
            topic: known(topic),
            language: known(language).to_lowercase(),
            variants: known(variants)
                .split(['|', '\n'])
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(str::to_owned)
                .collect(),
        });
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_missing_ones_are_told() {
        let text = "Category;Answer;QUESTION;Also asked as\nFees;130 dollars.;What does it cost?;price|fee\n";
        let entries = read(text).unwrap();
        assert_eq!(entries[0].question, "What does it cost?");
        assert_eq!((entries[0].topic.as_str(), entries[0].place), ("Fees", 2));
        assert_eq!(entries[0].variants, ["price", "fee"]);
        assert_eq!(read("a,b\n1,2\n"), Err(NotAFaq::Columns("“a”, “b”".to_owned())));
        assert_eq!(read(""), Err(NotAFaq::Columns("none".to_owned())));
    }
}
