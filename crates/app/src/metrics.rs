//! The catalogue of measures: what each is, how it is computed, what it leaves out and where it comes from.
//!
//! The page `/desk/metrics` and `docs/measures.md` both show this catalogue, so that they cannot drift apart.

use std::{collections::BTreeMap, sync::LazyLock};

use catsup_model::{Language, Measure, Scale, Translated};
use serde::Deserialize;

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Catalogue {
    /// The measures, in the order shown to people.
    pub measures: Vec<Metric>,
    /// What holds for every measure.
    pub rules: Vec<Rule>,
    formulas: BTreeMap<String, Translated>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Metric {
    /// The measure.
    #[serde(rename = "code")]
    pub measure: Measure,
    /// What people are asked.
    pub asks: Translated,
    /// The scales it is asked on.
    pub scales: Vec<Scale>,
    /// Where it comes from.
    pub source: String,
    formulas: Vec<String>,
}

/// What holds for every measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// Its code, such as `suppression`; its name is the text `metric-rule-<code>`.
    pub code: String,
    /// The rule.
    pub text: Translated,
}

impl Catalogue {
    /// How a measure is computed: one formula per kind of scale.
    #[must_use]
    pub fn formulas(&self, metric: &Metric) -> Vec<&Translated> {
        metric.formulas.iter().filter_map(|name| self.formulas.get(name)).collect()
    }

    /// The measures and rules as Markdown in English, for the documents.
    #[must_use]
    pub fn markdown(&self) -> String {
        let english = |text: &Translated| text.get(Language::En).to_owned();
        let mut lines = vec!["| measure | asks | computed as | scale | source |".to_owned()];
        lines.push("| --- | --- | --- | --- | --- |".to_owned());
        for metric in &self.measures {
            let formulas: Vec<String> = self.formulas(metric).into_iter().map(english).collect();
            let scales: Vec<&str> = metric.scales.iter().map(|scale| scale.code()).collect();
            lines.push(format!(
                "| `{}` | {} | {} | {} | {} |",
                metric.measure,
                english(&metric.asks),
                formulas.join(" On thumbs: "),
                scales.join(", "),
                metric.source
            ));
        }
        lines.push(String::new());
        for rule in &self.rules {
            lines.push(format!("- **{}**: {}", rule.code.replace('-', " "), english(&rule.text)));
        }
        lines.join("\n")
    }
}

/// The catalogue of this program.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
        toml::from_str(include_str!("metrics/catalogue.toml")).expect("a test reads the catalogue")
    });
    &CATALOGUE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_entry_in_every_language() {
        let catalogue = catalogue();
        let listed: Vec<Measure> = catalogue.measures.iter().map(|metric| metric.measure).collect();
        assert_eq!(listed, Measure::ALL);
        for metric in &catalogue.measures {
            assert_eq!(catalogue.formulas(metric).len(), metric.formulas.len(), "{}", metric.measure);
        }
        let texts = catalogue
            .measures
            .iter()
            .map(|metric| &metric.asks)
            .chain(catalogue.rules.iter().map(|rule| &rule.text))
            .chain(catalogue.formulas.values());
        for text in texts {
            assert!(!text.get(Language::En).is_empty());
            assert_ne!(text.get(Language::En), text.get(Language::Es));
        }
    }

    #[test]
    fn the_document_says_what_the_catalogue_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/measures.md");
        let document = std::fs::read_to_string(path).expect("docs/measures.md is there");
        let markdown = catalogue().markdown();
        assert!(
            document.contains(&markdown),
            "docs/measures.md differs from the catalogue; put this between its markers:\n{markdown}"
        );
    }
}
