//! Words of a person by mail: on their case, or as a new one.

use std::sync::Arc;

use catsup_exchange::IncomingMail;
use catsup_model::{
    Channel, Language, Viewer,
    case::{Case, CaseEvent, CaseEventKind, CaseSource, LONGEST_MESSAGE},
    permission::Actor,
    taken_mail::{MailOutcome, MailReason},
};
use catsup_store::Transaction;
use serde_json::json;

use super::{
    super::{
        Deadlines, NewCase, NewFile, attachments,
        change::Change,
        letter::{self, Occasion},
        open::{Prepared, prepare},
        track::{going_on, notify, said},
    },
    judge::{NewByMail, Read},
    line,
    take::{Taken, done, event},
};
use crate::{App, Error, anticipation::soon::anticipate_soon, screening};

/// Takes the words as those of the person on their case, as their private link would.
pub(super) async fn words(app: &App, read: &Read, case: &Case, reason: MailReason) -> Result<Taken, Error> {
    let deadlines = Arc::new(Deadlines::read(app).await?);
    let id = going_on(app, case).await?;
    let mut change = Change::begin(app, Actor::Public.to_string(), id, &deadlines).await?;
    let mut taken = line(app, read, MailOutcome::Said, reason);
    taken.case = Some(id);
    // First of all, so that of two copies one is taken.
    change.transaction.taken_mail_insert(&read.key, &taken).await?;
    let held = change.transaction.case_attachment_total(id).await?;
    let (files, refused) = attachments::fitting(held, files(&read.mail));
    let pieces = pieces(&read.mail.own_words);
    let first = said(&mut change, CaseEventKind::Said, pieces.first().map_or("", String::as_str));
    for piece in pieces.iter().skip(1) {
        said(&mut change, CaseEventKind::Said, piece);
    }
    let checked = attachments::check(&mut crate::fields::Fields::default(), files);
    change.attach(first, checked);
    if !refused.is_empty() {
        change.tell(CaseEventKind::FilesRefused, &refused.join("\n"), json!({}));
    }
    notify(&mut change, Occasion::Said).await?;
    change.commit().await?;
    done(app, taken).await
}

/// Opens a case of a message.
pub(super) async fn new_case(app: &App, read: &Read, new: NewByMail) -> Result<Taken, Error> {
    let mut taken = line(app, read, MailOutcome::Opened, new.reason);
    let Some(opening) = prepared(app, read, &new).await? else {
        return Err(catsup_store::Error::Taken { what: "the key of the mail" }.into());
    };
    taken.case = Some(opening.case.id);
    let mut transaction = app.store().begin().await?;
    transaction.taken_mail_insert(&read.key, &taken).await?;
    open(app, &mut transaction, read, opening, new.beside.as_ref(), new.reason).await?;
    transaction.commit().await?;
    anticipate_soon(app).await;
    done(app, taken).await
}

/// The case of a message, to be opened; `None` when it was before.
pub(super) async fn prepared(
    app: &App,
    read: &Read,
    new: &NewByMail,
) -> Result<Option<Box<super::super::open::Opening>>, Error> {
    let case = read_case(app, read, new).await?;
    Ok(match prepare(app, &Viewer::public(), case).await? {
        Prepared::Opening(opening) => Some(opening),
        Prepared::Before(_) => None,
    })
}

async fn read_case(app: &App, read: &Read, new: &NewByMail) -> Result<NewCase, Error> {
    let mail = &read.mail;
    let language = match mail.language {
        Some(language) => language,
        None => language_of(app, mail).await?.unwrap_or(new.language),
    };
    let first = pieces(&mail.words).into_iter().next().unwrap_or_default();
    let mut case = NewCase::new(new.service, new.kind, CaseSource::Mail, first);
    case.channel = Channel::Email;
    case.language = language;
    case.subject.clone_from(&mail.subject);
    if case.subject.is_empty() && case.description.is_empty() {
        case.subject = without_words(language).to_owned();
    }
    if let Some(sender) = &mail.from {
        case.name.clone_from(&sender.name);
        case.email = sender.address.to_string();
    }
    case.key = Some(read.key.clone());
    (case.files, _) = attachments::fitting((0, 0), files(mail));
    Ok(case)
}

