//! The hours of an ordinary week.

use std::{fmt, str::FromStr};

use jiff::civil::Weekday;

/// Minutes of a civil day.
const DAY: u16 = 24 * 60;

/// Hours worked in one go, on one date: from the first minute up to, not including, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    start: u16,
    end: u16,
}

/// Why hours were not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHours {
    /// Not shaped like `09:00-17:00`.
    #[error("“{0}” is not a block of hours; write it as 09:00-17:00")]
    NotABlock(String),
    /// A block ends before or when it starts.
    #[error("“{0}” ends before it starts; hours past midnight are a block of the next day")]
    EndsFirst(String),
    /// Two blocks of a day share time.
    #[error("“{first}” and “{second}” overlap")]
    Overlap {
        /// The earlier one.
        first: Block,
        /// The later one.
        second: Block,
    },
    /// A week without any hour: nothing would ever be due.
    #[error("no hours are worked in the whole week")]
    NeverOpen,
}

impl Block {
    /// A block between two minutes of the day, 0 to 1440.
    ///
    /// # Errors
    /// [`InvalidHours::EndsFirst`] also when the end lies past midnight.
    pub fn new(start: u16, end: u16) -> Result<Self, InvalidHours> {
        let block = Self { start, end };
        if start < end && end <= DAY { Ok(block) } else { Err(InvalidHours::EndsFirst(block.to_string())) }
    }

    /// First minute, counted from midnight.
    #[must_use]
    pub fn start(self) -> u16 {
        self.start
    }

    /// The minute it is over, counted from midnight; 1440 is the end of the day.
    #[must_use]
    pub fn end(self) -> u16 {
        self.end
    }

    /// Reads the blocks of one day, separated by commas or blanks; nothing is a day off.
    ///
    /// ```
    /// use catsup_model::calendar::Block;
    ///
    /// let day = Block::parse_day("13:00-17:00, 9:00-12:30")?;
    /// assert_eq!(day[0].to_string(), "09:00-12:30");
    /// assert!(Block::parse_day("09:00-12:00 11:00-13:00").is_err());
    /// # Ok::<(), catsup_model::calendar::InvalidHours>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidHours`], naming the block.
    pub fn parse_day(text: &str) -> Result<Vec<Self>, InvalidHours> {
        let parts = text.split([',', ' ', '\t']).filter(|part| !part.is_empty());
        in_order(parts.map(str::parse).collect::<Result<_, _>>()?)
    }
}

/// Blocks in order, none sharing time with another.
fn in_order(mut blocks: Vec<Block>) -> Result<Vec<Block>, InvalidHours> {
    blocks.sort_unstable();
    match blocks.windows(2).find(|pair| pair[1].start < pair[0].end) {
        Some(pair) => Err(InvalidHours::Overlap { first: pair[0], second: pair[1] }),
        None => Ok(blocks),
    }
}

impl fmt::Display for Block {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end } = self;
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

impl FromStr for Block {
    type Err = InvalidHours;

    fn from_str(text: &str) -> Result<Self, InvalidHours> {
        let parsed =
            text.split_once(['-', '–']).and_then(|(start, end)| Some((minute(start)?, minute(end)?)));
        let (start, end) = parsed.ok_or_else(|| InvalidHours::NotABlock(text.to_owned()))?;
        Self::new(start, end)
    }
}

/// `9:30` as minutes from midnight; `24:00` is the end of the day.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let is_short =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_short(hour) || !is_short(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    Some(hour * 60 + minute).filter(|all| minute < 60 && *all <= DAY)
}

/// The hours of each weekday, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeklyHours([Vec<Block>; 7]);

impl WeeklyHours {
    /// The hours of seven days, Monday first.
    ///
    /// # Errors
    /// [`InvalidHours`].
    pub fn new(days: [Vec<Block>; 7]) -> Result<Self, InvalidHours> {
        if days.iter().all(Vec::is_empty) {
            return Err(InvalidHours::NeverOpen);
        }
        let mut ordered = Vec::with_capacity(7);
        for day in days {
            ordered.push(in_order(day)?);
        }
        Ok(Self(ordered.try_into().unwrap_or_default()))
    }

    /// Nine to five, Monday to Friday.
    #[must_use]
    pub fn nine_to_five() -> Self {
        Self(std::array::from_fn(|day| {
            if day < 5 { vec![Block { start: 9 * 60, end: 17 * 60 }] } else { Vec::new() }
        }))
    }

    /// Every hour of every day.
    #[must_use]
    pub fn around_the_clock() -> Self {
        Self(std::array::from_fn(|_| vec![Block { start: 0, end: DAY }]))
    }

    /// The blocks of a weekday, in order.
    #[must_use]
    pub fn on(&self, weekday: Weekday) -> &[Block] {
        &self.0[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
    }
}

impl fmt::Display for WeeklyHours {
    /// Seven days, Monday first, separated by semicolons: what [`WeeklyHours::from_str`] reads.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, day) in self.0.iter().enumerate() {
            let blocks: Vec<_> = day.iter().map(Block::to_string).collect();
            write!(formatter, "{}{}", if place > 0 { ";" } else { "" }, blocks.join(" "))?;
        }
        Ok(())
    }
}

impl FromStr for WeeklyHours {
    type Err = InvalidHours;

    fn from_str(text: &str) -> Result<Self, InvalidHours> {
        let days = text.split(';').map(Block::parse_day).collect::<Result<Vec<_>, _>>()?;
        Self::new(days.try_into().map_err(|_| InvalidHours::NotABlock(text.to_owned()))?)
    }
}
