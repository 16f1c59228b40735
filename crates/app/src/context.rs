//! The running installation: its store, its settings, and where time, ids and randomness come from.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use catsup_model::id::IdSource;
use catsup_store::Store;
use jiff::Timestamp;

use crate::{
    Error,
    anticipation::Anticipation,
    engine::{ClickHouse, Segments},
    journeys::Cache,
    keys::Keys,
    library,
    open_surveys::OpenSurveys,
    outside::Outside,
    settings::Settings,
};

/// Where the time comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is set, for tests and the demo; microseconds since 1970 UTC.
    Fixed(AtomicI64),
}

impl Clock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self::Fixed(AtomicI64::new(now.as_microsecond()))
    }

    /// The time.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(microseconds) => {
                Timestamp::from_microsecond(microseconds.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// Sets a fixed clock; the machine's clock stays as it is.
    pub fn set(&self, now: Timestamp) {
        if let Self::Fixed(microseconds) = self {
            microseconds.store(now.as_microsecond(), Ordering::Relaxed);
        }
    }
}

/// Where randomness comes from.
#[derive(Debug)]
pub enum Random {
    /// The operating system.
    System,
    /// A repeatable sequence (SplitMix64), for tests and the demo. Never for secrets of a real installation.
    Seeded(Mutex<u64>),
}

impl Random {
    /// A repeatable sequence.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Mutex::new(seed))
    }

    /// Fills `bytes`.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    pub fn fill(&self, bytes: &mut [u8]) {
        match self {
            Self::System => getrandom::fill(bytes).expect("the operating system gives randomness"),
            Self::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(8) {
                    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                    let mut mixed = *state;
                    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    mixed ^= mixed >> 31;
                    chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
                }
            }
        }
    }

    /// A secret of 128 bits as 26 letters and digits (Crockford's base 32, lower case).
    #[must_use]
    pub fn token(&self) -> String {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        let mut number = u128::from_le_bytes(bytes);
        let letters = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut token = String::with_capacity(26);
        for _ in 0..26 {
            token.push(letters[(number & 31) as usize].into());
            number >>= 5;
        }
        token
    }
}

/// The running installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    random: Random,
    ids: IdSource,
    settings: RwLock<Arc<Settings>>,
    open_surveys: OpenSurveys,
    keys: Keys,
    outside: OnceLock<Outside>,
    periods: Mutex<BTreeMap<&'static str, i64>>,
    journeys: Cache,
    library: library::Cache,
    anticipation: Anticipation,
    uploads: OnceLock<PathBuf>,
    segments: OnceLock<Segments>,
    clickhouse: OnceLock<ClickHouse>,
}

impl App {
    /// Starts on an open store.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub async fn start(store: Store, clock: Clock, random: Random) -> Result<Self, Error> {
        let mut node = [0; 2];
        random.fill(&mut node);
        let settings = RwLock::new(Arc::new(Settings::read(&store).await?));
        let keys = Keys::open(&store, &random).await?;
        let ids = IdSource::new(u16::from_le_bytes(node));
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                clock,
                random,
                ids,
                settings,
                open_surveys: OpenSurveys::default(),
                keys,
                outside: OnceLock::new(),
                periods: Mutex::default(),
                journeys: Cache::default(),
                library: library::Cache::default(),
                anticipation: Anticipation::default(),
                uploads: OnceLock::new(),
                segments: OnceLock::new(),
                clickhouse: OnceLock::new(),
            }),
        })
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The clock, for tests that turn it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Where randomness comes from.
    #[must_use]
    pub fn random(&self) -> &Random {
        &self.inner.random
    }

    /// A new id as a bare number, for its newtype.
    #[must_use]
    pub fn next_id(&self) -> i64 {
        self.inner.ids.next(self.now())
    }

    /// The settings as they stand.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.inner.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Today, in the installation's zone.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now().to_zoned(self.settings().zone.clone()).date()
    }

    /// Tells the program what lies outside; once, before it serves or works.
    pub fn connect(&self, outside: Outside) {
        if self.inner.outside.set(outside).is_err() {
            tracing::warn!("the program was told twice what lies outside; the first holds");
        }
    }

    /// What lies outside.
    #[must_use]
    pub fn outside(&self) -> &Outside {
        self.inner.outside.get_or_init(Outside::default)
    }

    /// Tells the program where uploaded files wait between the steps of an import; once, before it serves.
    pub fn keep_uploads(&self, directory: PathBuf) {
        if self.inner.uploads.set(directory).is_err() {
            tracing::warn!("the program was told twice where uploads wait; the first holds");
        }
    }

    /// Where uploaded files wait between the steps of an import.
    #[must_use]
    pub fn uploads(&self) -> &Path {
        self.inner.uploads.get_or_init(|| std::env::temp_dir().join("catsup-uploads"))
    }

    /// Whether this node has not yet begun this period of something that comes round by itself.
    pub(crate) fn is_new_period(&self, name: &'static str, period: i64) -> bool {
        let mut periods = self.inner.periods.lock().unwrap_or_else(PoisonError::into_inner);
        periods.insert(name, period) != Some(period)
    }

    /// The segments of this node, where it keeps some.
    #[must_use]
    pub fn segments(&self) -> Option<&Segments> {
        self.inner.segments.get()
    }

    /// The ClickHouse servers that count for this installation, where there are some.
    #[must_use]
    pub fn clickhouse(&self) -> Option<&ClickHouse> {
        self.inner.clickhouse.get()
    }

    /// Gives the servers back where there are some already.
    pub(crate) fn set_clickhouse(&self, clickhouse: ClickHouse) -> Result<(), ClickHouse> {
        self.inner.clickhouse.set(clickhouse)
    }

    /// Gives the segments back where there are some already.
    pub(crate) fn set_segments(&self, segments: Segments) -> Result<(), Box<Segments>> {
        self.inner.segments.set(segments).map_err(Box::new)
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    pub(crate) fn journeys(&self) -> &Cache {
        &self.inner.journeys
    }

    pub(crate) fn library(&self) -> &library::Cache {
        &self.inner.library
    }

    pub(crate) fn anticipation(&self) -> &Anticipation {
        &self.inner.anticipation
    }

    pub(crate) fn open_surveys(&self) -> &OpenSurveys {
        &self.inner.open_surveys
    }

    pub(crate) fn forget_survey(&self, survey: &catsup_model::survey::Survey) {
        self.inner.open_surveys.forget(survey);
    }

    pub(crate) fn replace_settings(&self, settings: Settings) {
        *self.inner.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }
}
