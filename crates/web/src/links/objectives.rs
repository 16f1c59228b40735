//! Addresses of objectives, and of the links by which partners read standards.

use std::fmt::Display;

/// Objectives, as a tree.
pub const OBJECTIVES: &str = "/desk/objectives";
/// Adding an objective.
pub const OBJECTIVES_NEW: &str = "/desk/objectives/new";
/// Links for partners.
pub const PARTNERS: &str = "/desk/standards/partners";
/// Making a link for a partner.
pub const PARTNERS_NEW: &str = "/desk/standards/partners/new";

/// Adding an objective as part of another one.
#[must_use]
pub fn objective_new_below(objective: impl Display) -> String {
    format!("{OBJECTIVES_NEW}?parent={objective}")
}

/// Changing an objective.
#[must_use]
pub fn objective(objective: impl Display) -> String {
    format!("{OBJECTIVES}/{objective}")
}

/// Removing an objective.
#[must_use]
pub fn objective_remove(objective: impl Display) -> String {
    format!("{OBJECTIVES}/{objective}/remove")
}

/// Ending a link for a partner.
#[must_use]
pub fn partner_revoke(link: impl Display) -> String {
    format!("{PARTNERS}/{link}/revoke")
}

/// What a partner reads.
#[must_use]
pub fn partner(token: impl Display) -> String {
    format!("/partner/{token}")
}

/// An answer as a partner reads it.
#[must_use]
pub fn partner_answer(token: impl Display, slug: impl Display) -> String {
    format!("/partner/{token}/answers/{slug}")
}

/// The standards of a service, for pages of other sites.
#[must_use]
pub fn widget(service: impl Display) -> String {
    format!("/widget/standards/{service}")
}
