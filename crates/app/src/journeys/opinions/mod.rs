//! What people said along a journey. A response of a known customer counts where that customer had the contact it is
//! about; any other counts at its touchpoint, and for the stage it names.

mod joined;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    Measure, Scale,
    id::{ResponseId, TouchpointId},
};
use catsup_statistics::OrdinalCounts;

use crate::scorecards::{Figure, GroupFigure};

pub use self::joined::DAYS_TO_ANSWER;
pub(super) use self::{
    joined::{Contact, Contacts},
    read::{OpinionKey, read},
};

/// A measure on a scale.
type Series = (Measure, Scale);

/// How often each value of each measure was answered.
type Answers = BTreeMap<Series, Vec<u64>>;

/// The attribute by which a response names a stage of a journey.
pub(super) const STAGE: &str = "stage";

/// What people said, by where they said it and by whom.
#[derive(Debug, Clone, Default)]
pub struct Opinions {
    /// All answers, by touchpoint and by the stage that was named.
    counts: BTreeMap<Said, Answers>,
    /// Those of them that are joined to a contact of the same customer.
    joined: Vec<Joined>,
}

/// Where a response says it belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    touchpoint: Option<TouchpointId>,
    /// Folded.
    stage: Option<String>,
}

/// An answer with the contact it is about.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    said: Said,
    pub(super) response: ResponseId,
    series: Series,
    /// Place of the value on its scale.
    place: usize,
    pub(super) contact: Contact,
}

/// Answers by where they were said and by a place of the journey that the contact has.
#[derive(Debug)]
pub(crate) struct Voices<'a, K> {
    opinions: &'a Opinions,
    joined: BTreeMap<(&'a Said, Option<K>), Answers>,
}

/// What was heard at one place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heard {
    answers: Answers,
    /// How many of them are joined by customer.
    by_customer: BTreeMap<Series, u64>,
}

impl Opinions {
    /// Answers at places of a journey: `place` tells where the contact of a joined answer lies, if anywhere.
    pub(super) fn voices<K: Ord>(&self, place: impl Fn(&Contact) -> Option<K>) -> Voices<'_, K> {
        let mut joined: BTreeMap<(&Said, Option<K>), Answers> = BTreeMap::new();
        for one in &self.joined {
            let answers = joined.entry((&one.said, place(&one.contact))).or_default();
            add(answers, one.series, one.place, 1);
        }
        Voices { opinions: self, joined }
    }

    /// Answers by the activity of the contact.
    pub(crate) fn by_activity(&self) -> Voices<'_, std::sync::Arc<str>> {
        self.voices(|contact| Some(std::sync::Arc::clone(&contact.activity)))
    }

    /// Responses joined to a contact that `place` accepts, the newest first, each once.
    pub(super) fn responses(&self, place: impl Fn(&Contact) -> bool) -> Vec<ResponseId> {
        let found = self.joined.iter().filter(|one| place(&one.contact)).map(|one| one.response);
        let found: BTreeSet<ResponseId> = found.collect();
        found.into_iter().rev().collect()
    }

    /// What to show of a journey at a glance: satisfaction where enough people were asked for it, else what comes
    /// nearest.
    pub(super) fn headline(&self, smallest: u64) -> Measure {
        const NEAREST: [Measure; 7] = [
            Measure::Satisfaction,
            Measure::Csat,
            Measure::Rating,
            Measure::Trust,
            Measure::Effort,
            Measure::Usefulness,
            Measure::Recommendation,
        ];
        let answers = |measure: Measure| -> u64 {
            let all = self.counts.values().flatten().filter(|((of, _), _)| *of == measure);
            all.map(|(_, counts)| counts.iter().sum::<u64>()).sum()
        };
        let most = NEAREST.iter().map(|measure| answers(*measure)).max().unwrap_or(0);
        // One that hardly anyone was asked for says nothing of the whole.
        let asked = |measure: &Measure| answers(*measure) >= smallest.max(most / 10).max(1);
        NEAREST.into_iter().find(asked).unwrap_or(Measure::Satisfaction)
    }

    /// How many answers are joined to a contact of the same customer.
    #[must_use]
    pub fn joined(&self) -> usize {
        self.joined.len()
    }

    /// Touchpoints where anything was said.
    #[must_use]
    pub fn touchpoints(&self) -> BTreeSet<TouchpointId> {
        self.counts.keys().filter_map(|said| said.touchpoint).collect()
    }

    /// Every measure at one touchpoint, whosoever said it.
    pub(super) fn at_touchpoint(&self, touchpoint: TouchpointId, smallest: u64) -> Vec<GroupFigure> {
        let mut heard = Heard::default();
        let here = self.counts.iter().filter(|(said, _)| said.touchpoint == Some(touchpoint));
        here.for_each(|(_, answers)| merge(&mut heard.answers, answers));
        heard.figures(smallest)
    }
}

