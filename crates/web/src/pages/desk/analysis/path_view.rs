//! An estimated path model as a picture, tables and words: the same for responses and for a file.

use catsup_app::path_models::{Mode, PathModelReport, Spread};

use super::driver_view::interval;
use crate::{
    charts::{PathArrow, PathDiagram, PathNode},
    i18n::Translator,
};

/// The usual rules of thumb (Hair et al., 2019): a block explains half of its items, and they agree.
const ENOUGH_EXTRACTED: f64 = 0.5;
const ENOUGH_RELIABLE: f64 = 0.7;

/// One estimated path model.
#[derive(Debug)]
pub(super) struct PathView {
    pub n: u64,
    pub left_out: u64,
    pub missing: u64,
    pub iterations: usize,
    pub scheme: String,
    pub method: String,
    pub target: String,
    pub verdict: String,
    pub diagram: PathDiagram,
    pub resampled: Option<String>,
    pub paths: Vec<PathRow>,
    pub effects: Vec<PathRow>,
    pub latents: Vec<LatentRow>,
    pub items: Vec<[String; 5]>,
    /// Latent variables below the usual rules of thumb.
    pub weak: String,
}

/// One path or total effect, every number in words.
#[derive(Debug)]
pub(super) struct PathRow {
    pub from: String,
    pub to: String,
    pub figure: String,
    pub error: String,
    pub interval: String,
    pub corrected: String,
    /// f² of a path, the direct part of an effect.
    pub more: String,
    pub clear: bool,
}

/// One latent variable, every number in words.
#[derive(Debug)]
pub(super) struct LatentRow {
    pub name: String,
    pub mode: &'static str,
    pub r2: String,
    pub ave: String,
    pub rho_c: String,
    pub alpha: String,
    pub performance: String,
    pub importance: String,
}

impl PathView {
    /// Of a report, with names as people read them.
    pub fn new(t: Translator, report: &PathModelReport, named: impl Fn(&str) -> String) -> Self {
        let row = |from: &str, to: &str, figure: f64, spread: Option<Spread>, more: f64| PathRow {
            from: named(from),
            to: named(to),
            figure: t.signed(figure, 3),
            error: spread.map_or_else(|| "–".to_owned(), |one| t.decimal(one.se, 3)),
            interval: spread.map_or_else(|| "–".to_owned(), |one| interval(t, one.low, one.high, 3)),
            corrected: spread
                .and_then(|one| Some(interval(t, one.bca_low?, one.bca_high?, 3)))
                .unwrap_or_else(|| "–".to_owned()),
            more: t.decimal(more, 3),
            // Without resampling nothing is known about chance, and nothing is said.
            clear: spread.is_none_or(|one| one.significant),
        };
        let paths =
            report.paths.iter().map(|one| row(&one.from, &one.to, one.coefficient, one.spread, one.f2));
        let effects = report
            .total_effects
            .iter()
            .map(|one| row(&one.from, &one.to, one.effect, one.spread, one.direct));
        let item = |one: &catsup_app::path_models::ItemReport| {
            [
                named(&one.latent),
                one.item.clone(),
                t.decimal(one.weight, 3),
                t.decimal(one.loading, 3),
                one.spread.map_or_else(|| "–".to_owned(), |one| interval(t, one.low, one.high, 3)),
            ]
        };
        Self {
            n: report.n,
            left_out: report.rows_left_out,
            missing: report.missing_answers,
            iterations: report.iterations,
            scheme: t.name("paths-scheme", code(report.scheme)).to_string(),
            method: t.name("paths-method", code(report.method)).to_string(),
            target: named(&report.target),
            verdict: verdict(t, report, &named),
            diagram: diagram(t, report, &named),
            resampled: report.bootstrap.as_ref().map(|one| {
                t.say("paths-resampled")
                    .arg("resamples", one.resamples)
                    .arg("used", one.used)
                    .arg("not_converged", one.not_converged)
                    .arg("failed", one.failed)
                    .to_string()
            }),
            paths: paths.collect(),
            effects: effects.collect(),
            latents: latents(t, report, &named),
            items: report.items.iter().map(item).collect(),
            weak: weak(report, &named),
        }
    }
}

