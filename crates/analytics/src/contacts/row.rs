//! One contact as the engine keeps it.

use catsup_model::{
    Channel, Language,
    id::{InteractionId, ServiceId, TouchpointId},
    interaction::{CustomerKey, Outcome},
};

use super::{
    NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS,
    batch::{Batch, Coded, Dictionaries},
    reader::ContactSegment,
};
use crate::{Error, embedded::Kept};

/// One contact: what journeys and figures about channels need of an interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: InteractionId,
    /// When it began, microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// Who made it; `None` where nobody knows.
    pub customer: Option<CustomerKey>,
    /// The service it was about.
    pub service: ServiceId,
    /// Where it happened.
    pub touchpoint: Option<TouchpointId>,
    /// The channel.
    pub channel: Channel,
    /// What was done.
    pub activity: String,
    /// What the person came for.
    pub intention: Option<String>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Class of the device.
    pub device: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// The case, as the source names it.
    pub case: Option<String>,
    /// Seconds waited.
    pub wait_seconds: Option<i64>,
    /// Seconds it took.
    pub handle_seconds: Option<i64>,
    /// What it cost, in hundredths of the currency.
    pub cost_cents: Option<i64>,
}

impl Kept for Contact {
    type File = ContactSegment;

    fn id(&self) -> i64 {
        self.id.0
    }

    fn occurred_at(&self) -> i64 {
        self.occurred_at
    }
}

impl Contact {
    /// What stands in a coded column.
    #[must_use]
    pub fn coded(&self, column: Coded) -> Option<String> {
        match column {
            Coded::Service => Some(self.service.to_string()),
            Coded::Touchpoint => self.touchpoint.map(|id| id.to_string()),
            Coded::Channel => Some(self.channel.code().to_owned()),
            Coded::Activity => Some(self.activity.clone()),
            Coded::Intention => self.intention.clone(),
            Coded::Outcome => self.outcome.map(|outcome| outcome.code().to_owned()),
            Coded::Device => self.device.clone(),
            Coded::Language => self.language.map(|language| language.code().to_owned()),
        }
    }

    /// Whether it can be kept as it is.
    ///
    /// # Errors
    /// When a number of it is none that a segment keeps.
    pub fn check(&self) -> Result<(), Error> {
        let out = |column: &str, value: i64| Error::ContactOutOfRange {
            contact: self.id.0,
            column: column.to_owned(),
            value,
        };
        let seconds = [("wait_seconds", self.wait_seconds), ("handle_seconds", self.handle_seconds)];
        for (column, value) in seconds {
            if let Some(value) = value
                && !i32::try_from(value).is_ok_and(|seconds| seconds >= 0)
            {
                return Err(out(column, value));
            }
        }
        match (self.customer, self.cost_cents) {
            (Some(CustomerKey(NOBODY)), _) => Err(out("customer", NOBODY)),
            (_, Some(UNKNOWN_COST)) => Err(out("cost_cents", UNKNOWN_COST)),
            _ => Ok(()),
        }
    }

    pub(super) fn push(&self, dictionaries: &mut Dictionaries, batch: &mut Batch) -> Result<(), Error> {
        self.check()?;
        batch.occurred_at.push(self.occurred_at);
        batch.interaction.push(self.id.0);
        batch.customer.push(self.customer.map_or(NOBODY, |customer| customer.0));
        for column in Coded::ALL {
            let code = self.coded(column).map_or(0, |value| dictionaries.code(column, &value));
            batch.codes[column as usize].push(code);
        }
        batch.wait_seconds.push(seconds(self.wait_seconds));
        batch.handle_seconds.push(seconds(self.handle_seconds));
        batch.cost_cents.push(self.cost_cents.unwrap_or(UNKNOWN_COST));
        batch.cases.push(self.case.as_deref());
        Ok(())
    }
}

fn seconds(known: Option<i64>) -> i32 {
    known.and_then(|seconds| i32::try_from(seconds).ok()).unwrap_or(UNKNOWN_SECONDS)
}
