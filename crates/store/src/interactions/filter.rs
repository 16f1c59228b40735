//! Which interactions are wanted.

use catsup_model::{
    Channel,
    id::{ServiceId, TouchpointId},
    interaction::CustomerKey,
};
use sqlx::{Any, any::AnyArguments, query::Query};

use crate::error::to_json;

/// Microseconds no interaction lies beyond.
const FOREVER: i64 = 4_000_000_000_000_000_000;

/// Which interactions are wanted. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct InteractionFilter {
    /// Services that count; the caller has already applied the viewer's reach.
    pub services: Vec<ServiceId>,
    /// Touchpoints that count.
    pub touchpoints: Vec<TouchpointId>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Activities that count.
    pub activities: Vec<String>,
    /// Those of one customer.
    pub customer: Option<CustomerKey>,
    /// Those of one case.
    pub case: Option<String>,
    /// When they began: start (included) and end (excluded), microseconds since 1970 UTC.
    pub period: Option<(i64, i64)>,
}

/// The arguments that the reading statements share.
pub(super) struct Arguments {
    services: String,
    lists: [Option<String>; 3],
    customer: Option<i64>,
    case: Option<String>,
    period: (i64, i64),
}

impl Arguments {
    pub(super) fn of(filter: &InteractionFilter) -> Self {
        Self {
            services: listed_services(&filter.services),
            lists: [
                listed(&filter.touchpoints, |id| id.0),
                listed(&filter.channels, |channel| [channel.code()]),
                listed(&filter.activities, |activity| [activity.clone()]),
            ],
            customer: filter.customer.map(|customer| customer.0),
            case: filter.case.clone(),
            period: filter.period.unwrap_or((-FOREVER, FOREVER)),
        }
    }

    pub(super) fn bind(self, query: Query<'static, Any, AnyArguments>) -> Query<'static, Any, AnyArguments> {
        let query = query.bind(self.services).bind(self.period.0).bind(self.period.1);
        let query = self.lists.into_iter().fold(query, Query::bind);
        query.bind(self.customer).bind(self.case)
    }
}

/// Services as one argument.
pub(super) fn listed_services(services: &[ServiceId]) -> String {
    to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>())
}

fn listed<T, U: serde::Serialize>(list: &[T], code: impl Fn(&T) -> U) -> Option<String> {
    (!list.is_empty()).then(|| to_json(&list.iter().map(code).collect::<Vec<_>>()))
}
