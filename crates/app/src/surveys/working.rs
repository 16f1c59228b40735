//! The working draft: what authors edit while the public sees the version last published.

use std::collections::BTreeSet;

use catsup_model::{
    Language, Permission, Viewer,
    answers::wordings,
    id::SurveyVersionId,
    instrument::Instrument,
    survey::{QuestionChange, Survey, SurveyDefinition, SurveyState, changes, keep_wording},
};
pub use catsup_store::DraftAct;
use catsup_store::{SurveyDraft, Transaction};
use serde_json::json;

use super::{act::Act, check_fit_to_publish, fixed::with_texts, limits, subject, within};
use crate::{App, Error, Refusal};

/// A survey as its authors see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// The survey, its definition being the working draft.
    pub survey: Survey,
    /// Counts the edits: an edit names the revision it was made against.
    pub revision: i64,
    /// What the public saw last; `None` before the first publication.
    pub published: Option<SurveyDefinition>,
    /// What the last act was, when it can be undone.
    pub undo: Option<DraftAct>,
    /// Keys of questions that were published at some time, or that the instrument uses.
    pub known_keys: BTreeSet<String>,
    current: SurveyDefinition,
    previous: Option<SurveyDefinition>,
}

/// A draft after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The survey with its draft.
    pub survey: Survey,
    /// The revision it has now.
    pub revision: i64,
    /// Key of the question or page that the author looks at next.
    pub target: Option<String>,
}

impl Working {
    /// Whether the draft holds what the public does not see.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.published.as_ref().is_some_and(|published| *published != self.survey.definition)
    }

    /// What publishing does to the figures, question by question; nothing before the first publication.
    #[must_use]
    pub fn changes(&self) -> Vec<QuestionChange> {
        self.published.as_ref().map_or_else(Vec::new, |before| changes(before, &self.survey.definition))
    }

    /// The draft with the wording of these questions kept: their author says that they were only corrected.
    fn corrected(&self, questions: &[String]) -> SurveyDefinition {
        let mut definition = self.survey.definition.clone();
        let Some(before) = &self.published else { return definition };
        let own = definition.sections.iter_mut().flat_map(|section| &mut section.questions);
        for question in own.filter(|question| question.is_own() && questions.contains(&question.key)) {
            if let Some(before) = before.question(&question.key) {
                keep_wording(before, question);
            }
        }
        definition
    }
}

/// The working draft of a survey.
///
/// # Errors
/// [`Error::NotFound`] when there is no such survey within reach.
pub async fn working(app: &App, viewer: &Viewer, id_or_key: &str) -> Result<Working, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    read(app, within(app, &reach, id_or_key).await?).await
}

pub(super) async fn read(app: &App, mut survey: Survey) -> Result<Working, Error> {
    let draft = app.store().survey_draft_find(survey.id).await?;
    let versions = app.store().version_list(survey.id).await?;
    let shown = || versions.iter().filter(|version| version.published_at.is_some());
    let template = Instrument::of(survey.instrument).questions();
    let template = template.filter(|question| !question.item.is_empty()).map(|question| question.key.clone());
    let asked =
        shown().flat_map(|version| version.definition.questions()).map(|question| question.key.clone());
    let known_keys = asked.chain(template).collect();
    let published = shown().next().map(|version| version.definition.clone());
    let current = survey.definition.clone();
    if let Some(definition) = draft.definition {
        survey.definition = definition;
    }
    let undo = draft.act.filter(|_| draft.previous.is_some());
    Ok(Working {
        survey,
        revision: draft.revision,
        published,
        undo,
        known_keys,
        current,
        previous: draft.previous,
    })
}

/// Does an act on the draft as it was at `revision`.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] for what does not fit; [`Error::Refused`] for what the instrument fixes, for
/// more than a survey holds, and with [`Refusal::DraftMoved`] when somebody else edited the draft since.
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    revision: i64,
    act: Act,
) -> Result<Edited, Error> {
    let working = for_authors(app, viewer, id_or_key, revision).await?;
    let code = act.code();
    let done = act.apply(&working.survey.definition, &working.known_keys)?;
    let faults = limits::faults(&done.definition);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    limits::check_size(working.survey.instrument, &working.survey.definition, &done.definition)?;
    let act = DraftAct { code: code.to_owned(), name: done.name };
    let survey = save(app, viewer, working, done.definition, act).await?;
    Ok(Edited { survey, revision: revision + 1, target: done.target })
}

/// Undoes the last act; doing it again does the act once more.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when somebody else edited the draft since.
pub async fn undo(app: &App, viewer: &Viewer, id_or_key: &str, revision: i64) -> Result<Edited, Error> {
    let working = for_authors(app, viewer, id_or_key, revision).await?;
    let Some(previous) = working.previous.clone() else {
        return Ok(Edited { survey: working.survey, revision, target: None });
    };
    let act = working.undo.clone().unwrap_or(DraftAct { code: "undo".to_owned(), name: String::new() });
    let code = if act.code == "undo" { "redo" } else { "undo" };
    let act = DraftAct { code: code.to_owned(), name: act.name };
    let survey = save(app, viewer, working, previous, act).await?;
    Ok(Edited { survey, revision: revision + 1, target: None })
}

