//! From a figure to its place, and the round numbers to mark.

use super::{Range, Unit};
use crate::i18n::Translator;

/// A stretch of a unit's range with its marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
    /// Whether part of the unit's range is left out.
    pub(super) shortened: bool,
}

impl Axis {
    /// An axis of `unit` on which every one of `values` has a place.
    pub(super) fn new(unit: Unit, range: Range, values: impl Iterator<Item = f64>) -> Self {
        let (lowest, highest) = unit.range();
        let (mut low, mut high) = (lowest, highest);
        if range == Range::Near {
            let (least, most) =
                values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
            if least <= most {
                let missing = (unit.smallest_span() - (most - least)).max(0.0) / 2.0;
                (low, high) = ((least - missing).max(lowest), (most + missing).min(highest));
            }
        }
        let step = round_step(high - low);
        low = (floor_to(low, step)).max(lowest);
        high = (ceil_to(high, step)).min(highest);
        let count = ((high - low) / step).round() as usize;
        let ticks = (0..=count).map(|tick| low + step * tick as f64).filter(|tick| *tick <= high + 1e-9);
        Self { low, high, ticks: ticks.collect(), shortened: low > lowest || high < highest }
    }

    /// A mark in words, with places only when some mark needs them.
    pub(super) fn label(&self, t: &Translator, unit: Unit, value: f64) -> String {
        let needed = |tick: &f64| (tick - tick.round()).abs() > 1e-9;
        let places = usize::from(needed(&value) || self.ticks.iter().any(needed));
        unit.tick(t, value, places)
    }

    /// The place of `value` between the ends, 0 to 1.
    pub(super) fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// A round step (1, 2 or 5 times a power of ten) that makes four to ten marks.
pub(super) fn round_step(span: f64) -> f64 {
    let rough = span / 5.0;
    let power = 10_f64.powf(rough.log10().floor());
    let factor = match rough / power {
        part if part < 1.5 => 1.0,
        part if part < 3.5 => 2.0,
        part if part < 7.5 => 5.0,
        _ => 10.0,
    };
    factor * power
}

fn floor_to(value: f64, step: f64) -> f64 {
    (value / step + 1e-9).floor() * step
}

fn ceil_to(value: f64, step: f64) -> f64 {
    (value / step - 1e-9).ceil() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(unit: Unit, range: Range, values: &[f64]) -> Vec<String> {
        let axis = Axis::new(unit, range, values.iter().copied());
        axis.ticks.iter().map(|tick| format!("{tick:.2}")).collect()
    }

    #[test]
    fn a_whole_axis_shows_the_whole_scale() {
        assert_eq!(ticks(Unit::MEAN_OF_FIVE, Range::Whole, &[4.1]), ["1.00", "2.00", "3.00", "4.00", "5.00"]);
        assert_eq!(ticks(Unit::Share, Range::Whole, &[]).len(), 6);
        let points = Axis::new(Unit::NetPromoter, Range::Whole, [].into_iter());
        assert_eq!((points.place(-100.0), points.place(0.0), points.place(100.0)), (0.0, 0.5, 1.0));
    }

    #[test]
    fn a_near_axis_is_never_so_near_that_noise_fills_it() {
        let axis = Axis::new(Unit::MEAN_OF_FIVE, Range::Near, [4.10, 4.12].into_iter());
        assert!(axis.shortened);
        assert!(axis.high - axis.low >= 0.8, "{axis:?}");
        assert!(axis.low <= 4.10 && axis.high >= 4.12);
    }

    #[test]
    fn a_near_axis_stays_on_the_scale() {
        let axis = Axis::new(Unit::Share, Range::Near, [0.97, 1.0].into_iter());
        assert!(axis.high <= 1.0 && axis.low >= 0.0);
        assert!((axis.ticks.last().unwrap() - axis.high).abs() < 1e-9, "{axis:?}");
    }
}
