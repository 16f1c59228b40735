//! An answer: one tree, written as XML or as JSON by the same rules for every resource (the Spark convention).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Zoned;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::{asked::Format, xml};

/// A part of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// A text; an empty one is an empty element in XML, and null in JSON.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Degrees, where they are known.
    Degrees(Option<f64>),
    /// Yes or no.
    Flag(bool),
    /// Fields by name.
    Record(Vec<(&'static str, Node)>),
    /// Items, each under the same name in XML.
    List(&'static str, Vec<Node>),
}

impl Node {
    /// A text.
    pub(super) fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// A moment with its offset.
    pub(super) fn moment(at: &Zoned) -> Self {
        Self::text(at.strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) if text.is_empty() => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Degrees(degrees) => degrees.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Record(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, node) in fields {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
            Self::List(_, items) => serializer.collect_seq(items),
        }
    }
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(super) format: Format,
    pub(super) status: StatusCode,
    /// Name of the outermost element; JSON has none.
    pub(super) root: &'static str,
    pub(super) node: Node,
}

impl Answer {
    pub(super) fn new(format: Format, root: &'static str, node: Node) -> Self {
        Self { format, status: StatusCode::OK, root, node }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let (kind, body) = match self.format {
            Format::Xml => ("text/xml; charset=utf-8", xml::written(self.root, &self.node)),
            Format::Json => {
                ("application/json; charset=utf-8", serde_json::to_vec(&self.node).unwrap_or_default())
            }
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        ];
        (self.status, headers, body).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tree_is_written_both_ways() {
        let node = Node::List(
            "request",
            vec![Node::Record(vec![
                ("status", Node::text("open")),
                ("notes", Node::text("")),
                ("lat", Node::Degrees(Some(-0.5))),
                ("long", Node::Degrees(None)),
                ("metadata", Node::Flag(true)),
            ])],
        );
        assert_eq!(
            serde_json::to_string(&node).unwrap(),
            r#"[{"status":"open","notes":null,"lat":-0.5,"long":null,"metadata":true}]"#
        );
        assert_eq!(
            String::from_utf8(xml::written("service_requests", &node)).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request><status>open</status><notes/>\
             <lat>-0.5</lat><long/><metadata>true</metadata></request></service_requests>"
        );
    }

    #[test]
    fn a_moment_says_its_offset() {
        let at: Zoned = "2026-03-10T11:00:00[America/New_York]".parse().unwrap();
        assert_eq!(Node::moment(&at), Node::text("2026-03-10T11:00:00-04:00"));
        let at: Zoned = "2026-03-10T11:00:00[UTC]".parse().unwrap();
        assert_eq!(Node::moment(&at), Node::text("2026-03-10T11:00:00+00:00"));
    }
}
