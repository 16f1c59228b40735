//! Cases are contacts of their person; readings are counted apart; what is planted is found and what is shuffled is not.

use catsup_app::{
    anticipation::{self, Asked, PairsQuery, Suggestion, Why},
    cases::{
        NewCase,
        act::{Act, Then, act},
        open::open,
    },
    library::AnswerRead,
    settings,
};
use catsup_model::{
    Language, Role, Viewer,
    anticipation::{ASKED_A_PERSON, MiningRule, MiningSource, NextNeed, Surface},
    case::{Case, CaseKind, CaseSource},
    directory::Service,
    id::{AnswerId, AnswerReadId},
};
use catsup_testing::TestApp;
use jiff::{SignedDuration, Timestamp};

use super::{DAY, HOUR, answer, contact, followed, mine, needs, take};

fn before(ago: i64) -> Timestamp {
    TestApp::start_of_time() - SignedDuration::from_secs(ago)
}

/// A case that somebody opened so many seconds ago.
async fn case(app: &TestApp, service: &Service, person: &str, ago: i64, topic: Option<&str>) -> Case {
    let mut new = NewCase::new(service.id, CaseKind::Question, CaseSource::Api, "Please help.");
    new.email = format!("{person}@example.org");
    new.opened = Some(before(ago));
    new.attributes.extend(topic.map(|topic| ("Topic".to_owned(), topic.to_owned())));
    open(&app.app, &Viewer::operator(), new).await.unwrap().case
}

/// Every figure of every window and source, without the time at which it was found.
async fn figures(app: &TestApp) -> Vec<NextNeed> {
    let mut found = Vec::new();
    for source in MiningSource::ALL {
        for window_days in [1, 7, 30] {
            for cut in ["", "channel:website", "channel:phone", "arrival:search"] {
                let (window_days, cut) = (Some(window_days), cut.to_owned());
                let query =
                    PairsQuery { source: *source, window_days, cut, all: true, ..PairsQuery::default() };
                let pairs = anticipation::pairs(&app.app, &Viewer::operator(), &query).await.unwrap();
                let pairs = pairs.needs.into_iter().flat_map(|need| need.pairs);
                found.extend(pairs.filter_map(|pair| pair.found));
            }
        }
    }
    found.into_iter().map(|one| NextNeed { taken_at: Timestamp::UNIX_EPOCH, ..one }).collect()
}

/// Has everything counted anew, by a rule that looks at the same days.
async fn mine_anew(app: &TestApp) {
    let rule = MiningRule { history_days: 365, ..MiningRule::default() };
    let changes = [("anticipation".to_owned(), serde_json::to_string(&rule).unwrap())];
    settings::change(&app.app, &Viewer::operator(), &changes).await.unwrap();
    mine(&app.app).await;
}

#[catsup_testing::story]
async fn a_case_is_a_contact_of_its_person_for_what_it_says_or_was_answered_with(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let renewing = answer(&app, &service, "How do I renew?", &["Renew passport"]).await;
    let mut calls = Vec::new();
    for number in 0..120 {
        let (person, ago) = (format!("person-{number}"), (40 + number % 20) * DAY);
        let _ = case(&app, &service, &person, ago, Some("Renew  Passport")).await;
        if number < 45 {
            let address = format!("{person}@example.org");
            calls.push(contact(&service, &address, ago - 2 * DAY, "Photo rules"));
        }
    }
    for number in 200..320 {
        let (person, ago) = (format!("person-{number}"), (40 + number % 20) * DAY);
        calls.push(contact(&service, &person, ago, "Pay a fee"));
        if number < 203 {
            calls.push(contact(&service, &person, ago - 2 * DAY, "Photo rules"));
        }
    }
    take(&app, calls).await;
    let unknown = case(&app, &service, "somebody", 45 * DAY, None).await;
    mine(&app.app).await;
    let found = needs(&app.app, MiningSource::Contacts, "").await;
    assert_eq!(followed(&found, "renew passport"), (120, vec![("photo rules".to_owned(), 45)]));
    assert!(needs(&app.app, MiningSource::Readings, "").await.is_empty());
    let page = app.sign_in_as(Role::CxLead).await.get("/desk/answers/next").await.is(200);
    page.sees("After “Renew Passport”: 120 contacts").does_not_see("After “Pay a fee”");

    // What is sent says what a case was for; a case more, of a person who is known, is what others come back for.
    let reply = Act::Reply {
        text: "Here it is.".to_owned(),
        next_step: String::new(),
        by: String::new(),
        then: Then::Open,
        seen: unknown.revision,
        answers: vec![renewing],
    };
    let _ = act(&app.app, &Viewer::operator(), unknown.id, reply).await.unwrap();
    for number in 0..12 {
        let _ = case(&app, &service, &format!("person-{number}"), 36 * DAY, Some("Pick it up")).await;
    }
    mine(&app.app).await;
    let updated = figures(&app).await;
    let found = needs(&app.app, MiningSource::Contacts, "channel:website").await;
    assert_eq!(followed(&found, "renew passport").0, 121);
    mine_anew(&app).await;
    assert_eq!(figures(&app).await, updated, "what changed is counted as if everything were");
}

