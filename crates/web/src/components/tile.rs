//! A figure as people first see it: the number, its uncertainty, how many it speaks for, and whether it moved.

use crate::{
    charts::{Reading, Sparkline, Unit},
    i18n::Translator,
};

/// A figure with its name. Drawn by `page::tile`.
#[derive(Debug, Clone)]
pub struct Tile {
    /// What is measured.
    pub label: String,
    /// Where the figure is explained or broken down; empty for no link.
    pub href: String,
    /// What its numbers are.
    pub unit: Unit,
    /// What was read.
    pub reading: Reading,
    /// How it moved against the period before, when that is known.
    pub change: Option<Change>,
    /// What the organisation aims at.
    pub goal: Option<f64>,
    /// The way it took.
    pub sparkline: Option<Sparkline>,
}

/// A difference to the period before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The difference, in the unit of the figure.
    pub difference: f64,
    /// Whether a test tells it from chance.
    pub significant: bool,
}

impl Change {
    /// The change in words, with an arrow only when it is more than noise.
    #[must_use]
    pub fn say(&self, t: &Translator, unit: &Unit) -> String {
        let change = unit.signed(t, self.difference);
        let message = match (self.significant, self.difference < 0.0) {
            (false, _) => t.say("figure-change-unclear"),
            (true, false) => t.say("figure-change-rise"),
            (true, true) => t.say("figure-change-fall"),
        };
        message.arg("change", change).to_string()
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn noise_gets_no_arrow() {
        let t = &Translator::new(Language::En);
        let noise = Change { difference: 0.021, significant: false };
        assert_eq!(noise.say(t, &Unit::Share), "+2.1 points against the period before, not significant");
        let fall = Change { difference: -0.05, significant: true };
        assert!(fall.say(t, &Unit::MEAN_OF_FIVE).starts_with("▼ −0.05"));
    }
}
