//! `catsup journeys channels`: volumes, what follows where, resolution, containment, cost, hand-overs.

use catsup_app::journey_files::{ChannelQuestion, ChannelReport, Scope};
use clap::Args;

use super::source::{Source, noticed};
use super::values::{Length, Named, duration, p_value};
use crate::output::{self, Failure};

/// Answer questions about channels.
///
/// People are the cases of the file, or the values of --customer.
#[derive(Debug, Args)]
pub struct Channels {
    #[command(flatten)]
    source: Source,
    /// Within which times a later contact on another channel counts; may be given again [default: 1d 3d 7d].
    #[arg(long, value_name = "LENGTH")]
    window: Vec<Length>,
    /// Within which time a further contact means that the need was not met.
    #[arg(long, value_name = "LENGTH", default_value = "7d")]
    resolution_window: Length,
    /// Count only contacts with the same activity as being about the same.
    #[arg(long)]
    same_activity: bool,
    /// A value of a column that means that the need was met; may be given again.
    #[arg(long, value_name = "COLUMN=VALUE")]
    fulfilled: Vec<Named>,
    /// Tell volumes by this column too, such as the device; may be given again.
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// A channel on which people serve themselves; may be given again.
    #[arg(long, value_name = "CHANNEL")]
    self_service: Vec<String>,
    /// Column of the cost of a contact.
    #[arg(long, value_name = "COLUMN")]
    cost: Option<String>,
    /// The cost of a contact on a channel, where the contact itself does not say; may be given again.
    #[arg(long, value_name = "CHANNEL=COST")]
    channel_cost: Vec<Named>,
    /// Column of the organisation, for hand-overs.
    #[arg(long, value_name = "COLUMN")]
    organisation: Option<String>,
    /// The value that marks a contact as handed over, so that losses can be told.
    #[arg(long, value_name = "COLUMN=VALUE", requires = "organisation")]
    handed_over: Option<Named>,
    /// Confidence of intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
}

impl Channels {
    pub(super) fn run(self) -> Result<(), Failure> {
        let question = self.question()?;
        let report = self.source.open(Some(&question.attributes()))?.channels(&question)?;
        if self.source.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }

