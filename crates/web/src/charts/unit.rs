//! What the numbers of a figure are, and how they are written.

use crate::i18n::{Figure, Translator};

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A mean on a scale of points.
    Mean {
        /// The scale's lowest point.
        low: i32,
        /// The scale's highest point.
        high: i32,
    },
    /// A share from 0 to 1, written as a percentage.
    Share,
    /// A Net Promoter Score, from −100 to 100.
    NetPromoter,
}

impl Unit {
    /// A mean on the five points of a Likert scale.
    pub const MEAN_OF_FIVE: Self = Self::Mean { low: 1, high: 5 };

    /// The figure as it is read: `4.12`, `78.4%`, `+31`.
    #[must_use]
    pub fn format(self, t: &Translator, value: impl Figure) -> String {
        match self {
            Self::Mean { .. } => t.decimal(value, 2),
            Self::Share => t.percent(value, 1),
            Self::NetPromoter => t.signed(value, 0),
        }
    }

    /// The figure as an axis labels it; `places` are for means, percentages and points need none.
    pub(super) fn tick(self, t: &Translator, value: f64, places: usize) -> String {
        match self {
            Self::Mean { .. } => t.decimal(value, places),
            Self::Share => t.percent(value, 0),
            Self::NetPromoter => t.signed(value, 0),
        }
    }

    /// A difference of two figures: `+0.05`, `+2.1 points`, `−3.0 points`.
    #[must_use]
    pub fn signed(self, t: &Translator, difference: impl Figure) -> String {
        let difference = difference.figure();
        let points = |value: f64| t.say("figure-points").arg("points", t.signed(value, 1)).to_string();
        match self {
            Self::Mean { .. } => t.signed(difference, 2),
            Self::Share => points(difference * 100.0),
            Self::NetPromoter => points(difference),
        }
    }

    /// The lowest and the highest possible figure.
    #[must_use]
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Mean { low, high } => (low.into(), high.into()),
            Self::Share => (0.0, 1.0),
            Self::NetPromoter => (-100.0, 100.0),
        }
    }

    /// The smallest part of the range an axis may fill with, so that noise never looks like a landslide.
    pub(super) fn smallest_span(self) -> f64 {
        let (low, high) = self.range();
        (high - low) / 5.0
    }
}
