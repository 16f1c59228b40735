//! Labels of answers: what “Strongly agree”, “Sí” or “5 - Very satisfied” stand for on a scale.
//!
//! A label belongs to its scale: “Very satisfied” is no answer to an agreement question, since that would be another
//! wording. Where a file uses other labels, the mapping lists them column by column.

use catsup_model::Scale;

use crate::{Reason, fold};

/// What is said of a scale's value, folded; English, then Spanish.
type Labels = &'static [(i64, &'static [&'static str])];

const AGREEMENT: Labels = &[
    (1, &["strongly disagree", "completely disagree", "totalmente en desacuerdo", "muy en desacuerdo"]),
    (2, &["disagree", "somewhat disagree", "en desacuerdo", "algo en desacuerdo"]),
    (
        3,
        &[
            "neutral",
            "neither agree nor disagree",
            "neither",
            "neutro",
            "ni de acuerdo ni en desacuerdo",
            "ni en desacuerdo ni de acuerdo",
        ],
    ),
    (4, &["agree", "somewhat agree", "de acuerdo", "algo de acuerdo"]),
    (5, &["strongly agree", "completely agree", "totalmente de acuerdo", "muy de acuerdo"]),
];

const SATISFACTION: Labels = &[
    (1, &["very dissatisfied", "very unsatisfied", "muy insatisfecho", "muy insatisfecha"]),
    (2, &["dissatisfied", "unsatisfied", "somewhat dissatisfied", "insatisfecho", "insatisfecha"]),
    (
        3,
        &[
            "neutral",
            "neither satisfied nor dissatisfied",
            "neither",
            "neutro",
            "ni satisfecho ni insatisfecho",
            "ni satisfecha ni insatisfecha",
        ],
    ),
    (4, &["satisfied", "somewhat satisfied", "satisfecho", "satisfecha"]),
    (5, &["very satisfied", "muy satisfecho", "muy satisfecha"]),
];

const EFFORT: Labels = &[
    (1, &["strongly disagree", "completely disagree", "totalmente en desacuerdo", "muy en desacuerdo"]),
    (2, &["disagree", "en desacuerdo"]),
    (3, &["somewhat disagree", "slightly disagree", "algo en desacuerdo"]),
    (
        4,
        &[
            "neutral",
            "neither agree nor disagree",
            "neither",
            "neutro",
            "ni de acuerdo ni en desacuerdo",
            "ni en desacuerdo ni de acuerdo",
        ],
    ),
    (5, &["somewhat agree", "slightly agree", "algo de acuerdo"]),
    (6, &["agree", "de acuerdo"]),
    (7, &["strongly agree", "completely agree", "totalmente de acuerdo", "muy de acuerdo"]),
];

const LIKELIHOOD: Labels = &[
    (0, &["not at all likely", "nada probable"]),
    (10, &["extremely likely", "extremadamente probable", "sumamente probable"]),
];

const RATING: Labels = &[(1, &["worst", "peor"]), (10, &["best", "mejor"])];

const THUMBS: Labels = &[
    (0, &["👎", "thumbs down", "thumb down", "down", "pulgar abajo", "pulgar hacia abajo", "false"]),
    (1, &["👍", "thumbs up", "thumb up", "up", "pulgar arriba", "pulgar hacia arriba", "true"]),
];

const YES_NO: Labels =
    &[(0, &["no", "n", "false", "falso"]), (1, &["yes", "y", "si", "s", "true", "verdadero"])];

const TICK: Labels = &[
    (0, &["no", "n", "false", "falso", "not selected", "unchecked", "not checked"]),
    (1, &["yes", "y", "si", "s", "true", "verdadero", "selected", "checked", "x", "✓", "✔", "☑", "✅"]),
];

const STARS: Labels = &[
    (1, &["1 star", "1 estrella", "one star", "una estrella", "★", "★☆☆☆☆"]),
    (2, &["2 stars", "2 estrellas", "two stars", "dos estrellas", "★★", "★★☆☆☆"]),
    (3, &["3 stars", "3 estrellas", "three stars", "tres estrellas", "★★★", "★★★☆☆"]),
    (4, &["4 stars", "4 estrellas", "four stars", "cuatro estrellas", "★★★★", "★★★★☆"]),
    (5, &["5 stars", "5 estrellas", "five stars", "cinco estrellas", "★★★★★"]),
];

/// What stands for “no answer” on any scale.
const MISSING: &[&str] =
    &["n a", "na", "not applicable", "no aplica", "no answer", "sin respuesta", "no contesta"];

fn labels(scale: Scale) -> Labels {
    match scale {
        Scale::Thumbs => THUMBS,
        Scale::YesNo => YES_NO,
        Scale::Tick => TICK,
        Scale::Likert5 => AGREEMENT,
        Scale::Satisfaction5 => SATISFACTION,
        Scale::Effort7 => EFFORT,
        Scale::Likelihood11 => LIKELIHOOD,
        Scale::Rating10 => RATING,
        Scale::Stars5 => STARS,
    }
}

/// Reads a cell as a value of `scale`: a whole number (`4`, `4.0`), a label, or both (“5 - Strongly agree”). A blank
/// cell and “N/A” are no answer.
///
/// # Errors
/// [`Reason::OffScale`]; [`Reason::UnknownLabel`]; [`Reason::Contradiction`] when number and label of one cell disagree,
/// as they do when the file counts the scale from the other end.
pub fn value(scale: Scale, cell: &str) -> Result<Option<i64>, Reason> {
    let cell = cell.trim();
    let words = fold::words(cell);
    if cell.is_empty() || MISSING.contains(&words.as_str()) {
        return Ok(None);
    }
    if let Some(number) = whole_number(cell) {
        return on_scale(scale, number, cell).map(Some);
    }
    let unknown = || Reason::UnknownLabel { value: cell.to_owned(), scale };
    let (number, label) = split_number(cell);
    let labelled = labelled(scale, &fold::words(label));
    match (number, labelled) {
        (None, labelled) => labelled.ok_or_else(unknown).map(Some),
        (Some(number), Some(labelled)) if number != labelled => {
            Err(Reason::Contradiction { value: cell.to_owned(), number, labelled })
        }
        // Labels between the ends of a scale are often the agency's own; the number says it.
        (Some(number), _) => on_scale(scale, number, cell).map(Some),
    }
}

fn on_scale(scale: Scale, number: i64, cell: &str) -> Result<i64, Reason> {
    let (low, high) = scale.range().into_inner();
    scale.allows(number).then_some(number).ok_or_else(|| Reason::OffScale {
        value: cell.to_owned(),
        low,
        high,
    })
}

fn labelled(scale: Scale, words: &str) -> Option<i64> {
    // A skin tone does not change which way a thumb points.
    let plain: String =
        words.chars().filter(|character| !matches!(character, '\u{1F3FB}'..='\u{1F3FF}')).collect();
    labels(scale).iter().find(|(_, labels)| labels.contains(&plain.as_str())).map(|(value, _)| *value)
}

/// A whole number, also when stored as a decimal.
pub(crate) fn whole_number(text: &str) -> Option<i64> {
    let (whole, zeros) = text.split_once('.').unwrap_or((text, ""));
    let only_zeros = zeros.bytes().all(|byte| byte == b'0') && !whole.starts_with('+');
    only_zeros.then(|| whole.parse().ok()).flatten()
}

/// Splits “5 - Strongly agree”, “5: …”, “5 = …” and “Strongly agree (5)” into number and label.
fn split_number(cell: &str) -> (Option<i64>, &str) {
    let is_separator = |character: char| " .:-–—=)(".contains(character);
    let digits = cell.len() - cell.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let (Ok(number), rest) = (cell[..digits].parse(), &cell[digits..])
        && rest.starts_with(is_separator)
        && !rest.contains(|character: char| character.is_ascii_digit())
    {
        return (Some(number), rest.trim_matches(is_separator));
    }
    let inner = cell.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inner.and_then(|(label, number)| Some((number.trim().parse().ok()?, label.trim()))) {
        Some((number, label)) => (Some(number), label),
        None => (None, cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_labels_in_both_languages_are_understood() {
        for (scale, cell, expected) in [
            (Scale::Likert5, "Strongly agree", 5),
            (Scale::Likert5, "AGREE", 4),
            (Scale::Likert5, "Neither agree nor disagree", 3),
            (Scale::Likert5, "Neutral", 3),
            (Scale::Likert5, "Totalmente en desacuerdo", 1),
            (Scale::Likert5, " 4.0 ", 4),
            (Scale::Likert5, "5 - Strongly agree", 5),
            (Scale::Likert5, "2 – kind of no", 2),
            (Scale::Likert5, "Strongly agree (5)", 5),
            (Scale::Satisfaction5, "Very satisfied", 5),
            (Scale::Satisfaction5, "muy insatisfecha", 1),
            (Scale::Effort7, "Somewhat agree", 5),
            (Scale::YesNo, "Sí", 1),
            (Scale::YesNo, "No", 0),
            (Scale::Thumbs, "👍", 1),
            (Scale::Thumbs, "👎🏿", 0),
            (Scale::Tick, "x", 1),
            (Scale::Likelihood11, "0 - Not at all likely", 0),
        ] {
            assert_eq!(value(scale, cell), Ok(Some(expected)), "{cell}");
        }
    }

    #[test]
    fn missing_stays_missing() {
        for cell in ["", "  ", "N/A", "No aplica"] {
            assert_eq!(value(Scale::Likert5, cell), Ok(None));
        }
    }

    #[test]
    fn a_label_of_another_scale_is_no_answer() {
        assert!(matches!(value(Scale::Likert5, "Very satisfied"), Err(Reason::UnknownLabel { .. })));
        assert!(matches!(value(Scale::YesNo, "👍"), Err(Reason::UnknownLabel { .. })));
    }

    #[test]
    fn a_scale_counted_from_the_other_end_is_noticed() {
        let reversed = value(Scale::Likert5, "1 - Strongly agree");
        assert!(matches!(reversed, Err(Reason::Contradiction { number: 1, labelled: 5, .. })));
    }

    #[test]
    fn a_number_off_the_scale_is_no_answer() {
        for cell in ["0", "6", "-1", "3.5", "99999999999999999999", "6 - more than that"] {
            assert!(value(Scale::Likert5, cell).is_err(), "{cell}");
        }
    }
}