/// The name of an enumeration's value as files write it.
fn code(value: impl serde::Serialize) -> &'static str {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => match text.as_str() {
            "centroid" => "centroid",
            "factorial" => "factorial",
            "path" => "path",
            "consistent" => "consistent",
            _ => "traditional",
        },
        _ => "traditional",
    }
}

fn latents(t: Translator, report: &PathModelReport, named: &impl Fn(&str) -> String) -> Vec<LatentRow> {
    let known = |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), |value| t.decimal(value, 3));
    let row = |one: &catsup_app::path_models::LatentReport| LatentRow {
        name: named(&one.name),
        mode: if one.mode == Mode::A { "A" } else { "B" },
        r2: known(one.r2),
        ave: t.decimal(one.ave, 3),
        rho_c: known(one.rho_c),
        alpha: known(one.alpha),
        performance: t.decimal(one.performance, 1),
        importance: known(one.importance),
    };
    report.latent.iter().map(row).collect()
}

/// Blocks of several items that do not measure one thing by the usual rules of thumb.
fn weak(report: &PathModelReport, named: &impl Fn(&str) -> String) -> String {
    let several = |name: &str| report.items.iter().filter(|item| item.latent == name).count() > 1;
    let weak = report.latent.iter().filter(|one| {
        one.mode == Mode::A
            && several(&one.name)
            && (one.ave < ENOUGH_EXTRACTED || one.rho_c.is_some_and(|rho| rho < ENOUGH_RELIABLE))
    });
    weak.map(|one| named(&one.name)).collect::<Vec<_>>().join(", ")
}

/// The strongest lever on the target, and how much of it the model explains.
fn verdict(t: Translator, report: &PathModelReport, named: &impl Fn(&str) -> String) -> String {
    let onto = report.total_effects.iter().filter(|one| one.to == report.target);
    let clear = onto.filter(|one| one.spread.is_none_or(|spread| spread.significant));
    let strongest = clear.max_by(|one, other| one.effect.abs().total_cmp(&other.effect.abs()));
    let explained = report.latent.iter().find(|one| one.name == report.target).and_then(|one| one.r2);
    let mut said = match strongest {
        Some(effect) => t
            .say("paths-verdict")
            .arg("driver", named(&effect.from))
            .arg("target", named(&report.target))
            .arg("effect", t.decimal(effect.effect, 2))
            .to_string(),
        None => t.say("paths-verdict-none").arg("target", named(&report.target)).to_string(),
    };
    if let Some(r2) = explained {
        said.push(' ');
        let share =
            t.say("paths-explained").arg("share", t.percent(r2, 0)).arg("target", named(&report.target));
        said.push_str(&share.to_string());
    }
    said
}

fn diagram(t: Translator, report: &PathModelReport, named: &impl Fn(&str) -> String) -> PathDiagram {
    let place = |name: &str| report.latent.iter().position(|one| one.name == name);
    let node = |one: &catsup_app::path_models::LatentReport| PathNode {
        label: named(&one.name),
        note: one.r2.map_or_else(String::new, |r2| format!("R² {}", t.decimal(r2, 2))),
    };
    let arrows = report.paths.iter().filter_map(|one| {
        Some(PathArrow {
            from: place(&one.from)?,
            to: place(&one.to)?,
            coefficient: one.coefficient,
            label: t.decimal(one.coefficient, 2),
            clear: one.spread.is_none_or(|spread| spread.significant),
        })
    });
    let arrows: Vec<PathArrow> = arrows.collect();
    let unclear = arrows.iter().filter(|arrow| !arrow.clear).count();
    PathDiagram {
        title: t.say("paths-diagram").to_string(),
        summary: t
            .say("paths-diagram-summary")
            .arg("paths", arrows.len())
            .arg("variables", report.latent.len())
            .arg("unclear", unclear)
            .to_string(),
        nodes: report.latent.iter().map(node).collect(),
        arrows,
    }
}
