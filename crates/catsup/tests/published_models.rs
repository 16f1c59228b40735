//! `catsup pathmodel` against the published path models of `ecsi_mobi` and `satisfaction`, at the tolerance they are
//! compared at. Skipped by name where the published rows are absent; the figures stand beside the tests of the statistics.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../statistics/tests/support/ecsi_mobi.rs"]
mod ecsi_mobi;
#[path = "../../statistics/tests/support/ecsi_mobi_paths.rs"]
mod ecsi_mobi_paths;

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use ecsi_mobi::BLOCKS;
use ecsi_mobi_paths::REFERENCES;
use serde_json::Value;

/// A file of the shared data; `None`, said by name, where it is absent.
fn shared(test: &str, file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/drivers").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {test}: ../shared/data/drivers/{file} is absent");
    None
}

/// The text of a model file.
fn model(scheme: &str, blocks: &[(&str, &[&str])], paths: &[(&str, &str)]) -> String {
    let mut text = format!("scheme = \"{scheme}\"\n");
    for (name, items) in blocks {
        writeln!(text, "[[latent]]\nname = \"{name}\"\nitems = {items:?}\nmode = \"A\"").unwrap();
    }
    for (from, to) in paths {
        writeln!(text, "[[path]]\nfrom = \"{from}\"\nto = \"{to}\"").unwrap();
    }
    text
}

/// What the program says of a model, with weights settled to 1e-12.
fn estimate(file: &Path, model: &str, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.toml");
    std::fs::write(&path, model).unwrap();
    let mut arguments = vec!["pathmodel", file.to_str().unwrap(), "--model", path.to_str().unwrap()];
    arguments.extend(["--tolerance", "1e-12", "--json"]);
    arguments.extend(more);
    let output = Command::new(env!("CARGO_BIN_EXE_catsup")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn assert_close(found: &Value, expected: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((number - expected).abs() < 1e-8, "found {number:.12}, the reference has {expected:.12}");
}

/// The one entry of a list whose fields have these values.
#[track_caller]
fn entry<'a>(list: &'a Value, fields: &[(&str, &str)]) -> &'a Value {
    let fits = |one: &&Value| fields.iter().all(|(field, value)| one[field] == *value);
    let found: Vec<&Value> = list.as_array().unwrap().iter().filter(fits).collect();
    let [one] = found[..] else { panic!("{} entries for {fields:?}", found.len()) };
    one
}

#[test]
fn every_number_of_the_three_published_schemes_is_met() {
    let Some(file) = shared("every_number_of_the_three_published_schemes_is_met", "ecsi_mobi.csv") else {
        return;
    };
    for reference in &REFERENCES {
        let paths = reference.paths.map(|(from, to, _)| (from, to));
        let found = estimate(&file, &model(reference.scheme, &BLOCKS, &paths), &["--scale", "1,10"]);
        assert_eq!(found["n"], 250);
        for (from, to, expected) in reference.paths {
            assert_close(&entry(&found["paths"], &[("from", from), ("to", to)])["coefficient"], expected);
        }
        for (name, expected) in reference.r_squared {
            assert_close(&entry(&found["latent"], &[("name", name)])["r2"], expected);
        }
        let items = BLOCKS.iter().flat_map(|(latent, items)| items.iter().map(move |item| (*latent, *item)));
        for ((latent, item), (weight, loading)) in items.zip(reference.items) {
            let found = entry(&found["items"], &[("latent", latent), ("item", item)]);
            assert_close(&found["weight"], weight);
            assert_close(&found["loading"], loading);
        }
        assert_eq!(found["total_effects"].as_array().unwrap().len(), reference.effects.len());
        for (from, to, expected) in reference.effects {
            assert_close(&entry(&found["total_effects"], &[("from", from), ("to", to)])["effect"], expected);
        }
        for (first, second, expected) in reference.correlations {
            let pair = entry(&found["correlations"], &[("first", first), ("second", second)]);
            assert_close(&pair["value"], expected);
        }
        if reference.scheme == "path" {
            // Published to four digits.
            let performance = [73.5280, 72.4738, 74.9766, 62.3468, 72.4541, 67.4222, 70.9139];
            for (latent, expected) in found["latent"].as_array().unwrap().iter().zip(performance) {
                assert!((latent["performance"].as_f64().unwrap() - expected).abs() < 5e-5, "{latent}");
            }
        }
    }
}

#[test]
fn every_number_of_the_simple_model_is_met() {
    let Some(file) = shared("every_number_of_the_simple_model_is_met", "ecsi_mobi.csv") else { return };
    let blocks = [BLOCKS[0], BLOCKS[1], BLOCKS[3], BLOCKS[4]];
    let paths = ["Image", "Expectation", "Value"].map(|from| (from, "Satisfaction"));
    let found = estimate(&file, &model("path", &blocks, &paths), &[]);
    let expected = [
        (0.722834595, 0.818325774, 0.477979835, 0.745291554),
        (0.451902556, 0.733177802, 0.480507047, 0.461657987),
        (0.823631979, 0.917897282, 0.848310675, 0.857527048),
        (0.779195022, 0.871457928, 0.693363991, 0.784023594),
    ];
    for (latent, (alpha, composite, extracted, score)) in
        found["latent"].as_array().unwrap().iter().zip(expected)
    {
        assert_close(&latent["alpha"], alpha);
        assert_close(&latent["rho_c"], composite);
        assert_close(&latent["ave"], extracted);
        assert_close(&latent["rho_a"], score);
    }
    assert_close(&found["latent"][3]["r2"], 0.590603321);
    for ((from, to), expected) in paths.iter().zip([0.447003897, 0.171830104, 0.316425319]) {
        assert_close(&entry(&found["paths"], &[("from", from), ("to", to)])["coefficient"], expected);
    }
    for (first, second, expected) in [
        ("Image", "Expectation", 0.888030428),
        ("Image", "Value", 0.651659392),
        ("Image", "Satisfaction", 0.910100924),
        ("Expectation", "Value", 0.588628982),
        ("Expectation", "Satisfaction", 0.865108194),
        ("Value", "Satisfaction", 0.740808928),
    ] {
        assert_close(&entry(&found["htmt"], &[("first", first), ("second", second)])["value"], expected);
    }
    // Consistent estimates by the formulas of Dijkstra and Henseler (2015) in numpy 2.4.6.
    let found = estimate(&file, &model("path", &blocks, &paths), &["--consistent"]);
    let expected = [0.540685525457945, 0.2357135252920503, 0.2597726178291646];
    for (path, expected) in found["paths"].as_array().unwrap().iter().zip(expected) {
        assert_close(&path["coefficient"], expected);
    }
    assert_close(&found["latent"][3]["r2"], 0.8843555643131995);
}
