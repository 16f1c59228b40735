//! A case as a row.

use std::collections::BTreeMap;

use catsup_model::{
    calendar::Pause,
    case::{Case, CaseMoments, DueMoments, Told, UnresolvedReason},
    id::{AccountId, CaseId, ResponseId, ServiceId, TouchpointId},
};
use jiff::Timestamp;
use serde::{Serialize, Serializer, ser::SerializeSeq as _};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error,
    error::{from_json, instant, parsed, to_json},
};

/// Stands for a clock that does not run.
pub(super) const NEVER: i64 = 4_000_000_000_000_000_000;

/// A case as `case_put.sql` takes it: one flat array, since taking a part out of a part is what would cost most there.
pub(super) struct Written<'a>(pub(super) &'a Case);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = self.0;
        let (moments, due) = (&one.moments, &one.due);
        let micros = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
        let pauses: Vec<(i64, Option<i64>)> =
            moments.pauses.iter().map(|pause| (pause.from.as_microsecond(), micros(pause.until))).collect();
        let told: Vec<(&str, i64, bool)> = due
            .told
            .iter()
            .map(|told| (told.clock.code(), told.due.as_microsecond(), told.breached))
            .collect();
        let mut row = serializer.serialize_seq(Some(39))?;
        row.serialize_element(&one.id.0)?;
        row.serialize_element(&one.number.plain())?;
        row.serialize_element(&one.service.0)?;
        row.serialize_element(&one.touchpoint.map(|id| id.0))?;
        row.serialize_element(one.channel.code())?;
        row.serialize_element(one.kind.code())?;
        row.serialize_element(one.status.code())?;
        row.serialize_element(&i64::from(one.status.is_open() && one.merged_into.is_none()))?;
        for text in [&one.subject, &one.description, &one.wish, &to_json(&one.person)] {
            row.serialize_element(text)?;
        }
        row.serialize_element(&one.person.customer)?;
        row.serialize_element(&to_json(&one.place))?;
        row.serialize_element(&to_json(&one.attributes))?;
        row.serialize_element(one.source.code())?;
        row.serialize_element(&one.source_key)?;
        row.serialize_element(&one.response.map(|id| id.0))?;
        row.serialize_element(&one.assignee.map(|id| id.0))?;
        row.serialize_element(&i64::from(one.urgent))?;
        row.serialize_element(&one.unresolved.map(UnresolvedReason::code))?;
        row.serialize_element(&one.reopened)?;
        row.serialize_element(&one.merged_into.map(|id| id.0))?;
        row.serialize_element(&moments.opened.as_microsecond())?;
        for moment in [moments.first_response, moments.unanswered, moments.ended] {
            row.serialize_element(&micros(moment))?;
        }
        row.serialize_element(&to_json(&pauses))?;
        for moment in [due.first_response, due.next_response, due.resolution] {
            row.serialize_element(&micros(moment))?;
        }
        row.serialize_element(&micros(due.soonest).unwrap_or(NEVER))?;
        row.serialize_element(&micros(due.alarm))?;
        row.serialize_element(&to_json(&told))?;
        row.serialize_element(&due.days_taken)?;
        row.serialize_element(&due.in_time.map(i64::from))?;
        for number in [one.link_serial, one.revision, one.updated_at.as_microsecond()] {
            row.serialize_element(&number)?;
        }
        row.end()
    }
}

/// Reads the columns of `columns!`.
pub(super) fn case(row: &AnyRow) -> Result<Case, Error> {
    let text = |place: usize| row.try_get::<String, _>(place);
    let number = |place: usize| row.try_get::<Option<i64>, _>(place);
    let moment = |place: usize| number(place)?.map(instant).transpose();
    let customers_json: String = text(10)?;
    let pauses: Vec<(i64, Option<i64>)> = from_json("pauses", &text(25)?)?;
    let told: Vec<(String, i64, bool)> = from_json("alarms", &text(31)?)?;
    let attributes: BTreeMap<String, String> = from_json("attributes", &text(12)?)?;
    let soonest: i64 = row.try_get(29)?;
    Ok(Case {
        id: CaseId(row.try_get(0)?),
        number: parsed("number of a case", &text(1)?)?,
        service: ServiceId(row.try_get(2)?),
        touchpoint: number(3)?.map(TouchpointId),
        channel: parsed("channel", &text(4)?)?,
        kind: parsed("kind of case", &text(5)?)?,
        status: parsed("status of a case", &text(6)?)?,
        subject: text(7)?,
        description: text(8)?,
        wish: text(9)?,
        person: from_json("person of a case", &customers_json)?,
        place: from_json("place of a case", &text(11)?)?,
        attributes,
        source: parsed("source of a case", &text(13)?)?,
        source_key: row.try_get(14)?,
        response: number(15)?.map(ResponseId),
        assignee: number(16)?.map(AccountId),
        urgent: row.try_get::<i64, _>(17)? == 1,
        unresolved: row.try_get::<Option<String>, _>(18)?.map(|code| parsed("reason", &code)).transpose()?,
        reopened: row.try_get(19)?,
        merged_into: number(20)?.map(CaseId),
        moments: CaseMoments {
            opened: instant(row.try_get(21)?)?,
            first_response: moment(22)?,
            unanswered: moment(23)?,
            ended: moment(24)?,
            pauses: pauses
                .into_iter()
                .map(|(from, until)| {
                    Ok(Pause { from: instant(from)?, until: until.map(instant).transpose()? })
                })
                .collect::<Result<_, Error>>()?,
        },
        due: DueMoments {
            first_response: moment(26)?,
            next_response: moment(27)?,
            resolution: moment(28)?,
            soonest: (soonest < NEVER).then(|| instant(soonest)).transpose()?,
            alarm: moment(30)?,
            told: told
                .into_iter()
                .map(|(clock, due, breached)| {
                    Ok(Told { clock: parsed("clock", &clock)?, due: instant(due)?, breached })
                })
                .collect::<Result<_, Error>>()?,
            days_taken: number(32)?,
            in_time: number(33)?.map(|kept| kept == 1),
        },
        link_serial: row.try_get(34)?,
        revision: row.try_get(35)?,
        updated_at: instant(row.try_get(36)?)?,
    })
}
