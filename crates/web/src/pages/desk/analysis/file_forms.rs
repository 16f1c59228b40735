//! What is asked of a file: which columns are what, as forms, and groups compared in words.

use catsup_app::{
    Error,
    analysis::{ComparedColumn, ComparedGroups, FileColumn},
    drivers::{Block, DriverQuestion},
    path_models::{Missing, ModelFile, PathModelQuestion, READY},
};

use super::{
    cut::{number, resamples},
    driver_view::p_value,
    drivers,
};
use crate::{
    components::Choice,
    forms::{FieldError, Form},
    i18n::Translator,
};

/// What the forms offer.
#[derive(Debug)]
pub(super) struct Choices {
    pub roles: Vec<Choice>,
    pub resamples: Vec<Choice>,
    pub models: Vec<Choice>,
    pub missing: Vec<Choice>,
}

impl Choices {
    pub fn new(t: Translator) -> Self {
        let named = |family: &str, codes: &[&str]| -> Vec<Choice> {
            codes.iter().map(|code| Choice::new(code, t.name(family, code))).collect()
        };
        Self {
            roles: named("file-role", &["none", "outcome", "driver"]),
            resamples: drivers::resamples(t),
            models: named("file-model", &["federal", "acsi-government", "own"]),
            missing: named("file-missing", &["listwise", "mean", "pairwise"]),
        }
    }
}

/// Fills in what is usual, so that the form can be sent as it stands.
pub(super) fn suggest(form: &mut Form, method: &str, columns: &[FileColumn]) {
    match method {
        "paths" => {
            form.set("model_name", READY[0].name);
            form.set("missing", "listwise");
            form.set("resamples", "500");
            form.set("model", READY[0].text);
        }
        "compare" => {
            // A column of texts is rather what groups are made by than what is compared.
            let texts = |column: &&FileColumn| {
                !column.samples.is_empty() && column.samples.iter().all(|cell| cell.parse::<f64>().is_err())
            };
            if let Some(place) = columns.iter().position(|column| texts(&column)) {
                form.set("group", place.to_string());
            }
        }
        _ => {
            form.set("rise", "1");
            form.set("resamples", "1000");
        }
    }
}

/// Which columns are the outcome and its drivers; `None` when the form does not say, which is marked.
pub(super) fn driver_question(form: &mut Form, columns: &[FileColumn]) -> Option<DriverQuestion> {
    let rise = number(form, "rise", Some(1.0));
    let resamples = resamples(form, 1_000);
    let (low, high) = (number(form, "low", None), number(form, "high", None));
    let mut outcome: Option<Block> = None;
    let mut predictors: Vec<Block> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let named = form.filled(&format!("score-{place}")).map(str::to_owned);
        let block =
            |blocks: &mut Vec<Block>, name: String| match blocks.iter_mut().find(|one| one.name == name) {
                Some(known) => known.columns.push(column.name.clone()),
                None => blocks.push(Block { name, columns: vec![column.name.clone()] }),
            };
        match form.value(&format!("role-{place}")) {
            "outcome" => match &mut outcome {
                Some(known) => known.columns.push(column.name.clone()),
                None => {
                    let name = named.unwrap_or_else(|| column.name.clone());
                    outcome = Some(Block { name, columns: vec![column.name.clone()] });
                }
            },
            "driver" => block(&mut predictors, named.unwrap_or_else(|| column.name.clone())),
            _ => {}
        }
    }
    if outcome.is_none() {
        form.refuse("role-0", FieldError::new("analysis-error-outcome"));
    } else if predictors.is_empty() {
        form.refuse("role-0", FieldError::new("analysis-error-drivers"));
    }
    let scale = match (low, high) {
        (None, None) => None,
        (Some(low), Some(high)) if low < high => Some((low, high)),
        _ => {
            form.refuse("high", FieldError::new("analysis-error-scale"));
            None
        }
    };
    let outcome = outcome.filter(|_| form.is_valid())?;
    Some(DriverQuestion { resamples, rise: rise?, scale, ..DriverQuestion::new(outcome, predictors) })
}

/// Which model, and how; `None` when the form does not say, which is marked.
///
/// # Errors
/// [`Error::Invalid`] when one's own model makes no sense.
pub(super) fn path_question(form: &mut Form) -> Result<Option<PathModelQuestion>, Error> {
    let resamples = resamples(form, 500);
    let missing = match form.value("missing") {
        "mean" => Missing::Mean,
        "pairwise" => Missing::Pairwise,
        _ => Missing::Listwise,
    };
    let model = match form.value("model_name") {
        "own" => match form.filled("model").map(str::to_owned) {
            Some(text) => Some(ModelFile::parse(&text)?),
            None => {
                form.refuse("model", FieldError::new("error-required"));
                None
            }
        },
        ready => match ModelFile::ready(ready) {
            Some(model) => Some(model),
            None => {
                form.refuse("model_name", FieldError::new("error-choose-known"));
                None
            }
        },
    };
    let consistent = form.chose("consistent", "1");
    let question = model.filter(|_| form.is_valid()).map(PathModelQuestion::new);
    Ok(question.map(|question| PathModelQuestion { resamples, missing, consistent, ..question }))
}

/// What is compared between which groups.
#[derive(Debug)]
pub(super) struct GroupsQuestion {
    pub group: String,
    pub columns: Vec<String>,
    pub named: Option<[String; 2]>,
}

