//! What every journey map keeps to: texts that fit, places within its scope, activities that name one step each.

use std::collections::BTreeMap;

use catsup_model::journey_map::{JourneyDesign, Step};

use super::Places;
use crate::fields::Fields;

/// The most characters of the texts of a map, and the most entries of its lists.
pub mod longest {
    /// Title of the map, names of stages and steps, owners.
    pub const NAME: usize = 120;
    /// Description, persona, doing, thinking, feeling, the reason of a moment, lanes of the blueprint.
    pub const TEXT: usize = 600;
    /// One pain point, opportunity or activity.
    pub const ENTRY: usize = 200;
    /// Entries of one list.
    pub const ENTRIES: usize = 20;
    /// The most minutes, documents or trips.
    pub const BURDEN: u32 = 100_000;
}

/// Tidies a design and notes everything that does not fit, by path.
pub(super) fn check(design: &mut JourneyDesign, places: &Places, fields: &mut Fields) {
    describe(design, fields);
    for (index, stage) in design.stages.iter_mut().enumerate() {
        let at = format!("stages[{index}]");
        stage.name = required(fields, &format!("{at}.name"), &stage.name);
        for (index, step) in stage.steps.iter_mut().enumerate() {
            check_step(step, places, fields, &format!("{at}.steps[{index}]."));
        }
    }
    check_activities(design, fields);
}

/// Tidies what stands above the map.
fn describe(design: &mut JourneyDesign, fields: &mut Fields) {
    design.title = required(fields, "title", &design.title);
    design.description = fields.text("description", &design.description, longest::TEXT);
    design.persona = fields.text("persona", &design.persona, longest::TEXT);
}

/// Tidies a step; the fields that do not fit are named behind `at`.
fn check_step(step: &mut Step, places: &Places, fields: &mut Fields, at: &str) {
    step.name = required(fields, &format!("{at}name"), &step.name);
    step.owner = fields.text(&format!("{at}owner"), &step.owner, longest::NAME);
    let texts = [
        ("doing", &mut step.doing),
        ("thinking", &mut step.thinking),
        ("feeling", &mut step.feeling),
        ("moment", &mut step.moment),
    ];
    for (field, text) in texts {
        *text = fields.text(&format!("{at}{field}"), text, longest::TEXT);
    }
    for (lane, text) in step.blueprint.lanes_mut() {
        *text = fields.text(&format!("{at}blueprint.{lane}"), text, longest::TEXT);
    }
    let lists = [
        ("activities", &mut step.activities),
        ("pain_points", &mut step.pain_points),
        ("opportunities", &mut step.opportunities),
    ];
    for (field, list) in lists {
        check_list(list, fields, &format!("{at}{field}"));
    }
    let numbers = [
        ("minutes", step.burden.minutes),
        ("documents", step.burden.documents),
        ("trips", step.burden.trips),
    ];
    for (field, number) in numbers {
        if number.is_some_and(|number| number > longest::BURDEN) {
            let reason = format!("must be at most {}", longest::BURDEN);
            fields.refuse(&format!("{at}burden.{field}"), "too-large", reason);
        }
    }
    if step.service.is_some_and(|id| !places.has_service(id)) {
        fields.refuse(&format!("{at}service"), "unknown", "must be a service of the map");
    }
    if step.touchpoints.iter().any(|id| !places.has_touchpoint(*id)) {
        fields.refuse(&format!("{at}touchpoints"), "unknown", "must be touchpoints of the map's services");
    }
    step.channels.sort_unstable();
    step.channels.dedup();
    step.touchpoints.sort_unstable();
    step.touchpoints.dedup();
}

fn check_list(list: &mut Vec<String>, fields: &mut Fields, field: &str) {
    for entry in list.iter_mut() {
        let one_line = entry.split_whitespace().collect::<Vec<_>>().join(" ");
        *entry = fields.text(field, &one_line, longest::ENTRY);
    }
    list.retain(|entry| !entry.is_empty());
    if list.len() > longest::ENTRIES {
        fields.refuse(field, "too-many", format!("must have at most {} lines", longest::ENTRIES));
    }
}

/// An activity that named two steps would count for both.
fn check_activities(design: &JourneyDesign, fields: &mut Fields) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for (stage, of) in design.stages.iter().enumerate() {
        for (index, step) in of.steps.iter().enumerate() {
            for activity in &step.activities {
                let before = owners.insert(activity, &step.key);
                if before.is_some() {
                    let reason = format!("“{activity}” is an activity of another step");
                    let field = format!("stages[{stage}].steps[{index}].activities");
                    fields.refuse(&field, "activity-taken", reason);
                }
            }
        }
    }
}

fn required(fields: &mut Fields, field: &str, text: &str) -> String {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        fields.refuse(field, "required", "must not be empty");
    }
    fields.text(field, &name, longest::NAME)
}
