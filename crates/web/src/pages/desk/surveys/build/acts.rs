//! Acts of the builder's first page: moving, copying, removing, undoing. Each button is one post.

use axum::extract::{Path, State};
use catsup_app::{
    App,
    surveys::{self, Act, Step},
};

use super::{refused, revision};
use crate::{
    components::AlertKind,
    error::PageError,
    extract::{SignedIn, SurveyKey},
    flash::SeeOther,
    forms::Form,
    links,
};

/// `POST /desk/surveys/{survey}/build`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let (viewer, seen) = (&identity.viewer, revision(&form));
    let (verb, key) = form.value("act").split_once(':').unwrap_or((form.value("act"), ""));
    let (done, said) = match verb {
        "undo" => (surveys::undo(&app, viewer, &survey, seen).await, "builder-undone"),
        "discard" => (surveys::discard(&app, viewer, &survey, seen).await, "builder-discarded"),
        _ => {
            let act = read(verb, key, &form).ok_or(PageError::NotFound)?;
            let said = said(&act);
            (surveys::edit(&app, viewer, &survey, seen, act).await, said)
        }
    };
    match done {
        Ok(edited) => {
            let key = &edited.survey.key;
            let on = edited.target.map_or_else(|| links::build(key), |target| links::build_at(key, &target));
            let on = SeeOther::to(on);
            Ok(if said.is_empty() { on } else { on.saying(AlertKind::Success, said) })
        }
        Err(error) => refused(SeeOther::to(links::build(&survey)), error),
    }
}

fn read(verb: &str, key: &str, form: &Form) -> Option<Act> {
    let (key, page) = (key.to_owned(), key.to_owned());
    Some(match verb {
        "up" => Act::MoveQuestion { key, step: Step::Up },
        "down" => Act::MoveQuestion { key, step: Step::Down },
        "place" => Act::PlaceQuestion {
            key,
            page: form.value("page").to_owned(),
            index: form.value("index").parse().ok()?,
        },
        "duplicate" => Act::DuplicateQuestion { key },
        "remove" => Act::RemoveQuestion { key },
        "page-up" => Act::MovePage { page, step: Step::Up },
        "page-down" => Act::MovePage { page, step: Step::Down },
        "page-remove" => Act::RemovePage { page },
        _ => return None,
    })
}

/// What the next page says; nothing where it is plain to see.
fn said(act: &Act) -> &'static str {
    match act {
        Act::RemoveQuestion { .. } => "builder-question-removed",
        Act::RemovePage { .. } => "builder-page-removed",
        Act::DuplicateQuestion { .. } => "builder-question-copied",
        _ => "",
    }
}
