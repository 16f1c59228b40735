//! The holidays of the United States' federal government, and the days they are observed.

use jiff::civil::{Date, Weekday};

/// One of the eleven federal holidays (5 U.S.C. 6103(a)).
///
/// Right for 1986 and later, when all but Juneteenth (from 2021) stood on the days they stand on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FederalHoliday {
    /// January 1.
    NewYear,
    /// Birthday of Martin Luther King, Jr.: third Monday in January.
    MartinLutherKing,
    /// Washington's Birthday: third Monday in February.
    Washington,
    /// Last Monday in May.
    Memorial,
    /// June 19, from 2021.
    Juneteenth,
    /// July 4.
    Independence,
    /// First Monday in September.
    Labor,
    /// Second Monday in October.
    Columbus,
    /// November 11.
    Veterans,
    /// Fourth Thursday in November.
    Thanksgiving,
    /// December 25.
    Christmas,
}

/// The year in which Juneteenth became a federal holiday (Public Law 117-17).
const JUNETEENTH_SINCE: i16 = 2021;

impl FederalHoliday {
    /// All eleven, in the order of the year.
    pub const ALL: [Self; 11] = [
        Self::NewYear,
        Self::MartinLutherKing,
        Self::Washington,
        Self::Memorial,
        Self::Juneteenth,
        Self::Independence,
        Self::Labor,
        Self::Columbus,
        Self::Veterans,
        Self::Thanksgiving,
        Self::Christmas,
    ];

    /// The code by which pages find its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NewYear => "new_year",
            Self::MartinLutherKing => "martin_luther_king",
            Self::Washington => "washington",
            Self::Memorial => "memorial",
            Self::Juneteenth => "juneteenth",
            Self::Independence => "independence",
            Self::Labor => "labor",
            Self::Columbus => "columbus",
            Self::Veterans => "veterans",
            Self::Thanksgiving => "thanksgiving",
            Self::Christmas => "christmas",
        }
    }

    /// The day on which federal offices close for it in `year`: of a Saturday the Friday before (which for New Year's Day
    /// lies in the year before), of a Sunday the Monday after (Executive Order 11582). None before it was a holiday.
    ///
    /// ```
    /// use catsup_model::calendar::FederalHoliday;
    /// use jiff::civil::date;
    ///
    /// assert_eq!(FederalHoliday::NewYear.observed_in(2022), Some(date(2021, 12, 31)));
    /// assert_eq!(FederalHoliday::Juneteenth.observed_in(2022), Some(date(2022, 6, 20)));
    /// ```
    #[must_use]
    pub fn observed_in(self, year: i16) -> Option<Date> {
        let date = self.date_in(year)?;
        match date.weekday() {
            Weekday::Saturday => date.yesterday().ok(),
            Weekday::Sunday => date.tomorrow().ok(),
            _ => Some(date),
        }
    }

    /// The holiday for which federal offices close on `date`.
    #[must_use]
    pub fn observed_on(date: Date) -> Option<Self> {
        // Every holiday but New Year's Day is observed in its own year.
        let next = (date.month() == 12).then(|| date.year() + 1);
        let years = [Some(date.year()), next];
        Self::ALL
            .into_iter()
            .find(|one| years.iter().flatten().any(|year| one.observed_in(*year) == Some(date)))
    }

    fn date_in(self, year: i16) -> Option<Date> {
        let nth =
            |month, nth, weekday| Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok();
        match self {
            Self::NewYear => Date::new(year, 1, 1).ok(),
            Self::MartinLutherKing => nth(1, 3, Weekday::Monday),
            Self::Washington => nth(2, 3, Weekday::Monday),
            Self::Memorial => nth(5, -1, Weekday::Monday),
            Self::Juneteenth => Date::new(year, 6, 19).ok().filter(|_| year >= JUNETEENTH_SINCE),
            Self::Independence => Date::new(year, 7, 4).ok(),
            Self::Labor => nth(9, 1, Weekday::Monday),
            Self::Columbus => nth(10, 2, Weekday::Monday),
            Self::Veterans => Date::new(year, 11, 11).ok(),
            Self::Thanksgiving => nth(11, 4, Weekday::Thursday),
            Self::Christmas => Date::new(year, 12, 25).ok(),
        }
    }
}
