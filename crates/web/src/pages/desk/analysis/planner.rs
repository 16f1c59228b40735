//! How many responses it takes: for a share, a mean, a net promoter score, and for telling two samples apart.

use askama::Template;
use axum::http::StatusCode;
use catsup_app::calculations::{
    Calculated, Count, Expected, PowerOfComparison, Problem, SampleSize, SampleSizeOfComparison, calculate,
};
use catsup_model::Language;

use super::{cut::number, driver_view::short};
use crate::{
    components::{Choice, Crumb},
    extract::PageQuery,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// What can be planned.
const KINDS: [&str; 5] = ["share", "mean", "nps", "shares", "means"];

/// The page that plans.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/planner.html")]
pub(crate) struct PlannerPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    kind: String,
    kinds: Vec<Choice>,
    levels: Vec<Choice>,
    answer: Option<Answer>,
    /// Why it cannot be computed, in English.
    problem: String,
}

/// What it takes.
#[derive(Debug)]
struct Answer {
    sentences: Vec<String>,
    rows: Vec<(String, String)>,
}

/// `GET /desk/analysis/sample-size`
pub(crate) async fn show(
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Page<PlannerPage> {
    let mut page = PlannerPage::new(layout, Form::with(pairs));
    page.compute();
    let fits = page.form.is_valid() && page.problem.is_empty();
    Page::with_status(if fits { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, page)
}

impl PlannerPage {
    fn new(layout: Layout, form: Form) -> Self {
        let t = layout.t;
        let level = |level: &str, share: f64| Choice::new(level, t.percent(share, 0));
        Self {
            crumbs: vec![Crumb::new(links::ANALYSIS, t.say("analysis-title"))],
            kind: String::new(),
            kinds: KINDS.map(|kind| Choice::new(kind, t.name("planner-kind", kind))).into(),
            levels: vec![level("0.9", 0.9), level("0.95", 0.95), level("0.99", 0.99)],
            answer: None,
            problem: String::new(),
            layout,
            form,
        }
    }

    fn is_of(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.kind.as_str())
    }

    fn compute(&mut self) {
        if self.form.filled("of").is_none() {
            self.form.set("of", KINDS[0]);
        }
        if let Some(kind) = KINDS.into_iter().find(|kind| *kind == self.form.value("of")) {
            self.kind = kind.to_owned();
        } else {
            self.form.refuse("of", FieldError::new("error-choose-known"));
            self.kind = KINDS[0].to_owned();
        }
        let t = self.layout.t;
        let computed = if self.is_of(&["shares", "means"]) {
            comparison(t, &mut self.form)
        } else {
            single(t, &mut self.form)
        };
        match computed {
            Some(Ok(answer)) if self.form.is_valid() => self.answer = Some(answer),
            Some(Err(problem)) if self.form.is_valid() => self.problem = problem.to_string(),
            _ => {}
        }
    }
}

/// A percentage between the ends as a share; what lies outside is marked.
fn percentage(form: &mut Form, field: &str, usual: f64, ends: (f64, f64)) -> Option<f64> {
    let value = number(form, field, Some(usual))?;
    if value < ends.0 || value > ends.1 {
        let message = FieldError::new("planner-error-between");
        let (low, high) = (ends.0.to_string(), ends.1.to_string());
        form.refuse(field, message.text("low", low).text("high", high));
        return None;
    }
    Some(value / 100.0)
}

/// A number above 0.
fn positive(form: &mut Form, field: &str, usual: f64) -> Option<f64> {
    let value = number(form, field, Some(usual))?;
    if value <= 0.0 {
        form.refuse(field, FieldError::new("planner-error-positive"));
        return None;
    }
    Some(value)
}

/// A whole number from 1, where one is given.
fn people(form: &mut Form, field: &str) -> Option<Count> {
    let text = form.filled(field)?.replace([',', ' '], "");
    let read = text.parse().ok().filter(|people: &u64| *people > 0);
    if read.is_none() {
        form.refuse(field, FieldError::new("planner-error-people"));
    }
    read.map(Count)
}

fn level(form: &mut Form) -> Option<f64> {
    if form.filled("confidence").is_none() {
        form.set("confidence", "0.95");
    }
    let level = [0.9, 0.95, 0.99].into_iter().find(|level| level.to_string() == form.value("confidence"));
    if level.is_none() {
        form.refuse("confidence", FieldError::new("error-choose-known"));
    }
    level
}

type Computed = Option<Result<Answer, Problem>>;

/// For one figure: a share, a mean, a net promoter score.
fn single(t: Translator, form: &mut Form) -> Computed {
    let kind = form.value("of").to_owned();
    let confidence = level(form);
    let population = people(form, "population");
    let rate = match form.filled("response_rate") {
        None => None,
        Some(_) => percentage(form, "response_rate", 100.0, (0.1, 100.0)),
    };
    let mut question = SampleSize {
        proportion_p: None,
        standard_deviation: None,
        promoters: None,
        detractors: None,
        margin: 0.0,
        confidence: confidence?,
        population,
        response_rate: rate,
    };
    let margin_said = match kind.as_str() {
        "mean" => {
            question.standard_deviation = Some(positive(form, "deviation", 1.0)?);
            question.margin = positive(form, "margin_points", 0.1)?;
            short(t, question.margin)
        }
        "nps" => {
            question.promoters = Some(percentage(form, "promoters", 50.0, (0.0, 100.0))?);
            question.detractors = Some(percentage(form, "detractors", 20.0, (0.0, 100.0))?);
            question.margin = positive(form, "margin_nps", 5.0)?;
            short(t, question.margin)
        }
        _ => {
            question.proportion_p = Some(percentage(form, "share", 50.0, (0.1, 99.9))?);
            question.margin = percentage(form, "margin", 5.0, (0.01, 50.0))?;
            short(t, question.margin * 100.0)
        }
    };
    Some(calculate(&question).map(|computed| single_said(t, &computed, &question, &margin_said)))
}

fn single_said(t: Translator, computed: &Calculated, question: &SampleSize, margin: &str) -> Answer {
    let responses = whole(computed, "responses");
    let mut sentences = vec![
        t.say("planner-answer")
            .arg("n", responses)
            .arg("margin", margin)
            .arg("confidence", t.percent(question.confidence, 0))
            .to_string(),
    ];
    let mut rows = vec![
        (t.say("planner-responses").to_string(), t.number(responses)),
        (t.say("planner-infinite").to_string(), t.decimal(figure(computed, "n_infinite"), 1)),
    ];
    if let Some(Count(population)) = question.population {
        rows.push((t.say("planner-finite").to_string(), t.decimal(figure(computed, "n_finite"), 1)));
        sentences.push(t.say("planner-population").arg("n", population).to_string());
    }
    if let Some(rate) = question.response_rate {
        let invitations = whole(computed, "invitations");
        rows.push((t.say("planner-invitations").to_string(), t.number(invitations)));
        let rate = t.percent(rate, 1);
        sentences.push(t.say("planner-invite").arg("n", invitations).arg("rate", rate).to_string());
        if question.population.is_some_and(|people| invitations > people.0) {
            sentences.push(t.say("planner-not-enough-people").to_string());
        }
    }
    Answer { sentences, rows }
}

/// For telling two samples apart: what it takes, and what a given number can show.
fn comparison(t: Translator, form: &mut Form) -> Computed {
    let confidence = level(form);
    let power = percentage(form, "power", 80.0, (50.0, 99.9));
    let have = people(form, "have");
    let expected = if form.value("of") == "means" {
        let deviation = positive(form, "deviation", 1.0);
        Expected::Means { difference: positive(form, "difference", 0.2)?, standard_deviation: deviation? }
    } else {
        let first = percentage(form, "first", 70.0, (0.1, 99.9));
        Expected::Shares { first: first?, second: percentage(form, "second", 75.0, (0.1, 99.9))? }
    };
    let (alpha, power) = (1.0 - confidence?, power?);
    let size = SampleSizeOfComparison { expected, power, alpha, ratio: 1.0 };
    let said = |difference: f64| match expected {
        Expected::Means { .. } => short(t, difference.abs()),
        _ => t.say("figure-points").arg("points", t.decimal(100.0 * difference.abs(), 1)).to_string(),
    };
    Some(calculate(&size).and_then(|computed| {
        let each = whole(&computed, "n1");
        let difference = said(figure(&computed, "difference"));
        let mut answer = Answer {
            sentences: vec![
                t.say("planner-comparison")
                    .arg("n", each)
                    .arg("difference", &difference)
                    .arg("power", t.percent(power, 0))
                    .to_string(),
            ],
            rows: vec![
                (t.say("planner-each").to_string(), t.number(each)),
                (t.say("planner-difference").to_string(), difference),
            ],
        };
        if let Some(have) = have {
            let shown = calculate(&PowerOfComparison { expected, n1: have, n2: have, alpha })?;
            let (power, detectable) = (figure(&shown, "power"), said(figure(&shown, "detectable")));
            answer.rows.push((t.say("planner-power").to_string(), t.percent(power, 0)));
            answer.rows.push((t.say("planner-detectable").to_string(), detectable.clone()));
            let sentence = t.say("planner-have").arg("n", have.0).arg("power", t.percent(power, 0));
            answer.sentences.push(sentence.arg("detectable", detectable).to_string());
        }
        Ok(answer)
    }))
}

fn figure(computed: &Calculated, name: &str) -> f64 {
    computed.object.get(name).and_then(serde_json::Value::as_f64).unwrap_or_default()
}

fn whole(computed: &Calculated, name: &str) -> u64 {
    computed.object.get(name).and_then(serde_json::Value::as_u64).unwrap_or_default()
}

impl Samples for PlannerPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |pairs: &[(&str, &str)]| {
            let layout = Layout { path: links::ANALYSIS_SAMPLE_SIZE.to_owned(), ..Layout::sample(language) };
            let mut page = Self::new(layout, Form::with(pairs.iter().copied()));
            page.compute();
            page
        };
        vec![
            page(&[]),
            page(&[("population", "5000"), ("margin", "3"), ("response_rate", "12")]),
            page(&[("of", "mean"), ("population", "200"), ("response_rate", "5")]),
            page(&[("of", "nps"), ("promoters", "90"), ("detractors", "30")]),
            page(&[("of", "shares"), ("have", "400")]),
            page(&[("of", "means"), ("deviation", "-1")]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_planner_gives_the_figures_of_the_reference() {
        let mut form =
            Form::with([("of", "share"), ("share", "50"), ("margin", "3"), ("population", "5000")]);
        let answer = single(Translator::new(Language::En), &mut form).unwrap().unwrap();
        assert_eq!(answer.rows[1].1, "1,067.1");
        assert_eq!(answer.rows[2].1, "879.5");
        assert!(answer.sentences[0].contains("880"), "{:?}", answer.sentences);
    }
}
