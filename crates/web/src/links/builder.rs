//! Addresses of the survey builder and of surveys as files.

use std::fmt::Display;

/// Setting a survey up from a file.
pub const SURVEY_FROM_FILE: &str = "/desk/surveys/from-file";

macro_rules! of_survey {
    ($($(#[$doc:meta])* $name:ident = $pattern:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(survey: impl Display) -> String {
            format!($pattern, survey)
        }
    )*};
}
of_survey! {
    /// The builder of a survey.
    build = "/desk/surveys/{}/build";
    /// Adding a page.
    build_page_new = "/desk/surveys/{}/build/add-page";
    /// Adding a question.
    build_question_new = "/desk/surveys/{}/build/add";
    /// Every text side by side.
    build_texts = "/desk/surveys/{}/build/texts";
    /// The form at the width of a phone or a desk.
    build_preview = "/desk/surveys/{}/build/preview";
    /// Publishing what was changed.
    build_publish = "/desk/surveys/{}/build/publish";
    /// Copying a survey.
    survey_copy = "/desk/surveys/{}/copy";
    /// A survey as a file.
    survey_file = "/desk/surveys/{}/definition.json";
}

/// One page of a survey in its builder.
#[must_use]
pub fn build_page(survey: impl Display, page: &str) -> String {
    format!("/desk/surveys/{survey}/build/pages/{page}")
}

/// One question in the builder.
#[must_use]
pub fn build_question(survey: impl Display, question: &str) -> String {
    format!("/desk/surveys/{survey}/build/questions/{question}")
}

/// Choosing the kind of a question that is added to a page.
#[must_use]
pub fn build_question_on(survey: impl Display, page: &str) -> String {
    format!("/desk/surveys/{survey}/build/add?page={page}")
}

/// The builder at a question or page.
#[must_use]
pub fn build_at(survey: impl Display, target: &str) -> String {
    format!("/desk/surveys/{survey}/build#at-{target}")
}
