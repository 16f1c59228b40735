//! The same questions put to the full text of SQLite and of PostgreSQL, each in its best reasonable formulation.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use rusqlite::{Connection, params};

use super::{
    LOOKED_AT, Scores,
    queries::{Corpus, Sheet},
    score,
};

/// Stems of Porter, any of the words, best first.
pub fn porter(corpus: &Corpus, sheet: &Sheet) -> Result<Scores, String> {
    full_text(corpus, sheet, "porter unicode61 remove_diacritics 2", |query| {
        query.split(' ').map(|word| format!("\"{word}\"")).collect()
    })
}

/// Any three letters in a row: what SQLite offers against misspelling.
pub fn trigrams(corpus: &Corpus, sheet: &Sheet) -> Result<Scores, String> {
    full_text(corpus, sheet, "trigram", |query| {
        let three = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            letters
                .windows(3)
                .map(|three| format!("\"{}\"", three.iter().collect::<String>()))
                .collect::<Vec<_>>()
        };
        query.split(' ').flat_map(three).collect()
    })
}

fn full_text(
    corpus: &Corpus,
    sheet: &Sheet,
    tokenizer: &str,
    terms: impl Fn(&str) -> Vec<String>,
) -> Result<Scores, String> {
    let failed = |error: rusqlite::Error| format!("SQLite: {error}");
    let connection = Connection::open_in_memory().map_err(failed)?;
    connection
        .execute_batch(&format!("CREATE VIRTUAL TABLE answer USING fts5(text, tokenize = '{tokenizer}')"))
        .map_err(failed)?;
    for (key, narrative) in corpus.library.iter().enumerate() {
        connection
            .execute("INSERT INTO answer (rowid, text) VALUES ($1, $2)", params![key as i64, narrative.text])
            .map_err(failed)?;
    }
    let mut find = connection
        .prepare("SELECT rowid FROM answer WHERE answer MATCH $1 ORDER BY bm25(answer), rowid LIMIT $2")
        .map_err(failed)?;
    score(corpus, sheet, |query| {
        let asked = terms(query).join(" OR ");
        let rows =
            find.query_map(params![asked, LOOKED_AT as i64], |row| row.get::<_, i64>(0)).map_err(failed)?;
        rows.map(|row| row.map(|key| key as usize).map_err(failed)).collect()
    })
}

/// Ways to order what PostgreSQL finds; the best on the queries for tuning is measured.
const RANKS: [&str; 8] = [
    "ts_rank_cd(words, asked, 0)",
    "ts_rank_cd(words, asked, 1)",
    "ts_rank_cd(words, asked, 2)",
    "ts_rank_cd(words, asked, 4)",
    "ts_rank(words, asked, 0)",
    "ts_rank(words, asked, 1)",
    "ts_rank(words, asked, 2)",
    "ts_rank(words, asked, 16)",
];

/// Full text of PostgreSQL with the best order of its two rank functions each, and the better one with words corrected through
/// `pg_trgm`, as its documentation advises.
pub fn postgres(
    url: &str,
    corpus: &Corpus,
    tune: &Sheet,
    test: &Sheet,
) -> Result<Vec<(String, Scores)>, String> {
    let mut lines = Vec::new();
    let mut best: Option<(f64, &str)> = None;
    for family in ["ts_rank_cd(", "ts_rank("] {
        let mut first: Option<(f64, &str)> = None;
        for rank in RANKS.iter().copied().filter(|rank| rank.starts_with(family)) {
            let all: f64 = asked(url, corpus, tune, rank, false)?.iter().sum();
            if first.is_none_or(|(most, _)| all > most) {
                first = Some((all, rank));
            }
        }
        let Some((all, rank)) = first else { continue };
        lines.push((
            format!("PostgreSQL, `english`, words joined by OR, `{rank}`"),
            asked(url, corpus, test, rank, false)?,
        ));
        if best.is_none_or(|(most, _)| all > most) {
            best = Some((all, rank));
        }
    }
    if let Some((_, rank)) = best {
        lines.push((
            format!("the same with `{rank}`, words corrected by `pg_trgm`"),
            asked(url, corpus, test, rank, true)?,
        ));
    }
    Ok(lines)
}

/// Puts every query of a sheet to PostgreSQL in one script.
fn asked(url: &str, corpus: &Corpus, sheet: &Sheet, rank: &str, corrected: bool) -> Result<Scores, String> {
    let mut script = String::from(
        "SET client_min_messages = error;\nDROP TABLE IF EXISTS answer, word, query;\n\
         CREATE TABLE answer (id int PRIMARY KEY, text text, words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED);\n\
         CREATE INDEX ON answer USING gin (words);\nCREATE TABLE query (id int, typed text);\nCOPY answer (id, text) FROM STDIN;\n",
    );
    for (key, narrative) in corpus.library.iter().enumerate() {
        let text = narrative.text.replace('\\', " ").replace(['\t', '\n', '\r'], " ");
        let _ = writeln!(script, "{key}\t{text}");
    }
    script.push_str("\\.\nCOPY query FROM STDIN;\n");
    for (place, question) in sheet.questions.iter().enumerate() {
        let _ =
            writeln!(script, "{}\t{}\n{}\t{}", 2 * place, question.clean, 2 * place + 1, question.misspelt);
    }
    script.push_str("\\.\nANALYZE;\n");
    if corrected {
        // Appendix F of the manual: the words of all texts, and the nearest to a word that is not among them.
        script.push_str(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm;\n\
             CREATE TABLE word AS SELECT word, ndoc FROM ts_stat('SELECT to_tsvector(''simple'', text) FROM answer');\n\
             CREATE INDEX ON word USING gist (word gist_trgm_ops);\nANALYZE word;\n\
             UPDATE query SET typed = (SELECT string_agg(CASE WHEN EXISTS (SELECT FROM word WHERE word = part) THEN part ELSE \
             (SELECT word FROM word ORDER BY word <-> part, ndoc DESC LIMIT 1) END, ' ') FROM regexp_split_to_table(typed, ' ') AS part);\n",
        );
    }
    let _ = writeln!(
        script,
        "SELECT query.id, array_to_string(ARRAY(SELECT answer.id FROM answer, websearch_to_tsquery('english', replace(typed, ' ', ' or ')) AS asked \
         WHERE words @@ asked ORDER BY {rank} DESC, answer.id LIMIT {LOOKED_AT}), ' ') FROM query ORDER BY query.id;"
    );
    let answers = psql(url, &script)?;
    let mut lines = answers.lines();
    score(corpus, sheet, |query| {
        let line = lines.next().and_then(|line| line.split_once('\t'));
        let (_, keys) = line.ok_or_else(|| format!("PostgreSQL gave no answer to “{query}”"))?;
        keys.split_whitespace().map(|key| key.parse().map_err(|error| format!("{key}: {error}"))).collect()
    })
}

/// Runs a script by the client of PostgreSQL, which is there wherever its server is.
fn psql(url: &str, script: &str) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("psql: {error}");
    let mut client = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", url])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // Nothing is written out before the script was read, but for a line or two.
    client.stdin.take().ok_or("psql: no input")?.write_all(script.as_bytes()).map_err(failed)?;
    let output = client.wait_with_output().map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text).ok_or_else(|| format!("psql ended with {}", output.status))
}
