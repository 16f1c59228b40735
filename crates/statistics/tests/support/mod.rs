//! What the reference tests share.

use catsup_statistics::{Confidence, Interval};

/// The confidence level of the reference values, where they name no other.
pub const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// Within 1e-9 of the reference, and for values below 1 within 1e-9 of its size.
#[track_caller]
pub fn assert_close(found: f64, expected: f64) {
    let tolerance = 1e-9 * expected.abs().min(1.0);
    assert!((found - expected).abs() <= tolerance, "found {found:e}, the reference has {expected:e}");
}

/// Both ends as [`assert_close`].
#[track_caller]
pub fn assert_interval(found: Interval, (low, high): (f64, f64)) {
    assert_close(found.low, low);
    assert_close(found.high, high);
}
