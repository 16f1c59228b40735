//! What authors learn: people with the needs of an answer still come back for something it could say.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    Permission, Viewer,
    anticipation::{MiningSource, NextNeed},
    library::need_key,
};

use crate::{
    App, Error,
    library::{Reader, shelf},
};

/// Something that people still come back for.
#[derive(Debug, Clone, PartialEq)]
pub struct StillCameBack {
    /// The pair with its figures.
    pub found: NextNeed,
    /// Whether it is the same need again: the answer did not settle it.
    pub same_need: bool,
    /// Whether an answer to it is there to be linked; without one it is to be written.
    pub has_answer: bool,
}

/// What people with these needs, those of an answer, still come back for, the most frequent first: add it to the answer.
/// Only what is found beyond chance stands here.
///
/// # Errors
/// [`Error::Denied`].
pub async fn still_came_back(
    app: &App,
    viewer: &Viewer,
    needs: &[String],
) -> Result<Vec<StillCameBack>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let needs: BTreeSet<String> = needs.iter().map(|need| need_key(need)).collect();
    let asked: Vec<String> = needs.iter().cloned().collect();
    let all = [String::new()];
    let found = app
        .store()
        .next_needs_of(MiningSource::Contacts, &asked, &all, app.settings().mining.window_days)
        .await?;
    let (shelf, reader) = (shelf(app).await?, Reader::of(viewer));
    // Of several needs that lead to the same next one, the one with most people.
    let mut by_next: BTreeMap<String, NextNeed> = BTreeMap::new();
    for one in found.into_iter().filter(NextNeed::is_found) {
        if by_next.get(&one.next).is_none_or(|known| known.followed < one.followed) {
            by_next.insert(one.next.clone(), one);
        }
    }
    let mut told: Vec<StillCameBack> = by_next
        .into_values()
        .map(|found| {
            let has_answer = shelf.for_need(&reader, &found.next).next().is_some();
            StillCameBack { same_need: needs.contains(&found.next), has_answer, found }
        })
        .collect();
    told.sort_by(|left, right| {
        right.found.followed.cmp(&left.found.followed).then_with(|| left.found.next.cmp(&right.found.next))
    });
    Ok(told)
}
