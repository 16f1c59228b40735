//! An answer as the samples of pages show it.

#[cfg(test)]
use catsup_app::library::ReadAnswer;
use catsup_app::{
    journeys::{Interval, Proportion},
    library::{AnswerDetail, Consistency, ReadCounts, VersionLine},
};
use catsup_model::{
    Language, Translated,
    id::{AccountId, AnswerId, OrganisationId, ServiceId},
    library::{
        Answer, AnswerContent, AnswerDocument, AnswerState, AnswerVersion, Audience, Helper, NextStep, Slot,
        SlotChoice, Source,
    },
};
use jiff::{Timestamp, civil::date};

pub(super) fn content() -> AnswerContent {
    AnswerContent {
        question: "How do I renew my <passport>?".to_owned(),
        variants: vec!["my passport runs out".to_owned()],
        clarifying: vec!["Is the old one undamaged?".to_owned()],
        short: "Send form DS-82 & {fee} by post.".to_owned(),
        other_words: "Fill in one form, add a photo, and post both.".to_owned(),
        details: "Use **black ink**.\n\n- one\n- two\n\nSee [the form](https://example.gov/ds82).".to_owned(),
        next_steps: vec![
            NextStep { text: "Fill in form DS-82".to_owned(), within: "15 minutes".to_owned() },
            NextStep { text: "Wait for the new passport".to_owned(), within: "6 to 8 weeks".to_owned() },
        ],
        alternatives: "You can come in person.".to_owned(),
        helper: Helper {
            name: "Passport desk".to_owned(),
            phone: "1-800-555-0100".to_owned(),
            hours: "Mon–Fri 8–17".to_owned(),
            hand_over: "Say that the form was checked.".to_owned(),
        },
        sources: vec![Source {
            title: "22 CFR 51".to_owned(),
            address: "https://example.gov/law".to_owned(),
        }],
    }
}

fn slot() -> Slot {
    let choice = |key: &str, label: &str, text: &str| SlotChoice {
        key: key.to_owned(),
        label: Translated::english(label),
        text: Translated::english(text),
    };
    Slot {
        key: "fee".to_owned(),
        question: Translated::english("How old is the traveller?"),
        otherwise: Translated::english("100 or 130 dollars"),
        choices: vec![
            choice("child", "Under 16", "100 dollars"),
            choice("adult", "16 or older", "130 dollars"),
        ],
    }
}

pub(super) fn answer(state: AnswerState) -> Answer {
    Answer {
        id: AnswerId(1),
        slug: "renew".to_owned(),
        organisation: OrganisationId(1),
        service: Some(ServiceId(1)),
        audience: Audience::Public,
        state,
        owner: Some(AccountId(1)),
        needs: vec!["renew a passport".to_owned()],
        experiences: Vec::new(),
        ends_on: None,
        review_on: Some(date(2027, 5, 1)),
        latest: 3,
        withdrawn: 0,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

pub(super) fn version(number: u32, approved: bool) -> AnswerVersion {
    AnswerVersion {
        answer: AnswerId(1),
        number,
        document: AnswerDocument { contents: [(Language::En, content())].into(), slots: vec![slot()] },
        note: "The fee is higher.".to_owned(),
        author: Some(AccountId(1)),
        written_at: Timestamp::UNIX_EPOCH,
        starts_on: approved.then(|| date(2027, 1, 1)),
        approved: approved.then_some((Some(AccountId(1)), Timestamp::UNIX_EPOCH)),
        must_read: approved,
        training: "https://example.gov/training".to_owned(),
    }
}

pub(crate) fn detail(state: AnswerState) -> AnswerDetail {
    let line = |number, approved| VersionLine {
        version: version(number, approved),
        author: "Ana Ruiz".to_owned(),
        approver: if approved { "Bo Lee".to_owned() } else { String::new() },
    };
    AnswerDetail {
        answer: answer(state),
        latest: version(3, state == AnswerState::Approved),
        in_force: Some(2),
        versions: vec![line(3, state == AnswerState::Approved), line(2, true), line(1, false)],
        organisation: "Passport Office".to_owned(),
        service: "Passport renewal".to_owned(),
        owner: "Ana Ruiz".to_owned(),
        experiences: vec!["Moving house".to_owned()],
        reads: ReadCounts { reads: 1_204, desk: 37, helped: 88, said: 100 },
        consistency: match state {
            AnswerState::Draft => Consistency::default(),
            AnswerState::Review => Consistency { replies: 4, kept: None },
            _ => Consistency {
                replies: 60,
                kept: Some(Proportion {
                    successes: 45,
                    n: 60,
                    share: 0.75,
                    interval: Interval { low: 0.63, high: 0.84 },
                }),
            },
        },
        may_write: state != AnswerState::Retired,
        may_approve: state != AnswerState::Retired,
    }
}

/// The answer as a reader gets it.
#[cfg(test)]
pub(crate) fn sample_read(language: Language) -> ReadAnswer {
    let mut content = content();
    content.short = content.short.replace("{fee}", "130 dollars");
    ReadAnswer {
        answer: answer(AnswerState::Approved),
        version: 2,
        since: date(2026, 1, 1),
        language: if language == Language::Es { Language::En } else { language },
        content,
        slots: vec![slot()],
        organisation: "Passport Office".to_owned(),
        service: "Passport renewal".to_owned(),
        changes: Some((date(2027, 1, 1), "The fee is higher.".to_owned())),
    }
}
