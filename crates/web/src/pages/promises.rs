//! Service standards in the reader's words: what is promised, and what became of it.

use catsup_app::standards::{Judged, PublicStandard};
use catsup_model::{
    calendar::Within,
    standard::{Claim, MeasuredFrom, Outcome, Standard, TargetShare},
};

use serde::{Deserialize, Serialize};

use crate::{components::Pager, forms::Form, i18n::Translator};

/// The query of a list of standards: words and a page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
}

impl Search {
    /// The page that was asked for, from 1.
    pub(crate) fn page(&self) -> usize {
        self.page.parse().unwrap_or(1)
    }

    /// Whether words were given.
    pub(crate) fn has_words(&self) -> bool {
        !self.q.trim().is_empty()
    }

    /// The form with the words.
    pub(crate) fn form(&self) -> Form {
        Form::with([("q", self.q.as_str())])
    }

    /// The way from one page of `pages` of the list at `path` to the next.
    pub(crate) fn pager(&self, path: &str, page: usize, pages: usize, total: String) -> Pager {
        let href = |page: usize| {
            let query = Self { q: self.q.clone(), page: page.to_string() };
            format!("{path}?{}", serde_urlencoded::to_string(query).unwrap_or_default())
        };
        Pager {
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < pages).then(|| href(page + 1)),
            total,
        }
    }
}

/// A promise as people read it.
#[derive(Debug)]
pub(crate) struct PromiseLine {
    pub(crate) text: String,
    /// The language the promise is written in.
    pub(crate) language: &'static str,
    pub(crate) kind: String,
    pub(crate) channel: String,
    /// How long it may take; empty where none is stated.
    pub(crate) within: String,
    /// The share that is to be kept; empty where none was set.
    pub(crate) target: String,
}

impl PromiseLine {
    pub(crate) fn of(t: Translator, standard: &Standard) -> Self {
        let own = standard.promise.exact(t.language());
        Self {
            text: t.pick(&standard.promise).to_owned(),
            language: if own.is_some() { t.code() } else { catsup_model::Language::En.code() },
            kind: t.pick(&standard.kind.name()).to_owned(),
            channel: t.pick(&standard.channel.name()).to_owned(),
            within: standard.threshold.map(|within| time(t, within)).unwrap_or_default(),
            target: standard.target.map(|target| share(t, target)).unwrap_or_default(),
        }
    }
}

/// A yearly result as people read it.
#[derive(Debug)]
pub(crate) struct ResultLine {
    pub(crate) year: String,
    /// The share that was to be kept; empty where none was set.
    pub(crate) target: String,
    /// The share kept with its interval; empty where none can be given.
    pub(crate) share: String,
    /// How many of how many; a dash for what is not known, nothing of a few.
    pub(crate) cases: String,
    /// Met, missed, or why neither can be said.
    pub(crate) claim: String,
    /// The look of the claim; the words carry the meaning.
    pub(crate) tag: &'static str,
    /// What the source states where its own figures say otherwise; empty where they agree.
    pub(crate) stated: String,
}

impl ResultLine {
    pub(crate) fn of(t: Translator, judged: &Judged, smallest: u64) -> Self {
        let result = &judged.result;
        let count = |count: Option<i64>| count.map_or_else(|| "–".to_owned(), |count| t.number(count));
        let percent = |share: f64| t.percent(share, 1);
        let kept = judged.share.map(|kept| {
            let said = t.say("standard-share").arg("share", percent(kept.share));
            said.arg("low", percent(kept.interval.low)).arg("high", percent(kept.interval.high)).to_string()
        });
        // How many of a few were served would say more of each than a share does.
        let cases = match judged.claim {
            Claim::TooFew => String::new(),
            _ => t
                .say("standard-cases")
                .arg("kept", count(result.kept))
                .arg("total", count(result.total))
                .to_string(),
        };
        Self {
            year: result.year.to_string(),
            target: result.target.map(|target| share(t, target)).unwrap_or_default(),
            share: kept.unwrap_or_default(),
            cases,
            claim: t.name("standard-claim", code(judged.claim)).arg("smallest", smallest).to_string(),
            tag: match judged.claim {
                Claim::Met => "success",
                Claim::Missed | Claim::Contradictory => "warning",
                _ => "",
            },
            stated: match judged.stated_otherwise() {
                Some(Outcome::Met) => t.say("standard-stated-met").to_string(),
                Some(Outcome::Missed) => t.say("standard-stated-missed").to_string(),
                Some(Outcome::NotKnown) => t.say("standard-stated-not-known").to_string(),
                None => String::new(),
            },
        }
    }
}

