//! Links by which partners read standards.

use catsup_app::{
    audit::{self, AuditFilter},
    partners::{self, NewPartnerLink},
    standards,
};
use catsup_model::{Role, Viewer, id::ServiceId};
use catsup_testing::{TestApp, story};
use jiff::SignedDuration;

use crate::{
    common::{denied, not_found, organisation, refused, service, staff},
    promise,
};

#[story]
async fn a_partner_reads_chosen_services_until_the_link_ends(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let office = organisation(app, None, "Office").await;
    let (passports, permits) =
        (service(app, office, "Passports").await, service(app, office, "Permits").await);
    for one in [&passports, &permits] {
        standards::add(app, &operator, &promise(one.id, "", "2 minutes")).await.unwrap();
    }
    let new = |services: Vec<ServiceId>, days: i64| NewPartnerLink {
        name: "Auditor".to_owned(),
        services,
        expires_at: Some(app.now() + SignedDuration::from_hours(24 * days)),
    };
    let wrong = NewPartnerLink { name: " ".to_owned(), services: Vec::new(), expires_at: None };
    assert_eq!(
        refused(partners::create(app, &operator, &wrong).await),
        ["name: required", "services: required", "expires_at: required"]
    );
    assert_eq!(
        refused(partners::create(app, &operator, &new(vec![ServiceId(4)], 900)).await),
        ["services: unknown", "expires_at: link-too-long"]
    );
    assert_eq!(
        refused(partners::create(app, &operator, &new(vec![passports.id], -1)).await),
        ["expires_at: past"]
    );
    let made = partners::create(app, &operator, &new(vec![passports.id], 30)).await.unwrap();
    let view = partners::open(app, &made.secret).await.unwrap();
    let names: Vec<_> = view.services.iter().map(|service| service.name.as_str()).collect();
    assert_eq!(names, ["Passports"], "and no other service");
    assert!(!view.services[0].standards[0].standard.is_published());
    for wrong in ["", "ctp_", "ctp_00000000000000000000000000", made.secret.trim_start_matches("ctp_")] {
        assert!(not_found(partners::open(app, wrong).await), "{wrong}");
    }
    // Opened again within the hour, it is not told again.
    partners::open(app, &made.secret).await.unwrap();
    let filter = AuditFilter { action: "partner_link.open".to_owned(), ..AuditFilter::default() };
    let told = async || audit::search(app, &operator, &filter, None, 50).await.unwrap().lines.len();
    assert_eq!(told().await, 1);
    app.clock().set(app.now() + SignedDuration::from_hours(1));
    partners::open(app, &made.secret).await.unwrap();
    assert_eq!(told().await, 2);
    assert!(partners::list(app, &operator).await.unwrap()[0].link.used_at.is_some());

    let ending = partners::create(app, &operator, &new(vec![permits.id], 1)).await.unwrap();
    partners::revoke(app, &operator, made.link.id).await.unwrap();
    assert!(not_found(partners::open(app, &made.secret).await), "ended at once");
    partners::open(app, &ending.secret).await.unwrap();
    app.clock().set(app.now() + SignedDuration::from_hours(24));
    assert!(not_found(partners::open(app, &ending.secret).await), "over");
}

#[story]
async fn links_are_made_by_those_who_manage_the_services(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    let office = organisation(app, None, "Office").await;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let passports = service(app, office, "Passports").await;
    let new = NewPartnerLink {
        name: "Auditor".to_owned(),
        services: vec![passports.id],
        expires_at: Some(app.now() + SignedDuration::from_hours(24)),
    };
    let made = partners::create(app, &operator, &new).await.unwrap();
    let nobody = Viewer::public();
    let reader = staff(app, "reader@example.gov", Role::Viewer, Some(office)).await.viewer;
    let stranger = staff(app, "stranger@example.gov", Role::CxLead, Some(elsewhere)).await.viewer;
    for viewer in [&nobody, &reader] {
        assert!(denied(partners::list(app, viewer).await));
        assert!(denied(partners::managed(app, viewer).await));
        assert!(denied(partners::create(app, viewer, &new).await));
        assert!(denied(partners::revoke(app, viewer, made.link.id).await));
    }
    assert_eq!(partners::list(app, &stranger).await.unwrap(), []);
    assert_eq!(refused(partners::create(app, &stranger, &new).await), ["services: unknown"]);
    assert!(not_found(partners::revoke(app, &stranger, made.link.id).await));
}
