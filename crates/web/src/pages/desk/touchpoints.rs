//! Touchpoints of a service.

mod edit;

#[cfg(test)]
pub(crate) use edit::TouchpointPage;
pub(crate) use edit::{add, change, new, show};

use catsup_model::Channel;

use crate::{components::Choice, i18n::Translator};

/// Every channel, in the order shown to people.
pub(super) fn channels(t: Translator) -> Vec<Choice> {
    Channel::ALL.iter().map(|channel| Choice::new(channel, t.pick(&channel.name()))).collect()
}
