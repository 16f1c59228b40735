//! Business calendars: when an organisation works, and how a deadline comes about.

mod address;
mod days_off;
mod deadline;
mod exceptions;
mod list;
mod show;

#[cfg(test)]
pub(crate) use self::{list::Calendars, show::CalendarPage};
pub(crate) use address::{set_address, take_now};
pub(crate) use days_off::days_off;
pub(crate) use deadline::DayView;
pub(crate) use exceptions::{except, forget};
pub(crate) use list::{add, list};
pub(crate) use show::{change, show};

use catsup_app::calendars::{EnteredCalendar, WEEKDAYS};
use catsup_model::calendar::{Block, Holidays};
use jiff::civil::Weekday;

use crate::{components::Choice, forms::Form, i18n::Translator};

/// What the form of a calendar holds.
fn entered(form: &Form) -> EnteredCalendar {
    EnteredCalendar {
        name: form.value("name").to_owned(),
        zone: form.value("zone").to_owned(),
        holidays: form.value("holidays").to_owned(),
        days: WEEKDAYS.map(|day| form.value(day).to_owned()),
    }
}

/// The holidays a calendar may keep.
fn holidays(t: Translator) -> Vec<Choice> {
    Holidays::ALL.map(|one| Choice::new(one.code(), t.name("calendar-holidays", one.code()))).into()
}

/// The fields of the seven days with their names.
fn weekdays(t: Translator) -> Vec<(&'static str, String)> {
    let named = Weekday::Monday.cycle_forward().map(|weekday| t.weekday(weekday).to_string());
    WEEKDAYS.into_iter().zip(named).collect()
}

/// Blocks as they are entered: `09:00-12:30 13:00-17:00`.
fn hours(blocks: &[Block]) -> String {
    blocks.iter().map(Block::to_string).collect::<Vec<_>>().join(" ")
}
