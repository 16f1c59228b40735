//! How many people could have answered a service's surveys on a channel, where known.

use catsup_model::{Channel, id::ServiceId, period::Days};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::parsed, statement::statements};

statements! {
    VOLUME_LIST = "SELECT service_id, channel, first_day, last_day, customers, offered FROM volume
        WHERE service_id = $1 ORDER BY first_day DESC, channel, last_day";
    VOLUME_SET = "INSERT INTO volume
            (service_id, channel, first_day, last_day, starts_at, ends_at, customers, offered)
        VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT), CAST($8 AS BIGINT))
        ON CONFLICT (service_id, channel, first_day, last_day) DO UPDATE SET starts_at = excluded.starts_at,
            ends_at = excluded.ends_at, customers = excluded.customers, offered = excluded.offered";
    VOLUME_OVERLAPPING = "SELECT service_id, channel, first_day, last_day, customers, offered FROM volume
        WHERE service_id = $1 AND channel = $2 AND first_day <= $4 AND last_day >= $3
            AND (first_day <> $3 OR last_day <> $4)
        ORDER BY first_day LIMIT 1";
    VOLUME_DELETE = "DELETE FROM volume WHERE service_id = $1 AND channel = $2 AND first_day = $3 AND last_day = $4";
}

/// Whose volume, where and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct VolumePlace {
    /// The service.
    pub service: ServiceId,
    /// The channel.
    pub channel: Channel,
    /// The days.
    pub days: Days,
}

/// How many people could have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Volume {
    /// Whose, where and when.
    pub place: VolumePlace,
    /// Customers served.
    pub customers: Option<i64>,
    /// Customers who were offered the survey.
    pub offered: Option<i64>,
}

impl Store {
    /// The volumes of a service, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volume_list(&self, service: ServiceId) -> Result<Vec<Volume>, Error> {
        let rows = self.query(&VOLUME_LIST).bind(service.0).fetch_all(&self.read).await?;
        rows.iter().map(volume).collect()
    }
}

impl Transaction {
    /// Sets a volume; `microseconds` are the start and end of its days in the installation's zone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volume_set(&mut self, volume: &Volume, microseconds: (i64, i64)) -> Result<(), Error> {
        let [channel, first, last] = texts(volume.place);
        let query = self.query(&VOLUME_SET).bind(volume.place.service.0).bind(channel).bind(first).bind(last);
        let query =
            query.bind(microseconds.0).bind(microseconds.1).bind(volume.customers).bind(volume.offered);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// A volume of the same service and channel whose days overlap with these and are not the same.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volume_overlapping(&mut self, place: VolumePlace) -> Result<Option<Volume>, Error> {
        let [channel, first, last] = texts(place);
        let query =
            self.query(&VOLUME_OVERLAPPING).bind(place.service.0).bind(channel).bind(first).bind(last);
        query.fetch_optional(self.connection()).await?.as_ref().map(volume).transpose()
    }

    /// Removes a volume; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn volume_delete(&mut self, place: VolumePlace) -> Result<bool, Error> {
        let [channel, first, last] = texts(place);
        let query = self.query(&VOLUME_DELETE).bind(place.service.0).bind(channel).bind(first).bind(last);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn texts(place: VolumePlace) -> [String; 3] {
    [place.channel.code().to_owned(), place.days.first.to_string(), place.days.last.to_string()]
}

fn volume(row: &AnyRow) -> Result<Volume, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let (first, last) = (text(2)?, text(3)?);
    let days = Days::new(parsed("day", &first)?, parsed("day", &last)?)
        .map_err(|_| Error::corrupt("days", format!("{first} to {last}")))?;
    let place =
        VolumePlace { service: ServiceId(row.try_get(0)?), channel: parsed("channel", &text(1)?)?, days };
    Ok(Volume { place, customers: row.try_get(4)?, offered: row.try_get(5)? })
}