/// A published standard with its results as people read them.
#[derive(Debug)]
pub(crate) struct PublicLine {
    pub(crate) promise: PromiseLine,
    pub(crate) results: Vec<ResultLine>,
}

impl PublicLine {
    pub(crate) fn of(t: Translator, standard: &PublicStandard, smallest: u64) -> Self {
        let results = standard.results.iter().map(|judged| ResultLine::of(t, judged, smallest));
        Self { promise: PromiseLine::of(t, &standard.standard), results: results.collect() }
    }
}

/// What a standard is measured from, in words.
pub(crate) fn measured_from(t: Translator, from: MeasuredFrom) -> String {
    let kind = match from.kind() {
        Some(kind) => t.name("case-kind", kind.code()).to_string(),
        None => t.say("standard-measured-every").to_string(),
    };
    match from {
        MeasuredFrom::Resolution(_) => t.say("standard-measured-resolution").arg("kind", kind).to_string(),
        MeasuredFrom::FirstResponse(_) => {
            t.say("standard-measured-first-response").arg("kind", kind).to_string()
        }
        MeasuredFrom::Waiting => t.say("standard-measured-waiting").to_string(),
        MeasuredFrom::Handling => t.say("standard-measured-handling").to_string(),
    }
}

/// A promised time in words.
pub(crate) fn time(t: Translator, within: Within) -> String {
    t.name("standard-within", within.unit().code()).arg("n", within.amount()).to_string()
}

/// A share that was set, with exactly the digits it was set with.
fn share(t: Translator, share: TargetShare) -> String {
    let percent = share.percent();
    let places = percent.split_once('.').map_or(0, |(_, part)| part.len());
    t.percent(share.as_f64(), places)
}

fn code(claim: Claim) -> &'static str {
    match claim {
        Claim::Met => "met",
        Claim::Missed => "missed",
        Claim::NotReported => "not_reported",
        Claim::NoCases => "no_cases",
        Claim::TooFew => "too_few",
        Claim::Contradictory => "contradictory",
        Claim::NoTarget => "no_target",
    }
}

/// Standards for the samples of pages: one of every claim.
pub(crate) fn samples() -> Vec<PublicStandard> {
    use catsup_model::{
        Translated,
        id::{OrganisationId, ServiceId, StandardId},
        standard::{ResultSource, StandardChannel, StandardKind, StandardResult},
    };

    let result = |year: i16, kept, total, target: &str, stated| {
        let result = StandardResult {
            year: catsup_model::standard::FiscalYear::beginning_in(year)
                .expect("the years of samples are fiscal years"),
            target: target.parse().ok(),
            kept,
            total,
            stated,
            source: ResultSource::default(),
        };
        Judged::of(result, 10)
    };
    let standard = |id, promise: Translated, results| PublicStandard {
        standard: Standard {
            id: StandardId(id),
            service: ServiceId(1),
            touchpoint: None,
            organisation: OrganisationId(1),
            kind: StandardKind::Timeliness,
            promise,
            threshold: "5 business_days".parse().ok(),
            target: "0.995".parse().ok(),
            channel: StandardChannel::Email,
            effective_from: Some(jiff::civil::date(2025, 1, 1)),
            effective_until: None,
            published_at: None,
            measured_from: None,
            objective: None,
            source: None,
        },
        results,
    };
    vec![
        standard(
            1,
            Translated::both("We answer within 5 business days.", "Respondemos en 5 días hábiles."),
            vec![
                result(2024, Some(31_283), Some(31_689), "0.9", None),
                result(2023, Some(850), Some(1_000), "0.9", Some(Outcome::Met)),
                result(2022, Some(8), Some(9), "0.9", None),
                result(2021, None, Some(812), "0.9", None),
                result(2020, Some(0), Some(0), "0.9", None),
            ],
        ),
        standard(
            2,
            Translated::english("We answer the phone within <2> minutes."),
            vec![
                result(2024, Some(120), Some(110), "0.9", Some(Outcome::Met)),
                result(2023, Some(100), Some(110), "", None),
            ],
        ),
        standard(3, Translated::english("Every letter is right."), Vec::new()),
    ]
}
