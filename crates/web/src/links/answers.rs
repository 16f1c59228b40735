//! Addresses of answers: for everyone, and of the library.

use std::fmt::Display;

/// The front door to answers.
pub const ANSWERS: &str = "/answers";
/// Every public answer, for search engines.
pub const SITEMAP: &str = "/sitemap.xml";
/// What robots may read.
pub const ROBOTS: &str = "/robots.txt";
/// The library.
pub const LIBRARY: &str = "/desk/answers";
/// Writing a new answer.
pub const ANSWER_NEW: &str = "/desk/answers/new";
/// Taking over questions and answers from a file.
pub const ANSWER_IMPORT: &str = "/desk/answers/import";
/// Changes that staff are to read.
pub const ANSWER_CHANGES: &str = "/desk/answers/changes";
/// Where answers are missing, contradict or fail.
pub const ANSWER_GAPS: &str = "/desk/answers/gaps";
/// A contact with a person: who they are, what they need, what they will need next.
pub const CONTACT_DESK: &str = "/desk/contact";
/// Asking how hard a text is to read.
pub const PLAIN_LANGUAGE: &str = "/desk/plain-language";

/// A public answer.
#[must_use]
pub fn answer(slug: impl Display) -> String {
    format!("{ANSWERS}/{slug}")
}

/// Where a reader says whether an answer helped.
#[must_use]
pub fn answer_helped(slug: impl Display) -> String {
    format!("{ANSWERS}/{slug}/helped")
}

/// Answers of a service.
#[must_use]
pub fn answers_of_service(service: impl Display) -> String {
    format!("{ANSWERS}?service={service}")
}

/// Answers of a life experience.
#[must_use]
pub fn answers_of_experience(experience: impl Display) -> String {
    format!("{ANSWERS}?experience={experience}")
}

/// The contact page, for somebody whom an answer did not help.
#[must_use]
pub fn contact_about(service: Option<impl Display>, slug: impl Display) -> String {
    match service {
        Some(service) => format!("/contact?kind=question&service={service}&answer={slug}"),
        None => format!("/contact?kind=question&answer={slug}"),
    }
}

/// An answer of the library.
#[must_use]
pub fn desk_answer(answer: impl Display) -> String {
    format!("{LIBRARY}/{answer}")
}

/// Changing an answer.
#[must_use]
pub fn answer_edit(answer: impl Display) -> String {
    format!("{LIBRARY}/{answer}/edit")
}

/// A step of an answer: review, approval, taking out of use.
#[must_use]
pub fn answer_step(answer: impl Display) -> String {
    format!("{LIBRARY}/{answer}/step")
}

/// Taking an answer out of use.
#[must_use]
pub fn answer_retire(answer: impl Display) -> String {
    format!("{LIBRARY}/{answer}/retire")
}

/// Approving an answer.
#[must_use]
pub fn answer_approve(answer: impl Display) -> String {
    format!("{LIBRARY}/{answer}/approve")
}

/// A version of an answer.
#[must_use]
pub fn answer_version(answer: impl Display, number: impl Display) -> String {
    format!("{LIBRARY}/{answer}/versions/{number}")
}

/// A number as a phone dials it.
#[must_use]
pub fn dialled(phone: &str) -> String {
    phone.chars().filter(|one| one.is_ascii_digit() || *one == '+').collect()
}
