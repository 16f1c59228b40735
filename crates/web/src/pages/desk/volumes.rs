//! Volumes of a service: how many people could have answered.

mod list;
mod remove;

#[cfg(test)]
pub(crate) use list::Volumes;
pub(crate) use list::{list, set};
pub(crate) use remove::{ask as ask_remove, remove};

use catsup_app::directory::volumes::Volume;

use crate::{i18n::Translator, links};

/// One volume as people read it.
#[derive(Debug)]
pub(crate) struct VolumeLine {
    pub(crate) days: String,
    pub(crate) channel: String,
    /// A number, or a dash for what is not known.
    pub(crate) customers: String,
    pub(crate) offered: String,
    pub(crate) change: String,
    pub(crate) remove: String,
}

impl VolumeLine {
    pub(crate) fn of(t: Translator, volume: &Volume) -> Self {
        let count = |count: Option<i64>| count.map_or_else(|| "–".to_owned(), |count| t.number(count));
        Self {
            days: t.days(&volume.place.days).to_string(),
            channel: t.pick(&volume.place.channel.name()).to_owned(),
            customers: count(volume.customers),
            offered: count(volume.offered),
            change: links::volume_change(&volume.place),
            remove: links::volume_remove(&volume.place),
        }
    }

    /// Lines for the samples of pages.
    pub(crate) fn samples(t: Translator) -> Vec<Self> {
        use catsup_app::directory::volumes::VolumePlace;
        use catsup_model::{Channel, id::ServiceId, period::Days};
        use jiff::civil::date;

        let line = |channel, customers, offered| {
            let days = Days { first: date(2026, 1, 1), last: date(2026, 3, 31) };
            let place = VolumePlace { service: ServiceId(1), channel, days };
            Self::of(t, &Volume { place, customers, offered })
        };
        vec![line(Channel::Website, Some(153_204), Some(12_800)), line(Channel::InPerson, None, Some(640))]
    }
}
