//! How many cases are alike: counted once a quarter, and kept until a case of the quarter changes.
//!
//! A quarter is three calendar months of UTC, and of one service. Whoever writes cases notes the quarters of those that count
//! differently from then on, in the same transaction; a job counts these quarters anew and takes the notes away. What is kept is thus
//! only ever read of quarters without a note. The cases of others, and those at either end of a period, are counted as they are.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Reach,
    case::{Case, CaseKind, CaseStatus},
    id::ServiceId,
};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, parsed, to_json},
    statement::statements,
};

statements! {
    // One row of the argument a stretch: its number, the service, when it begins and ends. Each is looked up in the index that holds
    // every column: left to itself, PostgreSQL reads all cases for a few stretches.
    CASES_TALLY = "SELECT CAST(value ->> 0 AS BIGINT), service_id, kind, channel, status, days_taken, in_time,
            CAST(COUNT(*) AS BIGINT)
        FROM {rows:$1} CROSS JOIN {postgres|LATERAL (SELECT service_id, kind, channel, status, days_taken, in_time FROM }case_file
        WHERE service_id = CAST(value ->> 1 AS BIGINT) AND opened_at >= CAST(value ->> 2 AS BIGINT)
            AND opened_at < CAST(value ->> 3 AS BIGINT){postgres| OFFSET 0) AS cases}
        GROUP BY 1, 2, 3, 4, 5, 6, 7";
    // What is kept and what is noted are seen at one moment.
    CASE_QUARTERS = "SELECT service_id, quarter, tally FROM case_quarter kept
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND quarter >= CAST($2 AS BIGINT) AND quarter < CAST($3 AS BIGINT)
            AND NOT EXISTS (SELECT 1 FROM case_quarter_change noted
                WHERE noted.service_id = kept.service_id AND noted.quarter = kept.quarter)
        UNION ALL
        SELECT DISTINCT service_id, quarter, CAST(NULL AS TEXT) FROM case_quarter_change
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND quarter >= CAST($2 AS BIGINT) AND quarter < CAST($3 AS BIGINT)";
    CASE_QUARTERS_CHANGED = "SELECT 1 FROM case_quarter_change LIMIT 1";
    CASE_QUARTERS_NOTE = "INSERT INTO case_quarter_change (service_id, quarter)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) FROM {rows:$1}";
    CASE_QUARTERS_NOTE_ALL = "INSERT INTO case_quarter_change (service_id, quarter)
        SELECT DISTINCT service_id, {sqlite|CAST(strftime('%Y', opened_at / 1000000, 'unixepoch') AS BIGINT) * 4
            + (CAST(strftime('%m', opened_at / 1000000, 'unixepoch') AS BIGINT) - 1) / 3}{postgres|CAST(
                EXTRACT(YEAR FROM to_timestamp(opened_at / 1000000) AT TIME ZONE 'UTC') * 4
                + EXTRACT(QUARTER FROM to_timestamp(opened_at / 1000000) AT TIME ZONE 'UTC') - 1 AS BIGINT)}
        FROM case_file
        UNION SELECT service_id, quarter FROM case_quarter";
    // Two that count at once could leave the older count behind.
    CASE_QUARTERS_ALONE = "{sqlite|SELECT 1}{postgres|LOCK TABLE case_quarter IN EXCLUSIVE MODE}";
    CASE_QUARTERS_TAKE = "DELETE FROM case_quarter_change WHERE (service_id, quarter) IN (
            SELECT service_id, quarter FROM case_quarter_change GROUP BY service_id, quarter
            ORDER BY service_id, quarter LIMIT CAST($1 AS BIGINT))
        RETURNING service_id, quarter";
    CASE_QUARTERS_PUT = "INSERT INTO case_quarter (service_id, quarter, tally)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2 FROM {rows:$1} WHERE TRUE
        ON CONFLICT (service_id, quarter) DO UPDATE SET tally = excluded.tally";
    // PostgreSQL holds other writers of the cases off until the notes are written.
    CASES_COUNTED_AS = "SELECT id, service_id, opened_at, kind, channel, status, days_taken, in_time FROM case_file
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY id {postgres|FOR UPDATE}";
}

