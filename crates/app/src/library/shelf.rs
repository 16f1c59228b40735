//! What people read: every approved answer in force, in memory, made anew when answers change or a day begins.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use catsup_language::search::{Index, IndexBuilder, Synonyms};
use catsup_model::{
    Language,
    id::AnswerId,
    library::{Answer, AnswerState, AnswerVersion, Slot, SlotPicks, need_key},
};
use jiff::{SignedDuration, civil::Date};

use super::{Reader, search};
use crate::{App, Error};

/// Readings of so many days make an answer popular.
const POPULAR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// An answer with the version in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The answer.
    pub answer: Answer,
    /// What it says today.
    pub version: AnswerVersion,
    /// What it will say, the soonest first.
    pub coming: Vec<AnswerVersion>,
}

impl Shelved {
    /// The end of its address, and its question.
    pub(crate) fn titled(&self, language: Language) -> (String, String) {
        let document = &self.version.document;
        let found = document.get(language);
        let (language, question) =
            found.map_or((language, ""), |(of, content)| (of, content.question.as_str()));
        (self.answer.slug.clone(), Slot::fill(question, &document.slots, &SlotPicks::new(), language))
    }
}

/// Every answer in force.
#[derive(Debug)]
pub(crate) struct Shelf {
    revision: i64,
    today: Date,
    shelved: BTreeMap<AnswerId, Shelved>,
    by_slug: HashMap<String, AnswerId>,
    by_need: HashMap<String, Vec<AnswerId>>,
    indexes: Vec<(Language, Index)>,
    /// Customers' terms and the agency's.
    synonyms: Vec<(Language, Synonyms)>,
    /// The most read of late first.
    popular: Vec<AnswerId>,
}

/// The shelf of this node.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Option<Arc<Shelf>>>);

/// The shelf as answers stand now.
///
/// # Errors
/// When the store fails.
pub(crate) async fn shelf(app: &App) -> Result<Arc<Shelf>, Error> {
    let revision = app.store().library_revision().await?;
    let today = app.today();
    let cache = &app.library().0;
    let kept = cache.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(kept) = kept.filter(|kept| (kept.revision, kept.today) == (revision, today)) {
        return Ok(kept);
    }
    let answers = app.store().answer_list().await?;
    let versions = app.store().answer_versions_in_force(today).await?;
    let synonyms = crate::glossary::synonyms(app).await?;
    let counts = app.store().answer_read_counts(app.now() - POPULAR).await?;
    let mut popular: Vec<(AnswerId, u64)> =
        counts.into_iter().map(|(id, counts)| (id, counts.reads)).collect();
    popular.sort_by_key(|(id, reads)| (std::cmp::Reverse(*reads), *id));
    let popular = popular.into_iter().map(|(id, _)| id).collect();
    let build = move || Shelf { popular, synonyms, ..Shelf::new(revision, today, answers, versions) };
    let failed = |error: tokio::task::JoinError| Error::Internal {
        what: "putting answers in order",
        source: error.into(),
    };
    let made = Arc::new(tokio::task::spawn_blocking(build).await.map_err(failed)?);
    *cache.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&made));
    Ok(made)
}

impl Shelf {
    fn new(revision: i64, today: Date, answers: Vec<Answer>, versions: Vec<AnswerVersion>) -> Self {
        let mut of_answer: HashMap<AnswerId, Vec<AnswerVersion>> = HashMap::new();
        for version in versions {
            of_answer.entry(version.answer).or_default().push(version);
        }
        let in_force = |answer: Answer| {
            let ended = answer.ends_on.is_some_and(|end| end < today) || answer.state == AnswerState::Retired;
            let versions = of_answer.remove(&answer.id).filter(|_| !ended)?;
            let (begun, coming): (Vec<_>, Vec<_>) = versions
                .into_iter()
                .partition(|version| version.starts_on.is_none_or(|start| start <= today));
            let version = begun.into_iter().max_by_key(|version| version.number)?;
            Some((answer.id, Shelved { answer, version, coming }))
        };
        let shelved: BTreeMap<AnswerId, Shelved> = answers.into_iter().filter_map(in_force).collect();
        let by_slug: HashMap<String, AnswerId> =
            shelved.values().map(|one| (one.answer.slug.clone(), one.answer.id)).collect();
        let mut by_need: HashMap<String, Vec<AnswerId>> = HashMap::new();
        for one in shelved.values() {
            for need in &one.answer.needs {
                by_need.entry(need_key(need)).or_default().push(one.answer.id);
            }
        }
        let indexes =
            Language::ALL.into_iter().map(|language| (language, index(language, &shelved))).collect();
        Self {
            revision,
            today,
            shelved,
            by_slug,
            by_need,
            indexes,
            synonyms: Vec::new(),
            popular: Vec::new(),
        }
    }

    /// Every answer that the reader sees, oldest first.
    pub(crate) fn seen<'a>(&'a self, reader: &'a Reader) -> impl Iterator<Item = &'a Shelved> {
        self.shelved.values().filter(|one| reader.sees(&one.answer))
    }

    /// One answer, when the reader sees it.
    pub(crate) fn get(&self, reader: &Reader, id: AnswerId) -> Option<&Shelved> {
        self.shelved.get(&id).filter(|one| reader.sees(&one.answer))
    }

    /// The answer at an address, when the reader sees it.
    pub(crate) fn at(&self, reader: &Reader, slug: &str) -> Option<&Shelved> {
        self.get(reader, *self.by_slug.get(slug)?)
    }

    /// Answers to a need that the reader sees.
    pub(crate) fn for_need<'a>(
        &'a self,
        reader: &'a Reader,
        need: &str,
    ) -> impl Iterator<Item = &'a Shelved> {
        let ids = self.by_need.get(&need_key(need)).map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| self.get(reader, *id))
    }

    /// Answers by how often they were read of late, the most read first.
    pub(crate) fn popular(&self) -> impl Iterator<Item = AnswerId> {
        self.popular.iter().copied()
    }

    /// Customers' terms and the agency's in a language.
    pub(super) fn synonyms(&self, language: Language) -> Option<&Synonyms> {
        self.synonyms.iter().find(|(of, _)| *of == language).map(|(_, synonyms)| synonyms)
    }

    /// The index of a language.
    pub(super) fn index(&self, language: Language) -> Option<&Index> {
        self.indexes.iter().find(|(of, _)| *of == language).map(|(_, index)| index)
    }
}

/// What can be found in a language: answers that are written in it, and in whatever else where they are not.
fn index(language: Language, shelved: &BTreeMap<AnswerId, Shelved>) -> Index {
    let mut builder = IndexBuilder::new(language);
    for one in shelved.values() {
        if let Some((_, content)) = one.version.document.get(language) {
            search::push(&mut builder, one.answer.id, content, &one.answer.needs);
        }
    }
    builder.build()
}
