//! `#[story]`: one test, run on SQLite and on PostgreSQL.

use proc_macro::{Ident, TokenStream, TokenTree};

/// Runs an `async fn name(app: TestApp)` as two tests: `name::on_sqlite` and `name::on_postgres`.
///
/// The PostgreSQL one is skipped by name when `CATSUP_TEST_POSTGRES` is not set.
#[proc_macro_attribute]
pub fn story(_: TokenStream, item: TokenStream) -> TokenStream {
    let Some(name) = function_name(item.clone()) else {
        return "compile_error!(\"#[story] goes on an async fn\");".parse().expect("valid Rust");
    };
    let tests = format!(
        "mod {name} {{
            #[test] fn on_sqlite() {{ ::catsup_testing::run_story(::catsup_testing::Backend::Sqlite, super::{name}); }}
            #[test] fn on_postgres() {{ ::catsup_testing::run_story(::catsup_testing::Backend::Postgres, super::{name}); }}
        }}"
    );
    let tests: TokenStream = tests.parse().expect("valid Rust");
    item.into_iter().chain(tests).collect()
}

fn function_name(item: TokenStream) -> Option<Ident> {
    let mut tokens = item.into_iter();
    tokens.find(|token| matches!(token, TokenTree::Ident(word) if word.to_string() == "fn"))?;
    match tokens.next()? {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}
