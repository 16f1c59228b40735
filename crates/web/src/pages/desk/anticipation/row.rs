//! A pair of needs in words.

use catsup_app::anticipation::{NeedPairs, Pair};
use catsup_model::anticipation::{ASKED_A_PERSON, Decision, MiningSource, NextNeed};
use jiff::{Timestamp, tz::TimeZone};

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
    /// Whether it is that readers asked a person: nothing is to be decided about that.
    pub is_asked: bool,
    pub is_pinned: bool,
    pub is_hidden: bool,
    pub is_decided: bool,
    /// Who decided and why; empty where nobody did.
    pub decided: String,
    pub has_answer: bool,
    pub correct: String,
}

impl NeedTable {
    pub(super) fn of(
        t: Translator,
        zone: &TimeZone,
        (source, number): (MiningSource, usize),
        need: &NeedPairs,
    ) -> Self {
        let caption = match need.contacts {
            n if n > 0 && source == MiningSource::Readings => {
                t.say("next-need-caption-readings").arg("need", need.name.as_str()).arg("n", n)
            }
            0 => t.say("next-need-caption-none").arg("need", need.name.as_str()),
            n => t.say("next-need-caption").arg("need", need.name.as_str()).arg("n", n),
        };
        Self {
            id: format!("need-{number}"),
            caption: caption.to_string(),
            rows: need.pairs.iter().map(|pair| Row::of(t, zone, need, pair)).collect(),
        }
    }
}

impl Row {
    fn of(t: Translator, zone: &TimeZone, need: &NeedPairs, pair: &Pair) -> Self {
        let decision = pair.choice.as_ref().map(|choice| choice.decision);
        let found = pair.found.as_ref();
        let or_none = |say: &dyn Fn(&NextNeed) -> String| found.map_or_else(|| "–".to_owned(), say);
        Self {
            need: need.need.clone(),
            next: pair.next.clone(),
            name: shown_name(t, &pair.name),
            is_asked: pair.next == ASKED_A_PERSON,
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
            decided: decided(t, zone, pair),
            has_answer: pair.has_answer,
            correct: links::next_need_correct(&need.need, &pair.next),
        }
    }
}

/// What comes next, by its name.
fn shown_name(t: Translator, name: &str) -> String {
    if name == ASKED_A_PERSON { t.say("next-need-asked").to_string() } else { name.to_owned() }
}

/// What was found as a sentence.
fn sentence(t: Translator, found: &NextNeed) -> String {
    let said = match found.source {
        MiningSource::Contacts => t.say("next-need-sentence"),
        MiningSource::Readings => t.say("next-need-sentence-readings"),
    };
    said.arg("need", found.need_name.as_str())
        .arg("next", shown_name(t, &found.next_name))
        .arg("contacts", found.contacts)
        .arg("followed", found.followed)
        .arg("days", u64::from(found.window_days))
        .arg("delay", span(t, found.median_seconds))
        .to_string()
}

fn decided(t: Translator, zone: &TimeZone, pair: &Pair) -> String {
    let Some(choice) = &pair.choice else { return String::new() };
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let who = match &pair.decided_by {
        Some(name) => {
            t.say("next-need-decided-by").arg("name", name.as_str()).arg("day", t.date(day(choice.at)))
        }
        None => t.say("next-need-decided").arg("day", t.date(day(choice.at))),
    };
    if choice.why.is_empty() { who.to_string() } else { format!("{who} {}", choice.why) }
}

/// What figures are cut by, in words.
pub(super) fn cut_name(t: Translator, cut: &str) -> String {
    match cut.split_once(':') {
        None => t.say("next-need-uncut").to_string(),
        Some(("channel", code)) => t.channel(code),
        Some(("arrival", _)) => t.say("next-need-from-search").to_string(),
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
    use catsup_model::{
        Translated,
        anticipation::{Choice, NextMessageCounts},
    };
    let found = |next: &str, followed: u64, adjusted_p_value: f64| NextNeed {
        source: MiningSource::Contacts,
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
        pair(ASKED_A_PERSON, Some(found(ASKED_A_PERSON, 22, 0.02)), None),
        pair("Moved house", None, Some(choice("Moved house", Decision::Hidden))),
    ];
    let need = |need: &str, contacts| NeedPairs {
        need: need.to_lowercase(),
        name: need.to_owned(),
        contacts,
        pairs: pairs.clone(),
    };
    Pairs {
        source: MiningSource::Contacts,
        messages: NextMessageCounts { sent: 48, held: 5, agree: 31 },
        needs: vec![need("Renew a <passport>", 412), need("Track an application", 0)],
        cuts: ["", "channel:phone", "service:12", "arrival:search"].map(str::to_owned).into(),
        window_days: 7,
        taken_at: Some(Timestamp::UNIX_EPOCH),
        may_choose: true,
    }
}
