//! The federal submission file of responses: 17 columns, one fiscal quarter.

use std::{collections::HashMap, sync::Arc};

use catsup_exchange::{ResponseReader, read_federal};
use catsup_model::{
    Viewer,
    period::{Days, FiscalQuarter, FiscalYearStart},
};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use super::{
    keys::Keys,
    places::Places,
    responses::{Import, survey_within},
    run::{Options, Report, Run, pull_from},
    table_file::TableFile,
};
use crate::{App, Error};

/// Imports the federal submission file of one fiscal quarter as responses to a survey of the second A-11 form.
///
/// Survey, quarter and external id make a row the same when it comes again. The file states no times: every response
/// counts at noon of the quarter's middle day.
///
/// # Errors
/// [`Error::Denied`](Error::Denied); [`Error::NotFound`] for a survey out of reach; [`Error::Invalid`] for a file that
/// lacks columns, cannot be read, or answers another kind of survey.
pub async fn import_federal(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    quarter: FiscalQuarter,
    file: TableFile,
    options: Options,
) -> Result<Report, Error> {
    let (reach, open) = survey_within(app, viewer, survey).await?;
    let settings = app.settings();
    let when_unstated = middle(FiscalYearStart::OCTOBER.days_of(quarter), &settings.zone);
    let asked = Arc::clone(&open);
    let pulling = pull_from(move |sink| {
        let mut table = file.table(None)?;
        sink.header(table.header().clone());
        let rows = read_federal(&mut table, &asked.survey.definition)?;
        sink.rows(rows, ResponseReader::findings);
        Ok(())
    });
    let keys = Keys::new(format!("federal:{}:{quarter}", open.survey.id));
    let places = Places::read(app, &reach, &open).await?;
    let run = Run::start(app, "federal", options);
    Import { app, open, places, columns: HashMap::new(), keys, when_unstated, run, repeated: 0 }
        .take(viewer, pulling)
        .await
}

/// Noon of the middle day: inside the quarter, and inside one month, in every zone.
fn middle(days: Days, zone: &TimeZone) -> Timestamp {
    let length = (days.last - days.first).get_days();
    let day = days.first.saturating_add((length / 2).days());
    day.at(12, 0, 0, 0).to_zoned(zone.clone()).map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_middle_of_a_quarter_is_the_noon_of_a_day_in_its_second_month() {
        let days = Days::new(date(2025, 10, 1), date(2025, 12, 31)).unwrap();
        assert_eq!(middle(days, &TimeZone::UTC).to_string(), "2025-11-15T12:00:00Z");
    }
}
