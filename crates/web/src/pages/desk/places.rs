//! Places in the organisation tree, by name: for lists, and for choosing one in a form.

use catsup_app::{
    App, Error,
    directory::organisations::{self, TreeNode},
};
use catsup_model::{Permission, Reach, Viewer, id::OrganisationId};

use crate::{components::Choice, i18n::Translator};

/// Which place a form means by nothing chosen in particular.
pub(crate) const EVERYWHERE: &str = "everywhere";

/// The organisations somebody sees.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    tree: Vec<TreeNode>,
}

impl Places {
    /// Those the viewer sees; none for someone who may not see the directory.
    pub(crate) async fn read(app: &App, viewer: &Viewer) -> Result<Self, Error> {
        match organisations::list(app, viewer).await {
            Ok(tree) => Ok(Self { tree }),
            Err(Error::Denied(_)) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// These, for the samples of pages.
    pub(crate) fn of(tree: Vec<TreeNode>) -> Self {
        Self { tree }
    }

    /// The name of an organisation; its number when the viewer cannot see it.
    pub(crate) fn name(&self, id: OrganisationId) -> String {
        let found = self.tree.iter().find(|node| node.organisation.id == id);
        found.map_or_else(|| format!("#{id}"), |node| node.organisation.name.to_string())
    }

    /// The name of a place: an organisation with all below it, or everything.
    pub(crate) fn name_or_everywhere(&self, t: Translator, id: Option<OrganisationId>) -> String {
        id.map_or_else(|| t.say("place-everywhere").to_string(), |id| self.name(id))
    }

    /// The organisations above one, the highest first, and itself.
    pub(crate) fn way_to(&self, id: OrganisationId) -> Vec<&TreeNode> {
        let mut way = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            let Some(node) = self.tree.iter().find(|node| node.organisation.id == id) else { break };
            way.push(node);
            next = node.organisation.parent;
        }
        way.reverse();
        way
    }

    /// Organisations where the viewer holds the permission, to choose from.
    pub(crate) fn choices(&self, viewer: &Viewer, permission: Permission) -> Vec<Choice> {
        let reach = viewer.require(permission).unwrap_or(Reach::nothing());
        let within = self.tree.iter().filter(|node| reach.has_organisation(node.organisation.id));
        within.map(indented).collect()
    }

    /// As [`Places::choices`], with everything first for whoever holds the permission everywhere.
    pub(crate) fn choices_with_everywhere(
        &self,
        t: Translator,
        viewer: &Viewer,
        permission: Permission,
    ) -> Vec<Choice> {
        let everywhere = viewer.require_everywhere(permission).is_ok();
        let first = everywhere.then(|| Choice::new(EVERYWHERE, t.say("place-everywhere")));
        first.into_iter().chain(self.choices(viewer, permission)).collect()
    }
}

fn indented(node: &TreeNode) -> Choice {
    let label = format!("{}{}", "\u{2003}".repeat(node.depth), node.organisation.name);
    Choice::new(node.organisation.id, label)
}

/// A place chosen in a form: everything, or one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(pub(crate) Option<OrganisationId>);

impl std::str::FromStr for Place {
    type Err = catsup_model::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == EVERYWHERE { Ok(Self(None)) } else { text.parse().map(|id| Self(Some(id))) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            None => formatter.write_str(EVERYWHERE),
            Some(id) => id.fmt(formatter),
        }
    }
}

/// Whether the viewer holds the permission in an organisation.
pub(crate) fn may_in(viewer: &Viewer, permission: Permission, organisation: OrganisationId) -> bool {
    viewer.require(permission).is_ok_and(|reach| reach.has_organisation(organisation))
}
