//! Tags: made by using them, one list for the installation.

use catsup_model::{Permission, Viewer, id::TagId, search};
use catsup_store::Tag;

use crate::{
    App, Error,
    fields::{invalid, or_taken},
};

/// The longest name of a tag, in characters.
pub const LONGEST: usize = 40;

/// Every tag, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Tag>, Error> {
    viewer.require(Permission::ReadResponses)?;
    Ok(app.store().tag_list().await?)
}

/// The tag of this name, made when there is none. Upper and lower case and accents make no difference.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `tag`.
pub async fn put(app: &App, viewer: &Viewer, name: &str) -> Result<Tag, Error> {
    viewer.require(Permission::HandleResponses)?;
    let (name, folded) = read(name)?;
    let mut transaction = app.store().begin().await?;
    let tag = Tag { id: TagId(app.next_id()), name };
    let tag = transaction.tag_put(&tag, &folded, app.now()).await?;
    transaction.commit().await?;
    Ok(tag)
}

/// Gives a tag another name.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Error::Invalid`] with `tag`, also when another tag has the name.
pub async fn rename(app: &App, viewer: &Viewer, id: TagId, name: &str) -> Result<(), Error> {
    viewer.require(Permission::HandleResponses)?;
    if !app.store().tag_list().await?.iter().any(|tag| tag.id == id) {
        return Err(Error::NotFound("tag"));
    }
    let (name, folded) = read(name)?;
    let mut transaction = app.store().begin().await?;
    transaction.tag_rename(id, &name, &folded).await.map_err(or_taken("tag"))?;
    transaction.commit().await?;
    Ok(())
}

/// The name on one line, and as it is compared.
fn read(name: &str) -> Result<(String, String), Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = search::folded(&name);
    if folded.is_empty() || name.chars().any(char::is_control) {
        return Err(invalid("tag", "required", "must hold a letter or digit"));
    }
    if name.chars().count() > LONGEST {
        let error =
            crate::FieldError::new("tag", "too-long", format!("must have at most {LONGEST} characters"));
        return Err(Error::Invalid(vec![error.limited_to(LONGEST)]));
    }
    Ok((name, folded))
}