impl<K> Voices<'_, K> {
    /// What was said at these touchpoints or naming this stage, less what is joined to contacts elsewhere, and what is
    /// joined to a place that `here` accepts.
    pub(crate) fn at(
        &self,
        touchpoints: &BTreeSet<TouchpointId>,
        stage: Option<&str>,
        here: impl Fn(&K) -> bool,
    ) -> Heard {
        let stage = stage.map(folded);
        let said_here = |said: &Said| {
            said.touchpoint.is_some_and(|id| touchpoints.contains(&id))
                || (stage.is_some() && said.stage == stage)
        };
        let mut heard = Heard::default();
        for (said, answers) in &self.opinions.counts {
            if said_here(said) {
                merge(&mut heard.answers, answers);
            }
        }
        for ((said, place), answers) in &self.joined {
            let joined_here = place.as_ref().is_some_and(&here);
            match (said_here(said), joined_here) {
                (true, false) => take_away(&mut heard.answers, answers),
                (false, true) => merge(&mut heard.answers, answers),
                _ => {}
            }
            if joined_here {
                for (series, counts) in answers {
                    *heard.by_customer.entry(*series).or_default() += counts.iter().sum::<u64>();
                }
            }
        }
        heard
    }
}

impl Heard {
    /// The figure of a measure, on the scale that most people answered; `None` where nobody did.
    pub(crate) fn headline(&self, measure: Measure, smallest: u64) -> Option<(Scale, Figure)> {
        let (series, counts) = self.most(measure)?;
        Some((series.1, figure(series.1, counts, smallest)))
    }

    /// As [`Heard::headline`], the figure alone.
    pub(crate) fn figure(&self, measure: Measure, smallest: u64) -> Figure {
        self.headline(measure, smallest).map_or(Figure::Nothing, |(_, figure)| figure)
    }

    /// How many of the answers behind [`Heard::headline`] are joined by customer; `None` where fewer than `smallest`.
    pub(crate) fn by_customer(&self, measure: Measure, smallest: u64) -> Option<u64> {
        let (series, _) = self.most(measure)?;
        self.by_customer.get(&series).copied().filter(|n| *n >= smallest.max(1))
    }

    /// Every measure on every scale, in the order of the catalogue.
    pub(super) fn figures(&self, smallest: u64) -> Vec<GroupFigure> {
        let place = |measure: Measure| Measure::ALL.iter().position(|one| *one == measure);
        let mut figures: Vec<GroupFigure> = self
            .answers
            .iter()
            .map(|((measure, scale), counts)| GroupFigure {
                measure: *measure,
                scale: *scale,
                figure: figure(*scale, counts, smallest),
                difference: None,
            })
            .filter(|one| one.figure != Figure::Nothing)
            .collect();
        figures.sort_by_key(|one| (place(one.measure), one.scale));
        figures
    }

    fn most(&self, measure: Measure) -> Option<(Series, &[u64])> {
        let of_measure = self.answers.iter().filter(|((of, _), _)| *of == measure);
        let n = |counts: &[u64]| counts.iter().sum::<u64>();
        let best = of_measure.max_by_key(|(_, counts)| n(counts)).filter(|(_, counts)| n(counts) > 0);
        best.map(|(series, counts)| (*series, counts.as_slice()))
    }
}

