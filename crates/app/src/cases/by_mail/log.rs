//! What came in by mail, for staff: that of cases within reach, and all of it for those who see every case.

use catsup_exchange::read_mail;
use catsup_model::{
    Permission, Reach, Viewer,
    case::Case,
    id::TakenMailId,
    taken_mail::{MailOutcome, TakenMail},
};

use crate::{App, Error};

/// What a mail that cannot be seen is called.
const THE_MAIL: Error = Error::NotFound("the mail");

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenMailList {
    /// Mails, the newest first.
    pub mails: Vec<TakenMail>,
    /// What to ask for next; `None` at the end.
    pub next: Option<TakenMailId>,
    /// Whether mails that belong to no case stand among them.
    pub is_whole: bool,
    /// How many nobody has given to a service yet; 0 where they are not seen.
    pub unassigned: i64,
}

/// One mail of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenMailDetail {
    /// The mail.
    pub mail: TakenMail,
    /// The case it belongs to.
    pub case: Option<Case>,
    /// Its words, while it is unassigned.
    pub words: Option<String>,
    /// Names of its files, while it is unassigned.
    pub files: Vec<String>,
}

/// The log, of one outcome or of all.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    before: Option<TakenMailId>,
    outcome: Option<MailOutcome>,
) -> Result<TakenMailList, Error> {
    const SHOWN: usize = 50;
    let reach = viewer.require(Permission::ReadCases)?;
    let services: Option<Vec<_>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let limit = SHOWN as i64 + 1;
    let mut mails = app.store().taken_mail_list(before, outcome, services.as_deref(), limit).await?;
    let more = mails.len() > SHOWN;
    mails.truncate(SHOWN);
    let next = mails.last().map(|mail| mail.id).filter(|_| more);
    let unassigned = unassigned_count(app, viewer).await?;
    Ok(TakenMailList { mails, next, is_whole: reach == Reach::Everything, unassigned })
}

/// How many messages nobody has given to a service yet; 0 for those who do not see them.
///
/// # Errors
/// When the store fails.
pub async fn unassigned_count(app: &App, viewer: &Viewer) -> Result<i64, Error> {
    match viewer.require_everywhere(Permission::ReadCases) {
        Ok(()) => Ok(app.store().taken_mail_count(MailOutcome::Unassigned).await?),
        Err(_) => Ok(0),
    }
}

/// One mail within reach.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: TakenMailId) -> Result<TakenMailDetail, Error> {
    let mail = visible(app, viewer, id).await?;
    let case = match mail.case {
        Some(case) => app.store().case_find(case).await?,
        None => None,
    };
    let kept = app.store().taken_mail_message(id).await?;
    let read = kept.and_then(|raw| read_mail(&raw).ok());
    let files = read.iter().flat_map(|read| read.files.iter().map(|file| file.name.clone())).collect();
    Ok(TakenMailDetail { mail, case, files, words: read.map(|read| read.words) })
}

/// A mail that the viewer sees.
pub(super) async fn visible(app: &App, viewer: &Viewer, id: TakenMailId) -> Result<TakenMail, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let mail = app.store().taken_mail_find(id).await?.ok_or(THE_MAIL)?;
    let seen = match (&reach, mail.case) {
        (Reach::Everything, _) => true,
        (Reach::Part { .. }, None) => false,
        (Reach::Part { .. }, Some(case)) => {
            app.store().case_find(case).await?.is_some_and(|case| reach.has_service(case.service))
        }
    };
    if seen { Ok(mail) } else { Err(THE_MAIL) }
}
