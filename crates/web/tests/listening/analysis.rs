//! Analyses: of responses, and of a file brought for this alone.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::{body::Body, http::Method};
use catsup_app::{
    App,
    responses::{self, Circumstances, Submission},
};
use catsup_model::{Channel, Role, Viewer, answers::RawAnswers, instrument::InstrumentCode, survey::Survey};
use catsup_testing::{Answer, Browser, TestApp};
use serde_json::json;

use super::{csrf, post};

/// People whose satisfaction follows effectiveness and hardly ease, and whose trust follows satisfaction; those who
/// phoned are a point more satisfied.
async fn answered(app: &App, survey: &Survey, people: i64) {
    for person in 0..people {
        let answer = |prime: i64| 1 + person * prime % 97 % 5;
        let phoned = person % 2 == 0;
        let satisfaction = (i64::from(phoned) + (3 * answer(37) + answer(71)) / 4).min(5);
        let answers: RawAnswers = serde_json::from_value(json!({
            "answer_01": satisfaction, "answer_02": (2 * satisfaction + answer(89)) / 3, "answer_03": answer(37),
            "answer_04": answer(53), "answer_05": answer(61), "answer_06": answer(43), "answer_07": answer(29),
        }))
        .unwrap();
        let channel = Some(if phoned { Channel::Phone } else { Channel::Website });
        let circumstances = Circumstances { channel, ..Circumstances::default() };
        let submission = Submission { answers, circumstances, ..Submission::default() };
        responses::submit(app, &Viewer::operator(), &survey.key, submission).await.unwrap();
    }
}

#[catsup_testing::story]
async fn drivers_are_told_with_intervals_and_noise_is_said_to_be_noise(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    answered(&app.app, &survey, 160).await;
    let staff = app.sign_in_as(Role::Viewer).await;
    let _ = staff.get("/desk/scorecard?preset=all").await.is(200);
    let page =
        staff.get("/desk/analysis/drivers?preset=all&outcome=satisfaction&resamples=500").await.is(200);
    page.sees("Effectiveness matters most for Satisfaction").sees("160 people answered everything");
    page.sees("not told from chance").sees("That does not show that it does not matter");
    page.sees("A rise of Effectiveness by 1 goes with a change of Satisfaction by +0.").sees("95% interval");
    page.sees("from 500 resamples").sees("class=\"map-point quiet\"").sees("VIF");
    let spanish = staff.get("/desk/analysis/drivers?preset=all&resamples=0&lang=es").await.is(200);
    spanish.sees("Importancia relativa").sees("Sin remuestreo").does_not_see("Relative importance");

    let refused =
        staff.get("/desk/analysis/drivers?rise=much&outcome=weather&resamples=7&lang=en").await.is(422);
    refused.sees("Enter a number, such as 0.5").sees("value=\"much\"");
    let _ = staff.get("/desk/analysis/drivers?service=42").await.is(404);
}

#[catsup_testing::story]
async fn too_few_answers_are_refused_with_how_many_are_missing(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let staff = app.sign_in_as(Role::Viewer).await;
    staff.get("/desk/analysis/drivers").await.is(200).sees("Nothing to analyze here");
    staff.get("/desk/analysis/paths").await.is(200).sees("Nothing to analyze here");
    answered(&app.app, &survey, 20).await;
    for address in ["/desk/analysis/drivers?preset=all", "/desk/analysis/paths?preset=all"] {
        let page = staff.get(address).await.is(200);
        page.sees("Not enough complete answers").sees("20 people answered everything").sees("are missing");
    }
}

