//! Objectives: what organisations want to reach, as a tree, with the service standards that serve each.
//!
//! Everyone who reads the directory sees the whole tree; of the standards, those of services within reach.

use std::collections::{BTreeMap, HashMap, HashSet};

use catsup_model::{
    Language, Permission, Reach, Translated, Viewer,
    id::{ObjectiveId, OrganisationId, ServiceId},
    objective::{LONGEST_DESCRIPTION, LONGEST_OBJECTIVE, Objective},
    standard::Standard,
};
use catsup_store::Shown;
use serde_json::json;

use crate::{
    App, Error, access, audit,
    fields::{Fields, invalid},
    standards::{StandardLine, latest_lines},
};

const THE_OBJECTIVE: Error = Error::NotFound("the objective");

/// An objective in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveNode {
    /// The objective.
    pub objective: Objective,
    /// How many objectives lie above it.
    pub depth: usize,
    /// The name of its owner.
    pub owner: String,
    /// The standards within reach that serve it, with their latest results.
    pub standards: Vec<StandardLine>,
    /// Whether the viewer may change it.
    pub may_change: bool,
}

/// An objective as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectiveInput {
    /// What is to be reached; English is needed.
    pub name: Translated,
    /// The same at more length; may be empty.
    pub description: Translated,
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// The objective it is part of.
    pub parent: Option<ObjectiveId>,
}

/// Every objective as a tree: each is followed by its parts, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<ObjectiveNode>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let objectives = app.store().objective_list().await?;
    if objectives.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Option<Vec<ServiceId>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let standards: Vec<Standard> = app.store().standard_list(ids.as_deref(), Shown::All).await?;
    let serving: Vec<Standard> = standards.into_iter().filter(|one| one.objective.is_some()).collect();
    let mut by_objective: HashMap<ObjectiveId, Vec<StandardLine>> = HashMap::new();
    for line in latest_lines(app, serving).await? {
        if let Some(objective) = line.standard.objective {
            by_objective.entry(objective).or_default().push(line);
        }
    }
    let owners: HashMap<OrganisationId, String> = app
        .store()
        .organisation_list()
        .await?
        .into_iter()
        .map(|organisation| (organisation.id, organisation.name.to_string()))
        .collect();
    let nodes = tree(objectives).into_iter().map(|(objective, depth)| ObjectiveNode {
        depth,
        owner: owners.get(&objective.owner).cloned().unwrap_or_default(),
        standards: by_objective.remove(&objective.id).unwrap_or_default(),
        may_change: access::covers(viewer, Permission::ManageDirectory, Some(objective.owner)),
        objective,
    });
    Ok(nodes.collect())
}

/// The objectives by name in the order of the tree, for whoever has to choose one.
///
/// # Errors
/// [`Error::Denied`].
pub async fn choices(app: &App, viewer: &Viewer) -> Result<Vec<(Objective, usize)>, Error> {
    viewer.require(Permission::ReadDirectory)?;
    Ok(tree(app.store().objective_list().await?))
}

/// One objective.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: ObjectiveId) -> Result<Objective, Error> {
    viewer.require(Permission::ReadDirectory)?;
    read(app, id).await?.ok_or(THE_OBJECTIVE)
}

pub(crate) async fn read(app: &App, id: ObjectiveId) -> Result<Option<Objective>, Error> {
    Ok(app.store().objective_list().await?.into_iter().find(|one| one.id == id))
}

/// Adds an objective.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the owner; [`Error::Invalid`] with `name`, `name_es`, `description`,
/// `description_es` or `parent`.
pub async fn add(app: &App, viewer: &Viewer, input: &ObjectiveInput) -> Result<Objective, Error> {
    let objective = input.read(app, viewer, ObjectiveId(app.next_id())).await?;
    let mut transaction = app.store().begin().await?;
    transaction.objective_insert(&objective).await?;
    let detail = json!({ "owner": objective.owner, "parent": objective.parent });
    let subject = subject(objective.id);
    audit::record(app, &mut transaction, viewer, "objective.add", &subject, detail).await?;
    transaction.commit().await?;
    Ok(objective)
}

