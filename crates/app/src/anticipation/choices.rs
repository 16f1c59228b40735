//! What staff decide about pairs of needs: pinned, hidden, or said in other words, each with a way back.

use std::collections::BTreeMap;

use catsup_model::{
    Language, Permission, Translated, Viewer,
    anticipation::{Choice, Decision, LONGEST_WHY},
    id::AnswerId,
    library::{LONGEST_LINE, need_key},
    permission::Actor,
};
use serde_json::json;

use crate::{App, Error, audit, fields::Fields};

/// A decision as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceInput {
    /// The need.
    pub need: String,
    /// What comes next.
    pub next: String,
    /// What is decided.
    pub decision: Decision,
    /// How the next need is said to people; may be empty.
    pub wording: Translated,
    /// The answer to show.
    pub answer: Option<AnswerId>,
    /// Why; may be empty.
    pub why: String,
}

/// Pins, hides or corrects what people with a need are told. Returns what was decided before, to put it back.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `need`, `next`, `wording`, `wording_es`, `answer` or `why`.
pub async fn choose(app: &App, viewer: &Viewer, input: &ChoiceInput) -> Result<Option<Choice>, Error> {
    viewer.require(Permission::WriteAnswers)?;
    let choice = input.read(app, viewer).await?;
    let before = found(app, &choice.need, &choice.next).await?;
    let mut transaction = app.store().begin().await?;
    transaction.anticipation_choice_put(&choice).await?;
    let detail = json!({ "decision": choice.decision.code(), "answer": choice.answer });
    let subject = subject(&choice.need, &choice.next);
    audit::record(app, &mut transaction, viewer, "anticipation.choose", &subject, detail).await?;
    transaction.commit().await?;
    Ok(before)
}

/// Takes a decision back, so that the figures alone decide. Returns what was decided, to put it back.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] where nothing was decided.
pub async fn take_back(app: &App, viewer: &Viewer, need: &str, next: &str) -> Result<Choice, Error> {
    viewer.require(Permission::WriteAnswers)?;
    let (need, next) = (need_key(need), need_key(next));
    let before = found(app, &need, &next).await?.ok_or(Error::NotFound("the decision"))?;
    let mut transaction = app.store().begin().await?;
    transaction.anticipation_choice_delete(&need, &next).await?;
    let detail = json!({ "decision": before.decision.code() });
    audit::record(app, &mut transaction, viewer, "anticipation.take_back", &subject(&need, &next), detail)
        .await?;
    transaction.commit().await?;
    Ok(before)
}

/// Puts back what was decided before: the undo of [`choose`] and [`take_back`].
///
/// # Errors
/// As [`choose`].
pub async fn put_back(
    app: &App,
    viewer: &Viewer,
    need: &str,
    next: &str,
    before: Option<&ChoiceInput>,
) -> Result<(), Error> {
    match before {
        Some(before) => choose(app, viewer, before).await.map(|_| ()),
        None => match take_back(app, viewer, need, next).await {
            // Somebody was quicker.
            Ok(_) | Err(Error::NotFound(_)) => Ok(()),
            Err(error) => Err(error),
        },
    }
}

/// What is decided about a pair.
///
/// # Errors
/// [`Error::Denied`].
pub async fn decided(app: &App, viewer: &Viewer, need: &str, next: &str) -> Result<Option<Choice>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    found(app, &need_key(need), &need_key(next)).await
}

/// Answers to choose from, by their question in this language.
///
/// # Errors
/// [`Error::Denied`].
pub async fn answer_choices(
    app: &App,
    viewer: &Viewer,
    language: Language,
) -> Result<Vec<(AnswerId, String)>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let versions = app.store().answer_versions_in_force(app.today()).await?;
    // By answer and number: of several that hold, the last.
    let mut questions: BTreeMap<AnswerId, String> = BTreeMap::new();
    for version in versions {
        if let Some((_, content)) = version.document.get(language) {
            questions.insert(version.answer, content.question.clone());
        }
    }
    let mut choices: Vec<(AnswerId, String)> = questions.into_iter().collect();
    choices.sort_by_cached_key(|(id, question)| (question.to_lowercase(), *id));
    Ok(choices)
}

async fn found(app: &App, need: &str, next: &str) -> Result<Option<Choice>, Error> {
    let choices = app.store().anticipation_choices_of(&[need.to_owned()]).await?;
    Ok(choices.into_iter().find(|choice| choice.next == next))
}

/// Needs are texts of customers' systems: they stay out of the chain, which nothing is ever removed from.
fn subject(need: &str, next: &str) -> String {
    let number = crate::secrets::hash(&format!("{need}\n{next}"));
    format!("anticipation:{}", number.get(..16).unwrap_or(&number))
}

impl ChoiceInput {
    /// The input that makes this decision again.
    #[must_use]
    pub fn of(choice: &Choice) -> Self {
        Self {
            need: choice.need.clone(),
            next: choice.next.clone(),
            decision: choice.decision,
            wording: choice.wording.clone(),
            answer: choice.answer,
            why: choice.why.clone(),
        }
    }

    async fn read(&self, app: &App, viewer: &Viewer) -> Result<Choice, Error> {
        let mut fields = Fields::default();
        let [need, next] = [("need", &self.need), ("next", &self.next)].map(|(field, text)| {
            let key = need_key(&fields.text(field, text, LONGEST_LINE));
            if key.is_empty() {
                fields.refuse(field, "required", "must not be empty");
            }
            key
        });
        let mut wording = Translated::default();
        for (language, field) in [(Language::En, "wording"), (Language::Es, "wording_es")] {
            let text = self.wording.exact(language).unwrap_or_default();
            wording.set(language, &fields.text(field, text, LONGEST_LINE));
        }
        let is_worded =
            [Language::En, Language::Es].iter().any(|language| wording.exact(*language).is_some());
        if self.decision == Decision::Corrected && !is_worded && self.answer.is_none() {
            fields.refuse("wording", "required", "must say it in other words or name an answer");
        }
        if let Some(answer) = self.answer
            && app.store().answer_find(answer).await?.is_none()
        {
            fields.refuse("answer", "unknown", "names an answer that was not found");
        }
        let why = fields.text("why", &self.why, LONGEST_WHY);
        if !fields.fit() {
            return Err(fields.refused());
        }
        let by = match viewer.actor() {
            Actor::Account(id) => Some(id),
            _ => None,
        };
        Ok(Choice {
            need,
            next,
            decision: self.decision,
            wording,
            answer: self.answer,
            why,
            by,
            at: app.now(),
        })
    }
}