#[catsup_testing::story]
async fn the_federal_model_and_ones_own_are_estimated_on_responses(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    answered(&app.app, &survey, 160).await;
    let staff = app.sign_in_as(Role::Viewer).await;
    let address = "/desk/analysis/paths?preset=all";
    let page = staff.get(address).await.is(200);
    page.sees("9 paths between 7 variables").sees("did not converge").sees("Total effects").sees("AVE");

    let own = "[[latent]]\nname = \"Ease\"\nitems = [\"ease\"]\n[[latent]]\nname = \"Result\"\nitems = [\"effectiveness\"]\n\
               [[latent]]\nname = \"Mood\"\nitems = [\"satisfaction\"]\n[[path]]\nfrom = \"Ease\"\nto = \"Mood\"\n\
               [[path]]\nfrom = \"Result\"\nto = \"Mood\"\n";
    let found = post(&staff, &page, address, &[("model", own), ("resamples", "0")]).await.is(200);
    found.sees("2 paths between 3 variables").sees("Mood").sees("nothing is said about chance");

    for (model, reason) in [
        ("[[latent]\n", "Line 1 of the model file"),
        (&own.replace("\"ease\"", "\"weather\""), "“weather” is no measure of responses"),
        (&own.replace("to = \"Mood\"", "to = \"Moon\""), "Moon"),
    ] {
        let refused = post(&staff, &page, address, &[("model", model), ("resamples", "0")]).await.is(422);
        refused.sees(reason).sees("The model makes no sense");
    }
}

#[catsup_testing::story]
async fn two_groups_are_compared_in_words(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    answered(&app.app, &survey, 160).await;
    let staff = app.sign_in_as(Role::Viewer).await;
    let page =
        staff.get("/desk/analysis/compare?preset=all&channel=phone&other_channel=website").await.is(200);
    page.sees("Phone · All history against").sees("changed by more than noise").sees("Satisfaction");
    page.sees("higher").sees("no change that could be told from noise").sees("Welch");
    let before = staff.get("/desk/analysis/compare?preset=this_quarter").await.is(200);
    before.sees("Nothing can be tested");
    let same = staff.get("/desk/analysis/compare?preset=all").await.is(422);
    same.sees("compares something with itself");
    let wrong = "/desk/analysis/compare?preset=all&against=days&other_from=soon&other_channel=pigeon";
    staff.get(wrong).await.is(422).sees("Enter a date").sees("Choose one of the answers offered");
}

#[catsup_testing::story]
async fn the_planner_says_in_a_sentence_what_it_takes(app: TestApp) {
    let staff = app.sign_in_as(Role::Viewer).await;
    let address = "/desk/analysis/sample-size";
    staff.get(address).await.is(200).sees("385 responses give a figure within ± 5 at 95% confidence");
    let few = staff.get(format!("{address}?margin=3&population=5000&response_rate=10")).await.is(200);
    few.sees("880 responses").sees("ask 8,800 people").sees("more than there are").sees("879.5");
    let two = staff.get(format!("{address}?of=shares&first=70&second=75&have=400")).await.is(200);
    two.sees("in each of both samples find a difference of").sees("four times in five");
    staff.get(format!("{address}?of=nps")).await.is(200).sees("responses give a figure within ± 5");
    let wrong = staff.get(format!("{address}?of=mean&deviation=-1&population=x")).await.is(422);
    wrong.sees("Enter a number above 0").sees("Enter a whole number above 0");
    let _ = staff.get(format!("{address}?of=weather")).await.is(422);
}

/// Uploads a file as the form of the page does.
async fn upload(browser: &Browser, page: &Answer, name: &str, text: &str) -> Answer {
    let body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--X\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--X--\r\n",
        csrf(page)
    );
    let kind = Some("multipart/form-data; boundary=X");
    browser.send(Method::POST, "/desk/analysis/files", kind, Body::from(body)).await
}

/// A table of answers: trust follows ease, and hardly speed.
fn table() -> String {
    let rows = (0..120_i64).map(|row| {
        let answer = |prime: i64| 1 + row * prime % 97 % 5;
        let region = if row % 2 == 0 { "North" } else { "South" };
        let trust = (3 * answer(37) + answer(71)) / 4;
        format!("{region},{},{},{trust}\n", answer(37), answer(53))
    });
    format!("region,ease,speed,trust\n{}", rows.collect::<String>())
}

const ROLES: [(&str, &str); 4] =
    [("role-1", "driver"), ("role-2", "driver"), ("role-3", "outcome"), ("resamples", "500")];

