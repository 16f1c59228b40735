//! Who is named in a note: `@` and a name, or the first part of an address.

use catsup_store::Account;

/// The accounts that a text names with an `@`, each once, in their order among `accounts`. Of names that begin alike the longest
/// counts: “@Ana Ruiz” is not Ana.
pub(super) fn named<'a>(text: &str, accounts: &'a [Account]) -> Vec<&'a Account> {
    let text = text.to_lowercase();
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        // Within an address, such as ana@example.gov, nobody is named.
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = &text[at + 1..];
        let longest = accounts.iter().filter_map(|one| Some((length(rest, one)?, one)));
        if let Some((_, account)) = longest.max_by_key(|(length, _)| *length)
            && !found.contains(&account.id)
        {
            found.push(account.id);
        }
    }
    accounts.iter().filter(|one| found.contains(&one.id)).collect()
}

/// How much of the text's beginning names the account.
fn length(text: &str, account: &Account) -> Option<usize> {
    let local = account.email.as_str().split('@').next().unwrap_or_default();
    let calls = [account.name.to_string().to_lowercase(), local.to_lowercase()];
    let fits = |call: &String| {
        let rest = text.strip_prefix(call.as_str()).filter(|_| !call.is_empty())?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(call.len())
    };
    calls.iter().filter_map(fits).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catsup_model::{
        id::AccountId,
        text::{Email, Name},
    };

    #[test]
    fn names_are_found_whole_and_addresses_name_nobody() {
        let account = |id, name: &str, email: &str| Account {
            id: AccountId(id),
            name: Name::parse(name).unwrap(),
            email: Email::parse(email).unwrap(),
            ..blank()
        };
        let accounts = [
            account(1, "Ana", "ana@example.gov"),
            account(2, "Ana Ruiz", "ruiz.ana@example.gov"),
            account(3, "José Núñez", "jose@example.gov"),
        ];
        let ids = |text: &str| named(text, &accounts).iter().map(|one| one.id.0).collect::<Vec<_>>();
        assert_eq!(ids("@Ana Ruiz, please look"), [2]);
        assert_eq!(ids("@ana please, and @JOSÉ NÚÑEZ."), [1, 3]);
        assert_eq!(ids("(@ruiz.ana)"), [2]);
        assert_eq!(ids("@anabel or write to x@ana or jose@example.gov"), Vec::<i64>::new());
        assert_eq!(ids("@jose @Jose @"), [3]);
    }

    fn blank() -> Account {
        Account {
            id: AccountId(0),
            name: Name::parse("x").unwrap(),
            email: Email::parse("x@example.gov").unwrap(),
            roles: Vec::new(),
            must_change_password: false,
            locked_until: None,
            disabled_at: None,
            created_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }
}
