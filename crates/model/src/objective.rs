//! Objectives: what an organisation wants to reach, as a tree. Service standards say which one they serve.

use serde::{Deserialize, Serialize};

use crate::{
    Translated,
    id::{ObjectiveId, OrganisationId},
};

/// The most characters of a name.
pub const LONGEST_OBJECTIVE: usize = 200;
/// The most characters of a description.
pub const LONGEST_DESCRIPTION: usize = 2000;

/// One objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Its id.
    pub id: ObjectiveId,
    /// The objective it is part of.
    pub parent: Option<ObjectiveId>,
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// What is to be reached, in a few words.
    pub name: Translated,
    /// The same at more length; may be empty.
    pub description: Translated,
}