/// Drops what waits to be published: the draft is what the public sees. It can be undone.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when somebody else edited the draft since.
pub async fn discard(app: &App, viewer: &Viewer, id_or_key: &str, revision: i64) -> Result<Edited, Error> {
    let working = for_authors(app, viewer, id_or_key, revision).await?;
    let Some(published) = working.published.clone() else {
        return Ok(Edited { survey: working.survey, revision, target: None });
    };
    let act = DraftAct { code: "discard".to_owned(), name: String::new() };
    let survey = save(app, viewer, working, published, act).await?;
    Ok(Edited { survey, revision: revision + 1, target: None })
}

/// Publishes the draft as it was at `revision`. The wording of the questions named `corrected` is kept: their trend
/// goes on. A closed survey is opened again.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when the draft is not fit to be published; [`Error::Refused`] for an archived
/// survey, an ended approval, or when somebody else edited the draft since.
pub async fn publish(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    revision: i64,
    corrected: &[String],
) -> Result<Survey, Error> {
    let working = for_authors(app, viewer, id_or_key, revision).await?;
    let before = working.survey.state;
    if before == SurveyState::Archived {
        return Err(Refusal::StateChange { from: before.code(), to: SurveyState::Published.code() }.into());
    }
    let definition = working.corrected(corrected);
    let setup = with_texts(working.survey.instrument, &working.survey.setup, &definition);
    let mut survey = Survey { definition, setup, ..working.survey };
    check_fit_to_publish(app, &survey)?;
    if before == SurveyState::Published && survey.definition == working.current {
        return Ok(survey);
    }
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    let draft = SurveyDraft { revision, ..SurveyDraft::default() };
    save_draft(&mut transaction, app, &survey, &draft).await?;
    let unchanged = survey.definition == working.current;
    if !unchanged && !transaction.version_replace(&survey).await? {
        survey.version = SurveyVersionId(app.next_id());
        survey.number += 1;
        transaction.version_insert(&survey, now).await?;
    }
    transaction.wording_ensure(&wordings(&survey.definition), || app.next_id()).await?;
    transaction.survey_update(&survey).await?;
    transaction.survey_set_state(&survey, SurveyState::Published, now).await?;
    let detail = json!({"version": survey.number, "corrected": corrected});
    transaction.audit_append(now, viewer.actor(), "survey.publish", &subject(&survey), &detail).await?;
    transaction.commit().await?;
    survey.state = SurveyState::Published;
    app.forget_survey(&survey);
    Ok(survey)
}

async fn for_authors(app: &App, viewer: &Viewer, id_or_key: &str, revision: i64) -> Result<Working, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let working = read(app, within(app, &reach, id_or_key).await?).await?;
    if working.revision == revision { Ok(working) } else { Err(Refusal::DraftMoved.into()) }
}

/// Saves a definition as the draft, into the version itself while the public never saw it.
async fn save(
    app: &App,
    viewer: &Viewer,
    working: Working,
    mut definition: SurveyDefinition,
    act: DraftAct,
) -> Result<Survey, Error> {
    settle_kept(&mut definition, working.published.as_ref(), &working.survey.definition);
    let Working { survey, revision, current, .. } = working;
    let replaced = survey.definition.clone();
    let mut survey = Survey { definition, ..survey };
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    let in_place = transaction.version_replace(&survey).await?;
    if in_place {
        survey.setup = with_texts(survey.instrument, &survey.setup, &survey.definition);
        transaction.survey_update(&survey).await?;
    }
    let waits = !in_place && survey.definition != current;
    let draft = SurveyDraft {
        revision,
        definition: waits.then(|| survey.definition.clone()),
        previous: Some(replaced),
        act: Some(act.clone()),
    };
    save_draft(&mut transaction, app, &survey, &draft).await?;
    let detail = json!({"act": act.code, "revision": revision + 1});
    transaction.audit_append(now, viewer.actor(), "survey.edit", &subject(&survey), &detail).await?;
    transaction.commit().await?;
    Ok(survey)
}

/// Saves a draft, or refuses when it is not the newest any more.
pub(super) async fn save_draft(
    transaction: &mut Transaction,
    app: &App,
    survey: &Survey,
    draft: &SurveyDraft,
) -> Result<(), Error> {
    match transaction.survey_draft_save(survey.id, draft, app.now()).await? {
        true => Ok(()),
        false => Err(Refusal::DraftMoved.into()),
    }
}

/// A kept wording stands as long as the text does for which its author kept it: a text that changes after that is asked
/// about anew.
fn settle_kept(
    definition: &mut SurveyDefinition,
    published: Option<&SurveyDefinition>,
    before: &SurveyDefinition,
) {
    let known: Vec<&SurveyDefinition> = published.into_iter().chain([before]).collect();
    for question in definition.sections.iter_mut().flat_map(|section| &mut section.questions) {
        for language in Language::ALL {
            let text = question.text.exact(language);
            let same = known
                .iter()
                .filter_map(|one| one.question(&question.key))
                .find(|one| text.is_some() && one.text.exact(language) == text);
            match same.and_then(|one| one.kept.get(&language)) {
                Some(kept) => question.kept.insert(language, kept.clone()),
                None => question.kept.remove(&language),
            };
        }
    }
}
