//! The table of two: its choices, its cells in words, and what the test says.

use catsup_app::results::{Axis, AxisValue, CrossTable};

use crate::{components::Choice, i18n::Translator};

/// The table as the page shows it.
#[derive(Debug)]
pub(super) struct CrossView {
    pub(super) caption: String,
    pub(super) columns: Vec<(String, String)>,
    pub(super) rows: Vec<(String, String, Vec<CellView>)>,
    /// What the test says, in sentences.
    pub(super) said: Vec<String>,
    pub(super) too_few: bool,
}

/// One cell.
#[derive(Debug)]
pub(super) struct CellView {
    /// The count; `None` when it may not be shown.
    pub(super) n: Option<String>,
    pub(super) share: String,
    pub(super) interval: String,
}

/// Everything rows and columns can be.
pub(super) fn choices(t: Translator, axes: &[Axis]) -> Vec<Choice> {
    axes.iter().map(|axis| Choice::new(&axis.code, name(t, axis))).collect()
}

fn name(t: Translator, axis: &Axis) -> String {
    let shorten = |text: &str| {
        let short: String = text.chars().take(70).collect();
        if short.len() < text.len() { short + "…" } else { short }
    };
    let text = shorten(t.pick(&axis.text));
    match (text.is_empty(), axis.part.is_empty()) {
        (true, _) => t.name("results-axis", &axis.code).to_string(),
        (false, true) => text,
        (false, false) => format!("{text} – {}", shorten(t.pick(&axis.part))),
    }
}

fn value(t: Translator, value: &AxisValue) -> String {
    match value {
        AxisValue::Scale(scale, value) => t.answer(*scale, *value),
        AxisValue::Text(text) => t.pick(text).to_owned(),
        AxisValue::Channel(channel) => t.pick(&channel.name()).to_owned(),
        AxisValue::Language(language) => language.own_name().to_owned(),
        AxisValue::Device(class) => t.device(class),
    }
}

impl CrossView {
    pub(super) fn of(t: Translator, table: &CrossTable, of_columns: bool) -> Self {
        let total = |n: &Option<u64>| match n {
            Some(n) => t.say("figure-n").arg("n", *n).to_string(),
            None => t.say("results-fewer").arg("smallest", table.smallest_cell).to_string(),
        };
        let cell = |cell: &catsup_app::results::Cell| {
            let share = if of_columns { cell.of_column } else { cell.of_row };
            CellView {
                n: cell.n.map(|n| t.number(n)),
                share: share.map(|share| t.percent(share.share, 0)).unwrap_or_default(),
                interval: share
                    .map(|share| {
                        let (low, high) = (t.percent(share.low, 0), t.percent(share.high, 0));
                        t.say("results-from-to").arg("low", low).arg("high", high).to_string()
                    })
                    .unwrap_or_default(),
            }
        };
        let rows = table.rows.iter().zip(&table.cells);
        Self {
            caption: t
                .say("results-cross-caption")
                .arg("rows", name(t, &table.row_axis))
                .arg("columns", name(t, &table.column_axis))
                .to_string(),
            columns: table.columns.iter().map(|(one, n)| (value(t, one), total(n))).collect(),
            rows: rows
                .map(|((one, n), cells)| (value(t, one), total(n), cells.iter().map(cell).collect()))
                .collect(),
            said: said(t, table),
            too_few: table.n.is_none() || table.n == Some(0),
        }
    }
}

fn said(t: Translator, table: &CrossTable) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(test) = table.test.filter(|test| test.degrees_of_freedom > 0) {
        let p = if test.p_value < 0.001 {
            t.say("results-p-small").to_string()
        } else {
            t.say("results-p").arg("p", t.decimal(test.p_value, 3)).to_string()
        };
        let key = if test.p_value < 0.05 { "results-cross-differs" } else { "results-cross-alike" };
        let degrees = i64::try_from(test.degrees_of_freedom).unwrap_or(i64::MAX);
        said.push(
            t.say(key)
                .arg("chi", t.decimal(test.statistic, 1))
                .arg("degrees", degrees)
                .arg("p", p)
                .arg("v", t.decimal(test.cramers_v, 2))
                .to_string(),
        );
        if test.smallest_expected < 5.0 {
            said.push(
                t.say("results-cross-rough")
                    .arg("expected", t.decimal(test.smallest_expected, 1))
                    .to_string(),
            );
        }
    }
    if table.missing > 0 {
        said.push(t.say("results-cross-missing").arg("n", table.missing).to_string());
    }
    if !table.left_out.is_empty() {
        let versions: Vec<String> = table.left_out.iter().map(ToString::to_string).collect();
        said.push(t.say("results-cross-left-out").arg("versions", versions.join(", ")).to_string());
    }
    said
}
