//! The permission table: every route that exists, tried as everyone who might come.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use catsup_model::{Permission, Role};
use catsup_testing::{Answer, Browser, TestApp};
use catsup_web::{
    Configuration, WebState, links,
    permissions::{Audience, RouteRule},
};

/// Every rule of the router as it is built.
fn rules(app: &TestApp) -> Vec<RouteRule> {
    let state = WebState::new(app.app.clone(), Configuration::default());
    let _ = catsup_web::router(state.clone());
    assert!(state.rules().len() > 20, "the table is kept beside the router");
    state.rules().to_vec()
}

/// The route with something that nobody has in each variable: who may come learns that it is not there.
async fn call(browser: &Browser, rule: &RouteRule) -> Answer {
    let path: String = rule
        .path
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                "/1"
            } else if part.is_empty() {
                ""
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
        .replace("//", "/");
    let kind = (rule.method == Method::POST).then_some(if rule.path.starts_with("/api/") {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    });
    let path = if path.is_empty() { "/" } else { &path };
    browser.send(rule.method.clone(), path, kind, Body::empty()).await
}

/// Whether the answer is the door's: sent to sign-in, or refused with 401 or 403. A form without its secret is
/// refused after the door, which a `csrf` page tells apart.
fn is_door(answer: &Answer) -> bool {
    let to_sign_in = answer.status == StatusCode::SEE_OTHER && answer.location().starts_with(links::SIGN_IN);
    let forbidden =
        answer.status == StatusCode::FORBIDDEN && !answer.body.contains("This page is out of date");
    to_sign_in || forbidden || answer.status == StatusCode::UNAUTHORIZED
}

#[catsup_testing::story]
async fn strangers_come_to_public_routes_only(app: TestApp) {
    let visitor = app.visitor();
    for rule in rules(&app) {
        let answer = call(&visitor, &rule).await;
        let open = matches!(rule.audience, Audience::Public | Audience::OpenApi);
        assert_eq!(!is_door(&answer), open, "{rule:?} answers a stranger with {}", answer.status);
        match rule.audience {
            Audience::SignedIn | Audience::Needs(_) => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{rule:?}");
            }
            Audience::Token(_) => {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{rule:?}");
                assert_eq!(answer.headers["content-type"], "application/problem+json");
            }
            Audience::FormKey(_) => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{rule:?}"),
            Audience::Public | Audience::OpenApi => {}
        }
    }
}

#[catsup_testing::story]
async fn each_role_comes_to_the_staff_pages_it_may_use_and_to_no_other(app: TestApp) {
    let rules = rules(&app);
    for &role in Role::ALL {
        let mut staff = app.sign_in_as(role).await;
        for rule in &rules {
            let may = match rule.audience {
                Audience::SignedIn => true,
                Audience::Needs(permission) => role.permissions().contains(&permission),
                _ => continue,
            };
            let answer = call(&staff, rule).await;
            assert_eq!(!is_door(&answer), may, "{rule:?} answers a {role} with {}", answer.status);
            assert!(!answer.status.is_server_error(), "{rule:?} fails for a {role}: {}", answer.body);
            // A form may have ended the session.
            staff = app.sign_in_as(role).await;
        }
    }
}

#[catsup_testing::story]
async fn each_scope_opens_the_api_routes_that_name_it_and_no_other(app: TestApp) {
    let rules = rules(&app);
    for &scope in Permission::ALL {
        let program = app.program(&app.token(&[scope]).await);
        for rule in &rules {
            let may = match rule.audience {
                Audience::OpenApi => true,
                Audience::Token(permission) | Audience::FormKey(permission) => permission == scope,
                _ => continue,
            };
            let answer = call(&program, rule).await;
            assert_eq!(!is_door(&answer), may, "{rule:?} answers a token of {scope} with {}", answer.status);
        }
    }
}

#[catsup_testing::story]
async fn no_form_of_staff_is_taken_without_its_secret(app: TestApp) {
    let staff = app.sign_in_as(Role::Administrator).await;
    let forms = rules(&app).into_iter().filter(|rule| {
        rule.method != Method::GET && matches!(rule.audience, Audience::SignedIn | Audience::Needs(_))
    });
    for rule in forms {
        let answer = call(&staff, &rule).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{rule:?}");
    }
}

#[catsup_testing::story]
async fn every_page_under_desk_stands_behind_the_door(app: TestApp) {
    for rule in rules(&app) {
        let staff_path = rule.path.starts_with(links::DESK) && rule.path != links::SIGN_IN;
        if staff_path {
            assert!(
                matches!(rule.audience, Audience::SignedIn | Audience::Needs(_)),
                "{rule:?}: put it into the router with .signed_in or .desk"
            );
        }
    }
}
