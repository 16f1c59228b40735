//! Replies that say something else than the approved answer: those that an answer was put into and that depart from it, and those
//! to a question that an answer is to and that state other facts.

use std::{collections::BTreeMap, sync::Arc};

use catsup_model::{
    Language, Permission, Reach, Viewer,
    id::{AnswerId, ServiceId},
};
use catsup_store::ReplyWithoutAnswer;

use super::{
    Reader,
    consistency::compared,
    facts::Facts,
    fitting::{LEAST_COVERED, LOOKED_FOR},
    gaps::{Gap, GapKind},
    list::COUNTED,
    shelf::{Shelf, Shelved},
    within,
};
use crate::{App, Error};

/// The most replies without an answer that are looked at, the latest ones.
const MOST_LOOKED_AT: u32 = 500;
/// What an answer is to: it holds twice as much of the question as one that is worth showing beside a reply.
const IS_TO: f32 = 2.0 * LEAST_COVERED;
/// The most facts told of each side.
const MOST_FACTS: usize = 3;

/// What replies say otherwise than one answer.
#[derive(Debug, Default)]
struct Otherwise {
    replies: u64,
    departing: u64,
    /// Whether the viewer may not read some of them.
    hidden: bool,
    /// How often each fact of the answer was missing, and each other one said.
    missing: BTreeMap<String, u64>,
    instead: BTreeMap<String, u64>,
}

impl Otherwise {
    fn departs(&mut self, readable: bool, missing: &[String], instead: &[String]) {
        self.departing += 1;
        self.hidden |= !readable;
        for (counts, facts) in [(&mut self.missing, missing), (&mut self.instead, instead)] {
            for fact in facts {
                *counts.entry(fact.clone()).or_default() += 1;
            }
        }
    }

    /// The facts said most, where the viewer could read them in the cases or so many replies say them that they tell of nobody.
    fn facts(&self, smallest: u64) -> (Vec<String>, Vec<String>) {
        let told = |counts: &BTreeMap<String, u64>| {
            let told = counts.iter().filter(|(_, times)| !self.hidden || **times >= smallest);
            let mut told: Vec<(&String, &u64)> = told.collect();
            told.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
            told.into_iter().take(MOST_FACTS).map(|(fact, _)| fact.clone()).collect()
        };
        (told(&self.missing), told(&self.instead))
    }

    /// Whether it may be told of: to those who may read the replies, else where there are many.
    fn is_told(&self, smallest: u64) -> bool {
        self.departing > 0 && (!self.hidden || self.departing >= smallest)
    }
}

/// Answers that replies of the last 90 days depart from or contradict.
pub(super) async fn departures(app: &App, viewer: &Viewer, shelf: &Arc<Shelf>) -> Result<Vec<Gap>, Error> {
    let reach = viewer.require(Permission::ReadAnswers)?;
    let cases = viewer.require(Permission::ReadCases).unwrap_or_else(|_| Reach::nothing());
    let (reader, smallest) = (Reader::of(viewer), app.settings().smallest_cell);
    let mine = |id: AnswerId| shelf.get(&reader, id).filter(|one| within(&reach, &one.answer));

    let mut put_in: BTreeMap<AnswerId, Otherwise> = BTreeMap::new();
    for (reply, compared) in compared(app, None).await? {
        if reach.has_service(reply.service) && mine(reply.answer).is_some() {
            let of = put_in.entry(reply.answer).or_default();
            of.replies += 1;
            if !compared.keeps_it() {
                of.departs(cases.has_service(reply.service), &compared.missing, &compared.instead);
            }
        }
    }
    let mut without: BTreeMap<AnswerId, Otherwise> = BTreeMap::new();
    for (id, service, (approved, said)) in contradicting(app, shelf).await? {
        if reach.has_service(service) && mine(id).is_some() {
            let of = without.entry(id).or_default();
            of.departs(cases.has_service(service), &approved, &said);
        }
    }

    let told = |of: BTreeMap<AnswerId, Otherwise>, kind: fn(Told) -> GapKind| {
        let gap = move |(id, of): (AnswerId, Otherwise)| {
            let question = mine(id).filter(|_| of.is_told(smallest))?.titled(Language::En).1;
            let (facts, replies) = (of.facts(smallest), of.replies);
            Some(Gap { volume: of.departing, kind: kind(Told { answer: (id, question), replies, facts }) })
        };
        of.into_iter().filter_map(gap).collect::<Vec<Gap>>()
    };
    let mut gaps = told(put_in, |told| GapKind::Departed {
        answer: told.answer.0,
        question: told.answer.1,
        replies: told.replies,
        facts: told.facts,
    });
    gaps.extend(told(without, |told| GapKind::Contradicted {
        answer: told.answer.0,
        question: told.answer.1,
        facts: told.facts,
    }));
    Ok(gaps)
}

/// What is told of an answer.
struct Told {
    answer: (AnswerId, String),
    replies: u64,
    facts: (Vec<String>, Vec<String>),
}

/// What an answer states, and what replies state instead.
type Stated = (Vec<String>, Vec<String>);

/// Replies without an answer that state other facts than the answer to what was asked: the answer, the service, and both facts.
async fn contradicting(app: &App, shelf: &Arc<Shelf>) -> Result<Vec<(AnswerId, ServiceId, Stated)>, Error> {
    let replies = app.store().replies_without_answers(app.now() - COUNTED, MOST_LOOKED_AT).await?;
    let shelf = Arc::clone(shelf);
    // So many searches take a moment, in which other requests go on.
    let look = move || {
        let facts = stated(&shelf);
        let against = |reply: ReplyWithoutAnswer| {
            let id = answer_to(&shelf, &reply.asked, reply.language)?;
            let stated = facts.get(&(id, reply.language))?.against(&Facts::of(&reply.text))?;
            Some((id, reply.service, stated))
        };
        replies.into_iter().filter_map(against).collect()
    };
    let failed = |error: tokio::task::JoinError| Error::Internal {
        what: "comparing replies with answers",
        source: error.into(),
    };
    tokio::task::spawn_blocking(look).await.map_err(failed)
}

/// The public answer that is to what somebody asked, where one plainly is.
fn answer_to(shelf: &Shelf, asked: &str, language: Language) -> Option<AnswerId> {
    let words: String = asked.chars().take(LOOKED_FOR).collect();
    let (index, synonyms) = (shelf.index(language)?, shelf.synonyms(language)?);
    let visible = |key: u64| shelf.get(&Reader::Public, AnswerId(key.cast_signed())).is_some();
    let found = index.search(&words, synonyms, visible, 1);
    let best = found.hits.first().filter(|hit| hit.coverage >= IS_TO)?;
    Some(AnswerId(best.key.cast_signed()))
}

/// Everything that public answers state that can be checked, by language.
fn stated(shelf: &Shelf) -> BTreeMap<(AnswerId, Language), Facts> {
    let of = |one: &Shelved| {
        let document = &one.version.document;
        let slots = document
            .slots
            .iter()
            .flat_map(|slot| slot.choices.iter().map(|choice| &choice.text).chain([&slot.otherwise]));
        let slots: Vec<_> = slots.collect();
        let facts = document.contents.iter().map(|(language, content)| {
            let fields = content.fields().into_iter().map(|(_, text)| text);
            let said: Vec<String> =
                fields.chain(slots.iter().map(|text| text.get(*language).to_owned())).collect();
            ((one.answer.id, *language), Facts::of(&said.join("\n")))
        });
        facts.collect::<Vec<_>>()
    };
    shelf.seen(&Reader::Public).flat_map(of).collect()
}
