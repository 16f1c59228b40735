//! Life experiences. They cross organisations: everyone sees them, and they are set for the whole installation.

use catsup_model::{Permission, Viewer, directory::LifeExperience, id::LifeExperienceId};
use serde_json::json;

use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
};

/// Every life experience, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<LifeExperience>, Error> {
    viewer.require(Permission::ReadDirectory)?;
    let mut list = app.store().life_experience_list().await?;
    list.sort_by_cached_key(|one| one.name.as_str().to_lowercase());
    Ok(list)
}

/// Adds a life experience.
///
/// # Errors
/// [`Error::Denied`] unless the viewer manages the directory of the whole installation; [`Error::Invalid`] with `name`.
pub async fn add(app: &App, viewer: &Viewer, name: &str) -> Result<LifeExperience, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let new = LifeExperience { id: LifeExperienceId(app.next_id()), name };
    let mut transaction = app.store().begin().await?;
    transaction.life_experience_insert(&new).await.map_err(or_taken("name"))?;
    let subject = format!("life_experience:{}", new.id);
    audit::record(app, &mut transaction, viewer, "life_experience.add", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(new)
}

/// Changes the name of a life experience.
///
/// # Errors
/// As [`add`], and [`Error::NotFound`].
pub async fn rename(
    app: &App,
    viewer: &Viewer,
    id: LifeExperienceId,
    name: &str,
) -> Result<LifeExperience, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    if app.store().life_experience_find(id).await?.is_none() {
        return Err(Error::NotFound("the life experience"));
    }
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let mut transaction = app.store().begin().await?;
    transaction.life_experience_rename(id, &name).await.map_err(or_taken("name"))?;
    let subject = format!("life_experience:{id}");
    audit::record(app, &mut transaction, viewer, "life_experience.rename", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(LifeExperience { id, name })
}