/// SplitMix64 (Steele and others 2014).
struct Chance(u64);

impl Chance {
    fn permute<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            list.swap(last, ((mixed ^ (mixed >> 31)) % (last as u64 + 1)) as usize);
        }
    }
}

/// What a visit did: its number, how long ago, the answer read or none where it asked a person, and how and where it was read.
type Done = (i64, i64, Option<AnswerId>, &'static str, &'static str);

/// 150 visits read how to renew, every other from a search; 60 of them read about photos ten minutes later, 45 ask a person. 150
/// pay a fee; five of them read about photos, and three ask a person.
fn done([renew, photo, fee]: [AnswerId; 3]) -> Vec<Done> {
    let mut done = Vec::new();
    for visit in 0..150 {
        let ago = (35 + visit % 20) * DAY + visit * 60;
        let arrival = if visit % 2 == 0 { "search" } else { "" };
        done.push((visit, ago, Some(renew), arrival, "public"));
        done.push((1_000 + visit, ago, Some(fee), "", "public"));
        if visit < 60 {
            done.push((visit, ago - 600, Some(photo), "", "public"));
        } else if visit < 105 {
            done.push((visit, ago - 600, None, "", "public"));
        }
        if visit < 5 {
            done.push((1_000 + visit, ago - 600, Some(photo), "", "public"));
        } else if visit < 8 {
            done.push((1_000 + visit, ago - 600, None, "", "public"));
        }
    }
    done
}

