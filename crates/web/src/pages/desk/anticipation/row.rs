//! A pair of needs in words.

use catsup_app::anticipation::{NeedPairs, Pair};
use catsup_model::anticipation::{Decision, NextNeed};

use crate::{
    i18n::Translator,
    links,
    pages::desk::journeys::figures::{share, span},
};

/// A need with the table of what people come back for.
#[derive(Debug, Clone)]
pub(super) struct NeedTable {
    pub id: String,
    pub caption: String,
    pub rows: Vec<Row>,
}

/// What people come back for, with its figures and what is decided.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub need: String,
    pub next: String,
    pub name: String,
    /// How staff say it, where they do.
    pub wording: String,
    pub sentence: String,
    pub probability: String,
    pub support: String,
    pub lift: String,
    pub delay: String,
    pub p_value: String,
    pub is_pinned: bool,
    pub is_hidden: bool,
    pub is_decided: bool,
    /// Who decided and why; empty where nobody did.
    pub decided: String,
    pub has_answer: bool,
    pub correct: String,
}

impl NeedTable {
    pub(super) fn of(t: Translator, number: usize, need: &NeedPairs) -> Self {
        let caption = match need.contacts {
            0 => t.say("next-need-caption-none").arg("need", need.name.as_str()),
            n => t.say("next-need-caption").arg("need", need.name.as_str()).arg("n", n),
        };
        Self {
            id: format!("need-{number}"),
            caption: caption.to_string(),
            rows: need.pairs.iter().map(|pair| Row::of(t, need, pair)).collect(),
        }
    }
}

impl Row {
    fn of(t: Translator, need: &NeedPairs, pair: &Pair) -> Self {
        let decision = pair.choice.as_ref().map(|choice| choice.decision);
        let found = pair.found.as_ref();
        let or_none = |say: &dyn Fn(&NextNeed) -> String| found.map_or_else(|| "–".to_owned(), say);
        Self {
            need: need.need.clone(),
            next: pair.next.clone(),
            name: pair.name.clone(),
            wording: pair
                .choice
                .as_ref()
                .and_then(|choice| choice.wording.exact(t.language()))
                .unwrap_or_default()
                .to_owned(),
            sentence: found
                .map_or_else(|| t.say("next-need-no-figures").to_string(), |found| sentence(t, found)),
            probability: or_none(&|found| {
                share(t, found.probability(), (found.low, found.high), found.contacts)
            }),
            support: or_none(&|found| t.number(found.followed)),
            lift: or_none(&|found| {
                let lift = t.say("journeys-lift").arg("lift", t.decimal(found.lift, 2));
                lift.arg("base", t.percent(found.base, 1)).to_string()
            }),
            delay: or_none(&|found| span(t, found.median_seconds)),
            p_value: or_none(&|found| match found.adjusted_p_value {
                p if p < 0.001 => t.say("journeys-p-tiny").to_string(),
                p => t.decimal(p, 3),
            }),
            is_pinned: decision == Some(Decision::Pinned),
            is_hidden: decision == Some(Decision::Hidden),
            is_decided: decision.is_some(),
            decided: decided(t, pair),
            has_answer: pair.has_answer,
            correct: links::next_need_correct(&need.need, &pair.next),
        }
    }
}

/// What was found as a sentence.
fn sentence(t: Translator, found: &NextNeed) -> String {
    t.say("next-need-sentence")
        .arg("need", found.need_name.as_str())
        .arg("next", found.next_name.as_str())
        .arg("contacts", found.contacts)
        .arg("followed", found.followed)
        .arg("days", u64::from(found.window_days))
        .arg("delay", span(t, found.median_seconds))
        .to_string()
}

fn decided(t: Translator, pair: &Pair) -> String {
    let Some(choice) = &pair.choice else { return String::new() };
    let who = match &pair.decided_by {
        Some(name) => t.say("next-need-decided-by").arg("name", name.as_str()).arg("day", t.date(choice.at)),
        None => t.say("next-need-decided").arg("day", t.date(choice.at)),
    };
    if choice.why.is_empty() { who.to_string() } else { format!("{who} {}", choice.why) }
}

/// What figures are cut by, in words.
pub(super) fn cut_name(t: Translator, cut: &str) -> String {
    match cut.split_once(':') {
        None => t.say("next-need-all-contacts").to_string(),
        Some(("channel", code)) => t.channel(code),
        Some(("device", class)) => t.device(class),
        Some((kind, value)) => {
            let label = t.name("segment", kind);
            format!("{label}: {value}")
        }
    }
}

/// Pairs for render tests.
pub(super) fn sample_pairs() -> catsup_app::anticipation::Pairs {
    use catsup_app::anticipation::Pairs;
    use catsup_model::{Translated, anticipation::Choice};
    use jiff::Timestamp;

    let found = |next: &str, followed: u64, adjusted_p_value: f64| NextNeed {
        need: "renew a passport".to_owned(),
        need_name: "Renew a <passport>".to_owned(),
        next: next.to_lowercase(),
        next_name: next.to_owned(),
        window_days: 7,
        cut: String::new(),
        contacts: 412,
        followed,
        base: 0.04,
        lift: followed as f64 / 412.0 / 0.04,
        low: 0.2,
        high: 0.3,
        median_seconds: 180_000.0,
        p_value: adjusted_p_value,
        adjusted_p_value,
        taken_at: Timestamp::UNIX_EPOCH,
    };
    let choice = |next: &str, decision| Choice {
        need: "renew a passport".to_owned(),
        next: next.to_lowercase(),
        decision,
        wording: Translated::both("What your photo must look like", "Cómo debe ser su foto"),
        answer: None,
        why: "Calls of March".to_owned(),
        by: None,
        at: Timestamp::UNIX_EPOCH,
    };
    let pair = |next: &str, found: Option<NextNeed>, choice: Option<Choice>| Pair {
        next: next.to_lowercase(),
        name: next.to_owned(),
        has_answer: found.is_some(),
        decided_by: Some("Ana Ruiz".to_owned()).filter(|_| choice.is_some()),
        found,
        choice,
    };
    let pairs = vec![
        pair(
            "Photo rules",
            Some(found("Photo rules", 103, 1e-9)),
            Some(choice("Photo rules", Decision::Pinned)),
        ),
        pair("Fees", Some(found("Fees", 40, 0.012)), None),
        pair("Moved house", None, Some(choice("Moved house", Decision::Hidden))),
    ];
    let need = |need: &str, contacts| NeedPairs {
        need: need.to_lowercase(),
        name: need.to_owned(),
        contacts,
        pairs: pairs.clone(),
    };
    Pairs {
        needs: vec![need("Renew a <passport>", 412), need("Track an application", 0)],
        cuts: vec![String::new(), "channel:phone".to_owned(), "service:12".to_owned()],
        window_days: 7,
        taken_at: Some(Timestamp::UNIX_EPOCH),
        may_choose: true,
    }
}