/// How many cases are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTally {
    /// The service.
    pub service: ServiceId,
    /// The kind.
    pub kind: CaseKind,
    /// The channel.
    pub channel: Channel,
    /// Where they stand.
    pub status: CaseStatus,
    /// Business days they took; none while they go on.
    pub days: Option<i64>,
    /// Whether they ended in time, where a rule said by when.
    pub in_time: Option<bool>,
    /// How many.
    pub n: i64,
}

/// A stretch of a service's cases by when they were opened: a number to know it by, the service, from when (included) until
/// when (excluded), in microseconds since 1970 UTC.
type Stretch = (i64, i64, i64, i64);

/// A tally as it is kept: business days and in time or not (1 or 0), either `null` where unknown, and how many; by kind, channel
/// and status.
type Kept = Vec<(String, String, String, Vec<(Option<i64>, Option<i64>, i64)>)>;

impl Store {
    /// Cases opened in a period (start included, end excluded, microseconds since 1970 UTC), counted by what they have in
    /// common; of every service when `services` is `None`. Cases that are alike may be told of in several parts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_tally(
        &self,
        services: Option<&[ServiceId]>,
        (from, until): (i64, i64),
    ) -> Result<Vec<CaseTally>, Error> {
        let services = match services {
            Some(services) => services.to_vec(),
            None => self.service_ids(&Reach::Everything).await?,
        };
        let (first, after) = whole_quarters(from, until);
        let mut tallies = Vec::new();
        let mut stretches: Vec<Stretch> = Vec::new();
        if first < after {
            let ids = to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>());
            let query = self.query(&CASE_QUARTERS).bind(ids).bind(first).bind(after);
            for row in query.fetch_all(&self.read).await? {
                let (service, quarter) = (row.try_get(0)?, row.try_get(1)?);
                match row.try_get::<Option<String>, _>(2)? {
                    Some(kept) => read_kept(ServiceId(service), &kept, &mut tallies)?,
                    None => stretches.push((0, service, start(quarter), start(quarter + 1))),
                }
            }
        }
        let ends = match first < after {
            true => vec![(from, start(first)), (start(after), until)],
            false => vec![(from, until)],
        };
        for (from, until) in ends.into_iter().filter(|(from, until)| from < until) {
            stretches.extend(services.iter().map(|service| (0, service.0, from, until)));
        }
        if !stretches.is_empty() {
            let query = self.query(&CASES_TALLY).bind(to_json(&stretches));
            for row in query.fetch_all(&self.read).await? {
                tallies.push(tally(&row)?);
            }
        }
        Ok(tallies)
    }

    /// Whether cases changed since their quarter was counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_quarters_changed(&self) -> Result<bool, Error> {
        Ok(self.query(&CASE_QUARTERS_CHANGED).fetch_optional(&self.read).await?.is_some())
    }
}

