//! What became of a mail of ours, as the receiving server says.

use catsup_exchange::mail::{Delivery, DeliveryReport};
use catsup_model::{
    case::CaseEventKind,
    taken_mail::{MailOutcome, MailReason},
};
use catsup_store::Mail;
use serde_json::json;

use super::{
    super::letter,
    judge::Read,
    line,
    take::{Taken, done, event},
};
use crate::{App, Error};

/// Notes a report. One on a mail that we did not write changes nothing.
pub(super) async fn note(
    app: &App,
    read: &Read,
    mail: Option<Box<Mail>>,
    found: &DeliveryReport,
    reason: MailReason,
) -> Result<Taken, Error> {
    let mut taken = line(app, read, MailOutcome::Report, reason);
    let mut transaction = app.store().begin().await?;
    if let Some(mail) = mail {
        taken.mail = Some(mail.id);
        taken.case = mail.case;
        let why = if found.reason.is_empty() { "the server gave no reason" } else { &found.reason };
        match (found.delivery, mail.case) {
            (Delivery::Failed, case) => {
                let is_news = transaction.mail_return(mail.id, why).await?;
                if let Some(case) = case.filter(|_| is_news) {
                    letter::undelivered(app, &mut transaction, case, why).await?;
                }
            }
            (Delivery::Late, Some(case)) => {
                let late = event(app, case, CaseEventKind::Delayed, why, json!({}));
                transaction.case_events_insert(&[late]).await?;
            }
            (Delivery::Late, None) | (Delivery::Arrived, _) => {}
        }
    }
    transaction.taken_mail_insert(&read.key, &taken).await?;
    transaction.commit().await?;
    done(app, taken).await
}
