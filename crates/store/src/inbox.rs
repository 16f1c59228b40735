//! The inbox: pages of responses, newest first, by any combination of filters, quick however many there are.
//!
//! Candidates come out of one index as ids (see `candidates.rs`), and rows are looked at only for these. Most filters
//! are met by enough of the newest responses. Where they are not, the smallest pile of what staff changed is taken, or
//! else the search index, which knows every circumstance as a token and goes straight to what is rare.

mod candidates;
mod filter;

use catsup_model::{
    id::{ResponseId, ServiceId},
    response::Response,
};
use sqlx::Row as _;

pub use self::filter::{Assignee, Level, ResponseFilter, UnknownLevel};
use self::{
    candidates::{Pile, piles},
    filter::Arguments,
};
use crate::{Dialect, Error, Store, error::to_json, search::Match, statement::statements};

pub(crate) use candidates::STATEMENTS as CANDIDATE_STATEMENTS;

statements! {
    INBOX_PASS = include_str!("sql/inbox_pass.sql");
    SERVICES_OF = "SELECT DISTINCT r.service_id FROM {rows:$1} CROSS JOIN response r WHERE r.id = CAST(value AS BIGINT)";
}

/// Of the newest responses, how many are looked at first.
const FIRST_WINDOW: i64 = 1_024;
/// One in so many of them must pass for the newest to be gone on with.
const DENSE: usize = 40;
/// A pile up to this size is read whole.
const SMALL_PILE: usize = 5_000;
/// Candidates looked at for one page of the inbox before it says that there may be more.
const MOST_LOOKED_AT: usize = 60_000;
/// How far ahead newer responses are looked for.
const AHEAD: i64 = 2_048;

/// A page of the inbox.
#[derive(Debug, Clone, Default)]
pub struct ResponsePage {
    /// The responses, the newest first.
    pub responses: Vec<Response>,
    /// Where to go on; none at the end.
    pub next: Option<ResponseId>,
    /// Whether the search stopped before its end without filling the page: going on may find more.
    pub unfinished: bool,
}

/// How many there are, counted no further than asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// At least so many.
    pub n: usize,
    /// Whether there may be more.
    pub more: bool,
}

/// Where candidates come from.
enum Source {
    Newest,
    /// A pile that was read whole.
    Known(std::vec::IntoIter<i64>),
    Pile(Pile),
    /// Matches of the index, as far as they were fetched.
    Index(std::vec::IntoIter<i64>),
}

/// One way through everything that passes a filter, newest first, window by window.
struct Scan<'a> {
    store: &'a Store,
    filter: &'a ResponseFilter,
    arguments: Arguments,
    asked: Match,
    source: Source,
    decided: bool,
    before: i64,
    looked_at: usize,
    ended: bool,
}

impl<'a> Scan<'a> {
    fn new(store: &'a Store, filter: &'a ResponseFilter) -> Self {
        let asked = filter.lookup();
        Self {
            store,
            filter,
            arguments: Arguments::of(filter),
            source: Source::Newest,
            decided: false,
            before: filter.before.map_or(i64::MAX, |id| id.0),
            looked_at: 0,
            ended: !filter.every_service && filter.services.is_empty(),
            asked,
        }
    }

    /// Whether rows say nothing about the words, so that only the index can.
    fn words_need_the_index(&self) -> bool {
        self.store.dialect == Dialect::Sqlite && !self.filter.search.is_empty()
    }

    /// The next ones that pass; `None` at the end.
    async fn next(&mut self, wanted: usize) -> Result<Option<Vec<i64>>, Error> {
        if self.ended {
            return Ok(None);
        }
        if !self.decided && self.words_need_the_index() {
            self.decide().await?;
        }
        let candidates = self.candidates(wanted).await?;
        let Some(last) = candidates.last() else {
            self.ended = true;
            return Ok(None);
        };
        self.before = *last;
        self.looked_at += candidates.len();
        let passed = match self.filter.passes_all() {
            true => candidates.clone(),
            false => self.pass(&candidates).await?,
        };
        if !self.decided && passed.len() * DENSE < candidates.len() {
            self.decide().await?;
        }
        Ok(Some(passed))
    }

    async fn candidates(&mut self, wanted: usize) -> Result<Vec<i64>, Error> {
        let (store, before) = (self.store, self.before);
        let plain = i64::try_from(wanted).unwrap_or(i64::MAX);
        let window = if self.filter.passes_all() { plain } else { FIRST_WINDOW.max(plain) };
        let most = usize::try_from(window).unwrap_or(usize::MAX);
        match &mut self.source {
            Source::Newest => store.newest(before, window).await,
            Source::Known(ids) => Ok(ids.by_ref().take(most).collect()),
            Source::Pile(pile) => store.of_pile(*pile, before, window).await,
            Source::Index(fetched) => {
                if fetched.len() == 0 {
                    let limit = store.match_window().max(plain);
                    *fetched = store.matching(&self.asked, before, limit).await?.into_iter();
                }
                Ok(fetched.by_ref().take(most).collect())
            }
        }
    }

