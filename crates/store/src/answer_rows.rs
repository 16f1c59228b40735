//! Joint answers: how often each combination of answers was given by one person, which drivers and path
//! models need.

use catsup_model::{
    id::WordingId,
    query::{Filter, JointAnswers},
};
use sqlx::Row as _;

use crate::{Error, Store, error::to_json, statement::statements};

statements! {
    JOINT_ANSWERS = concat!(include_str!("sql/picked_responses.sql"), include_str!("sql/joint_answers.sql"));
}

impl Store {
    /// The most columns a combination has.
    pub const MOST_JOINT_COLUMNS: usize = 12;

    /// Counts the combinations of answers within the filter. Each column holds what was answered to any of
    /// its wordings; columns beyond [`Store::MOST_JOINT_COLUMNS`] are left out. People who answered none of
    /// the columns are not counted.
    ///
    /// Count blocks know no combinations and take no part.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn joint_answers(
        &self,
        filter: &Filter,
        columns: &[Vec<WordingId>],
    ) -> Result<Vec<JointAnswers>, Error> {
        let columns = &columns[..columns.len().min(Self::MOST_JOINT_COLUMNS)];
        let placed: Vec<(usize, i64)> = columns
            .iter()
            .enumerate()
            .flat_map(|(place, wordings)| wordings.iter().map(move |wording| (place, wording.0)))
            .collect();
        let query = self.picking(&JOINT_ANSWERS, filter).bind(to_json(&placed));
        let rows = query.fetch_all(&self.read).await?;
        let joint = rows.iter().map(|row| {
            let values = (0..columns.len()).map(|column| row.try_get(column)).collect::<Result<_, _>>()?;
            Ok(JointAnswers { values, n: row.try_get(Self::MOST_JOINT_COLUMNS)? })
        });
        joint.collect()
    }
}
