//! Contacts gathered in columns before they are written.

use crate::segment::Dictionary;

/// A column that holds codes of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coded {
    /// Id of the service.
    Service,
    /// Id of the touchpoint.
    Touchpoint,
    /// Code of the channel.
    Channel,
    /// What was done.
    Activity,
    /// What the person came for.
    Intention,
    /// Code of the outcome.
    Outcome,
    /// Class of the device.
    Device,
    /// Code of the language.
    Language,
}

/// How many coded columns there are.
pub(super) const CODED: usize = Coded::ALL.len();

impl Coded {
    /// Every coded column, in the order of the file.
    pub const ALL: [Self; 8] = [
        Self::Service,
        Self::Touchpoint,
        Self::Channel,
        Self::Activity,
        Self::Intention,
        Self::Outcome,
        Self::Device,
        Self::Language,
    ];

    /// Its name in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Touchpoint => "touchpoint",
            Self::Channel => "channel",
            Self::Activity => "activity",
            Self::Intention => "intention",
            Self::Outcome => "outcome",
            Self::Device => "device",
            Self::Language => "language",
        }
    }

    /// Whether a contact may be without it.
    pub(super) fn nullable(self) -> bool {
        !matches!(self, Self::Service | Self::Channel | Self::Activity)
    }
}

/// What the codes of a segment stand for. Code 0 stands for unknown, every other one for the place before it.
#[derive(Debug, Clone, Default)]
pub struct Dictionaries([Dictionary<String>; CODED]);

impl Dictionaries {
    /// The values of a column by their places.
    #[must_use]
    pub fn of(&self, column: Coded) -> &Dictionary<String> {
        &self.0[column as usize]
    }

    /// The code of a value, new or known.
    pub fn code(&mut self, column: Coded, value: &str) -> u32 {
        let known = &mut self.0[column as usize];
        1 + match known.find_text(value) {
            Some(place) => place,
            None => known.place(&value.to_owned()),
        }
    }

    /// What a code stands for; `None` for unknown.
    #[must_use]
    pub fn value(&self, column: Coded, code: u32) -> Option<&str> {
        let place = (code as usize).checked_sub(1)?;
        self.of(column).values().get(place).map(String::as_str)
    }

    /// How many codes a column has, the one for unknown included.
    pub(super) fn codes(&self, column: Coded) -> usize {
        self.of(column).values().len() + 1
    }

    pub(super) fn from_values(values: Vec<Vec<String>>) -> Option<Self> {
        let known: Vec<Dictionary<String>> =
            values.into_iter().map(|values| values.into_iter().collect()).collect();
        known.try_into().ok().map(Self)
    }
}

/// Names of cases, packed; an empty one is none.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    text: String,
    ends: Vec<usize>,
}

impl Cases {
    /// Adds the case of the next row.
    pub fn push(&mut self, case: Option<&str>) {
        self.text.push_str(case.unwrap_or_default());
        self.ends.push(self.text.len());
    }

    /// The case of a row; empty where it has none.
    pub(super) fn get(&self, row: usize) -> &str {
        let Some(end) = self.ends.get(row) else { return "" };
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }
}

/// Rows of a block as columns. What is not known stands as [`NOBODY`](super::NOBODY),
/// [`UNKNOWN_SECONDS`](super::UNKNOWN_SECONDS), [`UNKNOWN_COST`](super::UNKNOWN_COST) and code 0.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// When each contact began, microseconds since 1970 UTC.
    pub occurred_at: Vec<i64>,
    /// Ids of the interactions.
    pub interaction: Vec<i64>,
    /// Pseudonyms of the customers.
    pub customer: Vec<i64>,
    /// Codes of the coded columns, in the order of [`Coded::ALL`].
    pub codes: [Vec<u32>; CODED],
    /// Seconds waited.
    pub wait_seconds: Vec<i32>,
    /// Seconds it took.
    pub handle_seconds: Vec<i32>,
    /// Cost in hundredths of the currency.
    pub cost_cents: Vec<i64>,
    /// Cases.
    pub cases: Cases,
}

impl Batch {
    /// How many rows it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.occurred_at.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.occurred_at.is_empty()
    }

    /// Some of its rows.
    pub(super) fn picked(&self, rows: &[u32]) -> Self {
        let mut cases = Cases::default();
        for row in rows {
            cases.push(Some(self.cases.get(*row as usize)));
        }
        Self {
            occurred_at: gathered(rows, &self.occurred_at),
            interaction: gathered(rows, &self.interaction),
            customer: gathered(rows, &self.customer),
            codes: std::array::from_fn(|column| gathered(rows, &self.codes[column])),
            wait_seconds: gathered(rows, &self.wait_seconds),
            handle_seconds: gathered(rows, &self.handle_seconds),
            cost_cents: gathered(rows, &self.cost_cents),
            cases,
        }
    }
}

/// Values of some rows, in their order.
pub(super) fn gathered<T: Copy>(rows: &[u32], values: &[T]) -> Vec<T> {
    rows.iter().map(|row| values[*row as usize]).collect()
}
