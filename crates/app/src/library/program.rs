//! Answers as programs read them: listed, searched and one by one, as far as whoever asks may read them.

use catsup_model::{
    Language, Viewer,
    anticipation::Surface,
    id::{AnswerId, ServiceId},
    library::{Answer, AnswerVersion, SlotPicks},
};
use jiff::{Timestamp, civil::Date};

use super::{
    ReadAnswer, Reader, THE_ANSWER,
    read::{fitted, since},
    search::{FoundAnswer, SearchQuery, search_among, told},
    shelf,
    shelf::Shelved,
};
use crate::{
    App, Error,
    anticipation::{self, Asked, Suggestion},
};

/// Which answers a program wants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProgramQuery {
    /// Of these services; of any when empty.
    pub services: Vec<ServiceId>,
    /// The language of the words.
    pub language: Language,
    /// What is looked for, in people's words; every answer when empty.
    pub words: String,
    /// Only answers after this one. A search has no pages.
    pub after: Option<AnswerId>,
    /// The most answers.
    pub most: usize,
}

/// One answer of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramLine {
    /// The answer.
    pub answer: Answer,
    /// The number of the version in force.
    pub version: u32,
    /// Since when it says so.
    pub since: Date,
    /// Languages it is written in.
    pub languages: Vec<Language>,
    /// Question and short answer.
    pub words: FoundAnswer,
}

/// A page of answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProgramPage {
    /// The answers: the best match first where words are looked for, else the oldest.
    pub answers: Vec<ProgramLine>,
    /// What to ask for next as `after`; `None` on the last page.
    pub next: Option<AnswerId>,
}

/// One answer with everything that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramAnswer {
    /// The answer, fitted to what was picked.
    pub read: ReadAnswer,
    /// Languages it is written in.
    pub languages: Vec<Language>,
    /// When the version in force was approved.
    pub approved_at: Option<Timestamp>,
    /// Versions that are approved for a day to come, the soonest first.
    pub coming: Vec<AnswerVersion>,
    /// What people with its needs come back for next.
    pub next: Vec<Suggestion>,
}

/// Answers in force that the viewer may read: as staff with the permission to read answers and as far as that reaches, else as
/// everyone.
///
/// # Errors
/// When the store fails.
pub async fn page_for_program(
    app: &App,
    viewer: &Viewer,
    query: &ProgramQuery,
) -> Result<ProgramPage, Error> {
    let reader = Reader::of(viewer);
    let shelf = shelf(app).await?;
    let wanted = |one: &Shelved| {
        query.services.is_empty() || one.answer.service.is_some_and(|id| query.services.contains(&id))
    };
    let line = |one: &Shelved, words: FoundAnswer| ProgramLine {
        answer: one.answer.clone(),
        version: one.version.number,
        since: since(app, &one.version),
        languages: languages(one),
        words,
    };
    if !query.words.trim().is_empty() {
        let looked = SearchQuery { words: query.words.clone(), language: query.language, most: query.most };
        let found = search_among(app, &reader, &looked, wanted).await?;
        let found =
            found.answers.into_iter().filter_map(|words| Some(line(shelf.get(&reader, words.id)?, words)));
        return Ok(ProgramPage { answers: found.collect(), next: None });
    }
    let after = |one: &&Shelved| query.after.is_none_or(|after| one.answer.id > after);
    let mut listed = shelf.seen(&reader).filter(after).filter(|one| wanted(one));
    let answers: Vec<ProgramLine> = listed
        .by_ref()
        .filter_map(|one| Some(line(one, told(one, query.language)?)))
        .take(query.most)
        .collect();
    let next = listed.next().and(answers.last()).map(|last| last.answer.id);
    Ok(ProgramPage { answers, next })
}

/// The answer at an address, when the viewer may read it.
///
/// # Errors
/// [`Error::NotFound`] when there is none that the viewer may read.
pub async fn for_program(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    language: Language,
    picks: &SlotPicks,
) -> Result<ProgramAnswer, Error> {
    let reader = Reader::of(viewer);
    let shelf = shelf(app).await?;
    let one = shelf.at(&reader, slug).ok_or(THE_ANSWER)?;
    let surface = if matches!(reader, Reader::Staff(_)) { Surface::Desk } else { Surface::Public };
    let asked = Asked {
        needs: &one.answer.needs,
        language,
        surface,
        channel: None,
        service: one.answer.service,
        subject: None,
    };
    Ok(ProgramAnswer {
        read: fitted(app, &reader, one, language, picks).await?,
        languages: languages(one),
        approved_at: one.version.approved.map(|(_, at)| at),
        coming: one.coming.clone(),
        next: anticipation::next_for(app, viewer, asked).await?,
    })
}

fn languages(one: &Shelved) -> Vec<Language> {
    one.version.document.contents.keys().copied().collect()
}