#[catsup_testing::story]
async fn a_file_is_analysed_for_itself_and_then_removed(app: TestApp) {
    let staff = app.sign_in_as(Role::Viewer).await;
    let page = staff.get("/desk/analysis").await.is(200);
    page.sees("Drivers").sees("Path model").sees("Sample size").sees("up to 16 MB");
    let sent = upload(&staff, &page, "own.csv", &table()).await.is(303);
    let address = sent.location().to_owned();
    let file = staff.get(&address).await.is(200);
    file.sees("Analyze own.csv").sees("Score that speed is part of");

    let nothing = post(&staff, &file, &address, &[("role-1", "driver")]).await.is(422);
    nothing.sees("Choose a column as the outcome").sees("<option value=\"driver\" selected>");
    let found = post(&staff, &file, &address, &ROLES).await.is(200);
    found.sees("ease matters most for trust").sees("120 people answered everything").sees("Shapley");
    found.sees("<option value=\"outcome\" selected>");

    let paths = address.replace("method=drivers", "method=paths");
    let own = "[[latent]]\nname = \"Ease\"\nitems = [\"ease\", \"speed\"]\n[[latent]]\nname = \"Trust\"\nitems = [\"trust\"]\n\
               [[path]]\nfrom = \"Ease\"\nto = \"Trust\"\n";
    let entries = [("model_name", "own"), ("model", own), ("missing", "listwise"), ("resamples", "500")];
    post(&staff, &file, &paths, &entries)
        .await
        .is(200)
        .sees("1 paths between 2 variables")
        .sees("of 500 resamples");
    let federal = [("model_name", "federal"), ("model", own), ("resamples", "0")];
    let refused = post(&staff, &file, &paths, &federal).await.is(422);
    refused.sees("There is no column “effectiveness” in the file; it has region, ease, speed, trust");

    let groups = address.replace("method=drivers", "method=compare");
    staff.get(&groups).await.is(200).sees("<option value=\"0\" selected>region");
    let entries = [("group", "0"), ("compared", "1"), ("compared", "3")];
    post(&staff, &file, &groups, &entries).await.is(200).sees("North: 60 rows; South: 60 rows").sees("Welch");
    let one = [("group", "0"), ("compared", "1"), ("first", "North")];
    post(&staff, &file, &groups, &one).await.is(422).sees("Name both groups, or neither");

    let gone = post(&staff, &file, &address, &[("act", "forget")]).await.is(303);
    staff.get(gone.location()).await.is(200).sees("The file is gone");
    let later = staff.get(&address).await.is(303);
    staff.get(later.location()).await.is(200).sees("no longer here");
}

#[catsup_testing::story]
async fn a_wrong_file_is_told_by_row_and_column_and_nothing_chosen_is_lost(app: TestApp) {
    let staff = app.sign_in_as(Role::Viewer).await;
    let page = staff.get("/desk/analysis").await.is(200);
    upload(&staff, &page, "empty.csv", "").await.is(422).sees("Choose a file");
    let sent = upload(&staff, &page, "no-rows.csv", "a,b\n").await.is(303);
    staff.get(sent.location()).await.is(422).sees("The file holds no row beside its header");

    let bad = table().replacen("\nNorth,1,1,", "\nNorth,very,1,", 1);
    let sent = upload(&staff, &page, "bad.csv", &bad).await.is(303);
    let file = staff.get(sent.location()).await.is(200);
    let refused = post(&staff, &file, sent.location(), &ROLES).await.is(422);
    refused.sees("Row 2, column ease: “very” is not a number").sees("What you chose stays below");
    refused.sees("<option value=\"outcome\" selected>");

    let few: String = table().lines().take(9).map(|line| format!("{line}\n")).collect();
    let sent = upload(&staff, &page, "few.csv", &few).await.is(303);
    let file = staff.get(sent.location()).await.is(200);
    post(&staff, &file, sent.location(), &ROLES).await.is(422).sees("more are missing");

    // Somebody else's file is nobody's.
    let other = app.sign_in_as(Role::CxLead).await;
    let _ = other.get(sent.location()).await.is(303);
}
