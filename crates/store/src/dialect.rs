//! The few places where SQLite and PostgreSQL differ, so that every statement is written once.
//!
//! | token | SQLite | PostgreSQL |
//! | --- | --- | --- |
//! | `{rows:$n}` | `json_each($n)` | `jsonb_array_elements(CAST(CAST($n AS text) AS jsonb)) AS rows(value)` |
//! | `{JSON}` | `TEXT` | `JSONB` |
//! | `{ID}` | `INTEGER PRIMARY KEY` | `BIGINT PRIMARY KEY` |
//! | `{CLUSTERED}` | `WITHOUT ROWID` | nothing |
//! | `{sqlite|text}` | `text` | nothing |
//! | `{postgres|text}` | nothing | `text` |
//!
//! `{rows:$n}` is a table with one column `value`: a JSON array given as text becomes rows, so that one statement
//! inserts a whole batch and a list of any length is one argument.

/// Which database a statement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded database.
    Sqlite,
    /// The database of several nodes.
    Postgres,
}

impl Dialect {
    /// `text` with its tokens replaced.
    pub(crate) fn render(self, text: &str) -> String {
        let plain = [
            ("{JSON}", "TEXT", "JSONB"),
            ("{ID}", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"),
            ("{CLUSTERED}", "WITHOUT ROWID", ""),
        ];
        let text = plain.into_iter().fold(text.to_owned(), |text, (token, sqlite, postgres)| {
            text.replace(token, if self == Self::Sqlite { sqlite } else { postgres })
        });
        let text = self.render_own(&text, "{sqlite|", Self::Sqlite);
        let text = self.render_own(&text, "{postgres|", Self::Postgres);
        self.render_rows(&text)
    }

    /// Keeps what stands between `token` and the next `}` for its own database, and drops it for the other.
    fn render_own(self, text: &str, token: &str, owner: Self) -> String {
        let mut rendered = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(token) {
            let (own, after) = after.split_once('}').expect("a test renders every statement");
            rendered.push_str(before);
            rendered.push_str(if self == owner { own } else { "" });
            rest = after;
        }
        rendered.push_str(rest);
        rendered
    }

    fn render_rows(self, text: &str) -> String {
        let mut rendered = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{rows:") {
            let (argument, after) = after.split_once('}').expect("a test renders every statement");
            rendered.push_str(before);
            match self {
                Self::Sqlite => rendered.push_str(&format!("json_each({argument}) AS rows")),
                Self::Postgres => {
                    rendered.push_str(&format!(
                        "jsonb_array_elements(CAST(CAST({argument} AS text) AS jsonb)) AS rows(value)"
                    ));
                }
            }
            rest = after;
        }
        rendered.push_str(rest);
        rendered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_the_words_of_each_database() {
        let text = "SELECT value FROM {rows:$1} WHERE 1 = $2";
        assert_eq!(Dialect::Sqlite.render(text), "SELECT value FROM json_each($1) AS rows WHERE 1 = $2");
        assert!(
            Dialect::Postgres
                .render(text)
                .contains("jsonb_array_elements(CAST(CAST($1 AS text) AS jsonb)) AS rows(value)")
        );
    }

    #[test]
    fn words_of_one_database_are_kept_for_it_alone() {
        let text = "SELECT {sqlite|rowid}{postgres|response_id} FROM response_search";
        assert_eq!(Dialect::Sqlite.render(text), "SELECT rowid FROM response_search");
        assert_eq!(Dialect::Postgres.render(text), "SELECT response_id FROM response_search");
    }
}
