//! The flags that all of these share: where events stand in the file, and which of its cases are meant.

use std::{fs::File, path::PathBuf};

use catsup_app::journey_files::{FileQuestion, Filter, JourneyFile, Reading, SessionRule, Span};
use clap::{Args, ValueEnum};
use jiff::{civil::Date, tz::TimeZone};

use super::values::{Length, Named};
use crate::output::{self, Failure};

/// A file of events.
#[derive(Debug, Args)]
pub struct Source {
    /// The events: CSV, XES or OCEL 2.0 in JSON, plain or .gz.
    file: PathBuf,
    /// Column of the case [default: case:concept:name]; in OCEL files the type of object that is the case.
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    case: Option<String>,
    /// Column of the activity [default: concept:name].
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    activity: Option<String>,
    /// Column of the time [default: time:timestamp].
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    time: Option<String>,
    /// Column of the channel.
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    channel: Option<String>,
    /// Column of the customer, where a case is not a customer.
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    customer: Option<String>,
    /// Column of whole numbers that order events of one case at one time.
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    sequence: Option<String>,
    /// Zone of times that name none, and of days and hours, such as America/New_York [default: UTC].
    #[arg(long, value_name = "ZONE", help_heading = "Columns", value_parser = zone)]
    zone: Option<TimeZone>,
    /// Cut cases into journeys at pauses longer than this, such as 30d.
    #[arg(long, value_name = "LENGTH", help_heading = "Journeys")]
    cut_gap: Option<Length>,
    /// Cut cases into journeys behind this activity; may be given again.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Journeys")]
    cut_goal: Vec<String>,
    /// Cut cases into journeys by the values of this column.
    #[arg(long, value_name = "COLUMN", help_heading = "Journeys")]
    cut_by: Option<String>,
    /// First day.
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    from: Option<Date>,
    /// Last day, included.
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    to: Option<Date>,
    /// How a case must lie between these days.
    #[arg(long, value_name = "HOW", default_value = "beginning", help_heading = "Filters")]
    span: SpanFlag,
    /// Only events on this channel; may be given again, as all filters below.
    #[arg(long, value_name = "CHANNEL", help_heading = "Filters")]
    only_channel: Vec<String>,
    /// Only cases with an event on this channel.
    #[arg(long, value_name = "CHANNEL", help_heading = "Filters")]
    on_channel: Vec<String>,
    /// Only events of this activity.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    only: Vec<String>,
    /// Without events of this activity.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    without: Vec<String>,
    /// Only cases in which some event has this value; values of one column are alternatives.
    #[arg(long = "where", value_name = "COLUMN=VALUE", help_heading = "Filters")]
    with: Vec<Named>,
    /// Only the most frequent variants that hold this share of cases, such as 0.8.
    #[arg(long, value_name = "SHARE", help_heading = "Filters")]
    coverage: Option<f64>,
    /// Only cases that take at least this long.
    #[arg(long, value_name = "LENGTH", help_heading = "Filters")]
    least: Option<Length>,
    /// Only cases that take at most this long.
    #[arg(long, value_name = "LENGTH", help_heading = "Filters")]
    most: Option<Length>,
    /// Only cases that start with this activity.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    starts_with: Vec<String>,
    /// Only cases that end with this activity.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    ends_with: Vec<String>,
    /// Only cases that have these activities in this order.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    contains: Vec<String>,
    /// Only cases that never have this activity.
    #[arg(long, value_name = "ACTIVITY", help_heading = "Filters")]
    never: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SpanFlag {
    /// It begins between them.
    Beginning,
    /// It lies between them as a whole.
    Inside,
    /// At least one event lies between them.
    Touching,
    /// Only its events between them count.
    Events,
}

impl Source {
    /// Reads the file; `attributes` names the columns that the question needs, `None` keeps all.
    pub(super) fn open(&self, attributes: Option<&[&str]>) -> Result<JourneyFile, Failure> {
        let file = File::open(&self.file)
            .map_err(|error| format!("{} cannot be read: {error}", self.file.display()))?;
        Ok(JourneyFile::open(file, &self.question(), attributes)?)
    }

    fn question(&self) -> FileQuestion {
        FileQuestion {
            case: self.case.clone(),
            activity: self.activity.clone(),
            time: self.time.clone(),
            channel: self.channel.clone(),
            customer: self.customer.clone(),
            sequence: self.sequence.clone(),
            zone: self.zone.clone(),
            cut: SessionRule {
                gap_micros: self.cut_gap.map(|gap| gap.micros),
                goals: self.cut_goal.clone(),
                case_attribute: self.cut_by.clone(),
            },
            from: self.from,
            to: self.to,
            span: Some(match self.span {
                SpanFlag::Beginning => Span::Beginning,
                SpanFlag::Inside => Span::Inside,
                SpanFlag::Touching => Span::Touching,
                SpanFlag::Events => Span::Events,
            }),
            filters: self.filters(),
        }
    }

    fn filters(&self) -> Vec<Filter> {
        let named = |names: &[String], filter: fn(Vec<String>) -> Filter| {
            (!names.is_empty()).then(|| filter(names.to_vec()))
        };
        let mut attributes: Vec<(String, Vec<String>)> = vec![];
        for Named { name, value } in &self.with {
            match attributes.iter_mut().find(|(known, _)| known == name) {
                Some((_, values)) => values.push(value.clone()),
                None => attributes.push((name.clone(), vec![value.clone()])),
            }
        }
        let duration = (self.least.is_some() || self.most.is_some()).then(|| Filter::Duration {
            least: self.least.map(|length| length.micros),
            most: self.most.map(|length| length.micros),
        });
        // Conditions on whole cases come before those that take events away.
        let list = [
            named(&self.on_channel, Filter::CasesOnChannels),
            named(&self.starts_with, Filter::StartsWith),
            named(&self.ends_with, Filter::EndsWith),
            named(&self.contains, Filter::Contains),
            named(&self.never, Filter::CasesWithout),
            duration,
            named(&self.only_channel, Filter::Channels),
            named(&self.only, Filter::Activities),
            named(&self.without, Filter::WithoutActivities),
            self.coverage.map(Filter::VariantCoverage),
        ];
        let attributes = attributes.into_iter().map(|(name, values)| Filter::Attribute { name, values });
        attributes.chain(list.into_iter().flatten()).collect()
    }
}

fn zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::get(text).map_err(|error| error.to_string())
}

/// Says what was noticed while the file was read.
pub(super) fn noticed(reading: &Reading) {
    if reading.left_out > 0 {
        output::line(format_args!("{} of {} events could not be used.", reading.left_out, reading.read));
    }
    for finding in &reading.findings {
        output::line(format_args!("Noticed {} ×: {}.", finding.rows, finding.meaning));
    }
}
