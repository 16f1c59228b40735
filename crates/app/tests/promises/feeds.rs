//! Calendars that take their days off from an address.

use std::sync::{Arc, Mutex};

use catsup_app::{
    App, Reachable,
    calendars::{self, EnteredCalendar, FeedOutcome},
    jobs,
    outside::Outside,
};
use catsup_model::{Role, Viewer, calendar::Origin, id::CalendarId};
use catsup_testing::{TestApp, story};
use jiff::SignedDuration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::{
    common::{denied, organisation, refused, staff},
    world::at,
};

/// A server on this machine that answers every request with what it was told to.
struct Site {
    address: String,
    answer: Arc<Mutex<String>>,
}

impl Site {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/holidays.ics", listener.local_addr().unwrap());
        let answer = Arc::new(Mutex::new(String::new()));
        let said = Arc::clone(&answer);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = said.lock().unwrap().clone();
                let mut asked = [0; 2048];
                let _ = stream.read(&mut asked).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { address, answer }
    }

    fn says(&self, head: &str, body: &str) {
        let answer =
            format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        *self.answer.lock().unwrap() = answer;
    }

    fn gives(&self, days: &[(&str, &str)]) {
        self.says("200 OK", &file(days));
    }
}

fn file(days: &[(&str, &str)]) -> String {
    let event = |(day, name): &(&str, &str)| {
        format!(
            "BEGIN:VEVENT\r\nUID:{day}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\n"
        )
    };
    let events: String = days.iter().map(event).collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{events}END:VCALENDAR\r\n")
}

async fn calendar(app: &App) -> CalendarId {
    app.clock().set(at(10, 12, 0));
    let day = || "09:00-17:00".to_owned();
    let entered = EnteredCalendar {
        name: "Office".to_owned(),
        zone: "America/New_York".to_owned(),
        holidays: "none".to_owned(),
        days: [day(), day(), day(), day(), day(), String::new(), String::new()],
    };
    calendars::add(app, &Viewer::operator(), &entered).await.unwrap().id
}

/// The dates of a calendar: by hand, or from a file or address.
async fn dates(app: &App, id: CalendarId) -> Vec<(String, bool)> {
    let found = calendars::find(app, &Viewer::operator(), id).await.unwrap();
    found.exceptions.iter().map(|one| (one.date.to_string(), one.origin == Origin::Entered)).collect()
}

fn from_address(day: &str) -> (String, bool) {
    (day.to_owned(), false)
}

#[story]
async fn days_off_follow_an_address_and_survive_its_failures(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    app.connect(Outside { reachable: Reachable::Everything, ..Outside::default() });
    let (id, site) = (calendar(app).await, Site::start().await);
    site.gives(&[("20261224", "Eve"), ("20261231", "Last day")]);
    let take = async || calendars::take_from_address(app, &operator, id).await.unwrap();
    assert_eq!(take().await, FeedOutcome::NoAddress);
    calendars::set_feed(app, &operator, id, &site.address).await.unwrap();
    assert_eq!(take().await, FeedOutcome::Taken(2));
    calendars::except(app, &operator, id, "2026-12-24", "Open", "09:00-12:00").await.unwrap();

    // The next day it is read again by itself; what was entered by hand stays.
    site.gives(&[("20261224", "Eve"), ("20270101", "New Year")]);
    app.clock().set(app.now() + SignedDuration::from_hours(23));
    jobs::run_due(app).await.unwrap();
    assert!(dates(app, id).await.contains(&from_address("2026-12-31")), "not yet");
    app.clock().set(app.now() + SignedDuration::from_hours(1));
    jobs::run_due(app).await.unwrap();
    let after = [("2026-12-24".to_owned(), true), from_address("2026-12-24"), from_address("2027-01-01")];
    assert_eq!(dates(app, id).await, after);

    // Whatever goes wrong, the days stay, and the reason is told.
    for (head, body, code) in [
        ("503 Service Unavailable", String::new(), "status 503"),
        ("302 Found\r\nLocation: https://example.gov/", String::new(), "redirect"),
        ("200 OK", "<html>".to_owned(), "not-a-calendar"),
        ("200 OK", file(&[]), "no-days-off"),
        ("200 OK", "x".repeat(3 * 1024 * 1024), "too-large"),
    ] {
        site.says(head, &body);
        assert_eq!(take().await, FeedOutcome::Failed(code.to_owned()));
        let feed = calendars::feed(app, &operator, id).await.unwrap().unwrap();
        assert_eq!((feed.trouble.as_deref(), feed.days), (Some(code), 2));
        assert!(feed.succeeded_at.unwrap() < feed.tried_at.unwrap() || feed.succeeded_at == feed.tried_at);
        assert_eq!(dates(app, id).await, after);
    }
    // A job that fails is tried again, and the calendar mends itself.
    app.clock().set(app.now() + SignedDuration::from_hours(25));
    jobs::run_due(app).await.unwrap();
    site.gives(&[("20270101", "New Year")]);
    app.clock().set(app.now() + SignedDuration::from_mins(10));
    jobs::run_due(app).await.unwrap();
    assert_eq!(dates(app, id).await, [("2026-12-24".to_owned(), true), from_address("2027-01-01")]);
    assert_eq!(calendars::feed(app, &operator, id).await.unwrap().unwrap().trouble, None);

    calendars::set_feed(app, &operator, id, "").await.unwrap();
    assert_eq!(dates(app, id).await, [("2026-12-24".to_owned(), true)], "its days go with the address");
    assert_eq!(calendars::feed(app, &operator, id).await.unwrap(), None);
}

#[story]
async fn an_address_of_a_private_network_is_not_read(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let (id, site) = (calendar(app).await, Site::start().await);
    site.gives(&[("20261224", "Eve")]);
    for wrong in [site.address.as_str(), "https://me:secret@example.gov/a.ics", "soon"] {
        assert_eq!(refused(calendars::set_feed(app, &operator, id, wrong).await), ["address: address"]);
    }
    let secure = site.address.replace("http://", "https://");
    calendars::set_feed(app, &operator, id, &secure).await.unwrap();
    let taken = calendars::take_from_address(app, &operator, id).await.unwrap();
    assert_eq!(taken, FeedOutcome::Failed("private".to_owned()));

    let office = organisation(app, None, "Office").await;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(office)).await.viewer;
    assert!(denied(calendars::set_feed(app, &lead, id, &secure).await), "only for the whole installation");
    assert!(denied(calendars::take_from_address(app, &lead, id).await));
    assert!(denied(calendars::feed(app, &Viewer::public(), id).await));
}
