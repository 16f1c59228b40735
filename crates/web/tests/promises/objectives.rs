//! The tree of objectives on its page.

use catsup_model::Role;
use catsup_testing::TestApp;

use crate::post;

#[catsup_testing::story]
async fn objectives_are_entered_served_and_removed(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/objectives").await.is(200).sees("No objectives yet");
    let form = lead.get("/desk/objectives/new").await.is(200);
    let owner = service.organisation.to_string();
    let wrong = post(&lead, &form, "/desk/objectives/new", &[("name", "")]).await.is(422);
    wrong.sees("name-error").sees("owner-error");
    let entries = [("name", "Answers <at once>"), ("name_es", "Respuestas"), ("owner", owner.as_str())];
    let added = post(&lead, &form, "/desk/objectives/new", &entries).await.is(303);
    let (_, anchor) = added.location().split_once("#objective-").unwrap();
    let objective = anchor.to_owned();
    let list = lead.get("/desk/objectives").await.is(200);
    list.sees("Answers &#60;at once&#62;").sees("No standard that you see serves it yet");
    let _ = app.visitor().get("/desk/objectives").await.is(303);

    let id = service.id.to_string();
    let standard = [
        ("service", id.as_str()),
        ("kind", "access"),
        ("channel", "phone"),
        ("promise", "We answer your call"),
        ("objective", objective.as_str()),
    ];
    let form = lead.get(format!("/desk/standards/new?service={id}")).await.is(200);
    let added = post(&lead, &form, "/desk/standards/new", &standard).await.is(303);
    lead.get(added.location()).await.is(200).sees("Answers &#60;at once&#62;");
    lead.get("/desk/objectives").await.is(200).sees("We answer your call").sees("Passport renewal");

    let page = format!("/desk/objectives/{objective}");
    let part = lead.get(format!("/desk/objectives/new?parent={objective}")).await.is(200);
    let entries = [("name", "Calls"), ("owner", owner.as_str()), ("parent", objective.as_str())];
    let added = post(&lead, &part, "/desk/objectives/new", &entries).await.is(303);
    let (_, below) = added.location().split_once("#objective-").unwrap();
    let ring = [("name", "Answers"), ("owner", owner.as_str()), ("parent", below)];
    let edit = lead.get(&page).await.is(200);
    post(&lead, &edit, &page, &ring).await.is(422).sees("parent-error");
    let kept = lead.get(format!("{page}/remove")).await.is(303);
    assert_eq!(kept.location(), page);
    lead.get(&page).await.is(200).sees("Move these first");
    let asked = lead.get(format!("/desk/objectives/{below}/remove")).await.is(200);
    asked.sees("Remove Calls?");
    let _ = post(&lead, &asked, &format!("/desk/objectives/{below}/remove"), &[]).await.is(303);
    lead.get("/desk/objectives").await.is(200).does_not_see("Calls");

    let reader = app.sign_in_as(Role::Viewer).await;
    reader.get("/desk/objectives").await.is(200).sees("Answers").does_not_see("Add an objective");
    let _ = reader.get(&page).await.is(403);
}
