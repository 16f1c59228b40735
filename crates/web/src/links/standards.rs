//! Addresses of service standards: the public pages, open data, and the pages of staff.

use std::fmt::Display;

/// What services promise, for the public.
pub const STANDARDS: &str = "/standards";
/// Published standards and their results as comma-separated values.
pub const STANDARDS_CSV: &str = "/data/standards.csv";
/// Published standards and their results for programs.
pub const STANDARDS_JSON: &str = "/data/standards.json";
/// Service standards, for staff.
pub const DESK_STANDARDS: &str = "/desk/standards";
/// Adding a service standard; its service follows as the query.
pub const DESK_STANDARDS_NEW: &str = "/desk/standards/new";

/// What one service promises, for the public.
#[must_use]
pub fn public_standards(service: impl Display) -> String {
    format!("{STANDARDS}/{service}")
}

/// Adding a standard of a service.
#[must_use]
pub fn desk_standard_new(service: impl Display) -> String {
    format!("{DESK_STANDARDS_NEW}?service={service}")
}

/// One service standard.
#[must_use]
pub fn desk_standard(standard: impl Display) -> String {
    format!("{DESK_STANDARDS}/{standard}")
}

/// Changing a service standard.
#[must_use]
pub fn desk_standard_edit(standard: impl Display) -> String {
    format!("{DESK_STANDARDS}/{standard}/edit")
}

/// Where its results are posted.
#[must_use]
pub fn desk_standard_results(standard: impl Display) -> String {
    format!("{DESK_STANDARDS}/{standard}/results")
}

/// Removing the result of a year.
#[must_use]
pub fn desk_standard_result_remove(standard: impl Display, year: impl Display) -> String {
    format!("{DESK_STANDARDS}/{standard}/results/remove?year={year}")
}

/// Where showing it to the public, or not, is posted.
#[must_use]
pub fn desk_standard_publication(standard: impl Display) -> String {
    format!("{DESK_STANDARDS}/{standard}/publication")
}