/// Writes a case that was prepared, with what does not fit into its first words.
pub(super) async fn open(
    app: &App,
    transaction: &mut Transaction,
    read: &Read,
    opening: Box<super::super::open::Opening>,
    beside: Option<&Case>,
    reason: MailReason,
) -> Result<Case, Error> {
    let deadlines = Deadlines::read(app).await?;
    let mut case = opening.write(app, &Viewer::public(), transaction).await?.case;
    let rest: Vec<String> = pieces(&read.mail.words).into_iter().skip(1).collect();
    let person = Actor::Public.to_string();
    let said = |piece: &String| CaseEvent {
        actor: person.clone(),
        ..event(app, case.id, CaseEventKind::Said, piece, json!({}))
    };
    let mut events: Vec<CaseEvent> = rest.iter().map(said).collect();
    let (_, refused) = attachments::fitting((0, 0), files(&read.mail));
    if !refused.is_empty() {
        events.push(event(app, case.id, CaseEventKind::FilesRefused, &refused.join("\n"), json!({})));
    }
    if let Some(other) = beside {
        let of = |case: &Case| json!({ "case": case.id, "number": case.number.to_string() });
        let kind = match reason {
            MailReason::SomebodyElse => CaseEventKind::WrittenAbout,
            _ => CaseEventKind::Mentioned,
        };
        events.push(event(app, case.id, kind, "", of(other)));
        // Who knows its address or its mails has to do with it; a number in a subject proves nothing.
        if matches!(reason, MailReason::SomebodyElse | MailReason::Unproven | MailReason::LongOver) {
            events.push(event(app, other.id, CaseEventKind::Mentioned, "", of(&case)));
            transaction.case_relate(case.id, other.id).await?;
        }
    }
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    if !case.urgent && screening::alarming(&rest).is_some() {
        case.urgent = true;
        events.push(event(app, case.id, CaseEventKind::Alarmed, "", json!({})));
        transaction.case_put(std::slice::from_ref(&case)).await?;
        letter::to_staff(app, transaction, &case, deadlines.rule(&case), Occasion::Alarmed).await?;
    }
    transaction.case_events_insert(&events).await?;
    Ok(case)
}

/// The language of the latest case of the same address.
async fn language_of(app: &App, mail: &IncomingMail) -> Result<Option<Language>, Error> {
    let Some(sender) = &mail.from else { return Ok(None) };
    let customer = app.keys().customer(sender.address.as_str());
    let latest = app.store().cases_of_customer(customer, 1).await?;
    Ok(latest.first().map(|case| case.person.language))
}

/// What a case is about that came without a word.
fn without_words(language: Language) -> &'static str {
    match language {
        Language::En => "(no words)",
        Language::Es => "(sin palabras)",
    }
}

fn files(mail: &IncomingMail) -> Vec<NewFile> {
    let file = |one: &catsup_exchange::mail::MailFile| NewFile {
        name: one.name.clone(),
        content: one.content.clone(),
    };
    mail.files.iter().map(file).collect()
}

/// Words in pieces that an entry of a history holds, cut where a line or a word ends.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = words.trim();
    while let Some((most, _)) = rest.char_indices().nth(LONGEST_MESSAGE) {
        let head = &rest[..most];
        // Not far back, so that pieces are few.
        let late = |at: &usize| *at > most / 2;
        let end = head.rfind('\n').filter(late).or_else(|| head.rfind(' ').filter(late)).unwrap_or(most);
        pieces.push(head[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_into_pieces_and_none_is_lost() {
        assert_eq!(pieces("  "), Vec::<String>::new());
        assert_eq!(pieces("one"), ["one"]);
        let words = "Straße ".repeat(5_000);
        let cut = pieces(&words);
        assert!(cut.len() > 4 && cut.iter().all(|piece| piece.chars().count() <= LONGEST_MESSAGE));
        assert_eq!(cut.join(" "), words.trim());
        let solid = "é".repeat(LONGEST_MESSAGE + 1);
        assert_eq!(pieces(&solid).concat(), solid);
    }
}