impl Transaction {
    /// Counts cases of up to `most` quarters that changed, and keeps the counts. Returns how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_quarters_count(&mut self, most: i64) -> Result<usize, Error> {
        self.query(&CASE_QUARTERS_ALONE).execute(self.connection()).await?;
        // What is noted after this is counted too or not, and stays noted.
        let taken = self.query(&CASE_QUARTERS_TAKE).bind(most).fetch_all(self.connection()).await?;
        let mut quarters: BTreeMap<(i64, i64), Vec<CaseTally>> = BTreeMap::new();
        for row in &taken {
            quarters.insert((row.try_get(0)?, row.try_get(1)?), Vec::new());
        }
        let stretches: Vec<Stretch> = quarters
            .keys()
            .map(|(service, quarter)| (*quarter, *service, start(*quarter), start(quarter + 1)))
            .collect();
        let counted = self.query(&CASES_TALLY).bind(to_json(&stretches));
        for row in counted.fetch_all(self.connection()).await? {
            let tally = tally(&row)?;
            quarters.entry((tally.service.0, row.try_get(0)?)).or_default().push(tally);
        }
        let kept: Vec<(i64, i64, String)> = quarters
            .iter()
            .map(|((service, quarter), tallies)| (*service, *quarter, to_json(&kept(tallies))))
            .collect();
        self.query(&CASE_QUARTERS_PUT).bind(to_json(&kept)).execute(self.connection()).await?;
        Ok(quarters.len())
    }

    /// Notes every quarter, those whose cases are all gone too, so that all of them are counted anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_quarters_note_all(&mut self) -> Result<(), Error> {
        self.query(&CASE_QUARTERS_NOTE_ALL).execute(self.connection()).await?;
        Ok(())
    }

    /// What cases that are there already count as, before they are written.
    pub(super) async fn cases_counted_as(
        &mut self,
        cases: &[Case],
    ) -> Result<BTreeMap<i64, CountsAs>, Error> {
        let ids: Vec<i64> = cases.iter().map(|case| case.id.0).collect();
        let query = self.query(&CASES_COUNTED_AS).bind(to_json(&ids));
        let rows = query.fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, CountsAs::read(row)?))).collect()
    }

    /// Notes the quarters of cases that count differently from what they counted as `before`.
    pub(super) async fn case_quarters_note(
        &mut self,
        before: &BTreeMap<i64, CountsAs>,
        cases: &[Case],
    ) -> Result<(), Error> {
        let mut noted: Vec<(i64, i64)> = Vec::new();
        for case in cases {
            let (before, now) = (before.get(&case.id.0), CountsAs::of(case));
            if before != Some(&now) {
                noted.extend([Some(&now), before].into_iter().flatten().map(CountsAs::place));
            }
        }
        noted.sort_unstable();
        noted.dedup();
        if !noted.is_empty() {
            let query = self.query(&CASE_QUARTERS_NOTE).bind(to_json(&noted));
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

/// What a case counts as, and in which place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountsAs {
    service: i64,
    opened: i64,
    kind: CaseKind,
    channel: Channel,
    status: CaseStatus,
    days: Option<i64>,
    in_time: Option<bool>,
}

impl CountsAs {
    fn of(case: &Case) -> Self {
        Self {
            service: case.service.0,
            opened: case.moments.opened.as_microsecond(),
            kind: case.kind,
            channel: case.channel,
            status: case.status,
            days: case.due.days_taken,
            in_time: case.due.in_time,
        }
    }

    /// Reads the columns of `CASES_COUNTED_AS`.
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            service: row.try_get(1)?,
            opened: row.try_get(2)?,
            kind: parsed("kind of case", row.try_get(3)?)?,
            channel: parsed("channel", row.try_get(4)?)?,
            status: parsed("status of a case", row.try_get(5)?)?,
            days: row.try_get(6)?,
            in_time: row.try_get::<Option<i64>, _>(7)?.map(|kept| kept == 1),
        })
    }

    /// The service and the quarter.
    fn place(&self) -> (i64, i64) {
        (self.service, Timestamp::from_microsecond(self.opened).map_or(0, quarter))
    }
}

/// The quarter of a moment: how many there were since the beginning of the year 0.
fn quarter(at: Timestamp) -> i64 {
    let day = at.to_zoned(TimeZone::UTC).date();
    i64::from(day.year()) * 4 + i64::from((day.month() - 1) / 3)
}

/// When a quarter begins, in microseconds since 1970 UTC; beyond all time for what no calendar knows.
fn start(quarter: i64) -> i64 {
    let beyond = if quarter < 0 { i64::MIN } else { i64::MAX };
    let Ok(year) = i16::try_from(quarter.div_euclid(4)) else { return beyond };
    let month = quarter.rem_euclid(4) as i8 * 3 + 1;
    let first = if (-9999..=9999).contains(&year) { date(year, month, 1) } else { return beyond };
    first.to_zoned(TimeZone::UTC).map_or(beyond, |at| at.timestamp().as_microsecond())
}

