//! `catsup standards`: whether promised times are kept.

use std::{fs::File, path::PathBuf};

use catsup_app::standards::check::{self, CheckQuestion, CheckReport, Kept};
use catsup_model::calendar::{BusinessCalendar, Holidays, WeeklyHours, Within};
use clap::{Args, Subcommand, ValueEnum};
use jiff::{civil::Date, tz::TimeZone};

use super::model_figures::percent;
use crate::output::{self, Failure};

/// What can be asked about service standards.
#[derive(Debug, Subcommand)]
pub enum Standards {
    /// Tell how well a file of cases keeps a promised time; no installation is needed.
    ///
    /// Example: catsup standards check cases.csv --opened opened --closed closed --within 5 --by type
    Check(Check),
}

/// A file of cases and what is promised.
#[derive(Debug, Args)]
pub struct Check {
    /// The cases, one a row: CSV, TSV or XLSX; text also packed as .gz.
    file: PathBuf,
    /// Column of the opening.
    #[arg(long, value_name = "COLUMN")]
    opened: String,
    /// Column of the closing, blank while a case is open.
    #[arg(long, value_name = "COLUMN")]
    closed: String,
    /// The promised time: a number of business days, or such as “8 business hours”, “30 minutes”, “10 days”.
    #[arg(long, value_name = "TIME")]
    within: Within,
    /// Days on which time counts.
    #[arg(long, value_enum, default_value_t = Calendar::UsFederal)]
    calendar: Calendar,
    /// Hours of these days, such as 09:00-12:30,13:00-17:00; they matter for business hours only.
    #[arg(long, value_name = "HOURS", default_value = "09:00-17:00")]
    hours: String,
    /// Zone of the calendar, and of times that name none [default: UTC].
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<TimeZone>,
    /// Column by which cases are told apart.
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Tell open cases whose time was up at the end of this day.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// How the file writes times, such as %d.%m.%Y.
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Sheet of a workbook; the first one when absent.
    #[arg(long)]
    sheet: Option<String>,
    /// Confidence of intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Calendar {
    /// Monday to Friday but for US federal holidays.
    UsFederal,
    /// Monday to Friday.
    Weekdays,
    /// Every day.
    EveryDay,
}

impl Standards {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Check(check) => check.run(),
        }
    }
}

impl Check {
    fn run(self) -> Result<(), Failure> {
        let file = File::open(&self.file)
            .map_err(|error| format!("{} cannot be read: {error}", self.file.display()))?;
        let question = CheckQuestion {
            calendar: self.calendar()?,
            opened: self.opened,
            closed: self.closed,
            by: self.by,
            within: self.within,
            as_of: self.as_of,
            format: self.format,
            sheet: self.sheet,
            confidence: self.confidence,
        };
        let report = check::check(file, &question)?;
        if self.json {
            return output::json(&report);
        }
        print(&report, question.by.as_deref());
        Ok(())
    }

    fn calendar(&self) -> Result<BusinessCalendar, Failure> {
        let (worked, holidays) = match self.calendar {
            Calendar::UsFederal => (5, Holidays::UsFederal),
            Calendar::Weekdays => (5, Holidays::None),
            Calendar::EveryDay => (7, Holidays::None),
        };
        let blocks = catsup_model::calendar::Block::parse_day(&self.hours)?;
        let days = std::array::from_fn(|day| if day < worked { blocks.clone() } else { Vec::new() });
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        Ok(BusinessCalendar::new(zone, WeeklyHours::new(days)?, holidays))
    }
}

fn print(report: &CheckReport, by: Option<&str>) {
    output::line(format_args!(
        "{} rows; promised within {}",
        report.rows,
        report.within.to_string().replace('_', " ")
    ));
    let rows: Vec<_> = report
        .groups
        .iter()
        .map(|kept| row(kept.group.as_deref().unwrap_or("(none)"), kept))
        .chain([row("all", &report.all)])
        .collect();
    let first = by.unwrap_or("");
    output::table(
        &[first, "closed", "open", "overdue", "met", "share met", "interval", "median", "p80", "p90"],
        &rows,
    );
    output::line("Median, p80 and p90 in business days of closed cases; open ones are in no share.");
    for finding in &report.findings {
        output::line(format_args!("Noticed {} ×: {}.", finding.rows, finding.meaning));
    }
}

fn row(name: &str, kept: &Kept) -> Vec<String> {
    let days = |days: Option<f64>| days.map_or_else(|| "–".to_owned(), |days| format!("{days:.1}"));
    let interval =
        kept.interval.map(|interval| format!("{} to {}", percent(interval.low), percent(interval.high)));
    vec![
        name.to_owned(),
        kept.closed.to_string(),
        kept.open.to_string(),
        kept.overdue.map_or_else(|| "–".to_owned(), |overdue| overdue.to_string()),
        kept.met.to_string(),
        kept.share_met.map_or_else(|| "–".to_owned(), percent),
        interval.unwrap_or_else(|| "–".to_owned()),
        days(kept.median_business_days),
        days(kept.p80_business_days),
        days(kept.p90_business_days),
    ]
}

fn zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::get(text).map_err(|error| error.to_string())
}
