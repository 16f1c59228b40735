//! Measures, the scales they are asked on, and the drivers behind them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a question measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Satisfaction with the service.
    Satisfaction,
    /// Trust or confidence in the organisation.
    Trust,
    /// The need was addressed.
    Effectiveness,
    /// It was easy.
    Ease,
    /// It took a reasonable time.
    Efficiency,
    /// Treated fairly, understood what was asked (transparency, equity).
    Transparency,
    /// Treated with respect (humanity).
    Humanity,
    /// Employees were helpful.
    Employee,
    /// Likelihood to recommend, reported as Net Promoter Score.
    Recommendation,
    /// Customer satisfaction score (CSAT).
    Csat,
    /// Customer effort score (CES).
    Effort,
    /// The page was useful.
    Usefulness,
    /// Overall rating from 1 to 10.
    Rating,
}

impl Measure {
    /// Every measure, in the order shown to people.
    pub const ALL: [Self; 13] = [
        Self::Trust,
        Self::Satisfaction,
        Self::Effectiveness,
        Self::Ease,
        Self::Efficiency,
        Self::Transparency,
        Self::Humanity,
        Self::Employee,
        Self::Recommendation,
        Self::Csat,
        Self::Effort,
        Self::Usefulness,
        Self::Rating,
    ];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::Trust => "trust",
            Self::Effectiveness => "effectiveness",
            Self::Ease => "ease",
            Self::Efficiency => "efficiency",
            Self::Transparency => "transparency",
            Self::Humanity => "humanity",
            Self::Employee => "employee",
            Self::Recommendation => "nps",
            Self::Csat => "csat",
            Self::Effort => "ces",
            Self::Usefulness => "usefulness",
            Self::Rating => "rating",
        }
    }
}

/// The answers a closed question allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// Thumbs down 0, thumbs up 1.
    Thumbs,
    /// No 0, yes 1.
    YesNo,
    /// Offered and not ticked 0, ticked 1.
    Tick,
    /// Strongly disagree 1 to strongly agree 5.
    Likert5,
    /// Very dissatisfied 1 to very satisfied 5.
    Satisfaction5,
    /// Strongly disagree 1 to strongly agree 7.
    Effort7,
    /// Not at all likely 0 to extremely likely 10.
    Likelihood11,
    /// Worst 1 to best 10.
    Rating10,
    /// One star to five stars.
    Stars5,
}

impl Scale {
    /// Every scale.
    pub const ALL: [Self; 9] = [
        Self::Thumbs,
        Self::YesNo,
        Self::Tick,
        Self::Likert5,
        Self::Satisfaction5,
        Self::Effort7,
        Self::Likelihood11,
        Self::Rating10,
        Self::Stars5,
    ];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Thumbs => "thumbs",
            Self::YesNo => "yes_no",
            Self::Tick => "tick",
            Self::Likert5 => "likert5",
            Self::Satisfaction5 => "satisfaction5",
            Self::Effort7 => "effort7",
            Self::Likelihood11 => "likelihood11",
            Self::Rating10 => "rating10",
            Self::Stars5 => "stars5",
        }
    }

    /// The lowest and the highest value.
    #[must_use]
    pub fn range(self) -> std::ops::RangeInclusive<i64> {
        match self {
            Self::Thumbs | Self::YesNo | Self::Tick => 0..=1,
            Self::Likert5 | Self::Satisfaction5 | Self::Stars5 => 1..=5,
            Self::Effort7 => 1..=7,
            Self::Likelihood11 => 0..=10,
            Self::Rating10 => 1..=10,
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.range().count()
    }

    /// Never: every scale has at least two values.
    #[must_use]
    pub fn is_empty(self) -> bool {
        false
    }

    /// Whether there are just two values, so that the figure is a share.
    #[must_use]
    pub fn is_binary(self) -> bool {
        self.len() == 2
    }

    /// The values below the middle of the scale; for the likelihood to recommend, detractors.
    #[must_use]
    pub fn low(self) -> std::ops::RangeInclusive<i64> {
        match self {
            Self::Thumbs | Self::YesNo | Self::Tick => 0..=0,
            Self::Likert5 | Self::Satisfaction5 | Self::Stars5 => 1..=2,
            Self::Effort7 => 1..=3,
            Self::Likelihood11 => 0..=6,
            Self::Rating10 => 1..=5,
        }
    }

    /// The values above the middle of the scale; for the likelihood to recommend, promoters.
    #[must_use]
    pub fn high(self) -> std::ops::RangeInclusive<i64> {
        match self {
            Self::Thumbs | Self::YesNo | Self::Tick => 1..=1,
            Self::Likert5 | Self::Satisfaction5 | Self::Stars5 => 4..=5,
            Self::Effort7 => 5..=7,
            Self::Likelihood11 => 9..=10,
            Self::Rating10 => 6..=10,
        }
    }

    /// Whether `value` is one of the scale's values.
    #[must_use]
    pub fn allows(self, value: i64) -> bool {
        self.range().contains(&value)
    }
}

