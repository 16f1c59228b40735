//! Objectives: the tree with the standards that serve each, and the form of one.

mod edit;
mod list;
mod remove;

#[cfg(test)]
pub(crate) use self::{edit::ObjectiveForm, list::ObjectivesPage};
pub(crate) use edit::{add, change, edit, new};
pub(crate) use list::list;
pub(crate) use remove::{ask_remove, remove};

use catsup_model::{id::ObjectiveId, objective::Objective};

use crate::{components::Choice, i18n::Translator};

/// Objectives to choose from, each below what it is part of.
pub(crate) fn objective_choices(t: Translator, objectives: &[(Objective, usize)]) -> Vec<Choice> {
    let choice = |(objective, depth): &(Objective, usize)| {
        Choice::new(objective.id, format!("{}{}", "\u{2003}".repeat(*depth), t.pick(&objective.name)))
    };
    objectives.iter().map(choice).collect()
}

/// Where an objective stands on the page of all of them.
pub(crate) fn objective_anchor(id: ObjectiveId) -> String {
    format!("objective-{id}")
}
