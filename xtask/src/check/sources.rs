//! Rules of source files: a header that says what it is for, a size one can read, and no SQL in `web`.

use crate::repository::SourceFile;

/// The longest a hand-written source may be; one subject rarely needs half of it.
const LONGEST: usize = 500;
const MEASURED: [&str; 5] = [".rs", ".html", ".js", ".scss", ".css"];

/// What a statement starts with. Upper case as the store writes it, so that prose is not taken for SQL.
const STATEMENTS: [&str; 5] = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "WITH RECURSIVE "];

/// The findings of one file.
pub fn findings(file: &SourceFile) -> Vec<String> {
    let mut findings = Vec::new();
    findings.extend(without_header(file));
    findings.extend(too_long(file));
    findings.extend(database_in_web(file));
    findings
}

fn without_header(file: &SourceFile) -> Option<String> {
    let bare = file.path.ends_with(".rs") && !file.text.starts_with("//!");
    bare.then(|| format!("{}:1: no `//!` header; say in one to five lines what the file is for", file.path))
}

fn too_long(file: &SourceFile) -> Option<String> {
    let measured = MEASURED.iter().any(|ending| file.path.ends_with(ending));
    let generated = file.text.lines().take(3).any(|line| line.contains("@generated"));
    let lines = file.text.lines().count();
    (measured && !generated && lines > LONGEST).then(|| {
        format!("{}: {lines} lines, more than {LONGEST}; a second subject is hiding in it", file.path)
    })
}

fn database_in_web(file: &SourceFile) -> Vec<String> {
    if !file.path.starts_with("crates/web/") || !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let queries = |line: &str| {
        !line.trim_start().starts_with("//")
            && (line.contains("sqlx::") || STATEMENTS.iter().any(|statement| line.contains(statement)))
    };
    let told = |(number, _): (usize, &str)| {
        format!("{}:{}: the database in `web`; ask a use case of `app` instead", file.path, number + 1)
    };
    file.text.lines().enumerate().filter(|(_, line)| queries(line)).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        findings(&SourceFile { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn a_rust_file_opens_with_what_it_is_for() {
        assert_eq!(found("crates/model/src/ids.rs", "use std::fmt;\n").len(), 1);
        assert!(found("crates/model/src/ids.rs", "//! Ids.\n").is_empty());
    }

    #[test]
    fn a_file_of_five_hundred_lines_is_the_longest() {
        assert!(found("a.scss", &"x\n".repeat(500)).is_empty());
        assert_eq!(found("a.scss", &"x\n".repeat(501)).len(), 1);
        assert!(found("a.js", &format!("// @generated\n{}", "x\n".repeat(501))).is_empty());
        assert!(found("a.md", &"x\n".repeat(501)).is_empty());
    }

    #[test]
    fn web_speaks_no_sql() {
        let query = "//! Page.\nlet rows = \"SELECT id FROM survey\";\n";
        assert_eq!(found("crates/web/src/page.rs", query).len(), 1);
        assert!(found("crates/store/src/page.rs", query).is_empty());
        assert!(found("crates/web/src/page.rs", "//! SELECT nothing here.\n").is_empty());
    }
}
