//! The organisation tree.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{Permission, Viewer, directory::Organisation, id::OrganisationId};
use serde_json::json;

use crate::{
    App, Error, access, audit,
    fields::{Fields, invalid},
};

/// The most characters of an abbreviation.
const LONGEST_ABBREVIATION: usize = 20;

/// An organisation and how deep it lies.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TreeNode {
    /// The organisation.
    pub organisation: Organisation,
    /// How many organisations within the viewer's reach lie above it.
    pub depth: usize,
}

/// What an organisation is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titles {
    /// Its name.
    pub name: String,
    /// Its abbreviation; may be empty.
    pub abbreviation: String,
}

/// The organisations within reach as a tree: each is followed by those below it, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<TreeNode>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let mut organisations = app.store().organisation_list().await?;
    organisations.retain(|organisation| reach.has_organisation(organisation.id));
    Ok(tree(organisations))
}

fn tree(mut organisations: Vec<Organisation>) -> Vec<TreeNode> {
    let present: BTreeSet<OrganisationId> =
        organisations.iter().map(|organisation| organisation.id).collect();
    organisations.sort_by_cached_key(|organisation| organisation.name.as_str().to_lowercase());
    let mut below: BTreeMap<Option<OrganisationId>, Vec<Organisation>> = BTreeMap::new();
    // Last name first: a stack gives them back in order.
    for organisation in organisations.into_iter().rev() {
        let parent = organisation.parent.filter(|parent| present.contains(parent));
        below.entry(parent).or_default().push(organisation);
    }
    let mut tree = Vec::with_capacity(present.len());
    let mut waiting: Vec<(Organisation, usize)> =
        below.remove(&None).unwrap_or_default().into_iter().map(|top| (top, 0)).collect();
    while let Some((organisation, depth)) = waiting.pop() {
        let children = below.remove(&Some(organisation.id)).unwrap_or_default();
        waiting.extend(children.into_iter().map(|child| (child, depth + 1)));
        tree.push(TreeNode { organisation, depth });
    }
    tree
}

/// One organisation.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: OrganisationId) -> Result<Organisation, Error> {
    access::organisation(app, viewer, Permission::ReadDirectory, id).await
}

/// Adds an organisation under another one, or at the top.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`] for the parent; [`Error::Invalid`] with `name` or `abbreviation`.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    parent: Option<OrganisationId>,
    titles: &Titles,
) -> Result<Organisation, Error> {
    require_place(app, viewer, parent).await?;
    let (name, abbreviation) = titles.read()?;
    let organisation = Organisation { id: OrganisationId(app.next_id()), parent, name, abbreviation };
    let mut transaction = app.store().begin().await?;
    transaction.organisation_insert(&organisation, app.now()).await?;
    let subject = format!("organisation:{}", organisation.id);
    audit::record(app, &mut transaction, viewer, "organisation.add", &subject, json!({ "parent": parent }))
        .await?;
    transaction.commit().await?;
    Ok(organisation)
}

/// Changes what an organisation is called.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `name` or `abbreviation`.
pub async fn rename(app: &App, viewer: &Viewer, id: OrganisationId, titles: &Titles) -> Result<(), Error> {
    access::organisation(app, viewer, Permission::ManageDirectory, id).await?;
    let (name, abbreviation) = titles.read()?;
    let mut transaction = app.store().begin().await?;
    transaction.organisation_rename(id, &name, &abbreviation).await?;
    let detail = json!({ "fields": ["name", "abbreviation"] });
    audit::record(
        app,
        &mut transaction,
        viewer,
        "organisation.rename",
        &format!("organisation:{id}"),
        detail,
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Puts an organisation, with all below it, under another one or at the top.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`] for either; [`Error::Invalid`] with `parent` when it lies below itself then.
pub async fn put_under(
    app: &App,
    viewer: &Viewer,
    id: OrganisationId,
    parent: Option<OrganisationId>,
) -> Result<(), Error> {
    let organisation = access::organisation(app, viewer, Permission::ManageDirectory, id).await?;
    require_place(app, viewer, parent).await?;
    let mut transaction = app.store().begin().await?;
    transaction.organisation_move(id, parent).await?;
    let detail = json!({ "before": organisation.parent, "after": parent });
    audit::record(app, &mut transaction, viewer, "organisation.move", &format!("organisation:{id}"), detail)
        .await?;
    // After the log, which moves at the same time wait for: each sees the one before.
    if transaction.organisation_in_cycle(id).await? {
        return Err(invalid("parent", "cycle", "must not be the organisation itself or lie below it"));
    }
    transaction.commit().await?;
    Ok(())
}

async fn require_place(app: &App, viewer: &Viewer, parent: Option<OrganisationId>) -> Result<(), Error> {
    match parent {
        None => viewer.require_everywhere(Permission::ManageDirectory)?,
        Some(parent) => {
            access::organisation(app, viewer, Permission::ManageDirectory, parent).await?;
        }
    }
    Ok(())
}

impl Titles {
    fn read(&self) -> Result<(catsup_model::text::Name, String), Error> {
        let mut fields = Fields::default();
        let name = fields.name("name", &self.name);
        let abbreviation = fields.text("abbreviation", &self.abbreviation, LONGEST_ABBREVIATION);
        match name {
            Some(name) if fields.fit() => Ok((name, abbreviation)),
            _ => Err(fields.refused()),
        }
    }
}
