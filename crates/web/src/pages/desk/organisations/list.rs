//! The tree, as far as the reader sees it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    directory::{
        organisations::{self, TreeNode},
        services,
    },
};
use catsup_model::{Language, Permission, Viewer, id::OrganisationId};

use crate::{
    error::PageError,
    extract::SignedIn,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::places::may_in,
};

/// The tree of organisations.
#[derive(Debug, Template)]
#[template(path = "pages/desk/organisations/list.html")]
pub(crate) struct Organisations {
    layout: Layout,
    tree: Vec<Branch>,
    /// Whether the reader may add one at the top.
    may_add: bool,
}

/// One organisation, with what the nested lists need to know.
#[derive(Debug)]
struct Branch {
    id: OrganisationId,
    name: String,
    abbreviation: String,
    services: usize,
    may_change: bool,
    /// Whether organisations below it follow.
    opens: bool,
    /// How many lists end after it.
    closes: usize,
}

fn branches(tree: &[TreeNode], services: &BTreeMap<OrganisationId, usize>, viewer: &Viewer) -> Vec<Branch> {
    let depth_after = |index: usize| tree.get(index + 1).map_or(0, |node| node.depth);
    let branch = |(index, node): (usize, &TreeNode)| {
        let organisation = &node.organisation;
        Branch {
            id: organisation.id,
            name: organisation.name.to_string(),
            abbreviation: organisation.abbreviation.clone(),
            services: services.get(&organisation.id).copied().unwrap_or_default(),
            may_change: may_in(viewer, Permission::ManageDirectory, organisation.id),
            opens: depth_after(index) > node.depth,
            closes: node.depth.saturating_sub(depth_after(index)),
        }
    };
    tree.iter().enumerate().map(branch).collect()
}

/// `GET /desk/organisations`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Organisations>, PageError> {
    let viewer = &identity.viewer;
    let tree = organisations::list(&app, viewer).await?;
    let mut counted: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for service in services::list(&app, viewer).await? {
        *counted.entry(service.organisation).or_default() += 1;
    }
    let may_add = viewer.require_everywhere(Permission::ManageDirectory).is_ok();
    Ok(Page::new(Organisations { tree: branches(&tree, &counted, viewer), may_add, layout }))
}

impl Samples for Organisations {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::ORGANISATIONS.to_owned(), ..Layout::sample(language) };
        let counted = BTreeMap::from([(OrganisationId(2), 3), (OrganisationId(4), 1)]);
        let tree = super::samples::tree();
        let tree = |viewer| branches(&tree, &counted, viewer);
        vec![
            Self { layout: layout.clone(), tree: tree(&Viewer::operator()), may_add: true },
            Self { layout: layout.clone(), tree: tree(&Viewer::public()), may_add: false },
            Self { layout: layout.clone(), tree: Vec::new(), may_add: true },
            Self { layout, tree: Vec::new(), may_add: false },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_opens_also_closes() {
        let tree = branches(&super::super::samples::tree(), &BTreeMap::new(), &Viewer::public());
        let shape: Vec<(bool, usize)> = tree.iter().map(|branch| (branch.opens, branch.closes)).collect();
        assert_eq!(shape, [(true, 0), (true, 0), (false, 1), (false, 1)]);
    }
}
