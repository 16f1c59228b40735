//! What is learnt from what people wrote in responses and cases: terms of theirs that the agency does not use, each with what the agency
//! says in the same company. Somebody decides on each.

use std::collections::{BTreeMap, HashSet};

use catsup_language::company::{self, Pair, Written};
use catsup_model::{
    Language, Reach,
    glossary::{GlossaryTerm, LONGEST_TERM, TermSource, TermState},
    id::{GlossaryTermId, SurveyId},
    library::AnswerContent,
    search,
    survey::QuestionKind,
};
use catsup_store::OwnWords;
use jiff::SignedDuration;

use crate::{
    App, Error,
    jobs::{self, Work},
    library, personal_data,
};

/// What was written in this time is looked at, the latest of each kind.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(90 * 24);
const MOST_TEXTS: u32 = 20_000;
/// What fewer people say might tell of one of them, whatever the smallest cell of the installation.
const FEWEST_PEOPLE: u64 = 5;

/// A term is told of when at least so many people say it.
pub(super) fn fewest_people(app: &App) -> u64 {
    app.settings().smallest_cell.max(FEWEST_PEOPLE)
}

/// Has terms learnt once a day.
pub(crate) async fn learn_daily(app: &App) -> Result<(), Error> {
    let day = app.now().as_second().div_euclid(86_400);
    if app.is_new_period("glossary", day) {
        let mut transaction = app.store().begin().await?;
        let key = format!("learn_terms:{day}");
        jobs::enqueue(app, &mut transaction, &Work::LearnTerms, Some(&key), app.now()).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Suggests pairs from what people wrote in the last 90 days. Only what was screened and counts is looked at, with personal data hidden.
pub(crate) async fn learn(app: &App) -> Result<(), Error> {
    let since = app.now() - LOOKED_BACK;
    let services = app.store().service_ids(&Reach::Everything).await?;
    let surveys = app.store().survey_list(&services, None, i64::MAX).await?;
    let questions: Vec<(SurveyId, String)> = surveys
        .iter()
        .flat_map(|survey| survey.definition.questions().map(move |question| (survey.id, question)))
        .filter(|(_, question)| matches!(question.kind, QuestionKind::LongText { .. }))
        .map(|(survey, question)| (survey, question.key.clone()))
        .collect();
    let comments = app.store().own_words_of_responses(&services, &questions, since, MOST_TEXTS).await?;
    let cases = app.store().own_words_of_cases(since, MOST_TEXTS).await?;
    if comments.is_empty() && cases.is_empty() {
        return Ok(());
    }
    let agency = Agency::read(app).await?;
    let fewest = fewest_people(app);
    let find = move || {
        Language::ALL.map(|language| (language, learnt(&comments, &cases, &agency, language, fewest)))
    };
    let failed = |error: tokio::task::JoinError| Error::Internal {
        what: "learning terms from what people wrote",
        source: error.into(),
    };
    let found = tokio::task::spawn_blocking(find).await.map_err(failed)?;
    let mut transaction = app.store().begin().await?;
    for (language, pairs) in found {
        for (pair, source) in pairs {
            transaction
                .glossary_learn(&GlossaryTerm {
                    id: GlossaryTermId(app.next_id()),
                    language,
                    said: pair.said,
                    term: pair.term,
                    state: TermState::Suggested,
                    source,
                    support: pair.people,
                })
                .await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// What the agency says, and what it knows people to say, by language.
#[derive(Debug, Default)]
struct Agency {
    says: BTreeMap<Language, Vec<String>>,
    knows: BTreeMap<Language, Vec<String>>,
}

impl Agency {
    async fn read(app: &App) -> Result<Self, Error> {
        let mut agency = Self::default();
        let shelf = library::shelf(app).await?;
        for one in shelf.seen(&library::Reader::Public) {
            for (language, content) in &one.version.document.contents {
                agency.says.entry(*language).or_default().push(said_by_agency(content));
                let knows = agency.knows.entry(*language).or_default();
                knows.push(content.question.clone());
                knows.extend(content.variants.iter().cloned());
            }
        }
        // The directory is written in one language.
        for service in app.store().service_list(None).await? {
            let text = [service.name.as_str(), &service.description, &service.serves].join(". ");
            agency.says.entry(Language::En).or_default().push(text);
        }
        for term in app.store().glossary_list().await? {
            if term.state != TermState::Suggested {
                agency.knows.entry(term.language).or_default().push(term.said);
            }
        }
        Ok(agency)
    }
}

/// What the agency says in an answer. The question is in people's words.
fn said_by_agency(content: &AnswerContent) -> String {
    let steps = content.next_steps.iter().map(|step| step.text.as_str());
    let texts = [content.short.as_str(), &content.details, &content.alternatives].into_iter().chain(steps);
    texts.collect::<Vec<_>>().join("\n")
}

/// The pairs of a language, each with where most of those wrote who say it.
fn learnt(
    comments: &[OwnWords],
    cases: &[OwnWords],
    agency: &Agency,
    language: Language,
    fewest: u64,
) -> Vec<(Pair, TermSource)> {
    let hidden = |texts: &[OwnWords]| -> Vec<(u64, String)> {
        let texts = texts.iter().filter(|one| one.language == language);
        texts.map(|one| (one.who.cast_unsigned(), personal_data::hide(&one.text))).collect()
    };
    let (comments, cases) = (hidden(comments), hidden(cases));
    let written: Vec<Written<'_>> =
        comments.iter().chain(&cases).map(|(who, text)| Written { who: *who, text }).collect();
    let texts = |of: &BTreeMap<Language, Vec<String>>| of.get(&language).cloned().unwrap_or_default();
    let (says, knows) = (texts(&agency.says), texts(&agency.knows));
    let says: Vec<&str> = says.iter().map(String::as_str).collect();
    let knows: Vec<&str> = knows.iter().map(String::as_str).collect();
    let pairs = company::pairs(&written, &says, &knows, language, fewest);
    let short = |pair: &Pair| pair.said.len().max(pair.term.len()) <= LONGEST_TERM;
    pairs
        .into_iter()
        .filter(short)
        .map(|pair| {
            let saying = |texts: &[(u64, String)]| {
                let say = texts.iter().filter(|(_, text)| says_it(text, &pair.said));
                say.map(|(who, _)| *who).collect::<HashSet<u64>>().len()
            };
            let source =
                if saying(&comments) >= saying(&cases) { TermSource::Comment } else { TermSource::Case };
            (pair, source)
        })
        .collect()
}

/// Whether a text holds a term as it is written.
fn says_it(text: &str, term: &str) -> bool {
    format!(" {} ", search::folded(text)).contains(&format!(" {term} "))
}
