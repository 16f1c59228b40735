//! `GET /api/v1/answers` and one of them: what everyone may read without a token, with one what it may read.

mod body;

use std::str::FromStr;

use axum::{Json, extract::State};
use catsup_app::{
    App,
    library::{self, ProgramQuery},
};
use catsup_model::{
    Language,
    id::{AnswerId, ServiceId},
    library::{Slot, SlotPicks},
};
use serde::Deserialize;
use utoipa::IntoParams;

use self::body::{AnswerBody, AnswerLineBody, AnswerPage};
use super::{
    ApiError,
    filters::Plain,
    input::{ApiPath, ApiQuery, Exact, Limit, List, parsed},
    schema,
};
use crate::extract::Visitor;

/// The most characters of what is looked for.
const LONGEST_SEARCH: usize = 400;

/// Which answers.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AnswersQuery {
    /// Services, separated by commas.
    #[serde(default)]
    #[param(schema_with = schema::ids, required = false)]
    service: List<ServiceId>,
    /// The language of the words, English when absent; an answer that is not written in it comes in one that it is written in.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, pattern = "^(en|es)$", required = false)]
    language: Option<Exact<Language>>,
    /// A question in people's words: misspelling, plurals and terms of the glossary are understood. Finds at most 50 answers, the best
    /// first, without further pages.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, max_length = 400, required = false)]
    q: Option<Plain>,
    /// How many: 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<i64>, minimum = 1, maximum = 1000, default = 100)]
    limit: Limit,
    /// `next` of the page before; not with `q`.
    #[serde(default, deserialize_with = "parsed")]
    #[param(schema_with = schema::id, required = false)]
    cursor: Option<AnswerId>,
}

/// How an answer is to be read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AnswerQuery {
    /// The language of the words, English when absent; an answer that is not written in it comes in one that it is written in.
    #[serde(default, deserialize_with = "parsed")]
    #[param(value_type = Option<String>, pattern = "^(en|es)$", required = false)]
    language: Option<Exact<Language>>,
    /// What holds for the person.
    #[serde(default)]
    #[param(schema_with = schema::picks, required = false)]
    slots: List<Pick>,
}

/// What the person said to one slot: `fee:adult`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pick(String, String);

impl FromStr for Pick {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let pick = text.split_once(':').filter(|(slot, choice)| Slot::is_key(slot) && Slot::is_key(choice));
        let (slot, choice) =
            pick.ok_or_else(|| format!("“{text}” is no slot with a choice such as fee:adult"))?;
        Ok(Self(slot.to_owned(), choice.to_owned()))
    }
}

/// Lists answers, or finds them in people's words.
///
/// Without a token: answers for everyone. A token of the scope `answers:read` also reads answers for partners and staff, as far as
/// its organisation goes.
#[utoipa::path(
    get, path = "/api/v1/answers", tag = "answers", operation_id = "list_answers",
    params(AnswersQuery),
    security((), ("token" = [])),
    responses((status = 200, description = "A page of answers", body = AnswerPage)),
)]
pub(crate) async fn list(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiQuery(query): ApiQuery<AnswersQuery>,
) -> Result<Json<AnswerPage>, ApiError> {
    let words = query.q.map(|Plain(words)| words).unwrap_or_default();
    if words.chars().count() > LONGEST_SEARCH {
        return Err(ApiError::field("q", "too-long", format!("must be at most {LONGEST_SEARCH} characters")));
    }
    if !words.is_empty() && query.cursor.is_some() {
        return Err(ApiError::field("cursor", "unfit", "does not go with q: a search has no further pages"));
    }
    let wanted = ProgramQuery {
        services: query.service.0,
        language: language(query.language),
        words,
        after: query.cursor,
        most: usize::try_from(query.limit.0).unwrap_or(usize::MAX),
    };
    let page = library::page_for_program(&app, &viewer, &wanted).await?;
    Ok(Json(AnswerPage {
        answers: page.answers.into_iter().map(AnswerLineBody::from).collect(),
        next: page.next,
    }))
}

/// Reads one answer.
///
/// Who may read what is as in the list.
#[utoipa::path(
    get, path = "/api/v1/answers/{slug}", tag = "answers", operation_id = "read_answer",
    params(
        ("slug" = String, Path, description = "Names it in addresses", pattern = "^[a-z0-9-]+$"),
        AnswerQuery,
    ),
    security((), ("token" = [])),
    responses((status = 200, description = "The answer", body = AnswerBody)),
)]
pub(crate) async fn read(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    ApiPath(slug): ApiPath<String>,
    ApiQuery(query): ApiQuery<AnswerQuery>,
) -> Result<Json<AnswerBody>, ApiError> {
    let language = language(query.language);
    let picks: SlotPicks = query.slots.0.into_iter().map(|Pick(slot, choice)| (slot, choice)).collect();
    let answer = library::for_program(&app, &viewer, &slug, language, &picks).await?;
    Ok(Json(AnswerBody::of(answer, language)))
}

fn language(wanted: Option<Exact<Language>>) -> Language {
    wanted.map(|Exact(language)| language).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_is_a_slot_with_a_choice() {
        assert_eq!("fee:adult".parse(), Ok(Pick("fee".to_owned(), "adult".to_owned())));
        assert!(
            ["fee", "fee:", ":adult", "Fee:adult", "fee:a b"]
                .iter()
                .all(|text| text.parse::<Pick>().is_err())
        );
    }
}
