//! What is odd about a row of a quarterly file: reported, never mended or swallowed.

use catsup_model::count_block::NewCountBlock;

use super::{
    Cells,
    columns::{Columns, QuestionColumns},
};
use crate::{Severity, finding::Findings};

/// Adds what is odd about an accepted row.
pub(super) fn note(findings: &mut Findings, columns: &Columns, cells: &Cells<'_>, block: &NewCountBlock) {
    volumes(findings, columns, cells, block);
    questions(findings, columns, cells);
    texts(findings, columns, cells);
}

fn volumes(findings: &mut Findings, columns: &Columns, cells: &Cells<'_>, block: &NewCountBlock) {
    let mut note = |odd: bool, rule, severity, meaning| {
        if odd {
            findings.add(rule, severity, meaning);
        }
    };
    let first_sum = columns.questions.first().map(|question| total(question, cells));
    let exceeds =
        |one: Option<i64>, other: Option<i64>| one.zip(other).is_some_and(|(one, other)| one > other);
    note(
        block.respondents.is_some_and(|respondents| first_sum != Some(respondents)),
        "q1_sum_differs_from_respondents",
        Severity::Warning,
        "the answers to question 1 do not add up to the stated respondents",
    );
    note(
        exceeds(block.respondents, block.offered),
        "respondents_exceed_offered",
        Severity::Warning,
        "more respondents than customers offered the survey; no response rate can be given",
    );
    note(
        exceeds(block.offered, block.customers),
        "offered_exceed_customers",
        Severity::Warning,
        "more customers offered the survey than customers served",
    );
    note(
        block.respondents == Some(0),
        "zero_respondents",
        Severity::Info,
        "nobody answered, as far as the file states",
    );
    let counts = columns.questions.iter().flat_map(|question| question.counts);
    note(
        columns.volumes.into_iter().chain(counts).any(|place| cells.text(place).contains('.')),
        "integers_stored_as_decimals",
        Severity::Info,
        "counts are stored as decimals such as 56.0; they were read as whole numbers",
    );
}

fn questions(findings: &mut Findings, columns: &Columns, cells: &Cells<'_>) {
    let (mut without_text, mut scale_differs) = (false, false);
    for question in &columns.questions {
        let text = question.text.map_or("", |place| cells.text(place));
        let none = text.eq_ignore_ascii_case("none");
        if none {
            findings.add(
                &format!("question_text_none_{}", question.name),
                Severity::Info,
                "the text of the question is NONE: it was not asked, or its wording is not known",
            );
        }
        without_text |= (none || text.is_empty()) && total(question, cells) > 0;
        scale_differs |= point_scale_differs(question, cells);
    }
    if without_text {
        findings.add(
            "counts_without_question_text",
            Severity::Warning,
            "answers are counted to a question whose text is blank or NONE; they count as of unstated wording",
        );
    }
    if scale_differs {
        findings.add(
            "point_scale_differs",
            Severity::Warning,
            "a stated mean is not the mean of its answer counts; the counts are used",
        );
    }
}

fn texts(findings: &mut Findings, columns: &Columns, cells: &Cells<'_>) {
    let control_number = columns.control_number.map_or("", |place| cells.text(place));
    if control_number.is_empty() {
        findings.add("control_number_missing", Severity::Warning, "no OMB control number is stated");
    } else if !holds_control_number(control_number) {
        findings.add(
            "control_number_unreadable",
            Severity::Warning,
            "what stands for the OMB control number holds no number like 1234-5678",
        );
    }
    if cells.text(columns.channel).is_empty() {
        findings.add(
            "channel_missing",
            Severity::Warning,
            "no channel is stated; the answers count under several channels together",
        );
    }
    if cells.0.iter().any(|cell| cell.contains(['\n', '\r'])) {
        findings.add("embedded_newlines", Severity::Info, "a cell holds line breaks; they were kept");
    }
    if cells.0.iter().any(|cell| !cell.is_ascii()) {
        findings.add(
            "non_ascii",
            Severity::Info,
            "a cell holds characters beyond ASCII, such as curly quotes; they were kept",
        );
    }
}

/// How many answers a question has; counts were read before, so none fails here.
fn total(question: &QuestionColumns, cells: &Cells<'_>) -> i64 {
    cells.counts(question).map_or(0, |counts| counts.iter().sum())
}

/// Whether the stated mean is further from the counted one than rounding to two decimals explains.
fn point_scale_differs(question: &QuestionColumns, cells: &Cells<'_>) -> bool {
    let stated = question.point_scale.map_or("", |place| cells.text(place));
    let (Ok(counts), false) = (cells.counts(question), stated.is_empty()) else {
        return false;
    };
    let number: i64 = counts.iter().sum();
    let sum: i64 = (1..).zip(counts).map(|(value, count): (i64, i64)| value * count).sum();
    #[expect(clippy::cast_precision_loss, reason = "compared to two decimals only")]
    let mean = sum as f64 / number as f64;
    // Without answers the mean is not a number, which no stated one is close to.
    !stated.parse().is_ok_and(|stated: f64| (stated - mean).abs() <= 0.005 + 1e-9)
}

/// Whether four digits, a hyphen and four digits stand somewhere in `text`.
fn holds_control_number(text: &str) -> bool {
    text.as_bytes().windows(9).any(|nine| {
        nine.iter().enumerate().all(
            |(place, byte)| {
                if place == 4 { *byte == b'-' } else { byte.is_ascii_digit() }
            },
        )
    })
}