/// Replaces what was entered of an objective; its parts move with it.
///
/// # Errors
/// As [`add`], and [`Error::NotFound`] for the objective.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: ObjectiveId,
    input: &ObjectiveInput,
) -> Result<Objective, Error> {
    own(app, viewer, id).await?;
    let after = input.read(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    transaction.objective_update(&after).await?;
    let detail = json!({ "owner": after.owner, "parent": after.parent });
    audit::record(app, &mut transaction, viewer, "objective.change", &subject(id), detail).await?;
    // After the log, which moves at the same time wait for: each sees the one before.
    if is_in_ring(id, &transaction.objective_list_in_tx().await?) {
        return Err(invalid("parent", "cycle", "must not be the objective itself or a part of it"));
    }
    transaction.commit().await?;
    Ok(after)
}

/// Removes an objective without parts that no standard serves.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `objective` while something hangs on it.
pub async fn remove(app: &App, viewer: &Viewer, id: ObjectiveId) -> Result<(), Error> {
    own(app, viewer, id).await?;
    if is_needed(app, id).await? {
        return Err(invalid(
            "objective",
            "needed",
            "has parts, or standards that serve it; move these first",
        ));
    }
    let mut transaction = app.store().begin().await?;
    transaction.objective_delete(id).await?;
    audit::record(app, &mut transaction, viewer, "objective.remove", &subject(id), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether an objective has parts, or standards that serve it, so that it cannot be removed.
///
/// # Errors
/// When the store fails.
pub async fn is_needed(app: &App, id: ObjectiveId) -> Result<bool, Error> {
    let has_parts = app.store().objective_list().await?.iter().any(|one| one.parent == Some(id));
    let standards = app.store().standard_list(None, Shown::All).await?;
    Ok(has_parts || standards.iter().any(|standard| standard.objective == Some(id)))
}

/// The objective, when the viewer may change it.
async fn own(app: &App, viewer: &Viewer, id: ObjectiveId) -> Result<Objective, Error> {
    viewer.require(Permission::ManageDirectory)?;
    let objective = read(app, id).await?.ok_or(THE_OBJECTIVE)?;
    if access::covers(viewer, Permission::ManageDirectory, Some(objective.owner)) {
        Ok(objective)
    } else {
        Err(catsup_model::permission::Denied(Permission::ManageDirectory).into())
    }
}

fn subject(id: ObjectiveId) -> String {
    format!("objective:{id}")
}

impl ObjectiveInput {
    async fn read(&self, app: &App, viewer: &Viewer, id: ObjectiveId) -> Result<Objective, Error> {
        access::organisation(app, viewer, Permission::ManageDirectory, self.owner).await?;
        let mut fields = Fields::default();
        let text = |fields: [&str; 2], of: &Translated, longest, entered: &mut Fields| {
            let mut texts = Translated::default();
            for (language, field) in [Language::En, Language::Es].into_iter().zip(fields) {
                let text = of.exact(language).unwrap_or_default();
                texts.set(language, &entered.text(field, text, longest));
            }
            texts
        };
        let name = text(["name", "name_es"], &self.name, LONGEST_OBJECTIVE, &mut fields);
        let described = ["description", "description_es"];
        let description = text(described, &self.description, LONGEST_DESCRIPTION, &mut fields);
        if name.exact(Language::En).is_none() {
            fields.refuse("name", "required", "must not be empty");
        }
        if let Some(parent) = self.parent
            && read(app, parent).await?.is_none()
        {
            fields.refuse("parent", "unknown", "names an objective that was not found");
        }
        if !fields.fit() {
            return Err(fields.refused());
        }
        Ok(Objective { id, parent: self.parent, owner: self.owner, name, description })
    }
}

/// Whether the way up from an objective leads back to it.
fn is_in_ring(id: ObjectiveId, objectives: &[Objective]) -> bool {
    let parents: HashMap<ObjectiveId, Option<ObjectiveId>> =
        objectives.iter().map(|one| (one.id, one.parent)).collect();
    let mut seen = HashSet::new();
    let mut next = Some(id);
    while let Some(at) = next {
        if !seen.insert(at) {
            return true;
        }
        next = parents.get(&at).copied().flatten();
    }
    false
}

/// Each objective with its depth, followed by its parts, by English name.
fn tree(mut objectives: Vec<Objective>) -> Vec<(Objective, usize)> {
    objectives.sort_by_cached_key(|one| (one.name.get(Language::En).to_lowercase(), one.id));
    let known: HashSet<ObjectiveId> = objectives.iter().map(|one| one.id).collect();
    let mut below: BTreeMap<Option<ObjectiveId>, Vec<Objective>> = BTreeMap::new();
    // Last name first: a stack gives them back in order.
    for objective in objectives.into_iter().rev() {
        let parent = objective.parent.filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(objective);
    }
    let mut tree = Vec::with_capacity(known.len());
    let mut waiting: Vec<(Objective, usize)> =
        below.remove(&None).unwrap_or_default().into_iter().map(|top| (top, 0)).collect();
    while let Some((objective, depth)) = waiting.pop() {
        let parts = below.remove(&Some(objective.id)).unwrap_or_default();
        waiting.extend(parts.into_iter().map(|part| (part, depth + 1)));
        tree.push((objective, depth));
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objective(id: i64, parent: Option<i64>, name: &str) -> Objective {
        Objective {
            id: ObjectiveId(id),
            parent: parent.map(ObjectiveId),
            owner: OrganisationId(1),
            name: Translated::english(name),
            description: Translated::default(),
        }
    }

    #[test]
    fn parts_follow_the_whole_by_name() {
        let all = vec![
            objective(1, None, "Quick"),
            objective(2, Some(1), "no queue"),
            objective(3, Some(1), "Few forms"),
            objective(4, None, "Fair"),
            objective(5, Some(2), "Calls"),
        ];
        let order: Vec<_> = tree(all)
            .into_iter()
            .map(|(one, depth)| (one.name.get(Language::En).to_owned(), depth))
            .collect();
        let named = |name: &str, depth| (name.to_owned(), depth);
        assert_eq!(
            order,
            [
                named("Fair", 0),
                named("Quick", 0),
                named("Few forms", 1),
                named("no queue", 1),
                named("Calls", 2)
            ]
        );
    }

    #[test]
    fn a_ring_is_seen_from_within_it() {
        let ring = [objective(1, Some(3), "a"), objective(2, Some(1), "b"), objective(3, Some(2), "c")];
        assert!(is_in_ring(ObjectiveId(2), &ring));
        let line = [objective(1, None, "a"), objective(2, Some(1), "b")];
        assert!(!is_in_ring(ObjectiveId(2), &line));
    }
}