/// What may move trust or satisfaction; ticked as having gone well or badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Driver {
    /// The need was addressed.
    Effectiveness,
    /// It was easy.
    Ease,
    /// It was quick.
    Efficiency,
    /// It was clear and fair.
    Transparency,
    /// Treated with respect.
    Humanity,
    /// Employees were helpful.
    Employee,
    /// Something else.
    Other,
}

impl Driver {
    /// Every driver, in the order of the federal file.
    pub const ALL: [Self; 7] = [
        Self::Effectiveness,
        Self::Ease,
        Self::Efficiency,
        Self::Transparency,
        Self::Humanity,
        Self::Employee,
        Self::Other,
    ];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Effectiveness => "effectiveness",
            Self::Ease => "ease",
            Self::Efficiency => "efficiency",
            Self::Transparency => "transparency",
            Self::Humanity => "humanity",
            Self::Employee => "employee",
            Self::Other => "other",
        }
    }
}

/// What the answers to a question feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feed {
    /// A measure.
    Measure(Measure),
    /// A driver ticked as having gone well.
    WentWell(Driver),
    /// A driver ticked as not having gone well.
    WentBadly(Driver),
}

impl fmt::Display for Feed {
    /// `trust`, `positive_ease`, `negative_ease`: the names of the federal submission file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measure(measure) => formatter.write_str(measure.code()),
            Self::WentWell(driver) => write!(formatter, "positive_{}", driver.code()),
            Self::WentBadly(driver) => write!(formatter, "negative_{}", driver.code()),
        }
    }
}

/// The text named nothing of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a {kind}")]
pub struct UnknownCode {
    kind: &'static str,
    text: String,
}

macro_rules! codes {
    ($($name:ident: $kind:literal;)*) => {$(
        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::ALL
                    .into_iter()
                    .find(|one| one.code() == text)
                    .ok_or_else(|| UnknownCode { kind: $kind, text: text.to_owned() })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.code())
            }
        }
    )*};
}
codes! {
    Measure: "measure";
    Scale: "scale";
    Driver: "driver";
}

impl FromStr for Feed {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        if let Some(driver) = text.strip_prefix("positive_") {
            driver.parse().map(Self::WentWell)
        } else if let Some(driver) = text.strip_prefix("negative_") {
            driver.parse().map(Self::WentBadly)
        } else {
            text.parse().map(Self::Measure)
        }
    }
}

macro_rules! serialise_as_code {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
serialise_as_code!(Measure, Scale, Driver, Feed);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        assert!(Measure::ALL.into_iter().all(|one| one.code().parse() == Ok(one)));
        assert!(Scale::ALL.into_iter().all(|one| one.code().parse() == Ok(one)));
        for driver in Driver::ALL {
            assert_eq!(Feed::WentWell(driver).to_string().parse(), Ok(Feed::WentWell(driver)));
            assert_eq!(Feed::WentBadly(driver).to_string().parse(), Ok(Feed::WentBadly(driver)));
        }
        assert!("positive_weather".parse::<Feed>().is_err());
    }
}
