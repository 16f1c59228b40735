//! Service standards: what a service promises, how much of it is to be kept, and what became of it year by year.
//!
//! The fields are those of the Canadian record of service standards, so that it is read and written without loss.

mod channel;
mod kind;
mod measured;
mod result;
mod share;
mod source;
mod year;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Translated,
    calendar::Within,
    id::{ObjectiveId, OrganisationId, ServiceId, StandardId, TouchpointId},
};

pub use channel::{StandardChannel, UnknownStandardChannel};
pub use kind::{StandardKind, UnknownKind};
pub use measured::MeasuredFrom;
pub use result::{Claim, Outcome, StandardResult, UnknownOutcome};
pub use share::{InvalidShare, TargetShare};
pub use source::{ResultSource, StandardSource};
pub use year::{FiscalYear, InvalidFiscalYear};

/// The most characters of a promise.
pub const LONGEST_PROMISE: usize = 2000;

/// One promise of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// Its id.
    pub id: StandardId,
    /// The service that promises.
    pub service: ServiceId,
    /// The touchpoint it is about; `None` for the service as a whole.
    pub touchpoint: Option<TouchpointId>,
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// What kind of promise it is.
    pub kind: StandardKind,
    /// The promise in words.
    pub promise: Translated,
    /// How long something may take, where the promise is about time and states one.
    pub threshold: Option<Within>,
    /// The share of cases for which it is to be kept; `None` where none was set.
    pub target: Option<TargetShare>,
    /// The channel it holds for.
    pub channel: StandardChannel,
    /// The first day it holds, where stated.
    pub effective_from: Option<Date>,
    /// The last day it holds, where stated.
    pub effective_until: Option<Date>,
    /// Since when the public sees it; `None` for one that is not published.
    pub published_at: Option<Timestamp>,
    /// What it is measured from; `None` where its results are entered or imported.
    #[serde(default)]
    pub measured_from: Option<MeasuredFrom>,
    /// The objective it serves.
    #[serde(default)]
    pub objective: Option<ObjectiveId>,
    /// What an import knows it as; `None` for one that was entered here.
    pub source: Option<StandardSource>,
}

impl Standard {
    /// Whether the public sees it.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published_at.is_some()
    }
}
