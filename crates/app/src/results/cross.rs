//! Two closed questions, or a question and a circumstance, side by side: who answered what.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Scale, Translated, Viewer,
    id::TouchpointId,
    survey::{Question, QuestionKind},
};
use catsup_statistics::{ChiSquare, chi_square};
use catsup_store::{CrossAxis, CrossCount};
use serde::Serialize;

use super::{Ground, ResultsQuery, series};
use crate::{App, Error, scorecards::Share};

/// The most values a side shows; those with the fewest responses are left out and counted.
const MOST_VALUES: usize = 20;

/// Something rows or columns can be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Names it in addresses: `q:KEY`, `channel`, `device`, `language`, `touchpoint`, `segment:NAME`.
    pub code: String,
    /// The question, or the name of the attribute; empty for a circumstance, whose code names it.
    pub text: Translated,
    /// The choice or statement of the question; empty for the whole question.
    pub part: Translated,
}

/// One value of a side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisValue {
    /// A value of a scale.
    Scale(Scale, i64),
    /// A choice, or the name of a touchpoint or segment value.
    Text(Translated),
    /// A channel.
    Channel(Channel),
    /// A language.
    Language(Language),
    /// A class of device.
    Device(String),
}

/// One cell of the table. A count below the smallest cell is `None`, and so are its shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    /// How many.
    pub n: Option<u64>,
    /// The share of its row.
    pub of_row: Option<Share>,
    /// The share of its column.
    pub of_column: Option<Share>,
}

/// Who answered what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossTable {
    /// What rows are.
    pub row_axis: Axis,
    /// What columns are.
    pub column_axis: Axis,
    /// The rows with their totals; a total below the smallest cell is `None`.
    pub rows: Vec<(AxisValue, Option<u64>)>,
    /// The columns with their totals.
    pub columns: Vec<(AxisValue, Option<u64>)>,
    /// Row by row.
    pub cells: Vec<Vec<Cell>>,
    /// Responses in the table; `None` when fewer than may be shown.
    pub n: Option<u64>,
    /// Responses without an answer to one of the two.
    pub missing: u64,
    /// Whether rows and columns are independent, over all cells that were counted.
    pub test: Option<ChiSquare>,
    /// Numbers of the versions that asked both as they are asked now.
    pub versions: Vec<i64>,
    /// Versions that asked one of them otherwise: their responses are left out.
    pub left_out: Vec<i64>,
    /// Fewer than this are not shown.
    pub smallest_cell: u64,
}

/// What rows and columns can be chosen from: every closed question of the survey as it is, then circumstances.
///
/// # Errors
/// As [`super::read`].
pub async fn axes(app: &App, viewer: &Viewer, id_or_key: &str) -> Result<Vec<Axis>, Error> {
    let ground = Ground::find(app, viewer, id_or_key, &ResultsQuery::default()).await?;
    of_ground(app, &ground).await
}

async fn of_ground(app: &App, ground: &Ground) -> Result<Vec<Axis>, Error> {
    let mut axes: Vec<Axis> = ground.definition().questions().flat_map(of_question).collect();
    let plain =
        |code: &str, text: Translated| Axis { code: code.to_owned(), text, part: Translated::default() };
    for code in ["channel", "device", "language", "touchpoint"] {
        axes.push(plain(code, Translated::default()));
    }
    let segments = app.store().scope_segments(&[ground.survey.service]).await?;
    let mut names: Vec<String> = segments.into_iter().map(|(name, _)| name).collect();
    names.dedup();
    axes.extend(names.iter().map(|name| plain(&format!("segment:{name}"), Translated::english(name))));
    Ok(axes)
}

fn of_question(question: &Question) -> Vec<Axis> {
    let axis =
        |key: String, part: Translated| Axis { code: format!("q:{key}"), text: question.text.clone(), part };
    match &question.kind {
        QuestionKind::Scale { .. } | QuestionKind::Single { .. } => {
            vec![axis(question.key.clone(), Translated::default())]
        }
        QuestionKind::Grid { .. } | QuestionKind::Multiple { .. } => {
            let part = |part: &catsup_model::survey::Choice| {
                axis(format!("{}.{}", question.key, part.key), part.text.clone())
            };
            question.parts().iter().map(part).collect()
        }
        _ => Vec::new(),
    }
}