/// Which groups, and what is compared; `None` when the form does not say, which is marked.
pub(super) fn groups_question(form: &mut Form, columns: &[FileColumn]) -> Option<GroupsQuestion> {
    let name = |place: &str| columns.get(place.parse::<usize>().ok()?).map(|column| column.name.clone());
    let group = name(form.value("group"));
    if group.is_none() {
        form.refuse("group", FieldError::new("error-choose"));
    }
    let chosen: Vec<String> = form.values("compared").filter_map(name).collect();
    if chosen.is_empty() {
        form.refuse("compared", FieldError::new("error-choose"));
    }
    let (first, second) = (form.filled("first").map(str::to_owned), form.filled("second").map(str::to_owned));
    let named = match (first, second) {
        (None, None) => None,
        (Some(first), Some(second)) => Some([first, second]),
        (None, _) => {
            form.refuse("first", FieldError::new("file-error-both-groups"));
            None
        }
        (_, None) => {
            form.refuse("second", FieldError::new("file-error-both-groups"));
            None
        }
    };
    let group = group.filter(|_| form.is_valid())?;
    Some(GroupsQuestion { group, columns: chosen, named })
}

/// Two groups of a file, every number in words.
#[derive(Debug)]
pub(super) struct GroupsView {
    pub first: String,
    pub second: String,
    pub rows_of: [u64; 2],
    pub left_out: u64,
    pub verdict: String,
    pub rows: Vec<GroupsRow>,
}

/// One column in both groups.
#[derive(Debug)]
pub(super) struct GroupsRow {
    pub name: String,
    pub means: [String; 2],
    pub n: [u64; 2],
    pub difference: String,
    pub interval: String,
    pub test: String,
    pub p: String,
    pub adjusted: String,
    pub words: String,
    pub significant: bool,
}

impl GroupsView {
    pub fn new(t: Translator, compared: &ComparedGroups) -> Self {
        let rows: Vec<GroupsRow> = compared.columns.iter().map(|one| GroupsRow::new(t, one)).collect();
        let tested = compared.columns.iter().filter(|one| one.p_value.is_some()).count();
        let changed: Vec<&str> =
            rows.iter().filter(|row| row.significant).map(|row| row.name.as_str()).collect();
        let verdict = if tested == 0 {
            t.say("compare-verdict-untested")
        } else if changed.is_empty() {
            t.say("compare-verdict-none").arg("n", tested)
        } else {
            t.say("compare-verdict").arg("n", tested).arg("names", changed.join(", "))
        };
        let [first, second] = &compared.groups;
        Self {
            verdict: verdict.to_string(),
            first: first.name.clone(),
            second: second.name.clone(),
            rows_of: [first.rows, second.rows],
            left_out: compared.left_out,
            rows,
        }
    }

    /// Made-up groups.
    pub fn sample(t: Translator) -> Self {
        let column = |name: &str, difference: Option<f64>| ComparedColumn {
            name: name.to_owned(),
            share: false,
            n: [120, 140],
            mean: [Some(4.1), Some(3.9)],
            difference: difference
                .map(|value| (value, catsup_app::analysis::Interval { low: value - 0.1, high: value + 0.1 })),
            p_value: difference.map(|_| 0.02),
            adjusted_p_value: difference.map(|value| if value > 0.1 { 0.03 } else { 0.4 }),
        };
        let group = |name: &str, rows| catsup_app::analysis::GroupOfRows { name: name.to_owned(), rows };
        let columns = vec![column("ease", Some(0.2)), column("trust", Some(0.02)), column("speed", None)];
        let groups = [group("North", 130), group("South", 150)];
        Self::new(t, &ComparedGroups { groups, columns, left_out: 12 })
    }
}

impl GroupsRow {
    fn new(t: Translator, one: &ComparedColumn) -> Self {
        let dash = || "–".to_owned();
        let mean = |mean: Option<f64>| match mean {
            None => dash(),
            Some(share) if one.share => t.percent(share, 1),
            Some(mean) => t.decimal(mean, 2),
        };
        let signed = |value: f64| match one.share {
            true => t.say("figure-points").arg("points", t.signed(value * 100.0, 1)).to_string(),
            false => t.signed(value, 3),
        };
        let significant = one.is_significant();
        let words = match one.difference {
            None => "compare-words-untested",
            Some((difference, _)) if significant && difference > 0.0 => "compare-words-higher",
            Some(_) if significant => "compare-words-lower",
            Some(_) => "compare-words-noise",
        };
        Self {
            name: one.name.clone(),
            means: one.mean.map(mean),
            n: one.n,
            difference: one.difference.map_or_else(dash, |(difference, _)| signed(difference)),
            interval: one.difference.map_or_else(dash, |(_, interval)| {
                let (low, high) = (signed(interval.low), signed(interval.high));
                t.say("scorecard-interval").arg("low", low).arg("high", high).to_string()
            }),
            test: one.p_value.map_or_else(dash, |_| {
                t.name("compare-test", if one.share { "shares" } else { "means" }).to_string()
            }),
            p: one.p_value.map_or_else(dash, |p| p_value(t, p)),
            adjusted: one.adjusted_p_value.map_or_else(dash, |p| p_value(t, p)),
            words: t.say(words).to_string(),
            significant,
        }
    }
}
