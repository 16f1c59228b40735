//! Lists of cases: the queue by what is due, everything else by age, found by circumstances and words.
//!
//! The queue is read along the index of what is due, which holds open cases alone. Everything else takes its candidates from
//! the search index (newest first), and looks at the rows of those.

use catsup_model::{
    Channel,
    case::{Case, CaseKind, CaseStatus},
    id::{CaseId, ServiceId},
    search::Search,
};
use jiff::Timestamp;
use sqlx::{Any, Row as _, any::AnyArguments, query::Query};

use super::{
    columns,
    document::CaseFacet,
    row::{NEVER, case},
};
use crate::{
    Assignee, Error, Store,
    error::to_json,
    search::{Match, months},
    statement::statements,
};

/// The tests of a row, as arguments $1 to $8.
macro_rules! tests {
    () => {
        "(CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}))
            AND (CAST($2 AS TEXT) IS NULL OR kind IN (SELECT value ->> 0 FROM {rows:$2}))
            AND (CAST($3 AS TEXT) IS NULL OR status IN (SELECT value ->> 0 FROM {rows:$3}))
            AND (CAST($4 AS TEXT) IS NULL OR channel IN (SELECT value ->> 0 FROM {rows:$4}))
            AND (CAST($5 AS BIGINT) IS NULL OR COALESCE(assignee_id, 0) = CAST($5 AS BIGINT))
            AND (CAST($6 AS BIGINT) = 0 OR urgent = 1)
            AND opened_at >= CAST($7 AS BIGINT) AND opened_at < CAST($8 AS BIGINT)"
    };
}

statements! {
    CASE_QUEUE = concat!("SELECT ", columns!(), " FROM case_file
        WHERE is_open = 1 AND due_at < CAST($9 AS BIGINT)
            AND (due_at > CAST($10 AS BIGINT) OR (due_at = CAST($10 AS BIGINT) AND id > CAST($11 AS BIGINT)))
            AND ", tests!(), "
        ORDER BY due_at, id LIMIT CAST($12 AS BIGINT)");
    CASES_NEWEST = "SELECT id FROM case_file WHERE id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    CASES_OF_ASSIGNEE = "SELECT id FROM case_file WHERE assignee_id = $3 AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    // MATERIALIZED keeps PostgreSQL from walking the whole table backwards in the hope of an early end.
    CASES_MATCHING = "{sqlite|SELECT rowid FROM case_search WHERE case_search MATCH $3 AND rowid < $1
        ORDER BY rowid DESC}{postgres|WITH hits AS MATERIALIZED (
            SELECT case_id FROM case_search
            WHERE document @@ CAST(CAST($3 AS TEXT) AS TSQUERY) AND case_id + 0 < $1
        )
        SELECT case_id FROM hits ORDER BY case_id DESC} LIMIT CAST($2 AS BIGINT)";
    CASES_PASS = concat!("SELECT ", columns!(), " FROM case_file
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$10}) AND (CAST($9 AS BIGINT) = 0 OR merged_into IS NULL)
            AND ", tests!(), " ORDER BY id DESC");
}

/// Candidates that are looked at in one go.
const WINDOW: i64 = 512;
/// The most candidates that one page looks at; what is not found among them is looked for on the next page.
const MOST_LOOKED_AT: usize = 20_000;

/// Which cases are wanted. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Services that count; the caller has already applied the viewer's reach.
    pub services: Vec<ServiceId>,
    /// Whether every service counts, whatever `services` says.
    pub every_service: bool,
    /// Kinds that count.
    pub kinds: Vec<CaseKind>,
    /// Statuses that count.
    pub statuses: Vec<CaseStatus>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Who takes care of it.
    pub assignee: Option<Assignee>,
    /// Only those with words of threat or despair.
    pub urgent: bool,
    /// Only those of which a clock ran out before this.
    pub due_before: Option<Timestamp>,
    /// When it was opened: start (included) and end (excluded), microseconds since 1970 UTC.
    pub opened: Option<(i64, i64)>,
    /// What its words hold.
    pub search: Search,
    /// The last case of the page before: when it was due (of the queue), and its id.
    pub after: Option<(i64, CaseId)>,
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CasePage {
    /// The cases.
    pub cases: Vec<Case>,
    /// Where the next page goes on; none after the last.
    pub next: Option<(i64, CaseId)>,
}

