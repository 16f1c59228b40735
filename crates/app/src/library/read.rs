//! Reading answers: one by its address, and the ways to it by life experience and service.

use std::collections::HashMap;

use catsup_model::{
    Language,
    id::{LifeExperienceId, ServiceId},
    library::{Answer, AnswerContent, AnswerVersion, Slot, SlotPicks},
};
use jiff::civil::Date;

use super::{Reader, THE_ANSWER, shelf, shelf::Shelved};
use crate::{App, Error};

/// An answer as a reader gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAnswer {
    /// The answer.
    pub answer: Answer,
    /// The number of the version in force.
    pub version: u32,
    /// Since when it says so.
    pub since: Date,
    /// The language of the words: the one asked for, or English where it is not written in that.
    pub language: Language,
    /// The words, with the slots filled.
    pub content: AnswerContent,
    /// What the answer depends on.
    pub slots: Vec<Slot>,
    /// The name of the organisation that answers for it.
    pub organisation: String,
    /// The name of its service; empty where it has none.
    pub service: String,
    /// When it will say something else, and what will change.
    pub changes: Option<(Date, String)>,
}

/// The front door: where people begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// Life experiences with answers, by name.
    pub experiences: Vec<FrontGroup<LifeExperienceId>>,
    /// Services with answers, by name.
    pub services: Vec<FrontGroup<ServiceId>>,
    /// The answers most read of late, as address and question.
    pub popular: Vec<(String, String)>,
}

/// Answers that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontGroup<T> {
    /// Its id.
    pub id: T,
    /// Its name.
    pub name: String,
    /// Whose it is; empty where it is nobody's alone.
    pub organisation: String,
    /// How many answers there are.
    pub answers: usize,
}

/// The answer at an address, fitted to what the person said.
///
/// # Errors
/// [`Error::NotFound`] when there is none that the reader may see.
pub async fn read(
    app: &App,
    reader: &Reader,
    slug: &str,
    language: Language,
    picks: &SlotPicks,
) -> Result<ReadAnswer, Error> {
    let shelf = shelf(app).await?;
    let shelved = shelf.at(reader, slug).ok_or(THE_ANSWER)?;
    fitted(app, reader, shelved, language, picks).await
}

/// A shelved answer as a reader gets it.
pub(super) async fn fitted(
    app: &App,
    reader: &Reader,
    shelved: &Shelved,
    language: Language,
    picks: &SlotPicks,
) -> Result<ReadAnswer, Error> {
    let Shelved { answer, version, coming } = shelved;
    let organisation = app.store().organisation_find(answer.organisation).await?;
    let service = match answer.service {
        Some(id) => app.store().service_find(id).await?,
        None => None,
    };
    let (language, content) = version.document.get(language).ok_or(THE_ANSWER)?;
    let mut content = filled(content, &version.document.slots, picks, language);
    if !matches!(reader, Reader::Staff(_)) {
        content.clarifying.clear();
        content.helper.hand_over.clear();
    }
    Ok(ReadAnswer {
        version: version.number,
        since: since(app, version),
        language,
        content,
        slots: version.document.slots.clone(),
        organisation: organisation.map(|one| one.name.to_string()).unwrap_or_default(),
        service: service.map(|one| one.name.to_string()).unwrap_or_default(),
        changes: coming.first().and_then(|next| Some((next.starts_on?, next.note.clone()))),
        answer: answer.clone(),
    })
}

/// The day from which a version holds.
pub(super) fn since(app: &App, version: &AnswerVersion) -> Date {
    let approved = version.approved.map_or(version.written_at, |(_, at)| at);
    let approved = approved.to_zoned(app.settings().zone.clone()).date();
    version.starts_on.map_or(approved, |start| start.max(approved))
}

/// Words with what the person said in the place of each slot.
fn filled(content: &AnswerContent, slots: &[Slot], picks: &SlotPicks, language: Language) -> AnswerContent {
    let mut filled = content.clone();
    if !slots.is_empty() {
        for (name, text) in content.fields() {
            filled.set(name, &Slot::fill(&text, slots, picks, language));
        }
    }
    filled
}