/// Counts a survey by two sides, named by their codes; `None` when one of them is none of its sides.
///
/// # Errors
/// As [`super::read`].
pub async fn cross(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    query: &ResultsQuery,
    rows: &str,
    columns: &str,
) -> Result<Option<CrossTable>, Error> {
    let ground = Ground::find(app, viewer, id_or_key, query).await?;
    let axes = of_ground(app, &ground).await?;
    let find = |code: &str| axes.iter().find(|axis| axis.code == code).cloned();
    let (Some(row_axis), Some(column_axis)) = (find(rows), find(columns)) else { return Ok(None) };
    if row_axis.code == column_axis.code {
        return Ok(None);
    }
    let alike = versions(&ground, [rows, columns]);
    let (kept, left_out): (Vec<_>, Vec<_>) =
        ground.versions.iter().partition(|version| alike.contains(&version.id));
    let counts =
        app.store().question_cross(&ground.filter, &store_axis(rows), &store_axis(columns), &alike).await?;
    let touchpoints = app.store().scope_touchpoints(&[ground.survey.service]).await?;
    let side = |code: &str, value: fn(&CrossCount) -> Option<&String>| {
        Side::of(&ground, code, &counts, value, &touchpoints)
    };
    let (row_side, column_side) =
        (side(rows, |count| count.row.as_ref()), side(columns, |count| count.column.as_ref()));
    Ok(Some(table(
        Drawn { ground: &ground, row_axis, column_axis, row_side, column_side, counts },
        &kept,
        &left_out,
    )))
}

fn store_axis(code: &str) -> CrossAxis {
    match code {
        "channel" => CrossAxis::Channel,
        "device" => CrossAxis::Device,
        "language" => CrossAxis::Language,
        "touchpoint" => CrossAxis::Touchpoint,
        other => match (other.strip_prefix("q:"), other.strip_prefix("segment:")) {
            (Some(key), _) => CrossAxis::Answer(key.to_owned()),
            (None, name) => CrossAxis::Segment(name.unwrap_or(other).to_owned()),
        },
    }
}

/// The versions that asked both sides as they are asked now.
fn versions(ground: &Ground, codes: [&str; 2]) -> Vec<catsup_model::id::SurveyVersionId> {
    let series = series::of(ground);
    let asks = |code: &str, version| match code.strip_prefix("q:") {
        None => true,
        Some(key) => {
            let key = key.split('.').next().unwrap_or_default();
            let now = series.iter().find(|one| one.question.key == key);
            now.is_some_and(|one| one.holds(version))
        }
    };
    let ids = ground.versions.iter().map(|version| version.id);
    ids.filter(|id| codes.iter().all(|code| asks(code, *id))).collect()
}

/// The values of one side: as stored, and as shown.
struct Side(Vec<(String, AxisValue)>);

impl Side {
    fn of(
        ground: &Ground,
        code: &str,
        counts: &[CrossCount],
        value: fn(&CrossCount) -> Option<&String>,
        touchpoints: &[(TouchpointId, String)],
    ) -> Self {
        let mut totals: BTreeMap<&String, u64> = BTreeMap::new();
        for count in counts {
            if let Some(value) = value(count) {
                *totals.entry(value).or_default() += count.n;
            }
        }
        let mut found: Vec<(&String, u64)> = totals.into_iter().collect();
        found.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        found.truncate(MOST_VALUES);
        let shown = |value: &String| match code {
            "channel" => value.parse().ok().map(AxisValue::Channel),
            "language" => value.parse().ok().map(AxisValue::Language),
            "device" => Some(AxisValue::Device(value.clone())),
            "touchpoint" => {
                let named = touchpoints.iter().find(|(id, _)| id.to_string() == *value);
                named.map(|(_, name)| AxisValue::Text(Translated::english(name)))
            }
            _ => Some(AxisValue::Text(Translated::english(value))),
        };
        match code.strip_prefix("q:") {
            Some(key) => Self(answers(ground, key)),
            None => Self(
                found.into_iter().filter_map(|(value, _)| Some((value.clone(), shown(value)?))).collect(),
            ),
        }
    }

