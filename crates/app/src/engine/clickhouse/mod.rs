//! ClickHouse servers that count for this installation: asked, and left aside while what they hold is not complete.

mod build;
mod follow;
mod keep;
mod status;

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use catsup_analytics::{
    Error as EngineError,
    clickhouse::{Addresses, Cluster, Error as ServerError, Table, View},
};
use catsup_store::{ChangeLog, ClickHouseFeed};
use tokio::sync::Mutex;

use self::follow::Follower;
pub use self::status::ClickHouseReport;
use crate::{App, Error, Refusal};
pub(super) use keep::keep;

/// So much of a random token tells the tables of one installation from those of another.
const INSTALLATION: usize = 10;
/// A ledger that changes while what it says is compared is read so often.
const COMPARED: u32 = 5;

/// The servers, and what this node knows of them.
#[derive(Debug)]
pub struct ClickHouse {
    cluster: Arc<Cluster>,
    /// Database and cluster: names the ledger.
    target: String,
    follower: Mutex<Follower>,
    /// The generation that was complete when it was last compared with the ledger; 0 for none.
    sound: AtomicI64,
    /// The generation that was found incomplete; 0 for none.
    broken: AtomicI64,
}

/// What went wrong between the store and the servers.
#[derive(Debug)]
enum Trouble {
    /// The store failed, or nobody could be waited for.
    Here(Error),
    /// A server failed.
    There(ServerError),
    /// A response cannot be kept there.
    Response(EngineError),
}

impl From<catsup_store::Error> for Trouble {
    fn from(error: catsup_store::Error) -> Self {
        Self::Here(error.into())
    }
}

impl From<ServerError> for Trouble {
    fn from(error: ServerError) -> Self {
        Self::There(error)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Here(refusal.into())
    }
}

impl Trouble {
    fn log(&self) {
        let error: &dyn std::error::Error = match self {
            Self::Here(error) => error,
            Self::There(error) => error,
            Self::Response(error) => error,
        };
        tracing::error!(error, "ClickHouse cannot be asked");
    }
}

/// As whoever is not helped by anything else sees it.
impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Here(error) => error,
            Trouble::There(error) => failed(error),
            Trouble::Response(error) => {
                Self::Internal { what: "the measure engine", source: Box::new(error) }
            }
        }
    }
}

impl App {
    /// Has ClickHouse count: the servers at `addresses`, as `--clickhouse` names them. They are connected when they are
    /// first needed; until they hold everything, the store counts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_on_clickhouse(&self, addresses: Addresses) -> Result<(), Error> {
        let (target, token) = (addresses.target(), self.random().token());
        let installation: String = token.chars().take(INSTALLATION).collect();
        self.store().clickhouse_feed_begin(&target, &installation).await?;
        let clickhouse = ClickHouse {
            cluster: Arc::new(Cluster::new(addresses, &token)),
            target,
            follower: Mutex::default(),
            sound: AtomicI64::new(0),
            broken: AtomicI64::new(0),
        };
        if self.set_clickhouse(clickhouse).is_err() {
            tracing::warn!("the program was told twice where ClickHouse is; the first place holds");
        }
        Ok(())
    }
}

impl ClickHouse {
    /// What `question` makes of everything that counts now; `None` where the store must count instead.
    ///
    /// # Errors
    /// When the store fails; [`Refusal::MeasuresAway`] when a server does not answer.
    pub(super) async fn ask<T, Answer>(
        &self,
        app: &App,
        question: impl Fn(Arc<Cluster>, View) -> Answer,
    ) -> Result<Option<T>, Error>
    where
        Answer: Future<Output = Result<T, ServerError>>,
    {
        for attempt in 0..COMPARED {
            let view = match self.counting(app).await {
                Ok(Some(view)) => view,
                Ok(None) => return Ok(None),
                Err(trouble) if attempt == 0 && self.may_go_on(&trouble).await => continue,
                Err(trouble) => {
                    self.without(app, trouble).await?;
                    continue;
                }
            };
            match question(Arc::clone(&self.cluster), view).await {
                Ok(answer) => return Ok(Some(answer)),
                Err(error) => self.without(app, error.into()).await?,
            }
        }
        Err(Refusal::Busy.into())
    }

    /// What counts now, once everything that was committed is taken over; `None` where the store must count.
    async fn counting(&self, app: &App) -> Result<Option<View>, Trouble> {
        for _ in 0..COMPARED {
            let feed = self.ledger(app).await?;
            if !self.is_usable(&feed) || !self.is_complete(app, feed.generation).await? {
                return Ok(None);
            }
            let feed = self.catch_up(app).await?;
            if feed.generation == self.sound.load(Ordering::Acquire) {
                return Ok(Some(view_of(&feed)));
            }
        }
        Err(Refusal::Busy.into())
    }