/// The front door for everyone.
///
/// # Errors
/// When the store fails.
pub async fn front(app: &App, language: Language) -> Result<Front, Error> {
    let shelf = shelf(app).await?;
    let mut experiences: HashMap<LifeExperienceId, usize> = HashMap::new();
    let mut services: HashMap<ServiceId, usize> = HashMap::new();
    for one in shelf.seen(&Reader::Public) {
        for id in &one.answer.experiences {
            *experiences.entry(*id).or_default() += 1;
        }
        if let Some(id) = one.answer.service {
            *services.entry(id).or_default() += 1;
        }
    }
    let organisations = app.store().organisation_list().await?;
    let organisation = |id| {
        organisations.iter().find(|one| one.id == id).map(|one| one.name.to_string()).unwrap_or_default()
    };
    let mut front = Front::default();
    for one in app.store().life_experience_list().await? {
        if let Some(answers) = experiences.get(&one.id).copied() {
            let name = one.name.to_string();
            front.experiences.push(FrontGroup { id: one.id, name, organisation: String::new(), answers });
        }
    }
    for one in app.store().service_list(None).await? {
        if let Some(answers) = services.get(&one.id).copied() {
            let (name, organisation) = (one.name.to_string(), organisation(one.organisation));
            front.services.push(FrontGroup { id: one.id, name, organisation, answers });
        }
    }
    front.experiences.sort_by_cached_key(|one| one.name.to_lowercase());
    front.services.sort_by_cached_key(|one| one.name.to_lowercase());
    let popular = shelf.popular().filter_map(|id| shelf.get(&Reader::Public, id));
    front.popular = popular.take(6).map(|one| one.titled(language)).collect();
    Ok(front)
}

/// Answers of a life experience that the reader sees, as address and question, with its name.
///
/// # Errors
/// [`Error::NotFound`] when there is no such life experience.
pub async fn under_experience(
    app: &App,
    reader: &Reader,
    id: LifeExperienceId,
    language: Language,
) -> Result<(String, Vec<(String, String)>), Error> {
    let absent = Error::NotFound("the life experience");
    let named = app.store().life_experience_find(id).await?.ok_or(absent)?;
    let listed = titles(app, reader, language, |answer| answer.experiences.contains(&id)).await?;
    Ok((named.name.to_string(), listed))
}

/// Answers of a service that the reader sees, as address and question, with its name.
///
/// # Errors
/// [`Error::NotFound`] when there is no such service.
pub async fn under_service(
    app: &App,
    reader: &Reader,
    id: ServiceId,
    language: Language,
) -> Result<(String, Vec<(String, String)>), Error> {
    let named = app.store().service_find(id).await?.ok_or(Error::NotFound("the service"))?;
    let listed = titles(app, reader, language, |answer| answer.service == Some(id)).await?;
    Ok((named.name.to_string(), listed))
}

async fn titles(
    app: &App,
    reader: &Reader,
    language: Language,
    wanted: impl Fn(&Answer) -> bool,
) -> Result<Vec<(String, String)>, Error> {
    let shelf = shelf(app).await?;
    let of_it = shelf.seen(reader).filter(|one| wanted(&one.answer));
    let mut listed: Vec<_> = of_it.map(|one| one.titled(language)).collect();
    listed.sort_by_cached_key(|(_, question)| question.to_lowercase());
    Ok(listed)
}

/// The address of every answer that the reader sees, with the day since when it says what it says.
///
/// # Errors
/// When the store fails.
pub async fn addresses(app: &App, reader: &Reader) -> Result<Vec<(String, Date)>, Error> {
    let shelf = shelf(app).await?;
    Ok(shelf.seen(reader).map(|one| (one.answer.slug.clone(), since(app, &one.version))).collect())
}

/// The answers of a service that everyone reads most, as address and question.
///
/// # Errors
/// When the store fails.
pub async fn most_read(
    app: &App,
    service: ServiceId,
    language: Language,
    most: usize,
) -> Result<Vec<(String, String)>, Error> {
    let shelf = shelf(app).await?;
    let popular = shelf.popular().filter_map(|id| shelf.get(&Reader::Public, id));
    let of_service = popular.filter(|one| one.answer.service == Some(service));
    Ok(of_service.take(most).map(|one| one.titled(language)).collect())
}

/// The question of the answer at an address, when the reader sees it.
///
/// # Errors
/// When the store fails.
pub async fn titled(
    app: &App,
    reader: &Reader,
    slug: &str,
    language: Language,
) -> Result<Option<String>, Error> {
    Ok(shelf(app).await?.at(reader, slug).map(|one| one.titled(language).1))
}
