//! Addresses of the journey maps and their designer.

use std::fmt::Display;

/// Journey maps.
pub const MAPS: &str = "/desk/maps";
/// Beginning a map.
pub const MAP_NEW: &str = "/desk/maps/new";
/// A map from a file.
pub const MAP_FROM_FILE: &str = "/desk/maps/from-file";
/// Maps that were put away.
pub const MAPS_ARCHIVED: &str = "/desk/maps?archived=1";

macro_rules! of_map {
    ($($(#[$doc:meta])* $name:ident = $pattern:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(map: impl Display) -> String {
            format!($pattern, map)
        }
    )*};
}
of_map! {
    /// One map.
    journey_map = "/desk/maps/{}";
    /// A map on one page of paper.
    map_print = "/desk/maps/{}/print";
    /// A map as a drawing.
    map_drawing = "/desk/maps/{}/map.svg";
    /// A map as a file.
    map_file = "/desk/maps/{}/map.json";
    /// Copying a map.
    map_copy = "/desk/maps/{}/copy";
    /// Where comments on a map are said and settled.
    map_comments = "/desk/maps/{}/comments";
    /// Where a map is put away or taken out.
    map_archive = "/desk/maps/{}/archive";
    /// The designer of a map.
    map_design = "/desk/maps/{}/design";
    /// What stands above a map.
    map_about = "/desk/maps/{}/design/about";
    /// Adding a stage.
    map_stage_new = "/desk/maps/{}/design/add-stage";
    /// Adding a step.
    map_step_new = "/desk/maps/{}/design/add";
}

/// One stage in the designer.
#[must_use]
pub fn map_stage(map: impl Display, stage: &str) -> String {
    format!("/desk/maps/{map}/design/stages/{stage}")
}

/// One step in the designer.
#[must_use]
pub fn map_step(map: impl Display, step: &str) -> String {
    format!("/desk/maps/{map}/design/steps/{step}")
}

/// Adding a step to a stage.
#[must_use]
pub fn map_step_new_in(map: impl Display, stage: &str) -> String {
    format!("/desk/maps/{map}/design/add?stage={stage}")
}

/// The designer at a stage or step.
#[must_use]
pub fn map_design_at(map: impl Display, target: &str) -> String {
    format!("/desk/maps/{map}/design#at-{target}")
}

/// A map as it was designed, as it is gone through, or both.
#[must_use]
pub fn map_showing(map: impl Display, show: &str) -> String {
    format!("/desk/maps/{map}?show={show}")
}
