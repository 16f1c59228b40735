//! `catsup drivers` and `catsup pathmodel`, run as an analyst runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

struct Outcome {
    done: bool,
    output: String,
    error: String,
}

impl Outcome {
    fn json(&self) -> Value {
        assert!(self.done, "{}", self.error);
        serde_json::from_str(&self.output).unwrap()
    }

    /// The one line it failed with.
    fn refusal(&self) -> &str {
        assert!(!self.done && self.output.is_empty(), "{}", self.output);
        assert_eq!(self.error.lines().count(), 1, "{}", self.error);
        self.error.trim_end()
    }
}

fn catsup(arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_catsup")).args(arguments).output().unwrap();
    Outcome {
        done: output.status.success(),
        output: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file of the shared data; `None`, said by name, where it is absent.
fn shared(test: &str, file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {test}: ../shared/data/{file} is absent");
    None
}

/// Ninety people: trust follows ease, hardly speed; every tenth left speed out.
fn answers() -> String {
    let mut text = "ease,speed,kind,trust,thumbs,office\n".to_owned();
    for person in 0..90_u32 {
        let answer = |prime: u32| 1 + person * prime % 97 % 5;
        let (ease, speed, kind) = (answer(37), answer(53), answer(71));
        let trust = (3 * ease + kind + answer(89)) / 5;
        let speed = if person % 10 == 0 { String::new() } else { speed.to_string() };
        let office = if person % 2 == 0 { "north" } else { "south" };
        let thumbs = u32::from(trust * 2 + answer(29) > 8);
        writeln!(text, "{ease},{speed},{kind},{trust},{thumbs},{office}").unwrap();
    }
    text
}

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

#[track_caller]
fn assert_close(found: &Value, expected: f64, tolerance: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((found - expected).abs() < tolerance, "found {found}, the reference has {expected}");
}

const MODEL: &str = r#"
scheme = "path"

[[latent]]
name = "Process"
items = ["ease", "speed"]
mode = "A"

[[latent]]
name = "People"
items = ["kind"]

[[latent]]
name = "Trust"
items = ["trust"]

[[path]]
from = "Process"
to = "Trust"

[[path]]
from = "People"
to = "Trust"
"#;

#[test]
fn drivers_of_the_published_data_agree_with_the_reference() {
    let Some(file) =
        shared("drivers_of_the_published_data_agree_with_the_reference", "drivers/ecsi_mobi.csv")
    else {
        return;
    };
    let found = catsup(&[
        "drivers",
        file.to_str().unwrap(),
        "--outcome",
        "satisfaction=CUSA1,CUSA2,CUSA3",
        "--predictors",
        "image=IMAG1,IMAG2,IMAG3,IMAG4,IMAG5",
        "expectation=CUEX1,CUEX2,CUEX3",
        "quality=PERQ1,PERQ2,PERQ3,PERQ4,PERQ5,PERQ6,PERQ7",
        "value=PERV1,PERV2",
        "--json",
    ])
    .json();
    assert_eq!(found["n"], 250);
    assert_eq!(found["predictors"]["value"], serde_json::json!(["PERV1", "PERV2"]));
    assert_eq!(found["outcome"]["satisfaction"][2], "CUSA3");
    assert_close(&found["ols"]["intercept"], 0.5253487691175563, 1e-9);
    assert_close(&found["ols"]["r2"], 0.6694413095398128, 1e-9);
    assert_close(&found["ols"]["adj_r2"], 0.664044432960871, 1e-9);
    let lists: [(&Value, [f64; 4]); 9] = [
        (
            &found["ols"]["coef"],
            [0.1721672361247183, 0.06438422256159124, 0.5532018784138818, 0.13828261047464643],
        ),
        (
            &found["ols"]["se"],
            [0.05950098042280188, 0.046705831825516624, 0.06202223364659492, 0.03223429816192709],
        ),
        (
            &found["ols"]["p"],
            [0.0041526338024594905, 0.16930485475184778, 1.1138922618553644e-16, 2.5739967478480276e-05],
        ),
        (
            &found["ols"]["ci_low"],
            [0.05496851671949488, -0.027611970439058137, 0.4310370618616524, 0.07479090935211063],
        ),
        (
            &found["standardised"],
            [0.15927820379390795, 0.061513000087158654, 0.5285666499645241, 0.19378142079813257],
        ),
        (&found["vif"], [2.2458328622018815, 1.4758242191011424, 2.602822388630837, 1.5123178394738201]),
        (
            &found["correlation_with_outcome"],
            [0.6719192034865294, 0.49951821959044973, 0.7878065475952333, 0.5949181984077088],
        ),
        (
            &found["johnson_relative_weights"],
            [0.16564365218785215, 0.08149924620783369, 0.28145359142039456, 0.14084481972373328],
        ),
        (
            &found["shapley_lmg"],
            [0.16481702101633977, 0.07688155101824942, 0.2954336650473349, 0.13230907245788973],
        ),
    ];
    for (list, expected) in lists {
        for (place, expected) in expected.into_iter().enumerate() {
            assert_close(&list[place], expected, 1e-9);
        }
    }
    assert_eq!(found["significant"], serde_json::json!([true, false, true, true]));
    assert!(found.get("logistic").is_none());
}

#[test]
fn drivers_are_told_with_what_was_left_out_and_what_is_not_significant() {
    let files = Files::new();
    let file = files.write("answers.csv", &answers());
    let asked = [
        "drivers",
        &file,
        "--outcome",
        "trust",
        "--predictors",
        "ease,speed",
        "people=kind",
        "--scale",
        "1,5",
    ];
    let found = catsup(&[&asked[..], &["--json", "--rise", "0.5"]].concat()).json();
    assert_eq!((&found["n"], &found["rows_left_out"]), (&81.into(), &9.into()));
    assert_eq!(found["names"], serde_json::json!(["ease", "speed", "people"]));
    assert_eq!(found["significant"][1], false);
    assert_eq!(found["scale"], serde_json::json!([1.0, 5.0]));
    let half = found["ols"]["coef"][0].as_f64().unwrap() / 2.0;
    assert_close(&found["what_if"][0]["change"], half, 1e-12);
    assert!(found["bootstrap"]["johnson_low"][0].as_f64() < found["johnson_relative_weights"][0].as_f64());

    let told = catsup(&asked).output;
    assert!(
        told.starts_with("What moves trust: 81 responses, 9 more left out for missing answers;"),
        "{told}"
    );
    assert!(told.contains("ease moves trust most: a rise of 1 goes with +0."), "{told}");
    assert!(
        told.contains("Not significant at 95 %, so its part may be chance or belong to the others: speed"),
        "{told}"
    );
    // The order of rows, and so who was asked first, changes nothing, resampling included.
    let mut lines: Vec<String> = answers().lines().map(str::to_owned).collect();
    lines[1..].reverse();
    let reversed = files.write("reversed.csv", &lines.join("\n"));
    let again = catsup(&[&["drivers", &reversed], &asked[2..]].concat()).output;
    assert_eq!(told, again);
}

#[test]
fn thumbs_are_regressed_logistically_too() {
    let files = Files::new();
    let file = files.write("answers.tsv", &answers().replace(',', "\t"));
    let found =
        catsup(&["drivers", &file, "--outcome", "thumbs", "--predictors", "ease", "kind", "--json"]).json();
    assert_eq!(found["n"], 90);
    let ease = &found["logistic"]["terms"][0];
    assert!(ease["odds_ratio"].as_f64() > Some(1.0) && ease["p"].as_f64() < Some(0.01), "{ease}");
}

#[test]
fn tables_that_cannot_be_analysed_are_refused_by_name() {
    let files = Files::new();
    let file = files.write("answers.csv", &answers());
    let drivers = |file: &str, outcome: &str, predictors: &[&str]| {
        catsup(&[&["drivers", file, "--outcome", outcome, "--predictors"][..], predictors].concat())
    };
    assert_eq!(
        drivers(&file, "trust", &["pace"]).refusal(),
        "catsup: pace: there is no column “pace” in the file; it has ease, speed, kind, trust, thumbs, office"
    );
    assert_eq!(
        drivers(&file, "trust", &["office"]).refusal().split(';').next().unwrap(),
        "catsup: row 2, column office: “north” is not a number"
    );
    assert_eq!(
        drivers(&file, "trust", &["ease", "trust"]).refusal(),
        "catsup: trust: stands in two places: what explains itself explains nothing"
    );
    let few: Vec<String> = answers().lines().take(41).map(str::to_owned).collect();
    let few = files.write("few.csv", &few.join("\n"));
    assert_eq!(
        drivers(&few, "trust", &["ease", "kind"]).refusal(),
        "catsup: rows: 40 complete rows are too few: 2 predictors need 66, so 26 more are missing"
    );
    let with = |column: fn(&str) -> String| {
        let lines =
            answers().lines().skip(1).map(|line| format!("{line},{}\n", column(line))).collect::<String>();
        format!("ease,speed,kind,trust,thumbs,office,extra\n{lines}")
    };
    for rows in [0, 1, 3] {
        let few: Vec<String> = answers().lines().take(rows + 1).map(str::to_owned).collect();
        let few = files.write("fewer.csv", &few.join("\n"));
        assert!(drivers(&few, "trust", &["ease", "kind"]).refusal().contains("2 predictors need 66"));
    }
    assert_eq!(
        catsup(&["drivers", &file, "--outcome", "trust", "--predictors", "ease", "kind", "--scale", "0,4"])
            .refusal(),
        "catsup: scale: ease has the answer 5, outside its scale from 0 to 4"
    );
    let constant = files.write("constant.csv", &with(|_| "4".to_owned()));
    let refusal = drivers(&constant, "trust", &["ease", "extra"]);
    assert!(refusal.refusal().starts_with("catsup: model: extra has the same value in every row"));
    let twice = files.write("twice.csv", &with(|line| format!("{}.0", &line[..1])));
    let refusal = drivers(&twice, "trust", &["ease", "extra"]);
    assert!(refusal.refusal().starts_with("catsup: model: extra is determined by the variables before it"));
    assert!(
        drivers("absent.csv", "trust", &["ease"]).refusal().starts_with("catsup: absent.csv cannot be read")
    );
}

#[test]
fn a_path_model_of_the_published_data_agrees_with_the_reference() {
    let test = "a_path_model_of_the_published_data_agrees_with_the_reference";
    let Some(file) = shared(test, "drivers/ecsi_mobi.csv") else { return };
    let files = Files::new();
    let blocks = [
        ("Image", "\"IMAG1\", \"IMAG2\", \"IMAG3\", \"IMAG4\", \"IMAG5\""),
        ("Expectation", "\"CUEX1\", \"CUEX2\", \"CUEX3\""),
        ("Value", "\"PERV1\", \"PERV2\""),
        ("Satisfaction", "\"CUSA1\", \"CUSA2\", \"CUSA3\""),
    ];
    let mut text = "scheme = \"path\"\n".to_owned();
    for (name, items) in blocks {
        writeln!(text, "[[latent]]\nname = \"{name}\"\nitems = [{items}]\nmode = \"A\"").unwrap();
    }
    for (from, _) in &blocks[..3] {
        writeln!(text, "[[path]]\nfrom = \"{from}\"\nto = \"Satisfaction\"").unwrap();
    }
    let model = files.write("model.toml", &text);
    let file = file.to_str().unwrap();
    let found = catsup(&["pathmodel", file, "--model", &model, "--bootstrap", "2000", "--json"]).json();
    assert_eq!(found["n"], 250);
    let published = [
        ("Image", 0.447003897, 0.3398, 0.5640),
        ("Expectation", 0.171830104, 0.0490, 0.2835),
        ("Value", 0.316425319, 0.1668, 0.4575),
    ];
    for (path, (from, coefficient, low, high)) in found["paths"].as_array().unwrap().iter().zip(published) {
        assert_eq!((&path["from"], &path["to"]), (&from.into(), &"Satisfaction".into()));
        assert_close(&path["coefficient"], coefficient, 1e-8);
        assert_close(&path["low"], low, 0.025);
        assert_close(&path["high"], high, 0.025);
    }
    let satisfaction = &found["latent"][3];
    assert_close(&satisfaction["r2"], 0.590603321, 1e-8);
    assert_close(&satisfaction["ave"], 0.693363991, 1e-8);
    assert_close(&satisfaction["rho_c"], 0.871457928, 1e-8);
    assert_close(&satisfaction["alpha"], 0.779195022, 1e-8);
    assert_eq!(found["latent"][0]["r2"], Value::Null);
}

#[test]
fn a_path_model_is_told_in_tables_and_sentences() {
    let files = Files::new();
    let file = files.write("answers.csv", &answers());
    let model = files.write("model.toml", MODEL);
    let asked = ["pathmodel", &file, "--model", &model, "--scale", "1,5", "--bootstrap", "400"];
    let found = catsup(&[&asked[..], &["--json"]].concat()).json();
    assert_eq!((&found["n"], &found["rows_left_out"]), (&81.into(), &9.into()));
    assert!(found["iterations"].as_u64() > Some(0));
    assert_eq!(found["items"][1]["latent"], "Process");
    assert_eq!(found["total_effects"][0]["from"], "Process");
    assert!(found["paths"][0]["se"].as_f64() > Some(0.0));
    let without = catsup(&["pathmodel", &file, "--model", &model, "--json"]).json();
    assert!(without["paths"][0].get("se").is_none());
    let all = catsup(&["pathmodel", &file, "--model", &model, "--missing", "pairwise", "--json"]).json();
    assert_eq!((&all["n"], &all["missing_answers"]), (&90.into(), &9.into()));

    let told = catsup(&[&asked[..], &["--group", "office"]].concat()).output;
    assert!(told.starts_with("Path model of 3 latent variables: 81 responses, 9 more left out"), "{told}");
    assert!(told.contains("Process moves Trust most"), "{told}");
    assert!(
        told.contains("Process → Trust  north − south") || told.contains("Process → Trust  south − north"),
        "{told}"
    );
    assert!(told.contains("400 resamples, 0 not converged, 0 without figures."), "{told}");
}

#[test]
fn models_that_make_no_sense_are_refused_by_name() {
    let files = Files::new();
    let file = files.write("answers.csv", &answers());
    let refusal = |text: &str| {
        let model = files.write("model.toml", text);
        catsup(&["pathmodel", &file, "--model", &model]).refusal().to_owned()
    };
    assert_eq!(
        refusal(&MODEL.replace("\"kind\"", "\"warm\"")),
        "catsup: warm: there is no column “warm” in the file; it has ease, speed, kind, trust, thumbs, office"
    );
    assert_eq!(
        refusal(&format!("{MODEL}\n[[path]]\nfrom = \"Trust\"\nto = \"People\"\n")),
        "catsup: paths: the paths go round in a circle: People → Trust → People"
    );
    assert_eq!(
        refusal(&format!("{MODEL}\n[[latent]]\nname = \"Office\"\nitems = [\"office\"]\n")),
        "catsup: paths: latent variable Office has no path to Process: connect it or leave it out"
    );
    assert!(
        refusal("scheme = \"path\"").starts_with("catsup: model: line 1 of the model file: missing field")
    );
    assert!(
        catsup(&["pathmodel", &file, "--model", "federel"]).refusal().ends_with("federal, acsi-government")
    );
}

#[test]
fn blocks_and_groups_that_cannot_be_used_are_refused_by_name() {
    let files = Files::new();
    // The second item of a block is the first one turned round; a constant; a copy; groups of very different sizes.
    let mut text = "up,down,still,copy,other,trust,office,place\n".to_owned();
    for person in 0..90_u32 {
        let answer = |prime: u32| 1 + person * prime % 97 % 5;
        let (up, other, trust) = (answer(37), answer(53), answer(71));
        let place = if person == 7 { "far" } else { "near" };
        writeln!(text, "{up},{},3,{up},{other},{trust},north,{place}", 6 - up).unwrap();
    }
    let file = files.write("answers.csv", &text);
    let refusal = |first: &str, second: &str, more: &[&str]| {
        let block = |name: &str, items: &str| format!("[[latent]]\nname = \"{name}\"\nitems = [{items}]\n");
        let model = [
            block("First", first),
            block("Second", second),
            block("Trust", "\"trust\""),
            "[[path]]\nfrom = \"First\"\nto = \"Trust\"\n[[path]]\nfrom = \"Second\"\nto = \"Trust\"\n"
                .to_owned(),
        ];
        let model = files.write("model.toml", &model.concat());
        catsup(&[&["pathmodel", &file, "--model", &model][..], more].concat()).refusal().to_owned()
    };
    let reason = refusal("\"up\", \"down\"", "\"other\"", &[]);
    assert!(reason.contains("the items of latent variable First cancel each other"), "{reason}");
    let reason = refusal("\"up\"", "\"still\"", &[]);
    assert!(reason.contains("still has the same value in every row"), "{reason}");
    let reason = refusal("\"up\"", "\"copy\"", &[]);
    assert!(reason.contains("Second is determined by the variables before it"), "{reason}");
    let reason = refusal("\"up\"", "\"office\"", &[]);
    assert!(reason.contains("row 2, column office: “north” is not a number"), "{reason}");
    let reason = refusal("", "\"other\"", &[]);
    assert!(reason.contains("latent variable First has no items"), "{reason}");
    for (group, told) in [
        ("office", "1 groups: a comparison needs at least two"),
        ("place", "1 groups: a comparison needs at least two"),
        ("region", "there is no column “region”"),
    ] {
        let reason = refusal("\"up\"", "\"other\"", &["--group", group]);
        assert!(reason.contains(told), "{group}: {reason}");
    }
    for (option, value) in
        [("--tolerance", "0"), ("--tolerance", "NaN"), ("--bootstrap", "7"), ("--confidence", "95")]
    {
        let reason = refusal("\"up\"", "\"other\"", &[option, value]);
        assert!(reason.starts_with("catsup: "), "{option} {value}: {reason}");
    }
}

#[test]
fn the_ready_models_are_printed_to_start_from() {
    for name in ["federal", "acsi-government"] {
        let printed = catsup(&["pathmodel", "--model", name, "--print-model"]);
        assert!(
            printed.done && printed.output.contains("[[latent]]\nname = \"Trust\""),
            "{}",
            printed.output
        );
    }
}

#[test]
fn the_federal_model_reads_published_responses() {
    let test = "the_federal_model_reads_published_responses";
    let Some(file) = shared(test, "hisp/a11_v1_responses_synthetic.csv") else { return };
    let found = catsup(&["pathmodel", file.to_str().unwrap(), "--model", "federal", "--json"]).json();
    assert_eq!((&found["n"], &found["target"]), (&639.into(), &"Trust".into()));
    assert_eq!(found["latent"].as_array().unwrap().len(), 7);
}
