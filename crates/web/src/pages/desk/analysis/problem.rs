//! Why a file, a model or answers do not allow an analysis, in the reader's language.

use catsup_app::{Error, Fact, FieldError as Refused};

use crate::{error::PageError, i18n::Translator};

/// The codes of reasons that the catalogue tells, each as `unfit-…`.
const TOLD: [&str; 38] = [
    "circle",
    "constant",
    "determined",
    "disconnected",
    "explains-itself",
    "inadmissible",
    "model-name",
    "model-syntax",
    "model-unknown",
    "no-columns",
    "no-common-rows",
    "no-items",
    "no-predictors",
    "no-rows",
    "no-variance",
    "not-a-number",
    "not-converged",
    "off-scale",
    "perfect-fit",
    "repeated-column",
    "repeated-item",
    "repeated-path",
    "rise",
    "same-group",
    "scale",
    "separation",
    "too-few",
    "too-few-events",
    "too-few-groups",
    "too-many-predictors",
    "too-many-resamples",
    "too-much-work",
    "unknown-column",
    "unknown-group",
    "unknown-item",
    "unreadable-file",
    "unreadable-row",
    "unreliable",
];

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// The reason in the reader's language.
    pub(super) told: String,
    /// What a reader of files said of it, in English; empty where all is told.
    pub(super) detail: String,
}

impl Problem {
    /// Tells a refusal.
    pub(super) fn of(t: Translator, error: &Refused) -> Self {
        let fact = |name| error.facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| fact);
        let known = TOLD.into_iter().find(|code| *code == error.code);
        let said = t.name("unfit", known.unwrap_or("other"));
        let said = error.facts.iter().fold(said, |said, (name, fact)| match fact {
            Fact::Text(text) => said.arg(name, text),
            Fact::Count(count) => said.arg(name, *count),
        });
        let detail = match (known, fact("detail")) {
            (_, Some(Fact::Text(detail))) => detail.clone(),
            (None | Some("unreadable-file" | "unreadable-row"), _) => error.reason.clone(),
            _ => String::new(),
        };
        Self { told: said.to_string(), detail }
    }

    /// Tells what was refused; what is not the fault of file or model goes on to its page.
    pub(super) fn all(t: Translator, error: Error) -> Result<Vec<Self>, PageError> {
        match error {
            Error::Invalid(fields) => Ok(fields.iter().map(|field| Self::of(t, field)).collect()),
            other => Err(other.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    /// Every variable that a reason of this code may have.
    fn sample(code: &'static str) -> Refused {
        let texts = [
            "name",
            "known",
            "first",
            "second",
            "path",
            "column",
            "cell",
            "low",
            "high",
            "value",
            "correlation",
        ];
        let counts = [
            "n",
            "needed",
            "missing",
            "predictors",
            "found",
            "limit",
            "iterations",
            "line",
            "row",
            "rows",
            "columns",
            "resamples",
            "most",
        ];
        let error = Refused::new("model", code, "a reason in English");
        let error = texts.into_iter().fold(error, |error, name| error.with(name, "ease"));
        counts.into_iter().fold(error, |error, name| error.with(name, 7_u64))
    }

    #[test]
    fn every_reason_is_told_in_every_language() {
        for language in Language::ALL {
            let t = Translator::new(language);
            for code in TOLD {
                // A variable without a value shows itself in braces.
                let problem = Problem::of(t, &sample(code));
                assert!(!problem.told.contains('{'), "{code}: {}", problem.told);
                assert_eq!(problem.detail.is_empty(), !code.starts_with("unreadable-"), "{code}");
            }
        }
    }

    #[test]
    fn what_no_catalogue_tells_keeps_its_reason_in_english() {
        let problem = Problem::of(Translator::new(Language::Es), &sample("options"));
        assert_eq!(problem.detail, "a reason in English");
        assert_ne!(problem.told, "");
    }

    #[test]
    fn a_cell_that_is_no_number_is_named_in_spanish_too() {
        let error = Refused::new("row 3, column trust", "not-a-number", "“very” is not a number");
        let error = error.with("row", 3_u64).with("column", "trust").with("cell", "very");
        let told = Problem::of(Translator::new(Language::Es), &error).told;
        assert!(told.contains("Fila 3") && told.contains("trust") && told.contains("“very”"), "{told}");
    }
}
