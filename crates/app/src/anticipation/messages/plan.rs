//! What the person of a case is to be told now, if anything.

use catsup_model::{
    Viewer,
    anticipation::{NextConsent, Surface},
    case::{Case, CaseEventKind, UnresolvedReason},
    id::{AnswerId, CaseId},
};
use catsup_store::CaseAnswer;

use super::{NextLine, named};
use crate::{
    App, Error,
    anticipation::{
        case_needs,
        suggest::{Asked, Suggestion, next_for},
    },
    library::{self, Reader, SearchQuery, shelf},
};

/// The most answers in a mail.
const MOST_ANSWERS: usize = 2;
/// An answer that holds less of what a person wrote does not say what they came for: nobody looks at it before it is sent.
const LEAST_COVERED: f32 = 0.5;
/// So many characters of what a person wrote are looked for.
const LOOKED_FOR: usize = 300;

/// What the person of a case is to be told.
pub(super) struct Plan {
    pub(super) case: Case,
    pub(super) consent: NextConsent,
    /// The key of the need it is about.
    pub(super) need: String,
    pub(super) lines: Vec<NextLine>,
    pub(super) answers: Vec<AnswerId>,
    /// By when half of the people come back, of what they come back for soonest; `None` without figures.
    pub(super) median_seconds: Option<f64>,
}

/// What the person of a case is to be told now. Nothing without their consent, in cases of spam and of despair, where another
/// case goes on in its place, and where they were told or know already.
pub(super) async fn plan(app: &App, id: CaseId) -> Result<Option<Plan>, Error> {
    let store = app.store();
    let (Some(case), Some(consent)) = (store.case_find(id).await?, store.next_consent_of(id).await?) else {
        return Ok(None);
    };
    if !consent.holds() || !may_be_told(app, &case).await? {
        return Ok(None);
    }
    let known = store.case_answers(id).await?;
    let needs = needs_of(app, &case, &known).await?;
    let asked = Asked {
        needs: &needs,
        language: consent.language,
        surface: Surface::Mail,
        channel: Some(case.channel),
        service: Some(case.service),
        subject: None,
    };
    let mut suggestions = next_for(app, &Viewer::public(), asked).await?;
    let mut answers: Vec<AnswerId> = known.iter().map(|one| one.answer).collect();
    for (need, told) in store.next_messages_of(id).await? {
        suggestions.retain(|one| one.need != need);
        answers.extend(told);
    }
    Ok(Plan::of(app, case, consent, &suggestions, &answers))
}

async fn may_be_told(app: &App, case: &Case) -> Result<bool, Error> {
    if case.person.email.is_none()
        || case.urgent
        || case.merged_into.is_some()
        || case.unresolved == Some(UnresolvedReason::Abuse)
    {
        return Ok(false);
    }
    // Somebody looked after the person since: that is no moment for a hint all the same.
    let events = app.store().case_events(&[case.id]).await?;
    Ok(events.iter().all(|event| event.kind != CaseEventKind::Alarmed))
}

/// What a case is for: as it says itself, else by the answers that were sent, else by the one its person read last, else by
/// the one that holds most of what they wrote.
async fn needs_of(app: &App, case: &Case, known: &[CaseAnswer]) -> Result<Vec<String>, Error> {
    if let Some(stated) = case_needs::stated(&case.attributes) {
        return Ok(named([stated.to_owned()]));
    }
    let (shelf, reader) = (shelf(app).await?, Reader::Public);
    let of =
        |answer: AnswerId| shelf.get(&reader, answer).map(|one| one.answer.needs.clone()).unwrap_or_default();
    let used = |how: &'static str| known.iter().filter(move |one| one.used == how);
    let sent = named(used("sent").flat_map(|one| of(one.answer)));
    if !sent.is_empty() {
        return Ok(sent);
    }
    let read = used("read").max_by_key(|one| (one.at, one.answer)).map(|one| of(one.answer));
    let read = named(read.unwrap_or_default());
    if !read.is_empty() {
        return Ok(read);
    }
    let words: String = format!("{} {}", case.subject, case.description).chars().take(LOOKED_FOR).collect();
    let query = SearchQuery { words, language: case.person.language, most: 1 };
    let found = library::search(app, &reader, &query).await?;
    let fits = found.answers.into_iter().find(|one| one.coverage >= LEAST_COVERED);
    Ok(named(fits.map(|one| of(one.id)).unwrap_or_default()))
}

impl Plan {
    /// The first answer to each suggestion about one need that the person does not know yet.
    fn of(
        app: &App,
        case: Case,
        consent: NextConsent,
        suggestions: &[Suggestion],
        known: &[AnswerId],
    ) -> Option<Self> {
        let mut answers: Vec<AnswerId> = Vec::new();
        let (mut lines, mut need, mut median_seconds): (Vec<NextLine>, Option<String>, Option<f64>) =
            (Vec::new(), None, None);
        for one in suggestions {
            if lines.len() == MOST_ANSWERS || need.as_ref().is_some_and(|need| *need != one.need) {
                continue;
            }
            let is_new = |id: AnswerId| !answers.contains(&id) && !known.contains(&id);
            let Some(answer) = one.answers.iter().find(|answer| is_new(answer.id)) else { continue };
            answers.push(answer.id);
            lines.push(NextLine {
                said: one.said(consent.language).to_owned(),
                question: answer.question.clone(),
                link: format!("{}/answers/{}", app.outside().address, answer.slug),
                why: one.why,
            });
            need.get_or_insert_with(|| one.need.clone());
            let median = one.evidence().map(|evidence| evidence.median_seconds);
            median_seconds = match (median_seconds, median) {
                (Some(known), Some(other)) => Some(other.min(known)),
                (known, other) => known.or(other),
            };
        }
        Some(Self { case, consent, need: need?, lines, answers, median_seconds })
    }
}