    /// Chooses where the rest comes from.
    async fn decide(&mut self) -> Result<(), Error> {
        self.decided = true;
        let mut smallest: Option<Vec<i64>> = None;
        let mut ordered = None;
        for piles in piles(self.filter) {
            let ids = self.whole(&piles).await?;
            if let [pile] = piles.as_slice() {
                ordered.get_or_insert(*pile);
            }
            if let Some(ids) = ids
                && smallest.as_ref().is_none_or(|known| ids.len() < known.len())
            {
                smallest = Some(ids);
            }
        }
        self.source = match smallest {
            Some(mut ids) => {
                if self.words_need_the_index() {
                    ids = self.store.matching_within(&self.asked, &ids).await?;
                }
                ids.sort_unstable_by(|one, other| other.cmp(one));
                ids.dedup();
                Source::Known(ids.into_iter())
            }
            None if !self.asked.is_empty() => Source::Index(Vec::new().into_iter()),
            None => ordered.map_or(Source::Newest, Source::Pile),
        };
        Ok(())
    }

    /// Everything on these piles, unless it is much.
    async fn whole(&self, piles: &[Pile]) -> Result<Option<Vec<i64>>, Error> {
        let mut all = Vec::new();
        for pile in piles {
            let room = SMALL_PILE.saturating_sub(all.len()) + 1;
            let limit = i64::try_from(room).unwrap_or(i64::MAX);
            all.extend(self.store.of_pile(*pile, self.before, limit).await?);
            if all.len() > SMALL_PILE {
                return Ok(None);
            }
        }
        Ok(Some(all))
    }

    async fn pass(&self, candidates: &[i64]) -> Result<Vec<i64>, Error> {
        let arguments = &self.arguments;
        let mut query = self.store.query(&INBOX_PASS).bind(to_json(&candidates));
        for list in &arguments.lists {
            query = query.bind(list.clone());
        }
        let words = Match { facets: Vec::new(), search: self.filter.search.clone() };
        let rows = query
            .bind(arguments.assignee)
            .bind(arguments.archived)
            .bind(arguments.campaign.clone())
            .bind(arguments.commented)
            .bind(arguments.segments.clone())
            .bind(arguments.period.0)
            .bind(arguments.period.1)
            .bind((!words.is_empty()).then(|| words.render(self.store.dialect)))
            .fetch_all(&self.store.read)
            .await?;
        let mut passed: Vec<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        passed.sort_unstable_by(|one, other| other.cmp(one));
        Ok(passed)
    }
}

impl Store {
    /// The newest responses that pass, at most `limit`, however far they lie apart; go on with
    /// [`ResponseFilter::before`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_list(&self, filter: &ResponseFilter, limit: i64) -> Result<Vec<Response>, Error> {
        let ids = self.response_ids(filter, limit).await?;
        self.responses_of_ids(&ids).await
    }

    /// As [`Store::response_list`], their ids alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_ids(&self, filter: &ResponseFilter, limit: i64) -> Result<Vec<i64>, Error> {
        let limit = usize::try_from(limit).unwrap_or(0);
        let mut scan = Scan::new(self, filter);
        let mut found = Vec::new();
        while found.len() < limit {
            let Some(more) = scan.next(limit).await? else { break };
            found.extend(more);
        }
        found.truncate(limit);
        Ok(found)
    }

    /// A page of the inbox: `limit` responses, or as many as are found in a bounded time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_page(&self, filter: &ResponseFilter, limit: usize) -> Result<ResponsePage, Error> {
        let mut scan = Scan::new(self, filter);
        let mut found = Vec::new();
        while found.len() <= limit && scan.looked_at < MOST_LOOKED_AT {
            let Some(more) = scan.next(limit + 1).await? else { break };
            found.extend(more);
        }
        let full = found.len() > limit;
        found.truncate(limit);
        let unfinished = !full && !scan.ended;
        let next = if full { found.last().copied() } else { unfinished.then_some(scan.before) };
        let responses = self.responses_of_ids(&found).await?;
        Ok(ResponsePage { responses, next: next.map(ResponseId), unfinished })
    }

    /// Counts what passes, no further than `most`, and no longer than it takes to look at `candidates` rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_count(
        &self,
        filter: &ResponseFilter,
        most: usize,
        candidates: usize,
    ) -> Result<Counted, Error> {
        let mut scan = Scan::new(self, filter);
        let mut n = 0;
        while n <= most && scan.looked_at < candidates {
            let Some(more) = scan.next(most.min(4_096) + 1).await? else { break };
            n += more.len();
        }
        Ok(Counted { n: n.min(most), more: !scan.ended || n > most })
    }

    /// Those of `ids` that pass, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_within(
        &self,
        filter: &ResponseFilter,
        ids: &[ResponseId],
    ) -> Result<Vec<ResponseId>, Error> {
        let scan = Scan::new(self, filter);
        if scan.ended {
            return Ok(Vec::new());
        }
        let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(scan.pass(&ids).await?.into_iter().map(ResponseId).collect())
    }

    /// The services these responses are about.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn services_of_responses(&self, ids: &[ResponseId]) -> Result<Vec<ServiceId>, Error> {
        let ids = to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>());
        let rows = self.query(&SERVICES_OF).bind(ids).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(ServiceId(row.try_get(0)?))).collect()
    }

    /// Which responses came after `after` and pass, the oldest first, as far as the next two thousand go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_after(
        &self,
        filter: &ResponseFilter,
        after: ResponseId,
    ) -> Result<Vec<ResponseId>, Error> {
        let scan = Scan::new(self, filter);
        if scan.ended {
            return Ok(Vec::new());
        }
        let candidates = self.after(after.0, AHEAD).await?;
        let mut passed = if scan.words_need_the_index() && !candidates.is_empty() {
            let matching = self.matching_within(&scan.asked, &candidates).await?;
            scan.pass(&matching).await?
        } else {
            scan.pass(&candidates).await?
        };
        passed.reverse();
        Ok(passed.into_iter().map(ResponseId).collect())
    }
}
