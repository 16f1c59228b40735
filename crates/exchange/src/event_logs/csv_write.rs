//! Event logs out as CSV: a row per event, in the order of the log.

use std::io::Write;

use catsup_journeys::EventLog;
use jiff::Timestamp;

use super::{EventColumns, options::CASE};
use crate::ExchangeError;

/// Writes a log as CSV, with its parts under the names of `columns` and a column per attribute.
///
/// Channels and customers are written under the name given for them, or `channel` and `customer`. Times are written
/// in UTC, to the microsecond.
///
/// # Errors
/// [`ExchangeError::InOut`].
pub fn write_csv(log: &EventLog, columns: &EventColumns, output: impl Write) -> Result<(), ExchangeError> {
    let mut rows = csv::Writer::from_writer(output);
    let named = |name: &Option<String>, default: &str| name.clone().unwrap_or_else(|| default.to_owned());
    let mut header = vec![named(&columns.case, CASE), columns.activity.clone(), columns.time.clone()];
    if log.channels().is_some() {
        header.push(named(&columns.channel, "channel"));
    }
    if log.customers().is_some() {
        header.push(named(&columns.customer, "customer"));
    }
    header.extend(log.attributes().iter().map(|column| column.name.clone()));
    rows.write_record(&header).map_err(unwritten)?;
    for case in log.iter() {
        for event in case.events() {
            let time = written(log.times()[event]);
            let mut cells = vec![case.name(), log.activity_name(event), &time];
            if log.channels().is_some() {
                cells.push(log.channel_name(event).unwrap_or_default());
            }
            if log.customers().is_some() {
                cells.push(log.customer_name(event).unwrap_or_default());
            }
            cells.extend(log.attributes().iter().map(|column| column.value(event).unwrap_or_default()));
            rows.write_record(&cells).map_err(unwritten)?;
        }
    }
    rows.flush()?;
    Ok(())
}

/// A time in UTC with as many digits as it needs. A log holds times of the years −9999 to 9999 and a little beyond;
/// what lies beyond is written as a number.
pub(super) fn written(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |time| time.to_string())
}

fn unwritten(error: csv::Error) -> ExchangeError {
    ExchangeError::InOut(error.into())
}
