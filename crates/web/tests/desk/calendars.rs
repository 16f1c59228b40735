//! Business calendars: set up, excepted, filled from a file, and a deadline worked out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::StatusCode;
use catsup_app::calendars;
use catsup_model::{Role, Viewer};
use catsup_testing::{TestApp, story};

use crate::browser::{Browser, organisation};

const PAGE: &str = "/desk/calendars";
const WEEK: [(&str, &str); 8] = [
    ("name", "Head office"),
    ("zone", "America/New_York"),
    ("holidays", "us_federal"),
    ("monday", "09:00-12:30, 13:00-17:00"),
    ("tuesday", "9:00-17:00"),
    ("wednesday", "09:00-17:00"),
    ("thursday", "09:00-17:00"),
    ("friday", "09:00-17:00"),
];

#[story]
async fn a_calendar_is_added_excepted_and_explains_a_deadline(app: TestApp) {
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.get(PAGE).await.sees("No calendars yet").sees("09:00-17:00");
    let mut wrong = WEEK;
    wrong[0].1 = " ";
    wrong[3].1 = "09:00-12:00 11:00-13:00";
    wrong[4].1 = "17:00-09:00";
    ann.post(PAGE, &wrong).await.refuses(&["name", "monday", "tuesday"]).sees("Two blocks of hours overlap");
    ann.post(PAGE, &WEEK[..3]).await.refuses(&["monday"]).sees("at least one day");
    ann.post(PAGE, &WEEK).await;
    let known = calendars::list(&app.app, &Viewer::operator()).await.unwrap();
    let page = format!("{PAGE}/{}", known[0].id);
    ann.get(&page).await.sees("Head office is added.").sees("09:00-12:30 13:00-17:00");
    ann.post(PAGE, &WEEK).await.refuses(&["name"]);

    let explained = format!("{page}?amount=1&unit=business_hours&opened=2026-03-06T16:30");
    ann.get(&explained).await.sees("Due on Monday, Mar 9, 2026, 9:30 AM.").sees("Day off");
    ann.get(&format!("{page}?amount=soon&unit=days&opened=2026-03-06T16:30"))
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .sees("Enter a whole number");

    let exceptions = format!("{page}/exceptions");
    ann.post(&exceptions, &[("date", "tomorrow"), ("hours", "all day")]).await.refuses(&["date", "hours"]);
    let snow = [("date", "2026-03-09"), ("exception", "Snow"), ("hours", "")];
    ann.post(&exceptions, &snow).await.goes_to(&page);
    ann.get(&explained).await.sees("Due on Tuesday, Mar 10, 2026, 9:30 AM.").sees("Snow");
    ann.post(&format!("{exceptions}/remove"), &[("date", "2026-03-09")]).await.goes_to(&page);
    ann.get(&explained).await.sees("Due on Monday, Mar 9").does_not_see("Snow");
    ann.post(&format!("{exceptions}/remove"), &[("date", "2026-03-09")]).await.is(StatusCode::NOT_FOUND);

    let mut earlier = WEEK;
    earlier[3].1 = "08:00-17:00";
    ann.post(&page, &earlier).await.goes_to(&page);
    ann.get(&explained).await.sees("Due on Monday, Mar 9, 2026, 8:30 AM.");
}

#[story]
async fn days_off_come_from_a_file_and_what_is_entered_by_hand_stays(app: TestApp) {
    let (operator, file) = (Viewer::operator(), |days: &[(&str, &str)]| {
        let event = |(day, name): &(&str, &str)| {
            format!(
                "BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\n"
            )
        };
        let events: String = days.iter().map(event).collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\n{events}END:VCALENDAR\r\n")
    });
    let entered = calendars::EnteredCalendar {
        name: "Office".to_owned(),
        zone: "UTC".to_owned(),
        holidays: "none".to_owned(),
        days: std::array::from_fn(|_| "09:00-17:00".to_owned()),
    };
    let app = &app.app;
    let id = calendars::add(app, &operator, &entered).await.unwrap().id;
    let year = app.today().year();
    let (first, second) = (format!("{year}0504"), format!("{year}0505"));
    let both = file(&[(&first, "One"), (&second, "Two")]);
    let taken = calendars::take_in_days_off(app, &operator, id, "State", both.as_bytes()).await.unwrap();
    assert_eq!((taken.days, taken.replaced, taken.kept), (2, 0, 0));
    calendars::except(app, &operator, id, &format!("{year}-05-04"), "Open after all", "10:00-12:00")
        .await
        .unwrap();
    let again = file(&[(&first, "One")]);
    let taken = calendars::take_in_days_off(app, &operator, id, "State", again.as_bytes()).await.unwrap();
    assert_eq!((taken.days, taken.replaced, taken.kept), (1, 2, 1));
    let business = calendars::find(app, &operator, id).await.unwrap().business();
    let open = |day: &str| business.is_business_day(day.parse().unwrap());
    assert!(open(&first) && open(&second), "entered by hand; and no longer in the file");
    for (source, text, field) in
        [("", both.as_str(), "source"), ("State", "no calendar", "file"), ("State", &file(&[]), "file")]
    {
        let Err(catsup_app::Error::Invalid(fields)) =
            calendars::take_in_days_off(app, &operator, id, source, text.as_bytes()).await
        else {
            panic!("{field} was taken")
        };
        assert_eq!(fields[0].field, field);
    }
    let kept = calendars::find(app, &operator, id).await.unwrap();
    assert_eq!(kept.exceptions.len(), 2, "what was refused changed nothing");
}

#[story]
async fn everyone_sees_calendars_and_few_change_them(app: TestApp) {
    let top = organisation(&app.app, None, "Department").await;
    let ann = Browser::signed_in(&app, Role::Administrator, None).await;
    ann.post(PAGE, &WEEK).await;
    let id = calendars::list(&app.app, &Viewer::operator()).await.unwrap()[0].id;
    let page = format!("{PAGE}/{id}");
    let lead = Browser::signed_in(&app, Role::CxLead, Some(top)).await;
    lead.get(PAGE).await.sees("Head office").does_not_see("Add a calendar");
    lead.get(&page).await.sees("Work out a deadline").does_not_see("Change this calendar");
    lead.post(&page, &WEEK).await.is(StatusCode::FORBIDDEN);
    lead.post(&format!("{page}/exceptions"), &[("date", "2026-03-09")]).await.is(StatusCode::FORBIDDEN);
    lead.post(&format!("{page}/exceptions/remove"), &[("date", "2026-03-09")])
        .await
        .is(StatusCode::FORBIDDEN);
    ann.get(&format!("{PAGE}/1")).await.is(StatusCode::NOT_FOUND);
}