/// The quarters that lie in a period as a whole: the first, and the one after the last.
fn whole_quarters(from: i64, until: i64) -> (i64, i64) {
    let of = |at: i64| Timestamp::from_microsecond(at).ok().map(quarter);
    let first = of(from).map_or(i64::MIN, |quarter| quarter + i64::from(start(quarter) < from));
    (first, of(until).unwrap_or(i64::MAX))
}

/// Reads the columns of `CASES_TALLY`.
fn tally(row: &AnyRow) -> Result<CaseTally, Error> {
    Ok(CaseTally {
        service: ServiceId(row.try_get(1)?),
        kind: parsed("kind of case", row.try_get(2)?)?,
        channel: parsed("channel", row.try_get(3)?)?,
        status: parsed("status of a case", row.try_get(4)?)?,
        days: row.try_get(5)?,
        in_time: row.try_get::<Option<i64>, _>(6)?.map(|kept| kept == 1),
        n: row.try_get(7)?,
    })
}

fn kept(tallies: &[CaseTally]) -> Kept {
    let mut alike: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for tally in tallies {
        let codes = (tally.kind.code(), tally.channel.code(), tally.status.code());
        alike.entry(codes).or_default().push((tally.days, tally.in_time.map(i64::from), tally.n));
    }
    let part = |((kind, channel, status), counts): ((&str, &str, &str), _)| {
        (kind.to_owned(), channel.to_owned(), status.to_owned(), counts)
    };
    alike.into_iter().map(part).collect()
}

fn read_kept(service: ServiceId, text: &str, tallies: &mut Vec<CaseTally>) -> Result<(), Error> {
    for (kind, channel, status, counts) in from_json::<Kept>("tally of cases", text)? {
        let kind = parsed("kind of case", &kind)?;
        let channel = parsed("channel", &channel)?;
        let status = parsed("status of a case", &status)?;
        tallies.extend(counts.into_iter().map(|(days, in_time, n)| {
            let in_time = in_time.map(|kept| kept == 1);
            CaseTally { service, kind, channel, status, days, in_time, n }
        }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(text: &str) -> i64 {
        text.parse::<Timestamp>().map_or(0, Timestamp::as_microsecond)
    }

    #[test]
    fn quarters_begin_where_the_calendar_says() {
        for (first, inside, after) in [
            ("2026-01-01T00:00:00Z", "2026-03-31T23:59:59.999999Z", "2026-04-01T00:00:00Z"),
            ("2026-10-01T00:00:00Z", "2026-12-31T23:59:59.999999Z", "2027-01-01T00:00:00Z"),
            ("1969-10-01T00:00:00Z", "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z"),
        ] {
            let inside = quarter(inside.parse().expect("a moment"));
            assert_eq!((start(inside), start(inside + 1)), (micros(first), micros(after)));
        }
    }

    #[test]
    fn only_what_lies_in_a_period_as_a_whole_is_taken_from_quarters() {
        let quarter_of = |text: &str| quarter(text.parse().expect("a moment"));
        let whole = |from: &str, until: &str| whole_quarters(micros(from), micros(until));
        let (spring, summer) = (quarter_of("2026-04-01T00:00:00Z"), quarter_of("2026-07-01T00:00:00Z"));
        assert_eq!(whole("2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z"), (spring, summer));
        // New York's spring begins four hours later than UTC's.
        assert_eq!(whole("2026-03-31T04:00:00Z", "2026-07-01T04:00:00Z"), (spring, summer));
        let (first, after) = whole("2026-04-01T04:00:00Z", "2026-07-01T04:00:00Z");
        assert!(first >= after, "it lies in no period as a whole");
        assert_eq!(whole_quarters(i64::MIN / 4, i64::MAX / 4), (i64::MIN, i64::MAX));
        assert_eq!((start(i64::MIN), start(i64::MAX)), (i64::MIN, i64::MAX));
    }
}
