//! Periods people ask for by name.

use catsup_model::period::{Days, FiscalYearStart};
use jiff::{ToSpan as _, civil::Date};

/// A period by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// The last fiscal quarter that is over and that answers reach into; while everything is newer, this quarter.
    #[default]
    LatestQuarter,
    /// The fiscal quarter of today.
    ThisQuarter,
    /// The fiscal quarter before.
    LastQuarter,
    /// The twelve whole months before this one.
    Last12Months,
    /// All history.
    All,
}

/// The text named no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a period; use latest_quarter, this_quarter, last_quarter, last_12_months or all")]
pub struct UnknownPreset(pub String);

impl Preset {
    /// Every one, in the order shown to people.
    pub const ALL: [Self; 5] =
        [Self::LatestQuarter, Self::ThisQuarter, Self::LastQuarter, Self::Last12Months, Self::All];

    /// The code used in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LatestQuarter => "latest_quarter",
            Self::ThisQuarter => "this_quarter",
            Self::LastQuarter => "last_quarter",
            Self::Last12Months => "last_12_months",
            Self::All => "all",
        }
    }

    /// Its days, given today and the extent of what there is; `None` for all history.
    #[must_use]
    pub fn days(self, today: Date, extent: Option<Days>, fiscal: FiscalYearStart) -> Option<Days> {
        let quarter = |day: Date| fiscal.days_of(fiscal.quarter_of(day));
        let this = quarter(today);
        match self {
            Self::All => None,
            Self::ThisQuarter => Some(this),
            Self::LastQuarter => Some(this.previous()),
            Self::Last12Months => {
                let last = today.first_of_month().yesterday().unwrap_or(today);
                let first = today.first_of_month().saturating_sub(12.months());
                Some(Days { first, last })
            }
            Self::LatestQuarter => Some(match extent {
                Some(extent) if extent.first >= this.first => this,
                Some(extent) if extent.last < this.first => quarter(extent.last),
                Some(_) | None => this.previous(),
            }),
        }
    }
}

impl std::str::FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(text: &str) -> Result<Self, UnknownPreset> {
        Self::ALL.into_iter().find(|one| one.code() == text).ok_or_else(|| UnknownPreset(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn days(preset: Preset, extent: Option<(Date, Date)>) -> String {
        let extent = extent.map(|(first, last)| Days { first, last });
        let days = preset.days(date(2026, 3, 10), extent, FiscalYearStart::OCTOBER);
        days.map_or_else(|| "all".to_owned(), |days| format!("{}..{}", days.first, days.last))
    }

    #[test]
    fn a_period_by_name_covers_whole_quarters_and_months() {
        assert_eq!(days(Preset::ThisQuarter, None), "2026-01-01..2026-03-31");
        assert_eq!(days(Preset::LastQuarter, None), "2025-10-01..2025-12-31");
        assert_eq!(days(Preset::Last12Months, None), "2025-03-01..2026-02-28");
        assert_eq!(days(Preset::All, None), "all");
    }

    #[test]
    fn the_latest_quarter_is_where_the_answers_are() {
        let latest = |first, last| days(Preset::LatestQuarter, Some((first, last)));
        assert_eq!(latest(date(2024, 1, 1), date(2026, 3, 9)), "2025-10-01..2025-12-31");
        assert_eq!(latest(date(2020, 10, 1), date(2022, 12, 31)), "2022-10-01..2022-12-31");
        assert_eq!(latest(date(2026, 2, 1), date(2026, 3, 9)), "2026-01-01..2026-03-31");
    }
}