async fn keep(app: &TestApp, service: &Service, done: &[Done]) {
    let mut asked = Vec::new();
    for (visit, ago, answer, ..) in done {
        if answer.is_none() {
            let new = NewCase::new(service.id, CaseKind::Question, CaseSource::Api, "Please help.");
            let case = open(&app.app, &Viewer::operator(), new).await.unwrap().case;
            asked.push((case.id, *visit, before(*ago)));
        }
    }
    let mut transaction = app.app.store().begin().await.unwrap();
    for (case, visit, at) in asked {
        transaction.case_visit_put(case, visit, at).await.unwrap();
    }
    for (visit, ago, answer, arrival, surface) in done {
        let Some(answer) = *answer else { continue };
        let reading = AnswerRead {
            id: AnswerReadId(app.app.next_id()),
            answer,
            version: 1,
            language: Language::En,
            surface: (*surface).to_owned(),
            visit: Some(*visit),
            at: before(*ago),
            helped: None,
            arrival: (*arrival).to_owned(),
        };
        transaction.answer_read_insert(&reading).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn three_answers(app: &TestApp, service: &Service) -> [AnswerId; 3] {
    [
        answer(app, service, "How do I renew?", &["Renew passport", "Something else"]).await,
        answer(app, service, "What must my photo look like?", &["Photo rules"]).await,
        answer(app, service, "What does it cost?", &["Pay a fee"]).await,
    ]
}

async fn suggested(app: &TestApp, surface: Surface) -> Vec<Suggestion> {
    let needs = ["renew passport".to_owned()];
    let (language, channel, service, subject) = (Language::En, None, None, None);
    let asked = Asked { needs: &needs, language, surface, channel, service, subject };
    anticipation::next_for(&app.app, &Viewer::operator(), asked).await.unwrap()
}

#[catsup_testing::story]
async fn what_readers_do_next_is_found_apart_from_what_people_come_back_for(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let answers = three_answers(&app, &service).await;
    let mut done = done(answers);
    // Staff who read with a person are no readers of this kind.
    done.extend((0..100).map(|visit| (5_000 + visit, 40 * DAY, Some(answers[0]), "", "desk")));
    keep(&app, &service, &done).await;
    mine(&app.app).await;
    let found = needs(&app.app, MiningSource::Readings, "").await;
    let expected = vec![(ASKED_A_PERSON.to_owned(), 45), ("photo rules".to_owned(), 60)];
    assert_eq!(followed(&found, "renew passport"), (150, expected));
    assert!(found.iter().all(|need| need.need != ASKED_A_PERSON));
    let searched = needs(&app.app, MiningSource::Readings, "arrival:search").await;
    assert_eq!(followed(&searched, "renew passport").0, 75);
    assert!(needs(&app.app, MiningSource::Contacts, "").await.is_empty(), "a reading is no contact");

    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/answers/next").await.is(200).does_not_see("Renew passport");
    let page = lead.get("/desk/answers/next?of=readings").await.is(200);
    page.sees("After reading about “Renew passport”: 150 readings").sees("Asking a person");
    page.sees("Of 150 readings about “Renew passport”, 60 were followed by “Photo rules” within 7 days");
    // Every reader from a search came to the same answer: there is nothing to tell them from.
    let searched = "/desk/answers/next?of=readings&cut=arrival%3Asearch";
    lead.get(searched).await.is(200).does_not_see("75 readings");
    lead.get(format!("{searched}&all=1")).await.is(200).sees("75 readings");
    let csv = lead.get("/desk/answers/next.csv?of=readings").await.is(200);
    csv.sees("readings,Renew passport,(ask a person),7,,150,45,0.3");

    let told = suggested(&app, Surface::Public).await;
    assert_eq!(told.iter().map(|one| one.next.as_str()).collect::<Vec<_>>(), ["photo rules"]);
    assert!(matches!(told[0].why, Why::Read(found) if found.followed == 60));
    assert!(
        suggested(&app, Surface::Desk).await.is_empty() && suggested(&app, Surface::Mail).await.is_empty()
    );

    // More readings of these days, and a visit that is forgotten.
    let more: Vec<_> =
        (60..80).map(|visit| (visit, 34 * DAY, Some(answers[2]), "search", "public")).collect();
    keep(&app, &service, &more).await;
    let mut transaction = app.app.store().begin().await.unwrap();
    transaction.answer_read_forget_visits(before(53 * DAY + 12 * HOUR)).await.unwrap();
    transaction.commit().await.unwrap();
    mine(&app.app).await;
    let updated = figures(&app).await;
    mine_anew(&app).await;
    assert_eq!(figures(&app).await, updated, "what changed is counted as if everything were");
}

#[catsup_testing::story]
async fn nothing_is_found_in_readings_that_were_shuffled(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let mut done = done(three_answers(&app, &service).await);
    let mut read: Vec<Option<AnswerId>> = done.iter().map(|one| one.2).collect();
    Chance(7).permute(&mut read);
    for (one, read) in done.iter_mut().zip(read) {
        one.2 = read;
    }
    keep(&app, &service, &done).await;
    mine(&app.app).await;
    let all = figures(&app).await;
    assert!(!all.is_empty());
    let found: Vec<_> = all.iter().filter(|one| one.is_found()).map(|one| (&one.need, &one.next)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[catsup_testing::story]
async fn a_pair_that_few_people_met_often_is_not_told_of(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let mut calls = Vec::new();
    // Four people, eighteen times; twelve people, once each.
    for (person, times) in [("a", 15), ("b", 1), ("c", 1), ("d", 1)] {
        for time in 0..times {
            calls.push(contact(&service, person, (50 + 40 * time) * DAY, "Renew"));
            calls.push(contact(&service, person, (49 + 40 * time) * DAY, "Photo rules"));
        }
    }
    for number in 0..12 {
        calls.push(contact(&service, &format!("fee-{number}"), 60 * DAY, "Renew"));
        calls.push(contact(&service, &format!("fee-{number}"), 59 * DAY, "Fee"));
    }
    for number in 0..60 {
        calls.push(contact(&service, &format!("other-{number}"), 60 * DAY, "Track it"));
    }
    take(&app, calls).await;
    mine(&app.app).await;
    let found = needs(&app.app, MiningSource::Contacts, "").await;
    assert_eq!(followed(&found, "renew"), (30, vec![("fee".to_owned(), 12)]));
}
