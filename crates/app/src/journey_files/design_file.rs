//! A designed journey in a file: its steps in order, in TOML or JSON.

use catsup_journeys::{Design, DesignedStep, Need, Repeat};
use serde::{Deserialize, Serialize};

use crate::{Error, fields::invalid};

/// A designed journey as a file keeps it.
///
/// In TOML, each step is a table `[[step]]`; in JSON, `{"name": …, "step": [{"activity": …}, …]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignFile {
    /// The name of the journey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The steps, in order.
    pub step: Vec<StepFile>,
}

/// A step of a designed journey as a file keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// The activity by which the log knows the step.
    pub activity: String,
    /// Whether it may be left out.
    #[serde(default)]
    pub optional: bool,
    /// Whether it may happen several times in a row.
    #[serde(default)]
    pub repeatable: bool,
}

impl DesignFile {
    /// Reads a file: JSON when its first character is `{`, else TOML.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is neither, or has no steps.
    pub fn read(text: &str) -> Result<Self, Error> {
        let wrong = |reason: String| invalid("model", "unreadable-model", reason);
        let found: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?
        } else {
            toml::from_str(text).map_err(|error| wrong(error.to_string()))?
        };
        if found.step.is_empty() {
            return Err(wrong("the designed journey has no steps".to_owned()));
        }
        Ok(found)
    }

    /// The design.
    #[must_use]
    pub fn design(&self) -> Design {
        let step = |step: &StepFile| DesignedStep {
            activity: step.activity.clone(),
            need: if step.optional { Need::Optional } else { Need::Required },
            repeat: if step.repeatable { Repeat::Repeatable } else { Repeat::Once },
        };
        Design { steps: self.step.iter().map(step).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_say_the_same() {
        let toml = "name = \"Permit\"\n[[step]]\nactivity = \"apply\"\n[[step]]\nactivity = \"ask\"\noptional = true\nrepeatable = true\n";
        let json = r#"{"name": "Permit", "step": [{"activity": "apply"}, {"activity": "ask", "optional": true, "repeatable": true}]}"#;
        let read = DesignFile::read(toml).unwrap();
        assert_eq!(read, DesignFile::read(json).unwrap());
        assert_eq!(
            (read.design().steps[1].need, read.design().steps[0].need),
            (Need::Optional, Need::Required)
        );
    }

    #[test]
    fn a_file_that_is_no_design_is_refused() {
        for text in [
            "",
            "step = []",
            "[[step]]\nname = \"a\"",
            "{\"step\": 1}",
            "[[step]]\nactivity = \"a\"\noptinal = true",
        ] {
            assert!(DesignFile::read(text).is_err(), "{text}");
        }
    }
}
