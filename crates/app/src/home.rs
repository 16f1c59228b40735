//! The front page of staff: what each of them needs to see first, as far as they may see it.

mod attention;
mod comments;

use catsup_model::{
    Permission, Viewer,
    id::ServiceId,
    period::{BucketUnit, Days},
};
use jiff::Timestamp;

pub use self::{
    attention::{Attention, Reason},
    comments::ShownComment,
};
use crate::{
    App, Error, accounts, audit,
    cases::{self, CaseCounts},
    imports::{self, ImportRun},
    library,
    scorecards::{self, Grouping, Mover, Preset, Scorecard, ScorecardQuery},
};

/// The most moves shown.
const MOST_MOVERS: usize = 6;
/// The newest comments shown.
const NEWEST_COMMENTS: i64 = 8;

/// What the front page holds; a part the viewer may not see is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Home {
    /// The quarter that is shown and compared with the one before.
    pub quarter: Option<Days>,
    /// Everything within reach in that quarter, by service.
    pub overview: Option<Scorecard>,
    /// What moved more than chance explains.
    pub movers: Vec<Mover>,
    /// Surveys that need somebody; for those who manage surveys.
    pub attention: Vec<Attention>,
    /// The newest comments, personal data hidden; for those who may read responses.
    pub newest: Vec<ShownComment>,
    /// One comment of the last thirty days, the same all day; for those who may read responses.
    pub voice: Option<ShownComment>,
    /// What waits in the queue of cases; for those who may read them.
    pub cases: Option<CaseCounts>,
    /// Changed answers that the viewer is to read.
    pub changes_to_read: usize,
    /// How the installation stands; for those who run it.
    pub installation: Option<Installation>,
}

/// How the installation stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Installation {
    /// Accounts that can come in.
    pub people: usize,
    /// Those of them that have yet to choose their own password.
    pub first_passwords: usize,
    /// Those of them that are locked out now.
    pub locked: usize,
    /// The newest imports.
    pub imports: Vec<ImportRun>,
    /// Entries of the audit log, and when the newest was written.
    pub audit: Option<(i64, Timestamp)>,
}

/// Reads the front page.
///
/// # Errors
/// When the store fails. Somebody without any permission sees an empty page.
pub async fn read(app: &App, viewer: &Viewer) -> Result<Home, Error> {
    let quarter = quarter(app, viewer).await?;
    let (overview, movers, attention, words, installation) = tokio::try_join!(
        overview(app, viewer, quarter),
        movers(app, viewer, quarter),
        attention::list(app, viewer),
        comments::read(app, viewer, NEWEST_COMMENTS),
        installation(app, viewer),
    )?;
    let (newest, voice) = words;
    let cases = match viewer.may(Permission::ReadCases) {
        true => Some(cases::counts(app, viewer).await?),
        false => None,
    };
    let changes_to_read = match viewer.may(Permission::HandleCases) {
        true => library::changes(app, viewer).await?.iter().filter(|one| one.acknowledged.is_none()).count(),
        false => 0,
    };
    Ok(Home { quarter, overview, movers, attention, newest, voice, cases, changes_to_read, installation })
}

/// The last complete quarter that answers reach into.
async fn quarter(app: &App, viewer: &Viewer) -> Result<Option<Days>, Error> {
    if !viewer.may(Permission::ReadMeasures) {
        return Ok(None);
    }
    scorecards::preset_days(app, viewer, &ScorecardQuery::default(), Preset::LatestQuarter).await
}

async fn overview(app: &App, viewer: &Viewer, quarter: Option<Days>) -> Result<Option<Scorecard>, Error> {
    let Some(days) = quarter else { return Ok(None) };
    let query = ScorecardQuery {
        days: Some(days),
        trend: Some(BucketUnit::FiscalQuarter),
        by: Some(Grouping::Service),
        ..ScorecardQuery::default()
    };
    scorecards::read(app, viewer, &query).await.map(Some)
}

async fn movers(app: &App, viewer: &Viewer, quarter: Option<Days>) -> Result<Vec<Mover>, Error> {
    match quarter {
        Some(days) => scorecards::movers(app, viewer, days, MOST_MOVERS).await,
        None => Ok(Vec::new()),
    }
}

async fn installation(app: &App, viewer: &Viewer) -> Result<Option<Installation>, Error> {
    let runs_it = [Permission::ManagePeople, Permission::ReadAudit, Permission::Import];
    if runs_it.into_iter().any(|permission| viewer.require_everywhere(permission).is_err()) {
        return Ok(None);
    }
    let (accounts, imports, audit) = tokio::try_join!(
        accounts::list(app, viewer),
        imports::runs(app, viewer, None, 5),
        audit::list(app, viewer, None, 1),
    )?;
    let now = app.now();
    let active: Vec<_> = accounts.iter().filter(|account| account.disabled_at.is_none()).collect();
    Ok(Some(Installation {
        people: active.len(),
        first_passwords: active.iter().filter(|account| account.must_change_password).count(),
        locked: active.iter().filter(|account| account.locked_until.is_some_and(|until| until > now)).count(),
        imports,
        audit: audit.lines.first().map(|line| (line.sequence, line.at)),
    }))
}

/// Services within reach with their names.
async fn services_within(
    app: &App,
    viewer: &Viewer,
    permission: Permission,
) -> Result<Vec<(ServiceId, String)>, Error> {
    let reach = viewer.require(permission)?;
    let services = app.store().scope_services(&reach, None).await?;
    Ok(services.into_iter().map(|(id, name)| (id, name.to_string())).collect())
}
