//! Lists of cases: the queue by what is due, everything else by age, found by circumstances and words.
//!
//! The queue is read along the index of what is due, which holds open cases alone. Everything else takes its candidates from
//! the search index (newest first), and looks at the rows of those.

use catsup_model::{
    Channel,
    case::{Case, CaseKind, CaseStatus},
    id::{AccountId, CaseId, IdSource, ServiceId},
    search::Search,
};
use jiff::Timestamp;
use sqlx::{
    Any, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use super::{
    columns,
    document::CaseFacet,
    row::{NEVER, case},
};
use crate::{
    Assignee, Error, Store,
    dialect::Dialect,
    error::to_json,
    search::{Match, months},
    statement::statements,
};

/// The tests of a row, as arguments $1 to $8. Rows are found by what stands before them: the sign keeps an index of when cases were
/// opened from being taken instead.
macro_rules! tests {
    () => {
        "(CAST($1 AS TEXT) IS NULL OR service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}))
            AND (CAST($2 AS TEXT) IS NULL OR kind IN (SELECT value ->> 0 FROM {rows:$2}))
            AND (CAST($3 AS TEXT) IS NULL OR status IN (SELECT value ->> 0 FROM {rows:$3}))
            AND (CAST($4 AS TEXT) IS NULL OR channel IN (SELECT value ->> 0 FROM {rows:$4}))
            AND (CAST($5 AS BIGINT) IS NULL OR COALESCE(assignee_id, 0) = CAST($5 AS BIGINT))
            AND (CAST($6 AS BIGINT) = 0 OR urgent = 1)
            AND +opened_at >= CAST($7 AS BIGINT) AND +opened_at < CAST($8 AS BIGINT)"
    };
}

statements! {
    CASE_QUEUE = concat!("SELECT ", columns!(), " FROM case_file
        WHERE is_open = 1 AND due_at < CAST($9 AS BIGINT)
            AND (due_at, id) > (CAST($10 AS BIGINT), CAST($11 AS BIGINT))
            AND ", tests!(), "
        ORDER BY due_at, id LIMIT CAST($12 AS BIGINT)");
    CASES_NEWEST = "SELECT id FROM case_file WHERE id < $1 AND id >= $3 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    // The last of so many.
    CASES_NEWEST_BOUND = "SELECT id FROM case_file WHERE id < $1 AND id >= $3 ORDER BY id DESC LIMIT 1 OFFSET CAST($2 AS BIGINT) - 1";
    CASES_OF_ASSIGNEE = "SELECT id FROM case_file WHERE assignee_id = $3 AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    // MATERIALIZED keeps PostgreSQL from walking the whole table backwards in the hope of an early end.
    CASES_MATCHING = "{sqlite|SELECT rowid FROM case_search WHERE case_search MATCH $3 AND rowid < $1
        ORDER BY rowid DESC}{postgres|WITH hits AS MATERIALIZED (
            SELECT case_id FROM case_search
            WHERE document @@ CAST(CAST($3 AS TEXT) AS TSQUERY) AND case_id + 0 < $1
        )
        SELECT case_id FROM hits ORDER BY case_id DESC} LIMIT CAST($2 AS BIGINT)";
    CASES_MATCHING_AMONG = "SELECT {sqlite|rowid}{postgres|case_id} FROM case_search
        WHERE {sqlite|case_search MATCH $2 AND rowid}{postgres|document @@ CAST(CAST($2 AS TEXT) AS TSQUERY) AND case_id}
            IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY {sqlite|rowid}{postgres|case_id} DESC";
    // Every document of a range is read: the index of words knows no order, and finds as many again all over the table.
    CASES_MATCHING_WITHIN = "SELECT {sqlite|rowid}{postgres|case_id} FROM case_search
        WHERE {sqlite|case_search MATCH $3 AND rowid >= $1 AND rowid}{postgres|COALESCE(document @@ CAST(CAST($3 AS TEXT) AS TSQUERY), FALSE)
            AND case_id >= $1 AND case_id} < $2
        ORDER BY {sqlite|rowid}{postgres|case_id} DESC";
    CASES_PASS_WITHIN = concat!("SELECT ", columns!(), " FROM case_file
        WHERE id >= CAST($10 AS BIGINT) AND id < CAST($11 AS BIGINT) AND (CAST($9 AS BIGINT) = 0 OR merged_into IS NULL)
            AND ", tests!(), " ORDER BY id DESC LIMIT CAST($12 AS BIGINT)");
    CASES_PASS = concat!("SELECT ", columns!(), " FROM case_file
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$10}) AND (CAST($9 AS BIGINT) = 0 OR merged_into IS NULL)
            AND ", tests!(), " ORDER BY id DESC LIMIT CAST($11 AS BIGINT)");
}

/// Candidates that are looked at in one go.
const WINDOW: i64 = 512;
/// So many of the newest are looked at, step by step, before an index is asked that knows no order, as on PostgreSQL: what one in
/// a few hundred cases passes is found among them.
const NEWEST: [i64; 3] = [1_024, 8_192, 24_576];
/// Of these steps so many where words are looked for: reading what a case is found by takes longer than reading its row.
const STEPS_WITH_WORDS: usize = 2;
/// So many microseconds after a case was opened its id is made at the latest.
const BORROWED: i64 = 60_000_000;
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
    /// Only those that name this account in a note. Of lists, not of the queue.
    pub mentioning: Option<AccountId>,
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

/// A page that is being found.
struct Found {
    limit: usize,
    merged: bool,
    cases: Vec<Case>,
    /// Everything from this id on was looked at.
    before: i64,
}

impl Found {
    /// How many are missing: one more than fits tells that the list goes on.
    fn missing(&self) -> i64 {
        i64::try_from((self.limit - self.cases.len()).saturating_add(1)).unwrap_or(i64::MAX)
    }

    /// Adds cases; the page, once it is full.
    fn add(&mut self, rows: &[AnyRow]) -> Result<Option<CasePage>, Error> {
        for row in rows {
            if self.cases.len() == self.limit {
                let next = self.cases.last().map(|last| (0, last.id));
                return Ok(Some(CasePage { cases: std::mem::take(&mut self.cases), next }));
            }
            self.cases.push(case(row)?);
        }
        Ok(None)
    }
}

impl CaseFilter {
    /// The ids that cases of this filter have: from the first, included, to the last, excluded. A case's id tells when it was opened.
    fn ids(&self) -> (i64, i64) {
        let after = self.after.map_or(i64::MAX, |(_, id)| id.0);
        let Some((from, to)) = self.opened else { return (i64::MIN, after) };
        let of = |at: i64| Timestamp::from_microsecond(at).ok().map(|at| IdSource::in_place(at, 0));
        // Ids made at one moment in great number borrow from the moments after it.
        let last = of(to.saturating_add(BORROWED));
        (of(from).unwrap_or(i64::MIN), last.unwrap_or(i64::MAX).min(after))
    }

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
        if !filter.every_service && filter.services.is_empty() {
            return Ok(CasePage::default());
        }
        let asked = filter.lookup();
        let (first, last) = filter.ids();
        let mut found = Found { limit, merged, cases: Vec::new(), before: last };
        let mentioning = match filter.mentioning {
            Some(account) => Some(self.case_mentioning(account, &asked).await?),
            None => None,
        };
        // FTS5 walks what it finds from the newest on by itself, and takes long to be asked about single cases.
        let knows_order = self.dialect == Dialect::Sqlite && !asked.is_empty();
        let tries_newest = mentioning.is_none() && filter.assignee.is_none() && !knows_order;
        let steps = if asked.search.is_empty() { NEWEST.len() } else { STEPS_WITH_WORDS };
        for most in NEWEST.into_iter().take(if tries_newest { steps } else { 0 }) {
            let bound = self.cases_newest_bound(found.before, first, most).await?;
            let range = (bound.unwrap_or(first), found.before);
            let page = if asked.search.is_empty() {
                self.case_pass_within(filter, range, &mut found).await?
            } else {
                let hits = self.cases_matching_within(range, &asked).await?;
                let mut page = None;
                for hits in hits.chunks(WINDOW as usize) {
                    if page.is_none() {
                        page = self.case_pass(filter, hits, &mut found).await?;
                    }
                }
                page
            };
            if let Some(page) = page {
                return Ok(page);
            }
            let Some(bound) = bound else { return Ok(CasePage { cases: found.cases, next: None }) };
            found.before = bound;
        }
        let mut looked_at = 0;
        loop {
            let candidates: Vec<i64> = match &mentioning {
                Some(ids) => {
                    ids.iter().copied().filter(|id| *id < found.before).take(WINDOW as usize).collect()
                }
                None => self.case_candidates(filter, &asked, found.before, first).await?,
            };
            let Some(oldest) = candidates.last().copied().filter(|oldest| *oldest >= first) else {
                let rest = self.case_pass(filter, &candidates, &mut found).await?;
                return Ok(rest.unwrap_or(CasePage { cases: found.cases, next: None }));
            };
            looked_at += candidates.len();
            if let Some(page) = self.case_pass(filter, &candidates, &mut found).await? {
                return Ok(page);
            }
            found.before = oldest;
            if looked_at >= MOST_LOOKED_AT {
                return Ok(CasePage { cases: found.cases, next: Some((0, CaseId(oldest))) });
            }
        }
    }

    /// Adds those of the candidates that pass; the page, once it is full.
    async fn case_pass(
        &self,
        filter: &CaseFilter,
        candidates: &[i64],
        found: &mut Found,
    ) -> Result<Option<CasePage>, Error> {
        if candidates.is_empty() {
            return Ok(None);
        }
        let query = filter.bound(self.query(&CASES_PASS)).bind(i64::from(!found.merged));
        let query = query.bind(to_json(&candidates)).bind(found.missing());
        found.add(&query.fetch_all(&self.read).await?)
    }

    /// Adds those of a range of ids (start included, end excluded) that pass; the page, once it is full.
    async fn case_pass_within(
        &self,
        filter: &CaseFilter,
        (from, before): (i64, i64),
        found: &mut Found,
    ) -> Result<Option<CasePage>, Error> {
        let query = filter.bound(self.query(&CASES_PASS_WITHIN)).bind(i64::from(!found.merged));
        let query = query.bind(from).bind(before).bind(found.missing());
        found.add(&query.fetch_all(&self.read).await?)
    }

    /// The last of so many newest cases; `None` where there are fewer.
    async fn cases_newest_bound(&self, before: i64, first: i64, most: i64) -> Result<Option<i64>, Error> {
        let query = self.query(&CASES_NEWEST_BOUND).bind(before).bind(most).bind(first);
        query.fetch_optional(&self.read).await?.map(|row| Ok(row.try_get(0)?)).transpose()
    }

    async fn cases_matching_within(
        &self,
        (from, before): (i64, i64),
        asked: &Match,
    ) -> Result<Vec<i64>, Error> {
        let query = self.query(&CASES_MATCHING_WITHIN).bind(from).bind(before);
        let query = query.bind(asked.render(self.dialect));
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    async fn cases_newest(&self, before: i64, first: i64, most: i64) -> Result<Vec<i64>, Error> {
        let query = self.query(&CASES_NEWEST).bind(before).bind(most).bind(first);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    async fn case_candidates(
        &self,
        filter: &CaseFilter,
        asked: &Match,
        before: i64,
        first: i64,
    ) -> Result<Vec<i64>, Error> {
        let query = match filter.assignee {
            Some(Assignee::Account(id)) if asked.search.is_empty() => {
                self.query(&CASES_OF_ASSIGNEE).bind(before).bind(WINDOW).bind(id.0)
            }
            _ if asked.is_empty() => return self.cases_newest(before, first, WINDOW).await,
            _ => self.query(&CASES_MATCHING).bind(before).bind(WINDOW).bind(asked.render(self.dialect)),
        };
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// The cases in whose notes somebody is named and that hold the words, the newest first.
    async fn case_mentioning(&self, account: AccountId, asked: &Match) -> Result<Vec<i64>, Error> {
        let ids = self.mentions_of(account).await?;
        if asked.search.is_empty() || ids.is_empty() {
            return Ok(ids);
        }
        self.cases_matching_among(&ids, asked).await
    }

    async fn cases_matching_among(&self, ids: &[i64], asked: &Match) -> Result<Vec<i64>, Error> {
        let query = self.query(&CASES_MATCHING_AMONG).bind(to_json(&ids)).bind(asked.render(self.dialect));
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}
