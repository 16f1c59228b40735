//! Branching: when a question or a page is asked, by the answers given before.
//!
//! A missing answer fulfils no test but `answered: false`: missing is missing, not zero. The browser evaluates the
//! same conditions in `conditions.js`; a property test holds the two against each other.

use serde::{Deserialize, Serialize};

/// When something is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// When every one of these holds.
    All {
        /// The conditions.
        all: Vec<Condition>,
    },
    /// When at least one of these holds.
    Any {
        /// The conditions.
        any: Vec<Condition>,
    },
    /// When an answer given before is such.
    Test(Test),
}

/// A test of one answer given before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Key of an earlier question, or `question.row` for one statement of a grid.
    pub question: String,
    /// What its answer must be.
    #[serde(flatten)]
    pub is: Is,
}

/// What an answer must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    /// One of these values of a scale, or one of these numbers.
    Values(Vec<i64>),
    /// One of these choices was taken.
    Choices(Vec<String>),
    /// Something was chosen, and none of these choices.
    NoneOf(Vec<String>),
    /// A number or value of at least this.
    AtLeast(i64),
    /// A number or value of at most this.
    AtMost(i64),
    /// Whether there is an answer at all.
    Answered(bool),
}

/// An answer as conditions see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given<'a> {
    /// A number or a value of a scale.
    Value(i64),
    /// The keys of the choices taken; never empty.
    Choices(Vec<&'a str>),
    /// A text.
    Text(&'a str),
}

impl Condition {
    /// A single test of the values of a scale.
    #[must_use]
    pub fn values(question: impl Into<String>, values: impl Into<Vec<i64>>) -> Self {
        Self::Test(Test { question: question.into(), is: Is::Values(values.into()) })
    }

    /// Whether the condition holds; `given` tells the answer to a question, `None` when there is none.
    pub fn holds<'a>(&self, given: &impl Fn(&str) -> Option<Given<'a>>) -> bool {
        match self {
            Self::All { all } => all.iter().all(|one| one.holds(given)),
            Self::Any { any } => any.iter().any(|one| one.holds(given)),
            Self::Test(test) => test.holds(given(&test.question).as_ref()),
        }
    }

    /// Every test within, in order.
    #[must_use]
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All { all: within } | Self::Any { any: within } => {
                within.iter().flat_map(Self::tests).collect()
            }
            Self::Test(test) => vec![test],
        }
    }
}

impl Test {
    fn holds(&self, given: Option<&Given<'_>>) -> bool {
        let Some(given) = given else { return self.is == Is::Answered(false) };
        match (&self.is, given) {
            (Is::Answered(answered), _) => *answered,
            (Is::Values(values), Given::Value(value)) => values.contains(value),
            (Is::AtLeast(low), Given::Value(value)) => value >= low,
            (Is::AtMost(high), Given::Value(value)) => value <= high,
            (Is::Choices(keys), Given::Choices(taken)) => taken.iter().any(|key| contains(keys, key)),
            (Is::NoneOf(keys), Given::Choices(taken)) => !taken.iter().any(|key| contains(keys, key)),
            _ => false,
        }
    }
}

fn contains(keys: &[String], key: &str) -> bool {
    keys.iter().any(|known| known == key)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(condition: serde_json::Value, given: &[(&str, Given<'_>)]) -> bool {
        let condition: Condition = serde_json::from_value(condition).unwrap();
        condition
            .holds(&|question| given.iter().find(|(key, _)| *key == question).map(|(_, given)| given.clone()))
    }

    #[test]
    fn a_missing_answer_is_not_zero() {
        assert!(!holds(json!({"question": "age", "at_most": 15}), &[]));
        assert!(!holds(json!({"question": "why", "none_of": ["cost"]}), &[]));
        assert!(holds(json!({"question": "age", "answered": false}), &[]));
        assert!(holds(json!({"question": "age", "at_most": 15}), &[("age", Given::Value(0))]));
    }

    #[test]
    fn conditions_combine() {
        let condition = json!({"all": [
            {"question": "trust", "values": [1, 2]},
            {"any": [{"question": "why", "choices": ["cost"]}, {"question": "why", "none_of": ["cost", "time"]}]},
        ]});
        let low = ("trust", Given::Value(2));
        assert!(holds(condition.clone(), &[low.clone(), ("why", Given::Choices(vec!["time", "cost"]))]));
        assert!(holds(condition.clone(), &[low.clone(), ("why", Given::Choices(vec!["place"]))]));
        assert!(!holds(condition.clone(), &[low, ("why", Given::Choices(vec!["time"]))]));
        assert!(!holds(condition, &[("why", Given::Choices(vec!["cost"]))]));
    }

    #[test]
    fn a_condition_reads_back_as_it_was_written() {
        for text in [
            r#"{"question":"a","values":[1,2]}"#,
            r#"{"any":[{"question":"a.b","at_least":3},{"question":"c","answered":true}]}"#,
        ] {
            let condition: Condition = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&condition).unwrap(), text);
        }
    }
}
