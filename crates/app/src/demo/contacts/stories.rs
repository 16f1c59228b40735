//! What people go through, with what is planted for others to find: a web form that fails and causes calls within a
//! day, a letter nobody understands, a loop between two offices, and life experiences that cross organisations.

use catsup_model::interaction::Outcome::{self, Abandoned, Fulfilled, NotFulfilled, Partly, Transferred};

use super::{
    Chance,
    paths::{Path, Step, touchpoint},
};

/// A kind of journey.
pub(super) struct Told {
    /// How often it happens.
    pub(super) weight: f64,
    /// How its cases are named, where it is a case.
    pub(super) case: Option<&'static str>,
    /// Tells one.
    pub(super) tell: fn(&mut Path, &mut Chance),
}

const fn told(weight: f64, case: Option<&'static str>, tell: fn(&mut Path, &mut Chance)) -> Told {
    Told { weight, case, tell }
}

/// Every kind of journey.
pub(super) const STORIES: &[Told] = &[
    told(0.20, Some("PR"), passport_renewal),
    told(0.12, Some("HA"), heating),
    told(0.07, Some("FP"), first_passport),
    told(0.08, Some("FS"), financial_shock),
    told(0.06, Some("CB"), having_a_child),
    told(0.09, Some("BP"), business_permit),
    told(0.16, None, campsite),
    told(0.22, None, food_card),
];

/// What people call for whose photo came back.
const PHOTO: &str = "know what the photo must look like";
const RENEW: &str = "renew a passport";
/// What that call is.
pub(super) const PHOTO_CALL: &str = "call about the photo";
/// How many of these calls the answer spares since it says what the photo must look like.
pub(super) const SPARED: f64 = 0.6;

const AT_ONCE: (f64, f64) = (0.0, 0.0);
const MINUTES: (f64, f64) = (0.05, 0.4);

fn days(from: f64, to: f64) -> (f64, f64) {
    (from * 24.0, to * 24.0)
}

fn mostly(chance: &mut Chance, fulfilled: f64, otherwise: Outcome) -> Outcome {
    if chance.happens(fulfilled) { Fulfilled } else { otherwise }
}

/// The failed web form: the check of the photo turns one in four away, and most of them call within a day.
fn passport_renewal(path: &mut Path, chance: &mut Chance) {
    let portal = if chance.happens(0.3) { "Everyday passport app" } else { "Passport renewal portal" };
    path.wants(RENEW);
    path.at(portal, "start renewal", Fulfilled, AT_ONCE);
    if portal == "Passport renewal portal" && chance.happens(0.25) {
        path.at(portal, "photo upload failed", NotFulfilled, MINUTES);
        if chance.happens(0.64) {
            let settled = mostly(chance, 0.72, Partly);
            path.wants(PHOTO);
            path.at("Passport information line", PHOTO_CALL, settled, (0.5, 17.0));
            if settled == Partly && chance.happens(0.6) {
                path.at("Passport information line", PHOTO_CALL, Fulfilled, days(0.8, 3.0));
            }
            path.wants(RENEW);
        } else if chance.happens(0.3) {
            path.at("Photo check by text message", "check photo by text", Fulfilled, (0.2, 3.0));
        } else if chance.happens(0.75) {
            return;
        }
        path.at(portal, "upload photo", Fulfilled, (0.1, 20.0));
    } else {
        path.at(portal, "upload photo", Fulfilled, MINUTES);
    }
    path.at(portal, "pay renewal fee", mostly(chance, 0.94, Abandoned), MINUTES);
    if path.steps().last().is_some_and(|last| last.outcome == Abandoned) {
        return;
    }
    if chance.happens(0.42) {
        path.wants("know where the passport is");
        path.at(portal, "check status", Fulfilled, days(4.0, 12.0));
    }
    if chance.happens(0.10) {
        path.wants("know where the passport is");
        path.at("Passport information line", "ask for status", mostly(chance, 0.7, Partly), days(2.0, 9.0));
    }
    path.letter("passport_renewal", "receive passport", days(6.0, 15.0));
}

/// The letter nobody understands: half of those who get it call about it, and a third of these call again.
fn heating(path: &mut Path, chance: &mut Chance) {
    path.wants("get help with the heating bill");
    match chance.weighted(&[0.68, 0.22, 0.10]) {
        0 => path.at(
            "Heating application page",
            "apply for heating help",
            mostly(chance, 0.9, Abandoned),
            AT_ONCE,
        ),
        1 => path.at(super::super::agency::CALLBACK_LINE, "apply for heating help", Fulfilled, AT_ONCE),
        _ => path.at("Winter outreach desk", "apply for heating help", Fulfilled, AT_ONCE),
    }
    if path.steps().last().is_some_and(|last| last.outcome == Abandoned) {
        return;
    }
    decision_letter(path, chance, days(5.0, 12.0));
}

fn decision_letter(path: &mut Path, chance: &mut Chance, after: (f64, f64)) {
    path.letter("heating", "receive decision letter", after);
    path.wants("understand the decision letter");
    if chance.happens(0.52) {
        let line = super::super::agency::CALLBACK_LINE;
        path.at(line, "call about the letter", mostly(chance, 0.45, Partly), days(0.4, 3.0));
        if chance.happens(0.34) {
            path.at(line, "call about the letter", mostly(chance, 0.7, Partly), days(1.0, 5.0));
        }
    }
}

