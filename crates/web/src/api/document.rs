//! `GET /api/v1/openapi.json`: the API described for programs.

use axum::Json;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, Components, Content, Ref, RefOr, ResponseBuilder, Schema,
        header::HeaderBuilder,
        path::{Operation, ParameterIn, ParameterStyle},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    answers, cases, completions, definitions, forms, interactions, mail,
    problem::{FieldProblem, Problem},
    responses, scorecard, services, submissions, surveys, visits,
};

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Catsup",
        description = "Surveys, responses and measures of public services.\n\n\
            Ids are texts. Lists go on with `cursor`, the `next` of the page before. Errors are problem documents \
            (RFC 9457) that name field and reason.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    servers((url = "/")),
    paths(
        submissions::submit, completions::complete, forms::read, responses::list, responses::read, surveys::list,
        surveys::read, definitions::read, definitions::replace, services::list,
        services::read, scorecard::read, interactions::record, interactions::list, interactions::forget, visits::count, cases::open, cases::read, mail::take,
        answers::list, answers::read, show,
    ),
    components(schemas(Problem, FieldProblem)),
    modifiers(&Token, &Parameters, &Errors),
    tags(
        (name = "responses", description = "What people said"),
        (name = "interactions", description = "What people did, contact by contact"),
        (name = "cases", description = "What people ask and complain of, and what became of it"),
        (name = "answers", description = "What the organisation answers, the same on every channel"),
        (name = "surveys", description = "What is asked"),
        (name = "services", description = "What it is asked about"),
        (name = "measures", description = "What it comes to"),
        (name = "about", description = "The API itself"),
    ),
)]
pub(crate) struct Document;

/// The OpenAPI 3.1 document of the API, as JSON.
///
/// # Errors
/// When the document cannot be written as JSON.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    Document::openapi().to_pretty_json()
}

/// Reads this document.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "about", operation_id = "read_document", security(()),
    responses((status = 200, description = "The OpenAPI document", body = Object)),
)]
pub(crate) async fn show() -> Json<openapi::OpenApi> {
    Json(Document::openapi())
}

/// API tokens.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token, made by staff under “API tokens”"))
            .build();
        document
            .components
            .get_or_insert_with(Components::new)
            .add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// What parameters mean whose schema is made by `schema`, which takes no words along; and how lists are written.
struct Parameters;

const PARAMETERS: [(&str, &str); 31] = [
    ("organisation", "The organisation, with all below it"),
    ("service", "Services, separated by commas"),
    ("touchpoint", "Touchpoints, separated by commas"),
    ("channel", "Channels, separated by commas"),
    ("survey", "Surveys, separated by commas"),
    ("language", "Languages, separated by commas"),
    ("from", "First day, in the installation's zone; all history before when absent"),
    ("to", "Last day, in the installation's zone; all history after when absent"),
    ("by", "What groups are made by; `segment:NAME` is a segment attribute"),
    ("trend", "Unit of the trend; no trend is counted when absent"),
    ("pooled", "Whether wordings of one measure are pooled; they are kept apart when absent"),
    ("limit", "How many a page holds"),
    ("cursor", "`next` of the page before"),
    ("device", "Classes of devices, separated by commas, such as `phone`"),
    (
        "rated",
        "Only those who rated these measures so, separated by commas, such as `trust:low`: below or above the middle of the scale",
    ),
    ("source", "Ways in, separated by commas"),
    ("state", "States, separated by commas; only received responses count"),
    ("handling", "Steps of handling, separated by commas"),
    ("assignee", "In whose hands: the id of an account, or `nobody`"),
    ("archived", "Archived ones only, or none of them"),
    ("tag", "One of these tags, separated by commas"),
    ("segment", "An attribute with its value, such as `region=North`"),
    ("campaign", "The campaign"),
    ("page_url", "The page, and everything below it"),
    ("score", "How it went, by the first measure the survey asks; separated by commas"),
    ("comment", "With words of the person only, or only without"),
    ("activity", "What was done"),
    ("customer", "The pseudonym of a customer"),
    ("case", "The case, as its source names it"),
    (
        "slots",
        "What holds for the person: slots with their choices, separated by commas, such as `fee:adult`. What the answer does not ask is ignored",
    ),
    ("q", "Words, \"phrases\" and begin* in what the person wrote; accents and case make no difference"),
];