/// A name of a stage as it is compared: blanks around it and the case of letters make no difference.
fn folded(stage: &str) -> String {
    stage.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn figure(scale: Scale, counts: &[u64], smallest: u64) -> Figure {
    let counted = OrdinalCounts::consecutive(*scale.range().start(), counts);
    counted.map_or(Figure::Nothing, |counts| Figure::of(scale, &counts, smallest))
}

fn add(answers: &mut Answers, series: Series, place: usize, n: u64) {
    let counts = answers.entry(series).or_insert_with(|| vec![0; series.1.len()]);
    if let Some(count) = counts.get_mut(place) {
        *count += n;
    }
}

fn merge(sum: &mut Answers, answers: &Answers) {
    for (series, counts) in answers {
        counts.iter().enumerate().for_each(|(place, n)| add(sum, *series, place, *n));
    }
}

/// What is taken away was counted before; a response that changed meanwhile must not turn a count below zero.
fn take_away(sum: &mut Answers, answers: &Answers) {
    for (series, counts) in answers {
        let Some(sums) = sum.get_mut(series) else { continue };
        sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum = sum.saturating_sub(*n));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const SATISFACTION: Series = (Measure::Satisfaction, Scale::Likert5);

    fn said(touchpoint: i64, stage: Option<&str>) -> Said {
        Said { touchpoint: Some(TouchpointId(touchpoint)), stage: stage.map(folded) }
    }

    /// At touchpoint 1 five answers of 5 and two of 1; at 2 one of 3. The two of 1 and the one of 3 are of customers who
    /// came for `call`.
    fn opinions() -> Opinions {
        let joined = |response, said, place| Joined {
            said,
            response: ResponseId(response),
            series: SATISFACTION,
            place,
            contact: Contact { customer: "a".into(), at: 0, activity: Arc::from("call") },
        };
        Opinions {
            counts: BTreeMap::from([
                (said(1, None), BTreeMap::from([(SATISFACTION, vec![2, 0, 0, 0, 5])])),
                (said(2, Some(" Apply ")), BTreeMap::from([(SATISFACTION, vec![0, 0, 1, 0, 0])])),
            ]),
            joined: vec![
                joined(1, said(1, None), 0),
                joined(2, said(1, None), 0),
                joined(3, said(2, Some("apply")), 2),
            ],
        }
    }

    fn counts(heard: &Heard) -> Vec<u64> {
        heard.answers.get(&SATISFACTION).cloned().unwrap_or_default()
    }

    #[test]
    fn a_known_customer_counts_where_the_contact_was_and_each_answer_once() {
        let opinions = opinions();
        let voices = opinions.voices(|contact| Some(contact.activity.to_string()));
        let first = BTreeSet::from([TouchpointId(1)]);
        let calls = voices.at(&first, None, |activity| activity == "call");
        assert_eq!(counts(&calls), [2, 0, 1, 0, 5], "theirs, wherever said, and those of nobody known");
        assert_eq!(calls.by_customer(Measure::Satisfaction, 1), Some(3));
        assert_eq!(calls.by_customer(Measure::Satisfaction, 4), None);
        let visits = voices.at(&first, None, |activity| activity == "visit");
        assert_eq!(counts(&visits), [0, 0, 0, 0, 5], "the calls of known customers are not about the visit");
        assert_eq!(opinions.responses(|_| true), [3, 2, 1].map(ResponseId));
    }

    #[test]
    fn a_response_that_names_a_stage_counts_for_it() {
        let opinions = opinions();
        let voices = opinions.voices(|contact| Some(contact.activity.to_string()));
        let heard = voices.at(&BTreeSet::new(), Some("APPLY"), |activity| activity == "call");
        assert_eq!(counts(&heard), [2, 0, 1, 0, 0]);
        assert_eq!(heard.figure(Measure::Satisfaction, 4), Figure::TooFew);
        assert_eq!(heard.headline(Measure::Trust, 1), None);
    }
}
