//! Ids: time-ordered 64-bit numbers, one newtype per noun.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Text that was to be an id was not a whole number other than 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id: expected a whole number")]
pub struct InvalidId(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// In JSON it is a string, since 64-bit numbers do not survive JavaScript.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                match text.parse() {
                    Ok(number) if number != 0 => Ok(Self(number)),
                    _ => Err(InvalidId(text.to_owned())),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Names one organisation.
    OrganisationId,
    /// Names one service.
    ServiceId,
    /// Names one touchpoint of a service.
    TouchpointId,
    /// Names one life experience.
    LifeExperienceId,
    /// Names one survey.
    SurveyId,
    /// Names one immutable version of a survey.
    SurveyVersionId,
    /// Names one wording of a question.
    WordingId,
    /// Names one response.
    ResponseId,
    /// Names one count block: answer counts that someone else made.
    CountBlockId,
    /// Names one staff account.
    AccountId,
    /// Names one API token.
    ApiTokenId,
    /// Names one business calendar.
    CalendarId,
    /// Names one comment on a journey map.
    MapCommentId,
    /// Names one kiosk.
    KioskId,
    /// Names one run of an import.
    ImportRunId,
    /// Names one background job.
    JobId,
    /// Names one outgoing mail.
    MailId,
    /// Names one digest that somebody gets by mail.
    DigestId,
    /// Names one saved import mapping.
    MappingId,
    /// Names one tag of the inbox.
    TagId,
    /// Names one saved view of the inbox.
    ViewId,
    /// Names one act of staff on responses.
    ActId,
    /// Names one great experience that was shared.
    ExperienceId,
    /// Names one interaction: a single contact.
    InteractionId,
    /// Names one journey map.
    JourneyMapId,
    /// Names one service standard.
    StandardId,
    /// Names one objective.
    ObjectiveId,
    /// Names one link by which a partner reads standards.
    PartnerLinkId,
    /// Names one case.
    CaseId,
    /// Names one entry in the history of a case.
    CaseEventId,
    /// Names one rule by which cases are handled.
    CaseRuleId,
    /// Names one text that answers begin with.
    TemplateId,
    /// Names cases that were given to somebody at once.
    GivingId,
    /// Names one address that mails become cases under.
    MailAddressId,
    /// Names one mail that was taken in.
    TakenMailId,
    /// Names one answer of the library.
    AnswerId,
    /// Names one reading of an answer.
    AnswerReadId,
    /// Names one pair of terms of the glossary.
    GlossaryTermId,
    /// Names one bureaucratic word of the agency's own.
    JargonTermId,
}

/// Makes ids that grow with time and never repeat within one installation.
///
/// Layout: 41 bits milliseconds since 2020, 12 bits sequence, 10 bits node. More than 4,096 ids in one
/// millisecond borrow from the next one.
#[derive(Debug)]
pub struct IdSource {
    last: AtomicI64,
    node: i64,
}

impl IdSource {
    const NODE_BITS: u32 = 10;
    const SEQUENCE_BITS: u32 = 12;
    const EPOCH_MILLISECONDS: i64 = 1_577_836_800_000;

    /// A source for the node numbered `node` (only the lower ten bits count).
    #[must_use]
    pub fn new(node: u16) -> Self {
        Self { last: AtomicI64::new(0), node: i64::from(node & 0x3ff) }
    }

    /// The lowest bare number that an id made at `at` or later can have.
    #[must_use]
    pub fn first_at(at: Timestamp) -> i64 {
        let milliseconds = (at.as_millisecond() - Self::EPOCH_MILLISECONDS).max(0);
        milliseconds << (Self::SEQUENCE_BITS + Self::NODE_BITS)
    }

    /// The bare number of an id for what happened at `moment`, told apart from others of its millisecond by the lower 22 bits
    /// of `place`. What happened before 2020 gets a negative one: the order of ids is the order of time all the same.
    ///
    /// It may be taken: whoever asks looks, and takes another place.
    #[must_use]
    pub fn in_place(moment: Timestamp, place: u32) -> i64 {
        let bits = Self::SEQUENCE_BITS + Self::NODE_BITS;
        let place = i64::from(place) & ((1 << bits) - 1);
        let number = (moment.as_millisecond() - Self::EPOCH_MILLISECONDS) << bits | place;
        // No id is 0.
        if number == 0 { 1 } else { number }
    }

    /// The next id as a bare number.
    pub fn next(&self, now: Timestamp) -> i64 {
        let earliest = (now.as_millisecond() - Self::EPOCH_MILLISECONDS).max(1) << Self::SEQUENCE_BITS;
        let step = |last: i64| Some(earliest.max(last + 1));
        let last = match self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            Ok(last) | Err(last) => last,
        };
        (earliest.max(last + 1) << Self::NODE_BITS) | self.node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_even_within_one_millisecond_and_when_the_clock_steps_back() {
        let source = IdSource::new(7);
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let earlier = Timestamp::from_second(1_700_000_000).unwrap();
        let made: Vec<i64> =
            (0..10_000).map(|i| source.next(if i % 2 == 0 { now } else { earlier })).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id & 0x3ff == 7));
    }

    #[test]
    fn ids_of_the_past_are_in_the_order_of_time_before_2020_too() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let moments = ["1970-01-01T00:00:00Z", "2015-01-01T05:00:00Z", "2019-12-31T23:59:59.999Z"];
        let later = ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.001Z", "2026-03-10T15:00:00Z"];
        let made: Vec<i64> = moments
            .iter()
            .chain(&later)
            .flat_map(|moment| [0, 1, (1 << 22) - 1].map(|place| IdSource::in_place(at(moment), place)))
            .collect();
        assert!(made.windows(2).all(|pair| pair[0] <= pair[1] && pair[0] != 0), "{made:?}");
        assert!(made[5] < made[6] && made[..9].iter().all(|id| *id < 0));
        // One that is made at the same time falls among them.
        let now = at("2026-03-10T15:00:00Z");
        let next = IdSource::new(3).next(now);
        assert!(IdSource::in_place(now, 0) <= next && next <= IdSource::in_place(now, (1 << 22) - 1));
        assert_eq!(CaseId(made[0]).to_string().parse(), Ok(CaseId(made[0])));
        assert!("0".parse::<CaseId>().is_err());
    }

    #[test]
    fn an_id_is_a_string_in_json() {
        let id = ServiceId(9_007_199_254_740_993);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"9007199254740993\"");
        assert_eq!(serde_json::from_str::<ServiceId>(&json).unwrap(), id);
    }
}
