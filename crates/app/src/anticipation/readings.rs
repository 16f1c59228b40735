//! What readers do next: visits to the public pages, by the answers they read and whether they asked a person then.
//!
//! Kept apart from contacts: a page that is read is no contact, and its base rate is another one.

use std::ops::ControlFlow;

use catsup_journeys::MISSING;
use catsup_model::anticipation::ASKED_A_PERSON;
use catsup_store::VisitAct;

use super::{
    case_needs::AnswerNeeds,
    codes::Needs,
    columns::ContactColumns,
    sources::{MOST_CONTACTS, Unread},
};
use crate::App;

/// The number of the only cut: the reader came to the answer from a search.
const SEARCHED: u32 = 0;
/// What figures of readers who came from a search are kept under.
pub(super) const AFTER_A_SEARCH: &str = "arrival:search";

/// What visits did in a period (microseconds, the end excluded). A reading stands for the first need of its answer.
pub(super) async fn acts_of_visits(
    app: &App,
    answers: &AnswerNeeds,
    period: (i64, i64),
    needs: &mut Needs,
) -> Result<ContactColumns, Unread> {
    let asked = needs.code(ASKED_A_PERSON, 1);
    let (mut columns, mut many) = (ContactColumns::new(1), false);
    let take = |act: VisitAct| {
        let need = match act.answer {
            None => asked,
            Some(answer) => answers.get(&answer).map_or(MISSING, |need| needs.code(need, 1)),
        };
        let cut = if act.searched { SEARCHED } else { MISSING };
        columns.push(act.visit, need, act.at, std::iter::once(cut));
        many = columns.times.len() > MOST_CONTACTS;
        if many { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    app.store().visit_each(period, take).await?;
    if many { Err(Unread::TooMany) } else { Ok(columns) }
}
