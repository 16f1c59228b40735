//! A partner reads the answers that are for partners, of the services of the link; never those for staff.

use catsup_app::partners::{self, NewPartnerLink};
use catsup_model::{Viewer, library::Audience};
use catsup_testing::TestApp;

use crate::{approved, short};

#[catsup_testing::story]
async fn a_partner_reads_the_answers_of_their_services(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let other = app.service("Heating help").await;
    let text = |question: &str| short(question, "Like <this>.");
    approved(&app, &service, Audience::Partner, &[], text("How do counties check forms?")).await;
    approved(&app, &other, Audience::Partner, &[], text("How do vendors report?")).await;
    approved(&app, &service, Audience::Staff, &[], text("When do we waive the fee?")).await;
    approved(&app, &service, Audience::Public, &[], text("What does it cost?")).await;
    let new = NewPartnerLink {
        name: "County clerks".to_owned(),
        services: vec![service.id],
        expires_at: Some(app.app.now() + jiff::SignedDuration::from_hours(24)),
    };
    let secret = partners::create(&app.app, &Viewer::operator(), &new).await.unwrap().secret;

    let partner = app.visitor();
    let page = partner.get(format!("/partner/{secret}")).await.is(200);
    page.sees("Answers for partners").sees("How do counties check forms?");
    page.does_not_see("How do vendors report?").does_not_see("waive").does_not_see("What does it cost?");
    let at = |slug: &str| format!("/partner/{secret}/answers/{slug}");
    let answer = partner.get(at("how-do-counties-check-forms")).await.is(200);
    answer.sees("For County clerks").sees("Like &#60;this&#62;.").sees("noindex");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    let _ = partner.get(at("what-does-it-cost")).await.is(200);
    for slug in ["how-do-vendors-report", "when-do-we-waive-the-fee", "nothing"] {
        let _ = partner.get(at(slug)).await.is(404);
    }
    let wrong = "/partner/ctp_00000000000000000000000000/answers/how-do-counties-check-forms";
    let _ = partner.get(wrong).await.is(404);
    let _ = app.visitor().get("/answers/how-do-counties-check-forms").await.is(404);
    app.app.clock().set(app.app.now() + jiff::SignedDuration::from_hours(25));
    let _ = partner.get(at("how-do-counties-check-forms")).await.is(404);
}