    fn question(&self) -> Result<ChannelQuestion, Failure> {
        let default = ChannelQuestion::default();
        let windows = self.window.iter().map(|window| window.micros).collect::<Vec<_>>();
        let mut outcome: Option<(String, Vec<String>)> = None;
        for Named { name, value } in &self.fulfilled {
            let (known, values) = outcome.get_or_insert_with(|| (name.clone(), vec![]));
            if known != name {
                return Err(format!("--fulfilled names two columns, “{known}” and “{name}”; give one").into());
            }
            values.push(value.clone());
        }
        let cost = |Named { name, value }: &Named| -> Result<(String, f64), Failure> {
            let cost = value.parse().map_err(|_| format!("“{value}” is no cost; write {name}=4.50"))?;
            Ok((name.clone(), cost))
        };
        Ok(ChannelQuestion {
            windows_micros: if windows.is_empty() { default.windows_micros } else { windows },
            resolution_micros: self.resolution_window.micros,
            scope: if self.same_activity { Scope::SameActivity } else { Scope::AnyContact },
            outcome,
            volumes_by: self.by.clone(),
            self_service: self.self_service.clone(),
            cost: self.cost.clone(),
            channel_costs: self.channel_cost.iter().map(cost).collect::<Result<_, _>>()?,
            organisation: self.organisation.clone(),
            handed_over: self.handed_over.clone().map(|named| (named.name, named.value)),
            confidence: self.confidence,
        })
    }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn print(report: &ChannelReport) {
    output::line(format_args!("{} contacts of {} people", report.contacts, report.cases));
    if report.without_customer > 0 {
        output::line(format_args!("{} events name no customer and are left out.", report.without_customer));
    }
    for volume in &report.volumes {
        output::line("");
        let rows: Vec<Vec<String>> = volume
            .values
            .iter()
            .map(|one| {
                let name = one.name.clone().unwrap_or_else(|| "(none)".to_owned());
                vec![name, one.contacts.to_string(), percent(one.share), one.cases.to_string()]
            })
            .collect();
        output::table(&[&volume.by, "contacts", "share", "people"], &rows);
    }
    output::line("");
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let rows: Vec<Vec<String>> = days
        .iter()
        .zip(report.weekday_hours.iter())
        .map(|(day, hours)| {
            let quarters = hours.chunks(6).map(|six| six.iter().sum::<u64>());
            let total = hours.iter().sum::<u64>();
            [(*day).to_owned()]
                .into_iter()
                .chain(quarters.chain([total]).map(|count| count.to_string()))
                .collect()
        })
        .collect();
    output::table(
        &[&format!("contacts ({})", report.zone), "0–6 h", "6–12 h", "12–18 h", "18–24 h", "all"],
        &rows,
    );
    follows(report);
    resolution(report);
    further(report);
    output::line("");
    noticed(&report.reading);
}

fn follows(report: &ChannelReport) {
    output::line("");
    let rows: Vec<Vec<String>> = report
        .follows
        .pairs
        .iter()
        .map(|pair| {
            vec![
                format!("{} → {}", pair.from, pair.to),
                duration(pair.window_seconds),
                percent(pair.probability.share),
                format!(
                    "{} to {}",
                    percent(pair.probability.interval.low),
                    percent(pair.probability.interval.high)
                ),
                percent(pair.base),
                format!("{:.2} ×", pair.lift),
                format!("{}{}", p_value(pair.adjusted_p_value), if pair.rough { " (rough)" } else { "" }),
            ]
        })
        .collect();
    output::table(&["within the window", "window", "share", "interval", "base", "lift", "adjusted p"], &rows);
    for window in &report.follows.windows {
        output::line(format_args!(
            "Within {}: told of {} contacts; {} more, near the end of the file, are left out.",
            duration(window.window_seconds),
            window.contacts,
            window.censored
        ));
    }
}

fn resolution(report: &ChannelReport) {
    output::line("");
    let found = &report.resolution;
    let all = std::iter::once((&found.overall, "all contacts"));
    let channels = found.by_channel.iter().map(|rates| (rates, "(no channel)"));
    let activities = found.by_activity.iter().map(|rates| (rates, "(no activity)"));
    let rows: Vec<Vec<String>> = all
        .chain(channels)
        .chain(activities)
        .map(|(rates, unnamed)| {
            let share = |share: Option<_>, read: fn(_) -> (f64, u64)| share.map(read);
            let text = |told: Option<(f64, u64)>| {
                told.map_or_else(|| "–".to_owned(), |(share, n)| format!("{} of {n}", percent(share)))
            };
            vec![
                rates.name.clone().unwrap_or_else(|| unnamed.to_owned()),
                text(share(rates.first_contact_resolution, |one| (one.share, one.n))),
                text(share(rates.repeat_contact, |one| (one.share, one.n))),
            ]
        })
        .collect();
    output::table(&["resolution", "met at first contact", "came back"], &rows);
    output::line(format_args!(
        "{} contacts near the end of the file are left out; of {} near its beginning it is not known whether they are first.",
        found.censored_at_the_end, found.censored_at_the_beginning
    ));
}

fn further(report: &ChannelReport) {
    if let Some(found) = &report.containment {
        output::line("");
        if let Some(share) = &found.contained {
            output::line(format_args!(
                "Self-service settles {} of its {} spells.",
                percent(share.share),
                share.n
            ));
        }
        if let Some(share) = &found.deflected {
            output::line(format_args!("{} of all demand is settled without staff.", percent(share.share)));
        }
        for (channel, spells) in &found.escaped_to {
            output::line(format_args!("{spells} spells went on to {channel}."));
        }
    }
    if let Some(found) = &report.cost {
        output::line("");
        if let Some(one) = &found.per_case {
            output::line(format_args!(
                "Serving one person costs {:.2} on average, {:.2} at the median; nine in ten at most {:.2} ({} people, {} more have contacts of unknown cost).",
                one.mean, one.median, one.p90, found.cases, found.cases_left_out
            ));
        }
        let rows: Vec<Vec<String>> = found
            .paths
            .iter()
            .take(10)
            .map(|path| {
                vec![
                    path.path.join(" → "),
                    path.cases.to_string(),
                    format!("{:.2}", path.mean),
                    format!("{:.2}", path.total),
                ]
            })
            .collect();
        output::table(&["path", "people", "cost of one", "cost"], &rows);
    }
    if let Some(found) = &report.hand_overs {
        output::line("");
        let rows: Vec<Vec<String>> = found
            .pairs
            .iter()
            .take(25)
            .map(|pair| {
                vec![
                    format!("{} → {}", pair.from, pair.to),
                    pair.count.to_string(),
                    duration(pair.wait.median),
                    duration(pair.wait.p90),
                    pair.returned.to_string(),
                ]
            })
            .collect();
        output::table(&["handed over", "times", "median wait", "p90", "came back"], &rows);
        for departure in &found.departures {
            if let Some(lost) = &departure.lost {
                output::line(format_args!(
                    "{}: {} of {} handed over never arrived.",
                    departure.from, lost.successes, lost.n
                ));
            }
        }
    }
}
