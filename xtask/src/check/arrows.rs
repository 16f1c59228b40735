//! Which crate may use which, as ARCHITECTURE.md draws it, checked from `cargo metadata`.

use serde_json::Value;

use crate::problem::Problem;
use crate::{process, repository};

/// A crate of ours with the crates of ours that it may use. Tests may use the same, and `TEST_ONLY`.
const ARROWS: [(&str, &[&str]); 14] = [
    ("catsup-model", &[]),
    ("catsup-statistics", &[]),
    ("catsup-journeys", &["catsup-statistics"]),
    ("catsup-language", &["catsup-model"]),
    ("catsup-exchange", &["catsup-model", "catsup-journeys"]),
    ("catsup-store", &["catsup-model"]),
    ("catsup-analytics", &["catsup-model", "catsup-statistics"]),
    (
        "catsup-app",
        &[
            "catsup-model",
            "catsup-statistics",
            "catsup-journeys",
            "catsup-language",
            "catsup-exchange",
            "catsup-store",
            "catsup-analytics",
        ],
    ),
    ("catsup-web", &["catsup-app", "catsup-model"]),
    ("catsup", &["catsup-app", "catsup-web", "catsup-store", "catsup-analytics", "catsup-model"]),
    (
        "catsup-testing",
        &[
            "catsup-model",
            "catsup-statistics",
            "catsup-journeys",
            "catsup-language",
            "catsup-exchange",
            "catsup-store",
            "catsup-analytics",
            "catsup-app",
            "catsup-web",
            "catsup-testing-macros",
        ],
    ),
    ("catsup-testing-macros", &[]),
    ("catsup-bench", &["catsup-model", "catsup-language", "catsup-store", "catsup-app"]),
    ("xtask", &[]),
];

/// Crates that serve tests alone.
const TEST_ONLY: [&str; 2] = ["catsup-testing", "catsup-testing-macros"];

/// Libraries, by the start of their name, that stay inside the crates listed.
const KEPT_INSIDE: [(&str, &[&str]); 6] = [
    ("sqlx", &["catsup-store", "catsup-testing"]),
    ("rusqlite", &["catsup-bench"]),
    ("arrow", &["catsup-analytics", "catsup-exchange"]),
    ("parquet", &["catsup-analytics", "catsup-exchange"]),
    ("askama", &["catsup-web"]),
    ("axum", &["catsup-web", "catsup", "catsup-testing"]),
];

/// A package of the workspace and what it declares to use.
pub struct Package {
    name: String,
    uses: Vec<Use>,
}

struct Use {
    name: String,
    in_tests_only: bool,
}

/// Reads the workspace's packages.
pub fn packages() -> Result<Vec<Package>, Problem> {
    let metadata = process::output(repository::cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Problem::failed(format!("cargo metadata is not JSON: {error}")))?;
    Ok(parse(&metadata))
}

/// Every use that the table does not allow.
pub fn findings(packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(|package| package.uses.iter().filter_map(|used| broken(package, used))).collect()
}

fn parse(metadata: &Value) -> Vec<Package> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let used = |value: &Value| Use { name: name(value), in_tests_only: value["kind"] == "dev" };
    list(&metadata["packages"])
        .iter()
        .map(|package| Package {
            name: name(package),
            uses: list(&package["dependencies"]).iter().map(used).collect(),
        })
        .collect()
}

fn broken(package: &Package, used: &Use) -> Option<String> {
    let (from, to) = (package.name.as_str(), used.name.as_str());
    if let Some((_, inside)) = KEPT_INSIDE.iter().find(|(library, _)| to.starts_with(library)) {
        let advice = "put the work behind a function of the crate that may, or change the table in \
                      xtask/src/check/arrows.rs and say why in ARCHITECTURE.md";
        return (!inside.contains(&from))
            .then(|| format!("{from} → {to}: this library stays inside {}; {advice}", inside.join(" and ")));
    }
    if !to.starts_with("catsup") {
        return None;
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == from) else {
        return Some(format!(
            "{from} is not in the table of xtask/src/check/arrows.rs; add it there and to ARCHITECTURE.md"
        ));
    };
    if allowed.contains(&to) {
        return None;
    }
    if TEST_ONLY.contains(&to) {
        let advice = "it serves tests alone; move it to [dev-dependencies]";
        return (!used.in_tests_only).then(|| format!("{from} → {to}: {advice}"));
    }
    let uses = if allowed.is_empty() { "none of ours".to_owned() } else { allowed.join(", ") };
    Some(format!(
        "{from} → {to}: not an arrow of ARCHITECTURE.md, {from} may use {uses}; \
         ask a crate between the two for what is needed, or move the type down to where both may see it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(package: &str, dependency: &str, kind: &str) -> Vec<String> {
        let kind = if kind == "normal" { Value::Null } else { Value::from(kind) };
        findings(&parse(&serde_json::json!({"packages": [
            {"name": package, "dependencies": [{"name": dependency, "kind": kind}]},
        ]})))
    }

    #[test]
    fn an_arrow_of_the_table_is_allowed() {
        assert!(found("catsup-web", "catsup-app", "normal").is_empty());
        assert!(found("catsup-web", "serde", "normal").is_empty());
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_named_with_advice() {
        let findings = found("catsup-web", "catsup-store", "normal");
        assert!(findings[0].starts_with("catsup-web → catsup-store: not an arrow"), "{findings:?}");
        assert!(findings[0].contains("catsup-web may use catsup-app, catsup-model"), "{findings:?}");
    }

    #[test]
    fn tests_follow_the_same_arrows() {
        assert_eq!(found("catsup-exchange", "catsup-store", "dev").len(), 1);
    }

    #[test]
    fn testing_is_a_dev_dependency_only() {
        assert!(found("catsup-web", "catsup-testing", "dev").is_empty());
        assert!(found("catsup-web", "catsup-testing", "normal")[0].contains("[dev-dependencies]"));
    }

    #[test]
    fn the_database_stays_inside_the_store() {
        assert!(found("catsup-store", "sqlx", "normal").is_empty());
        assert_eq!(found("catsup-web", "sqlx-core", "build").len(), 1);
    }

    #[test]
    fn a_crate_outside_the_table_is_named() {
        assert!(found("catsup-new", "catsup-model", "normal")[0].contains("not in the table"));
    }
}
