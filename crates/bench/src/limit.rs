//! What the database does alone: bare inserts of the same rows, in batches, each batch synced to disk.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

/// One response and its two answers.
pub const ROWS_PER_SUBMISSION: u32 = 3;

/// Tables without an index of their own, so that nothing but the rows is written.
const TABLES: &str = "
    CREATE TABLE response (id INTEGER PRIMARY KEY, survey BIGINT, version BIGINT, service BIGINT, channel TEXT,
        language TEXT, state TEXT, occurred_at BIGINT, received_at BIGINT, submission_key TEXT);
    CREATE TABLE answer (response_id BIGINT, question TEXT, value BIGINT, wording_id BIGINT, text TEXT);
";
const RESPONSE: &str = "INSERT INTO response VALUES ($1, 1, 1, 1, 'website', 'en', 'received', $2, $2, $3)";
const ANSWER: &str = "INSERT INTO answer VALUES ($1, $2, $3, 1, $4)";

/// Inserts into a new database in `folder` for `measured`, `batch` submissions a commit.
///
/// # Errors
/// When the database fails.
pub fn submissions_per_second(folder: &Path, batch: usize, measured: Duration) -> rusqlite::Result<f64> {
    let mut connection = Connection::open(folder.join("limit.sqlite"))?;
    // The same durability as the store: a commit is on disk before it returns.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute_batch(TABLES)?;

    let started = Instant::now();
    let mut submissions: i64 = 0;
    while started.elapsed() < measured {
        let transaction = connection.transaction()?;
        {
            let mut response = transaction.prepare(RESPONSE)?;
            let mut answer = transaction.prepare(ANSWER)?;
            for _ in 0..batch {
                submissions += 1;
                response.execute(params![
                    submissions,
                    1_700_000_000_000_000 + submissions,
                    format!("key-{submissions}")
                ])?;
                answer.execute(params![submissions, "answer_01", 1, None::<&str>])?;
                answer.execute(params![
                    submissions,
                    "answer_04",
                    None::<i64>,
                    "The form was easy to fill in."
                ])?;
            }
        }
        transaction.commit()?;
    }
    Ok(submissions as f64 / started.elapsed().as_secs_f64())
}
