//! When the made-up agency works.

use catsup_model::Viewer;

use crate::{
    App, Error,
    calendars::{self, EnteredCalendar},
};

/// Adds the hours of the offices and of the contact center, and a day of this year on which both differ.
pub(super) async fn add(app: &App, viewer: &Viewer, year: i16) -> Result<(), Error> {
    let zone = app.settings().zone.iana_name().unwrap_or("UTC").to_owned();
    let week = |weekday: &str, saturday: &str| {
        std::array::from_fn(|day| match day {
            0..=4 => weekday.to_owned(),
            5 => saturday.to_owned(),
            _ => String::new(),
        })
    };
    for (name, days) in [
        ("Offices", week("09:00-12:30 13:30-17:00", "")),
        ("Contact center", week("07:00-20:00", "09:00-13:00")),
    ] {
        let entered = EnteredCalendar {
            name: name.to_owned(),
            zone: zone.clone(),
            holidays: "us_federal".to_owned(),
            days,
        };
        let calendar = calendars::add(app, viewer, &entered).await?;
        let eve = format!("{year}-12-24");
        calendars::except(app, viewer, calendar.id, &eve, "Christmas Eve", "09:00-12:00").await?;
    }
    Ok(())
}
