//! Model files: which items measure what, and what moves what, in TOML.

use std::collections::BTreeMap;

use catsup_exchange::header::Header;
use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
use serde::{Deserialize, Serialize};

use crate::{Error, FieldError, drivers::refused};

/// A model that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyModel {
    /// The name it is asked for by.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Its model file, to start one's own from.
    pub text: &'static str,
}

/// The models ready to use.
pub const READY: [ReadyModel; 2] = [
    ReadyModel {
        name: "federal",
        title: "the seven measures of OMB Circular A-11 section 280",
        text: include_str!("federal.toml"),
    },
    ReadyModel {
        name: "acsi-government",
        title: "a government model of the family of the American Customer Satisfaction Index",
        text: include_str!("acsi-government.toml"),
    },
];

/// A path model with what its file says beside.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    model: PathModel,
    scales: Vec<Option<(f64, f64)>>,
    target: Option<String>,
    columns: BTreeMap<String, Vec<String>>,
}

/// A model file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    scheme: Scheme,
    scale: Option<[f64; 2]>,
    target: Option<String>,
    latent: Vec<WrittenLatent>,
    path: Vec<WrittenPath>,
    #[serde(default)]
    columns: BTreeMap<String, Vec<String>>,
}

/// A latent variable as a model file writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenLatent {
    /// Its name.
    pub name: String,
    /// Its items.
    pub items: Vec<String>,
    /// How they hang together with it.
    #[serde(default)]
    pub mode: Mode,
    /// The ends of their scale, where it differs.
    #[serde(default)]
    pub scale: Option<[f64; 2]>,
}

/// A path as a model file writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenPath {
    /// What moves.
    pub from: String,
    /// What is moved.
    pub to: String,
}

