//! `catsup stats`: figures from numbers and files, without an installation. One file a subcommand: it reads flags into
//! an operation of `catsup_app::calculations` and hands that to [`present`].

mod agreement;
mod chart;
mod compare;
mod counts;
mod effects;
mod forecast;
mod groups;
mod league;
mod likert;
mod nps;
mod planning;
mod proportion;
mod rake;
mod run;
mod weighted;

use catsup_app::calculations::{self, Calculated, Operation};
use clap::Subcommand;

use crate::output::{self, Failure};

/// What can be computed.
#[derive(Debug, Subcommand)]
pub enum Stats {
    /// A share with its intervals.
    ///
    /// Example: catsup stats proportion --successes 7 --n 10
    Proportion(proportion::Proportion),
    /// A question on a scale: mean, median, shares, each with its interval.
    ///
    /// Example: catsup stats likert --counts 3,5,12,40,61
    Likert(likert::Likert),
    /// The net promoter score.
    ///
    /// Example: catsup stats nps --detractors 20 --passives 30 --promoters 50
    Nps(nps::Nps),
    /// Two shares, two groups on a scale, or two net promoter scores.
    ///
    /// Example: catsup stats compare shares 56/70 48/80
    #[command(subcommand)]
    Compare(compare::Compare),
    /// Many groups of a file on one scale, each and in pairs.
    ///
    /// Example: catsup stats groups answers.csv --group channel --value trust
    Groups(groups::Groups),
    /// Organisations, services or offices side by side, fairly: limits, estimates, ranks.
    ///
    /// Example: catsup stats league answers.csv --group office --value trust
    League(league::League),
    /// How many responses a figure needs.
    ///
    /// Example: catsup stats sample-size --margin 0.03 --population 5000
    SampleSize(planning::SampleSize),
    /// How many responses a comparison needs, or what it can show with those there are.
    ///
    /// Example: catsup stats power --shares 0.80,0.75 --n 1000,1000
    Power(planning::Power),
    /// Weights that make the respondents of a file agree with the population.
    ///
    /// Example: catsup stats rake answers.csv --targets targets.toml --out weighted.csv
    Rake(rake::Rake),
    /// Figures of answers that carry weights.
    ///
    /// Example: catsup stats weighted weighted.csv --value trust --top-from 4
    Weighted(weighted::Weighted),
    /// Whether the respondents of a file are like the population.
    ///
    /// Example: catsup stats nonresponse answers.csv --targets targets.toml
    Nonresponse(weighted::NonResponse),
    /// Agreement of two reviewers beyond chance.
    ///
    /// Example: catsup stats kappa reviews.csv --first ann --second bo
    Kappa(agreement::Kappa),
    /// Agreement of any number of reviewers, with missing ratings (Krippendorff's alpha).
    ///
    /// Example: catsup stats agreement reviews.csv --raters ann,bo,cy --level ordinal
    Agreement(agreement::Agreement),
    /// Whether several questions measure one thing (Cronbach's alpha, McDonald's omega).
    ///
    /// Example: catsup stats reliability answers.csv --items trust1,trust2,trust3
    Reliability(agreement::Reliability),
    /// A control chart of a series: what is ordinary variation, and where something changed.
    ///
    /// Example: catsup stats chart months.csv --value score --baseline 12
    Chart(chart::Chart),
    /// How a series goes on, with intervals.
    ///
    /// Example: catsup stats forecast calls.csv --value calls --period 7 --horizon 14 --not-negative
    Forecast(forecast::Forecast),
    /// Whether a series changed when something was done (interrupted time series).
    ///
    /// Example: catsup stats its months.csv --value score --change-at 20
    Its(effects::Its),
    /// Whether a mean changed more where something was done than where nothing was (difference in differences).
    ///
    /// Example: catsup stats did --treated-before 12,18,30,60,80 --treated-after 8,12,25,70,110 --control-before 15,20,35,70,60 --control-after 14,18,33,72,65
    Did(effects::Did),
    /// Evaluate a list of operations in JSON; prints a list of result objects in the same order.
    ///
    /// Example: catsup stats run operations.json
    Run(run::Run),
    /// List the operations of `stats run`, each with its inputs.
    ///
    /// Example: catsup stats operations
    Operations {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Stats {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Proportion(command) => command.run(),
            Self::Likert(command) => command.run(),
            Self::Nps(command) => command.run(),
            Self::Compare(command) => command.run(),
            Self::Groups(command) => command.run(),
            Self::League(command) => command.run(),
            Self::SampleSize(command) => command.run(),
            Self::Power(command) => command.run(),
            Self::Rake(command) => command.run(),
            Self::Weighted(command) => command.run(),
            Self::Nonresponse(command) => command.run(),
            Self::Kappa(command) => command.run(),
            Self::Agreement(command) => command.run(),
            Self::Reliability(command) => command.run(),
            Self::Chart(command) => command.run(),
            Self::Forecast(command) => command.run(),
            Self::Its(command) => command.run(),
            Self::Did(command) => command.run(),
            Self::Run(command) => command.run(),
            Self::Operations { json } => operations(json),
        }
    }
}

/// Computes an operation and prints it: the object with every digit, or the table and its sentence.
fn present(operation: &impl Operation, json: bool) -> Result<(), Failure> {
    show(&calculations::calculate(operation)?, json)
}

fn show(calculated: &Calculated, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&calculated.object);
    }
    let reading = &calculated.reading;
    let header: Vec<&str> = reading.header.iter().map(String::as_str).collect();
    output::table(&header, &reading.rows);
    output::line("");
    output::line(&reading.sentence);
    Ok(())
}

/// As [`present`] for answers from a file, with the rows that could not be used: `left_out` in the object.
fn present_of_file(operation: &impl Operation, left_out: u64, why: &str, json: bool) -> Result<(), Failure> {
    show_of_file(calculations::calculate(operation)?, left_out, why, json)
}

fn show_of_file(mut calculated: Calculated, left_out: u64, why: &str, json: bool) -> Result<(), Failure> {
    calculated.object.insert("left_out".to_owned(), left_out.into());
    show(&calculated, json)?;
    if left_out > 0 && !json {
        let rows = if left_out == 1 { "row" } else { "rows" };
        output::line(format_args!("{left_out} {rows} left out: {why}"));
    }
    Ok(())
}

fn operations(json: bool) -> Result<(), Failure> {
    let descriptions = calculations::descriptions();
    if json {
        return output::json(&descriptions);
    }
    for description in descriptions {
        output::line(format_args!("{}: {}", description.op, description.summary));
        output::line(format_args!("    {}", description.inputs.join(", ")));
    }
    Ok(())
}
