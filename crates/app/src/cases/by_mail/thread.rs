//! What binds a mail about a case to the ones before it, and where answers to it go.

use catsup_model::id::CaseId;
use catsup_store::Transaction;

use super::signed_address;
use crate::{App, Error};

/// The most messages that a mail says it answers.
const MOST: i64 = 20;

/// What a mail about a case answers, and where answers to it go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Thread {
    pub(crate) reply_to: Option<String>,
    /// Ids of messages, the nearest last.
    pub(crate) answers: Vec<String>,
}

/// The thread of a case as it stands within a transaction.
pub(crate) async fn thread(app: &App, transaction: &mut Transaction, case: CaseId) -> Result<Thread, Error> {
    let mut answers = transaction.case_mail_ids(case, MOST).await?;
    answers.reverse();
    let case = transaction.case_lock(case).await?;
    let reply_to = case.and_then(|case| signed_address::of(app, &case));
    Ok(Thread { reply_to, answers })
}
