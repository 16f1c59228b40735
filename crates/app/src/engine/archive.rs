//! Archived history, which stands in segments and nowhere else: what it stands in for among count blocks and volumes.

use catsup_analytics::query::{Cancel, Snapshot};
use catsup_model::{
    id::{CountBlockId, ServiceId},
    query::Filter,
};
use catsup_store::Ground;

use super::{Segments, follow::off_thread};
use crate::{App, Error};

impl Segments {
    /// Whether there is history that the store does not hold.
    pub(super) fn has_archive(&self) -> bool {
        self.responses.has_archive()
    }

    /// What `work` makes of the archived history alone.
    pub(super) async fn of_archive<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Snapshot, &Cancel) -> Result<T, catsup_analytics::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let archive = self.responses.engine.archive();
        off_thread(move || work(&archive, &Cancel::default())).await
    }

    /// First and last instant of the archived history of these services, as far as segments tell without being read.
    pub(super) fn archived_extent(&self, services: &[ServiceId]) -> Option<(i64, i64)> {
        self.responses.engine.archive().extent(services)
    }

    /// Attributes of archived responses with their values.
    pub(crate) fn archived_attributes(&self, services: &[ServiceId]) -> Vec<(String, String)> {
        self.responses.engine.archive().attributes(services)
    }

    /// Count blocks of a filter on whose ground archived responses stand.
    pub(super) async fn covered(&self, app: &App, filter: &Filter) -> Result<Vec<CountBlockId>, Error> {
        if !self.has_archive() {
            return Ok(Vec::new());
        }
        let grounds = app.store().grounds(filter).await?;
        let archive = self.responses.engine.archive();
        off_thread(move || {
            let mut covered = Vec::new();
            for ground in &grounds {
                if let Some(block) = ground.block
                    && archive.rows(&over(ground), &Default::default())? > 0
                {
                    covered.push(block);
                }
            }
            Ok(covered)
        })
        .await
    }

    /// Archived respondents on the ground of the volumes of a filter; looked for where any volume says who was `offered`
    /// a survey.
    pub(super) async fn respondents(&self, app: &App, filter: &Filter, offered: bool) -> Result<i64, Error> {
        if !filter.takes_count_blocks() || !offered || !self.has_archive() {
            return Ok(0);
        }
        let grounds = app.store().grounds(filter).await?;
        let archive = self.responses.engine.archive();
        off_thread(move || {
            let volumes = grounds.iter().filter(|ground| ground.block.is_none());
            volumes.map(|ground| rows(&archive, ground)).sum()
        })
        .await
    }
}

fn rows(archive: &Snapshot, ground: &Ground) -> Result<i64, catsup_analytics::Error> {
    archive.rows(&over(ground), &Default::default())
}

/// The filter of a ground.
fn over(ground: &Ground) -> Filter {
    Filter {
        services: vec![ground.service],
        channels: ground.channel.into_iter().collect(),
        surveys: ground.survey.into_iter().collect(),
        period: Some(ground.period),
        ..Filter::default()
    }
}
