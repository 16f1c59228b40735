//! Standards measured from cases: the result of a fiscal year worked out from the cases that were opened in it.
//!
//! Kept is a case that ended within the promised business days, counted as [`super::check`] counts them and without the time
//! it waited for the person. Cases that go on are not counted yet.

use catsup_model::{
    calendar::Unit,
    id::ServiceId,
    standard::{FiscalYear, MeasuredFrom, ResultSource, Standard, StandardResult},
};
use catsup_store::{CaseTally, Shown};
use jiff::civil::{Date, date};

use crate::{App, Error};

/// Fiscal years that are worked out: this one and those whose cases may still end or be taken up again.
const YEARS: i16 = 3;

/// The job: works out the results of every standard that is measured from cases.
pub(crate) async fn measure(app: &App) -> Result<(), Error> {
    let standards = app.store().standard_list(None, Shown::All).await?;
    let measured: Vec<(&Standard, MeasuredFrom)> =
        standards.iter().filter_map(|standard| Some((standard, standard.measured_from?))).collect();
    if measured.is_empty() {
        return Ok(());
    }
    let mut services: Vec<ServiceId> = measured.iter().map(|(standard, _)| standard.service).collect();
    services.sort_unstable();
    services.dedup();
    let start = i8::from(app.settings().fiscal_year);
    let today = app.today();
    let this = if today.month() < start { today.year() - 1 } else { today.year() };
    for year in this - YEARS + 1..=this {
        let Some(fiscal) = FiscalYear::beginning_in(year) else { continue };
        let (first, after) = (midnight(app, date(year, start, 1)), midnight(app, date(year + 1, start, 1)));
        let tallies = app.store().case_tally(Some(&services), (first, after)).await?;
        for (standard, from) in &measured {
            if let Some(result) = result(standard, *from, fiscal, &tallies) {
                store(app, standard, &result).await?;
            }
        }
    }
    Ok(())
}

fn midnight(app: &App, day: Date) -> i64 {
    let zone = app.settings().zone.clone();
    day.to_zoned(zone).map_or(i64::MAX / 4, |at| at.timestamp().as_microsecond())
}

/// The result of a year; `None` where no case ended that shows it.
fn result(
    standard: &Standard,
    from: MeasuredFrom,
    year: FiscalYear,
    tallies: &[CaseTally],
) -> Option<StandardResult> {
    let within = standard.threshold.filter(|within| within.unit() == Unit::BusinessDays)?;
    let counted = tallies.iter().filter(|tally| {
        tally.service == standard.service && from.takes(tally.kind) && standard.channel.takes(tally.channel)
    });
    let (mut kept, mut total) = (0, 0);
    for tally in counted {
        let Some(days) = tally.days else { continue };
        total += tally.n;
        kept += if days <= i64::from(within.amount()) { tally.n } else { 0 };
    }
    let (target, source) = (standard.target, ResultSource::default());
    (total > 0).then_some(StandardResult {
        year,
        target,
        kept: Some(kept),
        total: Some(total),
        stated: None,
        source,
    })
}

async fn store(app: &App, standard: &Standard, result: &StandardResult) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    let before = transaction.standard_result_find(standard.id, result.year).await?;
    // A target that is changed later does not judge an earlier year.
    let target = before.as_ref().map_or(standard.target, |before| before.target);
    let after = StandardResult { target, ..result.clone() };
    if before.as_ref() != Some(&after) {
        transaction.standard_result_set(standard.id, &after, app.now()).await?;
        transaction.commit().await?;
    }
    Ok(())
}
