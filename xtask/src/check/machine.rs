//! Nothing in the tree may tie it to one machine: no registry's host, no path of a build machine.

use std::env;

use crate::repository::{self, SourceFile};

/// Package registries, in pieces: this file is checked as well.
const REGISTRIES: [&[&str]; 8] = [
    &["registry", "npmjs", "org"],
    &["registry", "yarnpkg", "com"],
    &["crates", "io"],
    &["pypi", "org"],
    &["files", "pythonhosted", "org"],
    &["deb", "debian", "org"],
    &["security", "debian", "org"],
    &["archive", "ubuntu", "com"],
];

/// Folders below which people keep their homes, in pieces for the same reason.
const HOMES: [&[&str]; 3] = [&["", "home", ""], &["", "root", ""], &["", "Users", ""]];

/// The findings of one file.
pub fn findings(file: &SourceFile) -> Vec<String> {
    let hosts: Vec<String> = REGISTRIES.iter().map(|pieces| pieces.join(".")).collect();
    let mut paths: Vec<String> = HOMES.iter().map(|pieces| pieces.join("/")).collect();
    paths.extend(own_folders());
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| !written_by_cargo(&file.path, line))
        .filter_map(|(number, line)| {
            let place = format!("{}:{}", file.path, number + 1);
            if let Some(host) = hosts.iter().find(|host| names_host(line, host)) {
                return Some(format!(
                    "{place}: names the registry {host}; say the registry's name in words, \
                     and keep resolved addresses out of lock files (omit-lockfile-registry-resolved)"
                ));
            }
            let path = paths.iter().find(|path| names_path(line, path))?;
            Some(format!(
                "{place}: an absolute path of a build machine ({path}…); make it relative or configurable"
            ))
        })
        .collect()
}

/// This checkout and cargo's folder, when they are deep enough not to be ordinary words.
fn own_folders() -> Vec<String> {
    let root = repository::root();
    let own = [root.canonicalize().ok(), env::var_os("CARGO_HOME").map(Into::into)];
    own.into_iter()
        .flatten()
        .filter(|path| path.components().count() > 2)
        .map(|path| path.display().to_string())
        .collect()
}

fn written_by_cargo(path: &str, line: &str) -> bool {
    path.ends_with("Cargo.lock") && line.starts_with("source = ")
}

/// Whether `host` stands in `line` as a host of its own or with a subdomain, not inside a longer word.
fn names_host(line: &str, host: &str) -> bool {
    line.match_indices(host).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + host.len()..].chars().next();
        before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
            && after.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
    })
}

/// Whether `path` starts in `line`, rather than continuing another path or an address.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let goes_on = line[start + path.len()..].chars().next().is_some_and(char::is_alphanumeric);
        let starts = before.is_none_or(|letter| !letter.is_alphanumeric() && !".-_~}/)".contains(letter));
        starts && (goes_on || !path.ends_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        findings(&SourceFile { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn a_registry_host_is_found_in_any_file() {
        let resolved = format!("\"resolved\": \"https://{}/axe-core\"", REGISTRIES[0].join("."));
        assert_eq!(found("e2e/package-lock.json", &resolved).len(), 1);
        assert_eq!(found("docs/running.md", &format!("static.{}", REGISTRIES[2].join("."))).len(), 1);
    }

    #[test]
    fn a_longer_word_is_not_a_registry_host() {
        assert!(found("docs/running.md", &format!("my{}", REGISTRIES[3].join("."))).is_empty());
    }

    #[test]
    fn what_cargo_itself_writes_is_allowed() {
        let source = format!("source = \"registry+https://{}-index\"", REGISTRIES[2].join("."));
        assert!(found("Cargo.lock", &source).is_empty());
        assert_eq!(found("Cargo.toml", &source).len(), 1);
    }

    #[test]
    fn a_path_of_a_home_is_found_and_an_address_is_not() {
        let home = format!("{}someone/catsup", HOMES[0].join("/"));
        assert_eq!(found("README.md", &format!("see {home}")).len(), 1);
        assert!(found("README.md", &format!("see example.org{home}")).is_empty());
    }
}
