//! `catsup pathmodel`: a path model of satisfaction and trust, estimated on a table of answers.

use std::{fs::File, path::PathBuf};

use catsup_app::path_models::{
    self, GroupsReport, Missing, ModelFile, PathModelQuestion, PathModelReport, READY, Scheme,
};
use clap::{Args, ValueEnum};

use super::model_figures::{Ends, decimals, optional, p_value, percent, range, signed};
use crate::output::{self, Failure};

/// Estimate a path model of satisfaction and trust on a table of answers.
///
/// Partial least squares, the family of the ACSI: weights, reliability, paths, total effects, performance.
/// Reads CSV, TSV and XLSX. Models that come with the program: federal, acsi-government; --print-model writes
/// one out to start your own from.
///
/// Example: catsup pathmodel answers.csv --model model.toml --bootstrap 5000
#[derive(Debug, Args)]
pub struct PathModel {
    /// The table of answers, one row per response.
    #[arg(required_unless_present = "print_model")]
    file: Option<PathBuf>,
    /// A model file, or the name of a model that comes with the program.
    #[arg(long, value_name = "MODEL")]
    model: String,
    /// Resamples for standard errors and intervals; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 0)]
    bootstrap: usize,
    /// Seed of resamples and permutations.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Confidence of every interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Inner scheme, in place of the one in the model file.
    #[arg(long)]
    scheme: Option<InnerScheme>,
    /// Correct paths and loadings for unreliability (consistent PLS).
    #[arg(long)]
    consistent: bool,
    /// What becomes of missing answers.
    #[arg(long, default_value = "listwise")]
    missing: MissingAnswers,
    /// Iterations end when no weight changes by as much.
    #[arg(long, default_value_t = 1e-12)]
    tolerance: f64,
    /// Latent variable that importance speaks of; the model's own, or else its last.
    #[arg(long)]
    target: Option<String>,
    /// Ends of the answer scale where the model file does not say; the lowest and highest answer seen when
    /// absent.
    #[arg(long, value_name = "LOW,HIGH")]
    scale: Option<Ends>,
    /// Column that says which group a row belongs to: paths are compared between groups by permutation.
    #[arg(long, value_name = "COL")]
    group: Option<String>,
    /// Sheet of a workbook; the first one when absent.
    #[arg(long)]
    sheet: Option<String>,
    /// Print the model file and read no answers.
    #[arg(long)]
    print_model: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum InnerScheme {
    Centroid,
    Factorial,
    Path,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MissingAnswers {
    /// Leave out rows that lack an answer.
    Listwise,
    /// Let the mean of the item stand in.
    Mean,
    /// Take each correlation from the rows that answer both items.
    Pairwise,
}

impl PathModel {
    pub(super) fn run(self) -> Result<(), Failure> {
        let text = match READY.iter().find(|ready| ready.name == self.model) {
            Some(ready) => ready.text.to_owned(),
            None => {
                std::fs::read_to_string(&self.model).map_err(|error| unknown_model(&self.model, &error))?
            }
        };
        let mut model = ModelFile::parse(&text)?;
        let Some(path) = self.file.filter(|_| !self.print_model) else {
            output::line(text.trim_end());
            return Ok(());
        };
        if let Some(scheme) = self.scheme {
            model = model.with_scheme(match scheme {
                InnerScheme::Centroid => Scheme::Centroid,
                InnerScheme::Factorial => Scheme::Factorial,
                InnerScheme::Path => Scheme::Path,
            });
        }
        let question = PathModelQuestion {
            consistent: self.consistent,
            missing: match self.missing {
                MissingAnswers::Listwise => Missing::Listwise,
                MissingAnswers::Mean => Missing::Mean,
                MissingAnswers::Pairwise => Missing::Pairwise,
            },
            tolerance: self.tolerance,
            resamples: self.bootstrap,
            seed: self.seed,
            confidence: self.confidence,
            target: self.target,
            scale: self.scale.map(|ends| (ends.low, ends.high)),
            group: self.group,
            ..PathModelQuestion::new(model)
        };
        let file =
            File::open(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let report = path_models::estimate_table(file, self.sheet.as_deref(), &question)?;
        if self.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }
}

fn unknown_model(model: &str, error: &std::io::Error) -> String {
    let known: Vec<&str> = READY.iter().map(|ready| ready.name).collect();
    format!("{model} is neither a model file ({error}) nor one of the program's models: {}", known.join(", "))
}

fn print(report: &PathModelReport) {
    let left_out = match report.rows_left_out {
        0 => String::new(),
        rows => format!(", {rows} more left out for missing answers"),
    };
    output::line(format_args!(
        "Path model of {} latent variables: {} responses{left_out}; weights settled in {} iterations",
        report.latent.len(),
        report.n,
        report.iterations
    ));
    output::line("");
    latents(report);
    output::line("");
    paths(report);
    output::line("");
    effects(report);
    output::line("");
    items(report);
    if let Some(groups) = &report.groups {
        output::line("");
        compared(groups);
    }
    output::line("");
    sentences(report);
}

fn latents(report: &PathModelReport) {
    let rows: Vec<Vec<String>> = report
        .latent
        .iter()
        .map(|one| {
            vec![
                one.name.clone(),
                optional(one.r2),
                optional(one.adj_r2),
                decimals(one.ave),
                optional(one.alpha),
                optional(one.rho_a),
                optional(one.rho_c),
                format!("{:.1}", one.performance),
                optional(one.importance),
            ]
        })
        .collect();
    let importance = format!("importance for {}", report.target);
    output::table(
        &["latent variable", "R²", "adj. R²", "AVE", "alpha", "rho_A", "rho_C", "performance", &importance],
        &rows,
    );
}

/// The columns that resampling adds: none without it.
fn spread(spread: Option<&path_models::Spread>) -> Vec<String> {
    spread.map_or_else(Vec::new, |spread| {
        let bias_corrected = match (spread.bca_low, spread.bca_high) {
            (Some(low), Some(high)) => range(low, high),
            _ => "–".to_owned(),
        };
        let verdict = if spread.significant { "" } else { "not significant" };
        vec![decimals(spread.se), range(spread.low, spread.high), bias_corrected, verdict.to_owned()]
    })
}

/// The names of those columns.
fn spread_header(report: &PathModelReport) -> &'static [&'static str] {
    if report.bootstrap.is_some() { &["se", "interval", "BCa interval", ""] } else { &[] }
}

fn paths(report: &PathModelReport) {
    let rows: Vec<Vec<String>> = report
        .paths
        .iter()
        .map(|one| {
            let mut row = vec![
                format!("{} → {}", one.from, one.to),
                decimals(one.coefficient),
                decimals(one.f2),
                format!("{:.1}", one.vif),
            ];
            row.extend(spread(one.spread.as_ref()));
            row
        })
        .collect();
    output::table(&[&["path", "coefficient", "f²", "VIF"], spread_header(report)].concat(), &rows);
}

fn effects(report: &PathModelReport) {
    let rows: Vec<Vec<String>> = report
        .total_effects
        .iter()
        .map(|one| {
            let mut row = vec![
                format!("{} → {}", one.from, one.to),
                decimals(one.effect),
                decimals(one.direct),
                decimals(one.indirect),
            ];
            row.extend(spread(one.spread.as_ref()));
            row
        })
        .collect();
    output::table(&[&["total effect", "total", "direct", "indirect"], spread_header(report)].concat(), &rows);
}

fn items(report: &PathModelReport) {
    let rows: Vec<Vec<String>> = report
        .items
        .iter()
        .map(|one| {
            let vif = one.vif.map_or_else(|| "–".to_owned(), |vif| format!("{vif:.1}"));
            vec![
                format!("{} · {}", one.latent, one.item),
                decimals(one.weight),
                decimals(one.loading),
                decimals(one.communality),
                vif,
            ]
        })
        .collect();
    output::table(&["item", "weight", "loading", "communality", "VIF"], &rows);
}

fn compared(groups: &GroupsReport) {
    let rows = groups.differences.iter().map(|one| {
        vec![
            format!("{} → {}", one.from, one.to),
            format!("{} − {}", one.first, one.second),
            signed(one.difference),
            p_value(one.p),
            p_value(one.p_adjusted),
        ]
    });
    output::table(&["path", "groups", "difference", "p", "p adjusted"], &rows.collect::<Vec<_>>());
    for group in &groups.too_small {
        output::line(format_args!(
            "{} is too small to be compared: {} responses of {} needed.",
            group.name, group.n, group.needed
        ));
    }
}

/// What the tables say, for whoever reads no tables.
fn sentences(report: &PathModelReport) {
    let strongest = report
        .latent
        .iter()
        .filter_map(|one| one.importance.map(|importance| (one, importance)))
        .max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
    if let Some((one, importance)) = strongest {
        output::line(format_args!(
            "{} moves {} most: a point of 100 more goes with {} points, through all its paths; it stands at {:.0} of 100.",
            one.name,
            report.target,
            signed(importance),
            one.performance
        ));
    }
    let doubtful: Vec<String> = report
        .paths
        .iter()
        .filter(|one| one.spread.is_some_and(|spread| !spread.significant))
        .map(|one| format!("{} → {}", one.from, one.to))
        .collect();
    match &report.bootstrap {
        None => output::line("Intervals need --bootstrap 1000 or more."),
        Some(bootstrap) => {
            if !doubtful.is_empty() {
                output::line(format_args!(
                    "Not significant at {}, and shown all the same: {}.",
                    percent(bootstrap.confidence),
                    doubtful.join(", ")
                ));
            }
            output::line(format_args!(
                "{} resamples, {} not converged, {} without figures.",
                bootstrap.resamples, bootstrap.not_converged, bootstrap.failed
            ));
        }
    }
    for pair in report.htmt.iter().filter(|pair| pair.value > 0.9) {
        output::line(format_args!(
            "{} and {} are hardly told apart by their items (HTMT {}).",
            pair.first,
            pair.second,
            decimals(pair.value)
        ));
    }
}
