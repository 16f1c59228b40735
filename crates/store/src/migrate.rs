//! Migrations: the schema grows by numbered files, each applied once, in one transaction, by one node at a time.

use sqlx::{AnyPool, AssertSqlSafe, Executor as _, Row as _};

use crate::{Error, dialect::Dialect};

/// Every migration, in order; the number of one is its place here, from 1.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_foundation.sql"),
    include_str!("../migrations/0002_listening.sql"),
    include_str!("../migrations/0003_inbox.sql"),
    include_str!("../migrations/0004_jobs_and_mail.sql"),
    include_str!("../migrations/0005_screening.sql"),
    include_str!("../migrations/0006_survey_drafts.sql"),
    include_str!("../migrations/0007_embed_and_kiosk.sql"),
    include_str!("../migrations/0008_interactions.sql"),
    include_str!("../migrations/0009_journey_maps.sql"),
    include_str!("../migrations/0010_voices_on_journeys.sql"),
    include_str!("../migrations/0011_changes.sql"),
    include_str!("../migrations/0012_clickhouse_feed.sql"),
    include_str!("../migrations/0013_calendars.sql"),
    include_str!("../migrations/0014_standards.sql"),
    include_str!("../migrations/0015_cases.sql"),
    include_str!("../migrations/0016_open311.sql"),
    include_str!("../migrations/0017_measured_standards.sql"),
    include_str!("../migrations/0018_mail_in.sql"),
    include_str!("../migrations/0019_case_work.sql"),
    include_str!("../migrations/0020_objectives_and_partners.sql"),
    include_str!("../migrations/0021_library.sql"),
    include_str!("../migrations/0022_anticipation.sql"),
    include_str!("../migrations/0023_words.sql"),
    include_str!("../migrations/0024_more_anticipation.sql"),
    include_str!("../migrations/0025_answers_and_surveys.sql"),
    include_str!("../migrations/0026_queue_index.sql"),
    include_str!("../migrations/0027_case_quarters.sql"),
];

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY)";

/// Any number, the same on every node: PostgreSQL lets one session at a time hold it.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7203211)";

pub(crate) async fn run(pool: &AnyPool, dialect: Dialect) -> Result<(), Error> {
    let known = i64::try_from(MIGRATIONS.len()).expect("few migrations");
    let mut transaction = match dialect {
        Dialect::Sqlite => pool.begin_with("BEGIN IMMEDIATE").await?,
        Dialect::Postgres => {
            let mut transaction = pool.begin().await?;
            transaction.execute(LOCK).await?;
            transaction
        }
    };
    transaction.execute(LEDGER).await?;
    let row = transaction.fetch_one("SELECT CAST(COUNT(*) AS BIGINT) FROM schema_migration").await?;
    let found: i64 = row.try_get(0)?;
    if found > known {
        return Err(Error::TooNew { found, known });
    }
    for (number, text) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        tracing::info!(number, "migrating");
        for statement in statements_of(text) {
            let rendered = dialect.render(&statement);
            // A statement for the other database alone leaves nothing.
            if rendered.trim().is_empty() {
                continue;
            }
            transaction.execute(AssertSqlSafe(rendered)).await?;
        }
        sqlx::query("INSERT INTO schema_migration (number) VALUES ($1)")
            .bind(number)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The statements of a migration file: comment lines gone, split after each `;` at the end of a line.
fn statements_of(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let statements = code.join("\n");
    statements
        .split(";\n")
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(|one| one.trim_end_matches(';').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_falls_into_its_statements() {
        let statements =
            statements_of("-- a; b\nCREATE TABLE a (\n  b TEXT\n);\n\nINSERT INTO a VALUES (1);\n");
        assert_eq!(statements, ["CREATE TABLE a (\n  b TEXT\n)", "INSERT INTO a VALUES (1)"]);
    }
}
