//! Cases: the queue, one case with its answer, opening one for a person, rules, and how cases went.

mod act;
mod assign;
mod clock;
mod follow_ups;
mod history;
mod list;
mod mail;
mod mailboxes;
mod message;
mod new;
mod performance;
mod rules;
pub(crate) mod sample;
mod show;
mod templates;

use catsup_app::{App, Error, directory::services};
use catsup_model::{
    Viewer,
    case::{CaseKind, CaseStatus},
};

pub(crate) use self::{
    act::act,
    assign::{assign, undo_assign},
    follow_ups::{follow_ups, remove_follow_up, set_follow_up},
    history::{FileLine, HistoryLine, file_name},
    list::{Queue, list},
    mail::taken_mail,
    mailboxes::{add_mailbox, ask_remove_mailbox, change_mailbox, mailbox, mailboxes, remove_mailbox},
    message::{ask_discard, discard, make_case, message},
    new::{new, open},
    performance::performance,
    rules::{add_rule, ask_remove_rule, change_rule, remove_rule, rules, show_rule},
    show::{file, show},
    templates::{
        add_template, ask_remove_template, change_template, remove_template, show_template, templates,
    },
};
#[cfg(test)]
pub(crate) use self::{
    follow_ups::FollowUpsPage,
    list::CasesPage,
    mail::TakenMails,
    mailboxes::{Mailbox, Mailboxes},
    message::MessagePage,
    new::NewCasePage,
    performance::PerformancePage,
    rules::{RulePage, RulesPage},
    show::CasePage,
    templates::{TemplatePage, TemplatesPage},
};
use crate::{components::Choice, i18n::Translator};

/// The kinds of cases to choose from.
fn kinds(t: Translator) -> Vec<Choice> {
    CaseKind::ALL.iter().map(|kind| Choice::new(kind.code(), t.name("case-kind", kind.code()))).collect()
}

/// The services that the viewer sees, by name.
pub(crate) async fn service_choices(app: &App, viewer: &Viewer) -> Result<Vec<Choice>, Error> {
    let services = services::list(app, viewer).await?;
    let mut choices: Vec<Choice> =
        services.iter().map(|service| Choice::new(service.id, &service.name)).collect();
    choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
    Ok(choices)
}

/// How the tag of a status looks.
fn status_kind(status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::New => "accent",
        CaseStatus::Open => "",
        CaseStatus::Waiting => "warning",
        CaseStatus::Resolved | CaseStatus::Confirmed => "success",
        CaseStatus::Unresolved => "error",
    }
}