/// The loop: the counter sends people to the records office for a certificate, which turns out to be the wrong one.
fn first_passport(path: &mut Path, chance: &mut Chance) {
    path.wants("get a first passport");
    if chance.happens(0.5) {
        path.at("Appointment page", "book an appointment", Fulfilled, AT_ONCE);
    }
    let first = mostly(chance, 0.40, Transferred);
    path.at("Passport agency counter", "apply for a first passport", first, days(2.0, 9.0));
    let mut turned_away = first == Transferred;
    let mut rounds = 0;
    while turned_away && rounds < 4 && !chance.happens(0.16) {
        rounds += 1;
        path.at("Certificate order page", "order a certificate", Fulfilled, days(0.2, 4.0));
        if chance.happens(0.10) {
            return;
        }
        turned_away = chance.happens(0.45);
        let shown = if turned_away { Transferred } else { Fulfilled };
        path.at("Passport agency counter", "show documents", shown, days(6.0, 16.0));
    }
    if !turned_away {
        path.letter("first_passport", "receive passport", days(10.0, 20.0));
    }
}

/// A life experience across two offices: every crossing takes days, and some are lost on the way.
fn financial_shock(path: &mut Path, chance: &mut Chance) {
    path.wants("get through a month without income");
    path.at(super::super::agency::CALLBACK_LINE, "ask for help after a job loss", Transferred, AT_ONCE);
    if chance.happens(0.30) {
        return;
    }
    path.at("Benefits portal", "apply for food help", mostly(chance, 0.88, Abandoned), days(1.0, 6.0));
    if chance.happens(0.12) {
        return;
    }
    path.at("Food assistance line", "interview by phone", mostly(chance, 0.55, Transferred), days(3.0, 9.0));
    if chance.happens(0.55) {
        path.at("Heating application page", "apply for heating help", Fulfilled, days(1.0, 5.0));
        decision_letter(path, chance, days(6.0, 14.0));
    }
}

/// A life experience across three offices.
fn having_a_child(path: &mut Path, chance: &mut Chance) {
    path.wants("settle everything for the child");
    path.at("Certificate order page", "order a certificate", Fulfilled, AT_ONCE);
    if chance.happens(0.25) {
        return;
    }
    path.at(
        "Voucher application page",
        "apply for a child care voucher",
        mostly(chance, 0.8, Partly),
        days(2.0, 15.0),
    );
    if chance.happens(0.35) {
        path.at(
            "Family benefits chat",
            "ask about the voucher",
            mostly(chance, 0.75, Partly),
            days(0.5, 6.0),
        );
    }
    if chance.happens(0.30) {
        path.at("Benefits portal", "apply for food help", Fulfilled, days(2.0, 12.0));
    }
}

fn business_permit(path: &mut Path, chance: &mut Chance) {
    path.wants("get a permit");
    if chance.happens(0.4) {
        path.at("Permit desk by email", "ask about a permit", mostly(chance, 0.6, Partly), AT_ONCE);
    }
    path.at("Permit portal", "apply for a permit", mostly(chance, 0.86, Abandoned), days(0.3, 4.0));
    if chance.happens(0.35) {
        path.at("Permit desk by email", "send missing papers", Fulfilled, days(3.0, 12.0));
    }
    if chance.happens(0.5) {
        path.at("Permit portal", "check status", Fulfilled, days(4.0, 14.0));
    }
}

fn campsite(path: &mut Path, chance: &mut Chance) {
    path.wants("spend a night outdoors");
    path.at("Reservation page", "look for a campsite", mostly(chance, 0.8, NotFulfilled), AT_ONCE);
    if chance.happens(0.7) {
        path.at("Reservation page", "book a campsite", mostly(chance, 0.9, Abandoned), MINUTES);
        if chance.happens(0.18) {
            path.at("Reservation page", "change a booking", Fulfilled, days(1.0, 30.0));
        }
    }
}

fn food_card(path: &mut Path, chance: &mut Chance) {
    path.wants("know what is on the card");
    for round in 0..=chance.below(4) {
        let after = if round == 0 { AT_ONCE } else { days(20.0, 38.0) };
        path.at("Card balance line", "check card balance", mostly(chance, 0.93, Abandoned), after);
        if chance.happens(0.09) {
            path.at("Food assistance line", "call about the card", mostly(chance, 0.8, Partly), (0.3, 30.0));
        }
    }
}

/// A page that somebody only read: nobody knows who.
pub(super) fn page_read(chance: &mut Chance) -> Step {
    const PAGES: [(&str, &str); 4] = [
        ("Passport renewal portal", "read about fees"),
        ("Heating application page", "read who can apply"),
        ("Benefits portal", "read who can apply"),
        ("Reservation page", "look for a campsite"),
    ];
    let (page, activity) = PAGES[chance.below(PAGES.len())];
    let outcome = mostly(chance, 0.74, NotFulfilled);
    Step { place: touchpoint(page), activity, intention: "find out more", outcome, after_hours: AT_ONCE }
}

#[cfg(test)]
mod tests {
    use crate::demo::agency::SERVICES;

    #[test]
    fn every_touchpoint_that_is_told_of_is_there() {
        let known: Vec<&str> =
            SERVICES.iter().flat_map(|service| service.touchpoints).map(|one| one.name).collect();
        let told = include_str!("stories.rs");
        let names = told.split("path.at(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        assert!(names.len() > 15);
        for name in names {
            assert!(known.contains(&name), "“{name}” is no touchpoint of the agency");
        }
    }
}
