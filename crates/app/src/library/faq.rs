//! Taking over the questions and answers an organisation already has, as drafts.

use catsup_exchange::faq::{NotAFaq, read_faq};
use catsup_model::{
    Language, Permission, Viewer,
    id::{AnswerId, OrganisationId, ServiceId},
    library::{AnswerContent, AnswerDocument, Audience, LONGEST_LINE},
};

use super::{EnteredAnswer, write};
use crate::{App, Error, access, fields::invalid};

pub use catsup_exchange::faq::{FaqEntry, FaqForm, FaqLeftOut};

/// Where what is taken over belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqPlace {
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// The service it is about.
    pub service: Option<ServiceId>,
    /// Who it is for.
    pub audience: Audience,
    /// The language it is written in, where no column says so.
    pub language: Language,
}

/// What was understood, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqReport {
    /// Entries that became drafts, with their answer; `None` while it is only tried.
    pub taken: Vec<(FaqEntry, Option<AnswerId>)>,
    /// Entries that are in the library already under the same question: nothing was changed.
    pub known: Vec<FaqEntry>,
    /// What was left out, with the reason.
    pub left_out: Vec<FaqLeftOut>,
}

/// Reads questions and answers, and adds those that are new as drafts unless it is only tried.
///
/// The same text taken over twice adds nothing the second time.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for an organisation outside reach; [`Error::Invalid`] with `file`.
pub async fn import_faq(
    app: &App,
    viewer: &Viewer,
    place: &FaqPlace,
    text: &str,
    form: FaqForm,
    only_tried: bool,
) -> Result<FaqReport, Error> {
    access::organisation(app, viewer, Permission::WriteAnswers, place.organisation).await?;
    let faq = read_faq(text, form).map_err(|error| {
        let code = match error {
            NotAFaq::TooLong => "too-long-text",
            NotAFaq::Columns(_) => "faq-columns",
            NotAFaq::Nothing => "faq-nothing",
        };
        invalid("file", code, error.to_string())
    })?;
    let mut report = FaqReport { taken: Vec::new(), known: Vec::new(), left_out: faq.left_out };
    let mut transaction = app.store().begin().await?;
    for entry in faq.entries {
        let language = entry.language.parse().unwrap_or(place.language);
        let question = entry.question.to_lowercase();
        let key = format!("faq:{}:{}:{question}", place.organisation, language.code());
        if transaction.answer_by_source(&key).await?.is_some() {
            report.known.push(entry);
            continue;
        }
        let mut new = EnteredAnswer::new(place.organisation);
        new.service = place.service;
        new.audience = place.audience;
        new.needs = Some(entry.topic.clone()).filter(|topic| !topic.is_empty()).into_iter().collect();
        new.document = AnswerDocument { contents: [(language, content(&entry))].into(), slots: Vec::new() };
        let new = match write::checked(app, viewer, new).await {
            Ok(new) => new,
            Err(Error::Invalid(_)) => {
                let text = entry.question.chars().take(120).collect();
                report.left_out.push(FaqLeftOut { place: entry.place, text, why: "does_not_fit" });
                continue;
            }
            Err(error) => return Err(error),
        };
        let id = match only_tried {
            true => None,
            false => Some(write::insert(app, viewer, &mut transaction, new, Some(&key)).await?.id),
        };
        report.taken.push((entry, id));
    }
    if !only_tried {
        transaction.commit().await?;
    }
    Ok(report)
}

fn content(entry: &FaqEntry) -> AnswerContent {
    let line = |text: &str| text.chars().take(LONGEST_LINE).collect::<String>();
    AnswerContent {
        question: line(&entry.question),
        variants: entry.variants.iter().map(|one| line(one)).collect(),
        short: entry.short.clone(),
        details: entry.details.clone(),
        ..AnswerContent::default()
    }
}
