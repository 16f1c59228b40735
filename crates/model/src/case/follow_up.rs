//! Responses that become cases by themselves.

use super::CaseKind;
use crate::{
    id::SurveyId,
    response::StoredAnswer,
    survey::{QuestionKind, SurveyDefinition},
};

/// Which responses to a survey become cases by themselves: only those of people who left an address or a number to be
/// reached under do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The survey.
    pub survey: SurveyId,
    /// When it went badly: the lower end of the scale of the first question that measures something.
    pub when_low: bool,
    /// When it holds words of threat or despair.
    pub when_alarming: bool,
    /// What the cases are.
    pub kind: CaseKind,
}

/// Where somebody who answered wants to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached<'a> {
    /// By mail.
    pub email: &'a str,
    /// By phone.
    pub phone: &'a str,
}

impl<'a> Reached<'a> {
    /// As the answers to a survey say it.
    #[must_use]
    pub fn of(definition: &SurveyDefinition, answers: &'a [StoredAnswer]) -> Self {
        let mut reached = Self::default();
        for answer in answers {
            let Some(text) = answer.text.as_deref() else { continue };
            match definition.question(&answer.question).map(|question| &question.kind) {
                Some(QuestionKind::Email) => reached.email = text,
                Some(QuestionKind::Phone) => reached.phone = text,
                _ => {}
            }
        }
        reached
    }

    /// Whether they can be reached at all: whoever left nothing is left alone.
    #[must_use]
    pub fn is_somewhere(&self) -> bool {
        !self.email.is_empty() || !self.phone.is_empty()
    }
}