    fn is_usable(&self, feed: &ClickHouseFeed) -> bool {
        feed.generation != 0 && feed.generation != self.broken.load(Ordering::Acquire)
    }

    /// Whether a generation was complete when it was last looked at; looks when nobody has yet.
    async fn is_complete(&self, app: &App, generation: i64) -> Result<bool, Trouble> {
        Ok(self.sound.load(Ordering::Acquire) == generation || self.compare(app).await?)
    }

    /// Compares what the servers hold with the ledger. Rows may be missing after a disk was lost, and there may be too
    /// many after the store was put back from a backup: both are found here.
    async fn compare(&self, app: &App) -> Result<bool, Trouble> {
        for _ in 0..COMPARED {
            let feed = self.ledger(app).await?;
            let followed =
                app.store().changes_reader(ChangeLog::Responses, &feed.reader(feed.generation)).await?;
            let tally = match self.cluster.tally(&view_of(&feed)).await {
                Ok(tally) => Some(tally),
                Err(error) if error.is_loss() => None,
                Err(error) => return Err(error.into()),
            };
            let again = self.ledger(app).await?;
            if again.generation != feed.generation {
                continue;
            }
            // Batches that are written meanwhile were begun before they are seen.
            let whole =
                tally.is_some_and(|tally| tally.rows == feed.held && tally.greatest_batch <= again.attempt);
            if whole && followed == Some(feed.place) {
                self.sound.store(feed.generation, Ordering::Release);
                return Ok(true);
            }
            if !whole || again.place == feed.place {
                tracing::error!(
                    ?tally,
                    held = feed.held,
                    ?followed,
                    place = ?feed.place,
                    "ClickHouse does not hold what it should; it is fed anew, and the database counts until then"
                );
                self.leave(feed.generation);
                return Ok(false);
            }
        }
        Err(Refusal::Busy.into())
    }

    /// Whether another replica may take what one that is down did not.
    async fn may_go_on(&self, trouble: &Trouble) -> bool {
        let Trouble::There(error) = trouble else { return false };
        if !error.is_out_of_reach() || !self.cluster.has_replicas().await {
            return false;
        }
        tracing::warn!(error = error as &dyn std::error::Error, "another ClickHouse replica is tried");
        self.sound.store(0, Ordering::Release);
        true
    }

    fn leave(&self, generation: i64) {
        self.sound.store(0, Ordering::Release);
        self.broken.store(generation, Ordering::Release);
    }

    /// Gives an error back, unless a look at what the servers hold tells what to do instead.
    async fn without(&self, app: &App, trouble: Trouble) -> Result<(), Error> {
        trouble.log();
        // Whatever happened to them, they are compared before they are asked again: tables may be gone because they were
        // lost, or because everything was made anew in the meantime.
        self.sound.store(0, Ordering::Release);
        match trouble {
            Trouble::Here(error) => Err(error),
            Trouble::There(error) if error.is_out_of_reach() => Err(Refusal::MeasuresAway.into()),
            Trouble::There(error) if error.is_loss() => Ok(()),
            Trouble::There(error) => Err(failed(error)),
            Trouble::Response(_) => {
                self.leave(self.ledger(app).await?.generation);
                Ok(())
            }
        }
    }

    async fn ledger(&self, app: &App) -> Result<ClickHouseFeed, catsup_store::Error> {
        if let Some(feed) = app.store().clickhouse_feed(&self.target).await? {
            return Ok(feed);
        }
        // The store was put back from a backup that knows nothing of ClickHouse.
        let installation: String = app.random().token().chars().take(INSTALLATION).collect();
        app.store().clickhouse_feed_begin(&self.target, &installation).await?;
        Ok(app.store().clickhouse_feed(&self.target).await?.unwrap_or_else(|| ClickHouseFeed {
            target: self.target.clone(),
            installation,
            ..ClickHouseFeed::default()
        }))
    }
}

fn table_of(feed: &ClickHouseFeed, generation: i64) -> Table {
    Table { installation: feed.installation.clone(), generation }
}

fn view_of(feed: &ClickHouseFeed) -> View {
    View {
        table: table_of(feed, feed.generation),
        committed: feed.committed,
        aborted: feed.aborted.clone(),
        held: feed.held,
    }
}

fn failed(error: ServerError) -> Error {
    Error::Internal { what: "the measure engine", source: Box::new(error) }
}