impl CaseFilter {
    fn lookup(&self) -> Match {
        let mut facets = Vec::new();
        let mut group = |group: Vec<CaseFacet>| {
            if (1..=48).contains(&group.len()) {
                facets.push(group.iter().map(CaseFacet::token).collect());
            }
        };
        if !self.every_service {
            group(self.services.iter().copied().map(CaseFacet::Service).collect());
        }
        group(self.kinds.iter().copied().map(CaseFacet::Kind).collect());
        group(self.statuses.iter().copied().map(CaseFacet::Status).collect());
        group(self.channels.iter().copied().map(CaseFacet::Channel).collect());
        group(if self.urgent { vec![CaseFacet::Urgent] } else { Vec::new() });
        let months = self.opened.and_then(|(from, to)| months(from, to)).unwrap_or_default();
        if !months.is_empty() {
            facets.push(months.into_iter().map(crate::search::Facet::token).collect());
        }
        Match { facets, search: self.search.clone() }
    }

    /// Binds the arguments of `tests!`.
    fn bound(&self, query: Query<'static, Any, AnyArguments>) -> Query<'static, Any, AnyArguments> {
        fn codes<T>(list: &[T], code: impl Fn(&T) -> &'static str) -> Option<String> {
            (!list.is_empty()).then(|| to_json(&list.iter().map(|one| [code(one)]).collect::<Vec<_>>()))
        }
        let services = to_json(&self.services.iter().map(|id| id.0).collect::<Vec<_>>());
        let (from, to) = self.opened.unwrap_or((-NEVER, NEVER));
        query
            .bind((!self.every_service).then_some(services))
            .bind(codes(&self.kinds, |kind| kind.code()))
            .bind(codes(&self.statuses, |status| status.code()))
            .bind(codes(&self.channels, |channel| channel.code()))
            .bind(self.assignee.map(|assignee| match assignee {
                Assignee::Nobody => 0,
                Assignee::Account(id) => id.0,
            }))
            .bind(i64::from(self.urgent))
            .bind(from)
            .bind(to)
    }
}

impl Store {
    /// Open cases that pass, what is due first first; those whose clocks stand still or are not kept come last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_queue(&self, filter: &CaseFilter, limit: usize) -> Result<CasePage, Error> {
        let (due, id) = filter.after.map_or((i64::MIN, 0), |(due, id)| (due, id.0));
        let before = filter.due_before.map_or(i64::MAX, Timestamp::as_microsecond);
        let query = filter.bound(self.query(&CASE_QUEUE)).bind(before).bind(due).bind(id);
        let rows = query.bind(i64::try_from(limit + 1).unwrap_or(i64::MAX)).fetch_all(&self.read).await?;
        let mut cases = rows.iter().map(case).collect::<Result<Vec<_>, _>>()?;
        let more = cases.len() > limit;
        cases.truncate(limit);
        let due = |one: &Case| one.due.soonest.map_or(NEVER, Timestamp::as_microsecond);
        let next = cases.last().filter(|_| more).map(|last| (due(last), last.id));
        Ok(CasePage { cases, next })
    }

    /// Cases that pass, the newest first. Those that go on in another one are left out unless `merged`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_list(
        &self,
        filter: &CaseFilter,
        limit: usize,
        merged: bool,
    ) -> Result<CasePage, Error> {
        let asked = filter.lookup();
        let mut before = filter.after.map_or(i64::MAX, |(_, id)| id.0);
        let (mut cases, mut looked_at) = (Vec::new(), 0);
        if !filter.every_service && filter.services.is_empty() {
            return Ok(CasePage::default());
        }
        loop {
            let candidates = self.case_candidates(filter, &asked, before).await?;
            let Some(last) = candidates.last() else { return Ok(CasePage { cases, next: None }) };
            before = *last;
            looked_at += candidates.len();
            let query =
                filter.bound(self.query(&CASES_PASS)).bind(i64::from(!merged)).bind(to_json(&candidates));
            for row in query.fetch_all(&self.read).await? {
                if cases.len() == limit {
                    let next = cases.last().map(|last: &Case| (0, last.id));
                    return Ok(CasePage { cases, next });
                }
                cases.push(case(&row)?);
            }
            if looked_at >= MOST_LOOKED_AT {
                return Ok(CasePage { cases, next: Some((0, CaseId(before))) });
            }
        }
    }

    async fn case_candidates(
        &self,
        filter: &CaseFilter,
        asked: &Match,
        before: i64,
    ) -> Result<Vec<i64>, Error> {
        let query = match filter.assignee {
            Some(Assignee::Account(id)) if asked.search.is_empty() => {
                self.query(&CASES_OF_ASSIGNEE).bind(before).bind(WINDOW).bind(id.0)
            }
            _ if asked.is_empty() => self.query(&CASES_NEWEST).bind(before).bind(WINDOW),
            _ => self.query(&CASES_MATCHING).bind(before).bind(WINDOW).bind(asked.render(self.dialect)),
        };
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}
