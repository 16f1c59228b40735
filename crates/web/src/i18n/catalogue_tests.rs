//! Guards of the catalogues: complete in every language, and no source asks for a text that is not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::*;

/// Key → variables, read from the text itself.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, _, text) in FILES.iter().filter(|(code, ..)| *code == language.code()) {
        let mut key = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                key = line.split_once('=').map(|(name, _)| name.trim().to_owned());
            }
            let Some(key) = &key else { continue };
            let variables = found.entry(key.clone()).or_default();
            for rest in line.split('$').skip(1) {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                variables.insert(rest[..end.unwrap_or(rest.len())].to_owned());
            }
        }
    }
    found
}

#[test]
fn every_file_parses_and_no_key_stands_twice() {
    for language in Language::ALL {
        let mut bundle = Bundle::new_concurrent(vec![langid!("en-US")]);
        for (_, file, text) in FILES.iter().filter(|(code, ..)| *code == language.code()) {
            let resource = FluentResource::try_new((*text).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("locales/{language}/{file}: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("locales/{language}/{file} repeats a key: {errors:?}"));
        }
    }
}

#[test]
fn both_languages_hold_the_same_keys_with_the_same_variables() {
    let english = messages(Language::En);
    let spanish = messages(Language::Es);
    for (key, variables) in &english {
        let theirs = spanish.get(key).unwrap_or_else(|| panic!("add {key} to locales/es"));
        assert_eq!(variables, theirs, "{key} uses other variables in Spanish: make them the same");
    }
    for key in spanish.keys() {
        assert!(english.contains_key(key), "add {key} to locales/en, or take it out of locales/es");
    }
}

#[test]
fn every_text_that_a_source_asks_for_exists() {
    let known = messages(Language::En);
    let mut missing = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |path, text| {
        for (call, family) in [("say(\"", false), ("FieldError::new(\"", false), ("name(\"", true)] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                let whole = rest[key.len()..].starts_with("\",") && family;
                let exists = if whole {
                    known.keys().any(|known| known.starts_with(&format!("{key}-")))
                } else {
                    family || known.contains_key(key)
                };
                if !exists {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    });
    assert!(missing.is_empty(), "add these to locales/en and locales/es:\n{}", missing.join("\n"));
}

fn sources(folder: &Path, visit: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, visit);
        } else if path.extension().is_some_and(|end| end == "rs" || end == "html")
            && !path.ends_with("catalogue_tests.rs")
        {
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            visit(&path, &code.join("\n"));
        }
    }
}
