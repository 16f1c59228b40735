//! What lies outside the program and is told to it when it starts: the mail server, the words of mails, its own address.

use std::sync::Arc;

use catsup_model::{Language, text::Email};

use crate::{
    Reachable,
    anticipation::NextLetter,
    cases::CaseLetter,
    digests::News,
    library::ChangeLetter,
    mail::{Imap, Mailer},
};

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Puts into words what a mail has to say. The pages' catalogue and templates do it, which lie above the use cases.
pub trait Letters: std::fmt::Debug + Send + Sync {
    /// What is new, in a language.
    fn digest(&self, language: Language, news: &News) -> Letter;

    /// Something about a case.
    fn case(&self, language: Language, letter: &CaseLetter) -> Letter;

    /// An answer that staff are to read before it takes effect.
    fn answer_change(&self, language: Language, letter: &ChangeLetter) -> Letter;

    /// What people with a case like this usually need next.
    fn next(&self, language: Language, letter: &NextLetter) -> Letter;
}

/// Where mails come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbox {
    /// The address. Answers to a mail about a case come to it with the number of the case and a signature behind a `+`.
    pub address: Email,
    /// What the receiving server calls itself in `Authentication-Results`; without it no sender is vouched for.
    pub server: Option<String>,
}

/// Everything outside.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The mail server, when one is set.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The words of mails.
    pub letters: Option<Arc<dyn Letters>>,
    /// Where mails come in, when they do.
    pub inbox: Option<Inbox>,
    /// The mailbox that mails are fetched from, when they are.
    pub mailbox: Option<Arc<Imap>>,
    /// The address people reach the installation under, without a slash at the end.
    pub address: String,
    /// Which machines files are fetched from.
    pub reachable: Reachable,
}

impl Default for Outside {
    fn default() -> Self {
        Self {
            mailer: None,
            letters: None,
            inbox: None,
            mailbox: None,
            address: "http://127.0.0.1:8080".to_owned(),
            reachable: Reachable::Public,
        }
    }
}
