//! `GET /open311/v2/services.{xml|json}` and the definition of one of them.

use axum::extract::State;
use catsup_app::{
    App,
    open311::{self, Attribute, ServiceType},
};

use super::{
    answer::{Answer, Node},
    asked::{Asked, Named},
    problem::Problem,
};

/// Lists every service.
pub(crate) async fn list(State(app): State<App>, asked: Asked) -> Result<Answer, Problem> {
    let services = open311::services(&app).await?.into_iter().map(service).collect();
    Ok(Answer::new(asked.format, "services", Node::List("service", services)))
}

fn service(service: ServiceType) -> Node {
    // A comma within a keyword would make two of it.
    let keywords: Vec<String> = service.keywords.iter().map(|keyword| keyword.replace(',', "")).collect();
    Node::Record(vec![
        ("service_code", Node::text(service.code)),
        ("service_name", Node::Text(service.name)),
        ("description", Node::Text(service.description)),
        ("metadata", Node::Flag(service.has_attributes)),
        ("type", Node::text("realtime")),
        ("keywords", Node::Text(keywords.join(", "))),
        ("group", Node::Text(service.group)),
    ])
}

/// Shows what may be said of a request of one service.
pub(crate) async fn definition(
    State(app): State<App>,
    asked: Asked,
    Named(code): Named,
) -> Result<Answer, Problem> {
    let definition = open311::definition(&app, &code).await?;
    let attributes = (1_i64..).zip(definition.attributes).map(|(order, one)| attribute(order, one));
    let node = Node::Record(vec![
        ("service_code", Node::text(definition.code)),
        ("attributes", Node::List("attribute", attributes.collect())),
    ]);
    Ok(Answer::new(asked.format, "service_definition", node))
}

fn attribute(order: i64, attribute: Attribute) -> Node {
    let value = |(key, name)| Node::Record(vec![("key", Node::Text(key)), ("name", Node::Text(name))]);
    Node::Record(vec![
        ("variable", Node::Flag(true)),
        ("code", Node::text(attribute.code)),
        ("datatype", Node::text("singlevaluelist")),
        ("required", Node::Flag(false)),
        ("datatype_description", Node::text("")),
        ("order", Node::Whole(order)),
        ("description", Node::text(attribute.description)),
        ("values", Node::List("value", attribute.values.into_iter().map(value).collect())),
    ])
}