    fn place(&self, value: Option<&String>) -> Option<usize> {
        let value = value?;
        self.0.iter().position(|(stored, _)| stored == value)
    }
}

/// Every answer a question offers, whether somebody gave it or not.
fn answers(ground: &Ground, key: &str) -> Vec<(String, AxisValue)> {
    let Some(question) = ground.definition().question(key.split('.').next().unwrap_or_default()) else {
        return Vec::new();
    };
    let scale = match &question.kind {
        QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => *scale,
        QuestionKind::Multiple { .. } => Scale::Tick,
        _ => {
            let choice = |choice: &catsup_model::survey::Choice| {
                (choice.key.clone(), AxisValue::Text(choice.text.clone()))
            };
            return question.choices().iter().map(choice).collect();
        }
    };
    scale.range().map(|value| (value.to_string(), AxisValue::Scale(scale, value))).collect()
}

/// What a table is drawn from.
struct Drawn<'a> {
    ground: &'a Ground,
    row_axis: Axis,
    column_axis: Axis,
    row_side: Side,
    column_side: Side,
    counts: Vec<CrossCount>,
}

type Versions<'a> = [&'a catsup_store::SurveyVersion];

fn table(drawn: Drawn<'_>, kept: &Versions<'_>, left_out: &Versions<'_>) -> CrossTable {
    let smallest = drawn.ground.smallest;
    let mut counted = vec![vec![0_u64; drawn.column_side.0.len()]; drawn.row_side.0.len()];
    let mut missing = 0;
    for count in &drawn.counts {
        match (drawn.row_side.place(count.row.as_ref()), drawn.column_side.place(count.column.as_ref())) {
            (Some(row), Some(column)) => counted[row][column] += count.n,
            _ => missing += count.n,
        }
    }
    let row_totals: Vec<u64> = counted.iter().map(|row| row.iter().sum()).collect();
    let column_totals: Vec<u64> =
        (0..drawn.column_side.0.len()).map(|column| counted.iter().map(|row| row[column]).sum()).collect();
    let n: u64 = row_totals.iter().sum();
    let hidden = |n: u64| n > 0 && n < smallest;
    let share = |part: u64, whole: u64| {
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        (whole >= smallest).then(|| Share::of(signed(part), signed(whole))).flatten()
    };
    let cell = |row: usize, column: usize| {
        let part = counted[row][column];
        if hidden(part) || hidden(row_totals[row]) || hidden(column_totals[column]) {
            return Cell { n: None, of_row: None, of_column: None };
        }
        Cell {
            n: Some(part),
            of_row: share(part, row_totals[row]),
            of_column: share(part, column_totals[column]),
        }
    };
    let cells =
        (0..counted.len()).map(|row| (0..column_totals.len()).map(|column| cell(row, column)).collect());
    let total = |side: Side, totals: &[u64]| {
        let shown = |n: u64| Some(n).filter(|n| !hidden(*n));
        side.0.into_iter().zip(totals).map(|((_, value), n)| (value, shown(*n))).collect()
    };
    let numbers = |versions: &Versions<'_>| versions.iter().map(|version| version.number).collect();
    CrossTable {
        cells: cells.collect(),
        test: if n >= smallest { chi_square(&counted).ok() } else { None },
        n: Some(n).filter(|n| *n == 0 || *n >= smallest),
        rows: total(drawn.row_side, &row_totals),
        columns: total(drawn.column_side, &column_totals),
        row_axis: drawn.row_axis,
        column_axis: drawn.column_axis,
        missing,
        versions: numbers(kept),
        left_out: numbers(left_out),
        smallest_cell: smallest,
    }
}
