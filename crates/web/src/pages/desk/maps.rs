//! Journey maps: listed, looked at, drawn in the designer, printed, and handed on as files.

mod about;
mod begin;
mod comments;
mod copy;
mod design;
mod drawing;
mod file;
mod grid;
mod list;
mod observed;
mod print;
#[cfg(test)]
mod sample;
mod show;
mod stage;
mod step;
mod viewing;

#[cfg(test)]
pub(crate) use self::{
    about::AboutPage, begin::BeginPage, copy::CopyPage, design::DesignPage, file::FilePage, list::MapList,
    print::PrintPage, show::MapPage, stage::StagePage, step::StepPage,
};
pub(crate) use about::{save_about, show_about};
pub(crate) use begin::{begin, show_begin};
pub(crate) use comments::comment;
pub(crate) use copy::{archive, copy, show_copy};
pub(crate) use design::{act, show_design};
pub(crate) use drawing::drawing;
pub(crate) use file::{file, from_file, show_from_file};
pub(crate) use list::list;
pub(crate) use observed::LEAVINGS;
pub(crate) use print::print;
pub(crate) use show::show;
pub(crate) use stage::{add_stage, new_stage, save_stage, show_stage};
pub(crate) use step::{add_step, new_step, save_step, show_step};

use axum::http::StatusCode;
use catsup_app::{Error, Refusal, journey_maps::Opened};
use catsup_model::journey_map::MapState;

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    links,
    pages::desk::refused,
};

/// The field that names the revision a form was made from.
const REVISION: &str = "revision";

/// The way to a page of a map.
fn crumbs(t: Translator, opened: &Opened, within_designer: bool) -> Vec<Crumb> {
    let map = &opened.map;
    let mut crumbs = vec![
        Crumb::new(links::MAPS, t.say("maps-title")),
        Crumb::new(links::journey_map(map.id), &map.design.title),
    ];
    if within_designer {
        crumbs.push(Crumb::new(links::map_design(map.id), t.say("map-designer")));
    }
    crumbs
}

/// Current and future, to choose from.
fn states(t: Translator) -> Vec<Choice> {
    let choice = |state: MapState| {
        Choice::new(state, t.name("map-state", state.code()))
            .with_hint(t.name("map-state-hint", state.code()))
    };
    MapState::ALL.map(choice).into()
}

/// The revision a form was made from.
fn revision(form: &Form) -> i64 {
    form.value(REVISION).parse().unwrap_or(-1)
}

/// The status of a form that is shown again: a collision is none of its own making.
fn status(moved: bool) -> StatusCode {
    if moved { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What to say on the next page about an act that was refused.
fn refused(back: SeeOther, error: Error) -> Result<SeeOther, PageError> {
    match error {
        Error::Refused(Refusal::MapMoved) | Error::NotFound("stage" | "step") => {
            Ok(back.saying(AlertKind::Warning, "map-moved"))
        }
        Error::Refused(Refusal::MapFull { what, most }) => {
            Ok(back.saying_of(AlertKind::Warning, full(what), &most.to_string()))
        }
        other => Err(other.into()),
    }
}

fn full(what: &str) -> &'static str {
    match what {
        "stages" => "map-most-stages",
        "comments" => "map-most-comments",
        _ => "map-most-steps",
    }
}

/// Marks in a form what a use case refused. Whether somebody else edited meanwhile is returned: then everything typed
/// stays, and saving again puts it over what is there now.
fn mark(form: &mut Form, field: &str, opened: &Opened, error: Error) -> Result<bool, PageError> {
    const NAMES: [(&str, &str); 8] = [
        ("burden.minutes", "minutes"),
        ("burden.documents", "documents"),
        ("burden.trips", "trips"),
        ("blueprint.frontstage", "frontstage"),
        ("blueprint.backstage", "backstage"),
        ("blueprint.systems", "systems"),
        ("blueprint.support", "support"),
        ("blueprint.policies", "policies"),
    ];
    match error {
        Error::Refused(Refusal::MapMoved) => {
            form.set(REVISION, opened.map.revision.to_string());
            Ok(true)
        }
        Error::Refused(Refusal::MapFull { what, most }) => {
            form.refuse(field, FieldError::new(full(what)).text("name", most.to_string()));
            Ok(false)
        }
        Error::NotFound("stage") => {
            form.refuse("stage", FieldError::new("error-choose-known"));
            Ok(false)
        }
        error => {
            refused::mark_as(form, error, &NAMES)?;
            Ok(false)
        }
    }
}
