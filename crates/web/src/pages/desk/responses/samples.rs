//! A response for the render tests: one with everything, one with as little as there can be.

use catsup_app::{
    inbox::{
        Tag,
        acts::{KeptAct, ToldAct},
    },
    responses::Detail,
};
use catsup_model::{
    Channel, Language,
    id::{AccountId, ActId, ResponseId, SurveyVersionId, TagId},
    inbox::Act,
    instrument::InstrumentCode,
    response::{Handling, Response, ResponseSource, ResponseState, StoredAnswer},
    survey::SurveyState,
};
use jiff::{Timestamp, tz::TimeZone};

use super::detail::{Place, Shown};
use crate::{i18n::Translator, links, pages::desk::surveys::sample_survey};

/// A response as it is read.
pub(super) fn shown(t: Translator, rich: bool) -> Shown {
    let here = links::response(5);
    let place = Place {
        newer: rich.then(|| links::response(6)),
        older: rich.then(|| links::response(4)),
        onward: here.clone(),
        here,
    };
    let colleagues = [(AccountId(3), "Ana Ruiz".to_owned())];
    let tags = vec![Tag { id: TagId(9), name: "photo booth".to_owned() }];
    let shown = Shown::of(t, detail(rich), &colleagues, tags, &TimeZone::UTC, place);
    Shown { may_handle: rich, take_it: rich.then_some(AccountId(4)), urgent: rich, ..shown }
}

fn detail(rich: bool) -> Detail {
    let survey = sample_survey(InstrumentCode::A11V2, SurveyState::Published);
    let at = Timestamp::UNIX_EPOCH;
    let answer = |question: &str, value, text: Option<&str>| StoredAnswer {
        question: question.to_owned(),
        value,
        text: text.map(str::to_owned),
        wording: None,
    };
    let response = Response {
        id: ResponseId(5),
        survey: survey.id,
        version: if rich { SurveyVersionId(1) } else { survey.version },
        service: survey.service,
        touchpoint: None,
        channel: Channel::Phone,
        language: Language::En,
        device: rich.then(|| "phone".to_owned()),
        state: if rich { ResponseState::Flagged } else { ResponseState::Received },
        revision: 1,
        source: ResponseSource::Form,
        occurred_at: at,
        received_at: at,
        segments: if rich { [("region".to_owned(), "North".to_owned())].into() } else { [].into() },
        page: rich.then(|| "https://example.gov/passport".to_owned()),
        campaign: rich.then(|| "Spring letter".to_owned()),
        entered_by: None,
        handling: Handling::Received,
        assignee: rich.then_some(AccountId(3)),
        archived_at: rich.then_some(at),
        customer: rich.then_some(catsup_model::interaction::CustomerKey(77)),
        answers: vec![
            answer("answer_01", Some(1), None),
            answer("answer_02.ease", Some(1), None),
            answer("answer_02.humanity", Some(0), None),
            answer("answer_02.other", Some(1), Some("the photo booth")),
            answer("answer_04", None, Some("Quick.\nAnd friendly.")),
        ],
    };
    let act = KeptAct {
        id: ActId(7),
        at,
        actor: "account:3".to_owned(),
        act: Act::Tag(TagId(9)),
        expected: 1,
        changed: 1,
        ended_at: Some(at),
        undone_at: Some(at),
        undone_by: None,
        undone: 1,
    };
    Detail {
        definition: survey.definition.clone(),
        service: "Passport renewal".to_owned(),
        touchpoint: rich.then(|| "Counter".to_owned()),
        assignee: rich.then(|| "Ana Ruiz".to_owned()),
        entered_by: rich.then(|| "Ana Ruiz".to_owned()),
        tags: if rich { vec![Tag { id: TagId(9), name: "photo booth".to_owned() }] } else { Vec::new() },
        acts: if rich { vec![ToldAct { act, by: "Ana Ruiz".to_owned() }] } else { Vec::new() },
        screening: None,
        experience: None,
        cases: vec![(
            catsup_model::id::CaseId(7),
            catsup_model::case::CaseNumber::from_bytes([1, 2, 3, 4, 5]),
        )],
        response,
        survey,
    }
}
