//! `catsup scorecard`: the measures of a scope with their uncertainty.

use catsup_app::{
    App,
    scorecards::{self, Grouping, Pooling, Rated, Scorecard, ScorecardQuery},
};
use catsup_model::{Channel, DeviceClass, Viewer, id::OrganisationId, period::Days};
use clap::Args;
use jiff::civil::Date;
use serde_json::Value;

use crate::output::{self, Failure};

/// Prints every measure with n, 95 % interval and distribution: pooled over wordings, then each wording apart.
///
/// Example: catsup scorecard --service "Passport Services" --from 2026-01-01 --to 2026-03-31 --by channel
#[derive(Debug, Args)]
pub struct ScorecardCommand {
    /// A service: its id or its name.
    #[arg(long)]
    service: Option<String>,
    /// An organisation, with all below it: its id.
    #[arg(long, value_name = "ID")]
    organisation: Option<OrganisationId>,
    /// A channel, such as phone.
    #[arg(long)]
    channel: Option<Channel>,
    /// A class of device: phone, tablet or computer.
    #[arg(long)]
    device: Vec<DeviceClass>,
    /// Only those who rated a measure low or high, such as trust:low.
    #[arg(long, value_name = "MEASURE:SIDE")]
    rated: Vec<Rated>,
    /// First day; all history when absent.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day, included.
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Compare groups: service, channel, touchpoint, survey, language, device, month, quarter or segment:NAME.
    #[arg(long)]
    by: Option<Grouping>,
    /// Print JSON: one object per measure pooled, then one per wording.
    #[arg(long)]
    json: bool,
}

impl ScorecardCommand {
    pub(super) async fn run(self, app: &App) -> Result<(), Failure> {
        let viewer = Viewer::operator();
        let services = match &self.service {
            Some(service) => vec![scorecards::service_named(app, &viewer, service).await?],
            None => Vec::new(),
        };
        let query = ScorecardQuery {
            organisation: self.organisation,
            services,
            channels: self.channel.into_iter().collect(),
            devices: self.device.clone(),
            rated: self.rated.clone(),
            days: days(self.from, self.to)?,
            by: self.by.clone(),
            ..ScorecardQuery::default()
        };
        let pooled = ScorecardQuery { pooling: Pooling::Pooled, ..query.clone() };
        let pooled = scorecards::read(app, &viewer, &pooled).await?;
        let apart = scorecards::read(app, &viewer, &query).await?;
        let rows = rows(&pooled, &apart, self.by.is_some());
        if self.json {
            return output::json(&rows);
        }
        print(&pooled, &rows);
        Ok(())
    }
}

/// Days from two optional ends; an open end reaches as far as dates do.
fn days(from: Option<Date>, to: Option<Date>) -> Result<Option<Days>, Failure> {
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let first = from.unwrap_or(jiff::civil::date(1900, 1, 1));
    let last = to.unwrap_or(jiff::civil::date(2199, 12, 31));
    Ok(Some(Days::new(first, last)?))
}

/// Pooled rows first, each with its list of `wordings`; then one row per wording. With groups, the same per group.
fn rows(pooled: &Scorecard, apart: &Scorecard, by_group: bool) -> Vec<Value> {
    let table = if by_group { scorecards::groups_table } else { scorecards::figures_table };
    let mut rows = table(pooled);
    for row in &mut rows {
        row["pooled"] = true.into();
    }
    for mut row in table(apart) {
        row["pooled"] = false.into();
        row["wording"] = row["wordings"][0].take();
        if let Some(object) = row.as_object_mut() {
            object.remove("wordings");
        }
        rows.push(row);
    }
    rows
}

fn print(scorecard: &Scorecard, rows: &[Value]) {
    output::line(format_args!("{}: pooled over wordings, 95 % intervals", scorecard.scope));
    let number =
        |value: &Value| value.as_f64().map_or_else(|| "–".to_owned(), |number| format!("{number:.3}"));
    let whole = |value: &Value| value.as_u64().map_or_else(|| "too few".to_owned(), |n| n.to_string());
    let cells: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row["pooled"] == true)
        .map(|row| {
            let measure = row["measure"].as_str().unwrap_or_default();
            let name = row["label"]
                .as_str()
                .map_or_else(|| measure.to_owned(), |group| format!("{group} · {measure}"));
            vec![
                name,
                row["scale"].as_str().unwrap_or_default().to_owned(),
                whole(&row["n"]),
                number(&row["mean"]),
                format!("{} to {}", number(&row["low"]), number(&row["high"])),
                number(&row["top2"]),
            ]
        })
        .collect();
    output::table(&["measure", "scale", "n", "mean", "interval", "top 2"], &cells);
    for left_out in &scorecard.left_out {
        output::line(format_args!(
            "left out: {} count blocks with {} respondents",
            left_out.blocks, left_out.respondents
        ));
    }
}