impl Modify for Parameters {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let parameters = document.paths.paths.iter_mut().flat_map(|(path, item)| {
            let parameters = item.get.iter_mut().filter_map(|operation| operation.parameters.as_mut());
            parameters.flatten().map(move |parameter| (path.as_str(), parameter))
        });
        for (path, parameter) in parameters {
            let RefOr::T(parameter) = parameter else { continue };
            if parameter.parameter_in != ParameterIn::Query {
                continue;
            }
            // The one language of a form says itself what it means, and so do parameters of answers.
            let says_itself = parameter.description.is_some()
                && (parameter.name == "language" || path.starts_with("/api/v1/answers"));
            let words = PARAMETERS.iter().find(|(name, _)| *name == parameter.name && !says_itself);
            if let Some((_, words)) = words {
                parameter.description = Some((*words).to_owned());
            }
            if matches!(parameter.schema, Some(RefOr::T(Schema::Array(_)))) {
                (parameter.style, parameter.explode) = (Some(ParameterStyle::Form), Some(false));
            }
        }
    }
}

/// Answers that every operation may give, described once.
struct Errors;

/// Status, and when it is given.
const EVERYWHERE: [(u16, &str); 8] = [
    (400, "The request could not be read"),
    (401, "The token is missing, unknown, expired or revoked"),
    (403, "The token lacks the scope"),
    (404, "There is nothing at this address, or nothing within the token's reach"),
    (422, "Something does not fit; `errors` names each field and the reason"),
    (429, "Too many requests; wait as long as `Retry-After` says"),
    (500, "The server failed"),
    (503, "The request took too long"),
];

/// As [`EVERYWHERE`], for operations that take a body.
const WITH_BODY: [(u16, &str); 4] = [
    (409, "The `Idempotency-Key` was used before for a different request"),
    (410, "The survey takes no more answers"),
    (413, "The body is larger than 1 MiB"),
    (415, "The body is not `application/json`"),
];

/// As [`WITH_BODY`], where the body is a message.
const WITH_MESSAGE: [(u16, &str); 2] =
    [(413, "The message is larger than 25 MiB"), (415, "The body is not `message/rfc822`")];

impl Modify for Errors {
    fn modify(&self, document: &mut openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            if let Some(get) = &mut item.get {
                describe(get, &EVERYWHERE);
            }
            if let Some(post) = &mut item.post {
                describe(post, &EVERYWHERE);
                describe(post, &WITH_BODY);
                if path == "/api/v1/mail" {
                    describe(post, &WITH_MESSAGE);
                }
            }
        }
    }
}

fn describe(operation: &mut Operation, errors: &[(u16, &str)]) {
    for (status, description) in errors {
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        let mut response =
            ResponseBuilder::new().description(*description).content("application/problem+json", content);
        if let Some(name) = match status {
            401 => Some("WWW-Authenticate"),
            429 => Some("Retry-After"),
            _ => None,
        } {
            response = response.header(name, HeaderBuilder::new().build());
        }
        operation.responses.responses.insert(status.to_string(), response.build().into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_says_what_it_means() {
        for (path, item) in Document::openapi().paths.paths {
            let operations = [item.get, item.post].into_iter().flatten();
            for parameter in operations.flat_map(|operation| operation.parameters.unwrap_or_default()) {
                let RefOr::T(parameter) = parameter else { panic!("{path}: write parameters out") };
                let described = parameter.description.is_some_and(|words| !words.is_empty());
                assert!(described, "{path}: add {} to PARAMETERS", parameter.name);
            }
        }
    }

    #[test]
    fn the_document_is_as_agreed() {
        // A change here is a change of the contract with programs: note it in the changelog.
        insta::assert_json_snapshot!("openapi", Document::openapi());
    }
}