impl ModelFile {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`Error::Invalid`] says which line is no TOML, or names the item, latent variable or path that makes no sense.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
            let reason = format!("line {line} of the model file: {}", error.message());
            let fault = FieldError::new("model", "model-syntax", reason).with("line", line);
            Error::Invalid(vec![fault.with("detail", error.message())])
        })?;
        let mut model = Self::of(written.scheme, &written.latent, &written.path)?;
        let whole = written.scale.map(|[low, high]| (low, high));
        model.scales.iter_mut().for_each(|own| *own = own.or(whole));
        Ok(Self { target: written.target, columns: written.columns, ..model })
    }

    /// A model of these parts.
    ///
    /// # Errors
    /// [`Error::Invalid`] names the item, latent variable or path that makes no sense.
    pub fn of(scheme: Scheme, latent: &[WrittenLatent], path: &[WrittenPath]) -> Result<Self, Error> {
        let scales = latent.iter().map(|latent| latent.scale.map(|[low, high]| (low, high))).collect();
        let paths: Vec<(String, String)> =
            path.iter().map(|path| (path.from.clone(), path.to.clone())).collect();
        let latents = latent
            .iter()
            .map(|one| Latent { name: one.name.clone(), items: one.items.clone(), mode: one.mode })
            .collect();
        let model = PathModel::new(scheme, latents, &paths).map_err(refused)?;
        Ok(Self { model, scales, target: None, columns: BTreeMap::new() })
    }

    /// A model that comes with the program, such as `federal`; `None` when there is none of this name.
    #[must_use]
    pub fn ready(name: &str) -> Option<Self> {
        let ready = READY.iter().find(|ready| ready.name == name)?;
        Some(Self::parse(ready.text).expect("the models that come with the program are tested"))
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &PathModel {
        &self.model
    }

    /// The same with another inner scheme.
    #[must_use]
    pub fn with_scheme(mut self, scheme: Scheme) -> Self {
        self.model = self.model.with_scheme(scheme);
        self
    }

    /// The same without the latent variables none of whose items are among these, and without their paths.
    ///
    /// # Errors
    /// [`Error::Invalid`] when what is left is no model.
    pub fn keeping(&self, items: &[String]) -> Result<Self, Error> {
        let latents = self.model.latents();
        let kept: Vec<bool> =
            latents.iter().map(|latent| latent.items.iter().any(|item| items.contains(item))).collect();
        let chosen = latents.iter().zip(&kept).filter(|(_, kept)| **kept);
        let latent = |(latent, _): (&Latent, &bool)| Latent {
            items: latent.items.iter().filter(|item| items.contains(item)).cloned().collect(),
            ..latent.clone()
        };
        let paths = self.model.paths().iter().filter(|(from, to)| kept[*from] && kept[*to]);
        let paths: Vec<(String, String)> =
            paths.map(|&(from, to)| (latents[from].name.clone(), latents[to].name.clone())).collect();
        let model =
            PathModel::new(self.model.scheme(), chosen.map(latent).collect(), &paths).map_err(refused)?;
        let scales = self.scales.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(scale, _)| *scale);
        let target = self.target.clone().filter(|target| model.place(target).is_some());
        Ok(Self { model, scales: scales.collect(), target, columns: self.columns.clone() })
    }

    /// The latent variable that importance speaks of.
    pub(super) fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    /// The ends of the scale that a latent variable's items are answered on, where the file says.
    pub(super) fn scale(&self, latent: usize) -> Option<(f64, f64)> {
        self.scales.get(latent).copied().flatten()
    }

    /// The columns of the items in a file with this header: by the item's own name, or else by the first of
    /// its other names that the file has.
    pub(super) fn columns(&self, header: &Header) -> Vec<String> {
        let column = |item: String| {
            if header.place(&item).is_some() {
                return item;
            }
            let others = self.columns.get(&item).map_or(&[][..], Vec::as_slice);
            others.iter().find(|other| header.place(other).is_some()).cloned().unwrap_or(item)
        };
        self.model.items().into_iter().map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        match ModelFile::parse(text) {
            Err(Error::Invalid(errors)) => errors[0].reason.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn every_ready_model_makes_sense() {
        for ready in READY {
            let model = ModelFile::ready(ready.name).unwrap();
            assert!(model.model().latents().len() >= 7, "{}", ready.name);
            assert!(model.model().place(model.target().unwrap()).is_some());
            let items = model.model().items();
            assert!(model.columns.keys().all(|item| items.contains(item)));
        }
        assert_eq!(ModelFile::ready("satisfaction"), None);
    }

    #[test]
    fn a_file_that_is_no_model_says_where() {
        assert!(reason("scheme = \"path\"\n[[latent]\n").starts_with("line 2 of the model file"));
        let unknown = "scheme = \"spiral\"\nlatent = []\npath = []\n";
        assert!(reason(unknown).contains("unknown variant `spiral`"), "{}", reason(unknown));
        let circle = "[[latent]]\nname = \"A\"\nitems = [\"a\"]\n[[latent]]\nname = \"B\"\nitems = [\"b\"]\n\
                      [[path]]\nfrom = \"A\"\nto = \"B\"\n[[path]]\nfrom = \"B\"\nto = \"A\"\n";
        assert_eq!(reason(circle), "the paths go round in a circle: A → B → A");
    }

    #[test]
    fn a_model_is_cut_to_the_items_there_are() {
        let federal = ModelFile::ready("federal").unwrap();
        let items = ["effectiveness", "ease", "satisfaction", "trust"].map(String::from);
        let cut = federal.keeping(&items).unwrap();
        assert_eq!(cut.model().items(), items);
        assert_eq!((cut.model().paths().len(), cut.target()), (4, Some("Trust")));
        assert!(federal.keeping(&["ease".to_owned()]).is_err());
    }

    #[test]
    fn an_item_is_found_by_its_other_names() {
        let model = ModelFile::ready("federal").unwrap();
        let header = Header::new(["answer_01", "answer_02", "ease"].map(String::from).to_vec());
        let columns = model.columns(&header);
        assert!(columns.contains(&"answer_02".to_owned()) && columns.contains(&"ease".to_owned()));
    }
}
