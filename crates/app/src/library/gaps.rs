//! Where writing helps most: what people ask and nobody answers, what does not help, and what contradicts.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{Language, Permission, Viewer, id::AnswerId};

use super::{
    Reader, departures::departures, facts::Facts, list::COUNTED, search, shelf, shelf::Shelved, within,
};
use crate::{
    App, Error,
    anticipation::{self, PairsQuery},
    glossary,
};

/// An answer that helps fewer than this share of those who said so is not trusted.
const TRUSTED: f64 = 0.6;
/// Answers that are held against each other for contradictions.
const MOST_HELD: usize = 1_000;
/// The most lines of each kind.
const MOST: usize = 50;

/// One thing to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What is wrong.
    pub kind: GapKind,
    /// How many people it concerned.
    pub volume: u64,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum GapKind {
    /// People searched for these words in vain.
    Searched {
        /// The words.
        words: String,
        /// The language.
        language: Language,
        /// Whether staff did, with a person.
        by_staff: bool,
    },
    /// People make contact for a need that no answer is to.
    Unanswered {
        /// The need.
        need: String,
    },
    /// Cases of a service were answered without an answer of the library.
    Cases {
        /// The name of the service.
        service: String,
    },
    /// Readers say that an answer does not help.
    Distrusted {
        /// The answer.
        answer: AnswerId,
        /// Its question.
        question: String,
        /// The share it helped.
        helped: f64,
        /// How many said so.
        said: u64,
    },
    /// An answer was put into replies that then say something else.
    Departed {
        /// The answer.
        answer: AnswerId,
        /// Its question.
        question: String,
        /// How many replies it was put into.
        replies: u64,
        /// What the answer states and these replies do not, and what they state instead; the most frequent of each.
        facts: (Vec<String>, Vec<String>),
    },
    /// Replies without an answer state other facts than the answer to the question.
    Contradicted {
        /// The answer.
        answer: AnswerId,
        /// Its question.
        question: String,
        /// What the answer states, and what the replies state; the most frequent of each.
        facts: (Vec<String>, Vec<String>),
    },
    /// Two answers to nearly the same question state different facts.
    Contradiction {
        /// One of them.
        one: (AnswerId, String),
        /// The other.
        other: (AnswerId, String),
        /// What each states, where the other states something else.
        facts: (Vec<String>, Vec<String>),
    },
}

impl GapKind {
    /// The code of its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Searched { by_staff: true, .. } => "searched_by_staff",
            Self::Searched { .. } => "searched",
            Self::Unanswered { .. } => "unanswered",
            Self::Cases { .. } => "cases",
            Self::Distrusted { .. } => "distrusted",
            Self::Departed { .. } => "departed",
            Self::Contradicted { .. } => "contradicted",
            Self::Contradiction { .. } => "contradiction",
        }
    }
}

/// Everything there is to write, by how many people it concerned.
///
/// # Errors
/// [`Error::Denied`].
pub async fn gaps(app: &App, viewer: &Viewer) -> Result<Vec<Gap>, Error> {
    let reach = viewer.require(Permission::ReadAnswers)?;
    let reader = Reader::of(viewer);
    let since = app.now() - COUNTED;
    let searched = glossary::gaps(app, viewer).await?.into_iter().take(MOST).map(|one| Gap {
        volume: one.missed,
        kind: GapKind::Searched { words: one.words, language: one.language, by_staff: one.by_staff },
    });
    let mut gaps: Vec<Gap> = searched.collect();
    let shelf = shelf(app).await?;
    let pairs = anticipation::pairs(app, viewer, &PairsQuery { all: true, ..PairsQuery::default() }).await?;
    let unanswered = pairs.needs.iter().filter(|need| shelf.for_need(&reader, &need.need).next().is_none());
    gaps.extend(
        unanswered
            .take(MOST)
            .map(|need| Gap { volume: need.contacts, kind: GapKind::Unanswered { need: need.name.clone() } }),
    );
    let services = app.store().service_list(None).await?.into_iter();
    let names: BTreeMap<_, _> = services.map(|service| (service.id, service.name.to_string())).collect();
    for (service, volume) in app.store().cases_without_answer(since).await? {
        if let Some(name) = names.get(&service).filter(|_| reach.has_service(service)) {
            gaps.push(Gap { volume, kind: GapKind::Cases { service: name.clone() } });
        }
    }
    gaps.extend(departures(app, viewer, &shelf).await?);
    let smallest = app.settings().smallest_cell;
    let counts = app.store().answer_read_counts(since).await?;
    let mine: Vec<&Shelved> = shelf.seen(&reader).filter(|one| within(&reach, &one.answer)).collect();
    for one in &mine {
        let Some(counts) = counts.get(&one.answer.id).filter(|counts| counts.said >= smallest) else {
            continue;
        };
        let helped = counts.helped as f64 / counts.said as f64;
        if helped < TRUSTED {
            let (answer, question) = (one.answer.id, one.titled(Language::En).1);
            let kind = GapKind::Distrusted { answer, question, helped, said: counts.said };
            gaps.push(Gap { volume: counts.said - counts.helped, kind });
        }
    }
    for language in Language::ALL {
        for (one, other, facts) in contradictions(&mine, language) {
            let named = |of: &Shelved| (of.answer.id, of.titled(language).1);
            let reads = |of: &Shelved| counts.get(&of.answer.id).map_or(0, |counts| counts.reads);
            let kind = GapKind::Contradiction { one: named(one), other: named(other), facts };
            gaps.push(Gap { volume: reads(one) + reads(other), kind });
        }
    }
    gaps.sort_by(|one, other| {
        other.volume.cmp(&one.volume).then_with(|| one.kind.code().cmp(other.kind.code()))
    });
    Ok(gaps)
}

type Contradiction<'a> = (&'a Shelved, &'a Shelved, (Vec<String>, Vec<String>));

/// Pairs of answers whose questions share nearly all of their words, and whose amounts, times or links differ altogether.
fn contradictions<'a>(held: &[&'a Shelved], language: Language) -> Vec<Contradiction<'a>> {
    let read = |one: &&'a Shelved| -> Option<(&'a Shelved, BTreeSet<String>, Facts)> {
        let content = one.version.document.contents.get(&language)?;
        let said = [content.short.as_str(), content.details.as_str()].join("\n");
        Some((*one, search::telling(&content.question, language), Facts::of(&said)))
    };
    let read: Vec<_> = held.iter().take(MOST_HELD).filter_map(read).collect();
    let mut found = Vec::new();
    for (place, (one, words, facts)) in read.iter().enumerate() {
        for (other, others, theirs) in &read[place + 1..] {
            let shared = words.intersection(others).count();
            // Four fifths of the words, and more than one.
            let alike = shared >= 2 && shared * 5 >= words.len().max(others.len()) * 4;
            if let Some(differing) = facts.against(theirs).filter(|_| alike) {
                found.push((*one, *other, differing));
            }
        }
    }
    found
}
