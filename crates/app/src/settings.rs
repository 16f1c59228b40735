//! Settings of the installation.

use std::collections::BTreeMap;

use catsup_model::{Channel, Permission, Viewer, period::FiscalYearStart, screening::ScreeningRules};
use catsup_store::Store;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::{App, Error, FieldError, audit};

/// Settings of the installation, each with a sound default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What people know the installation by: the agency's or the city's name.
    pub agency: String,
    /// The zone in which days, months and quarters are counted.
    pub zone: TimeZone,
    /// The month in which the fiscal year starts.
    pub fiscal_year: FiscalYearStart,
    /// Figures from fewer responses than this are not shown.
    pub smallest_cell: u64,
    /// Whether everything here was made up: said on every page.
    pub synthetic: bool,
    /// What one contact costs on a channel, in hundredths of the currency; unknown for channels that are not listed.
    pub contact_costs: BTreeMap<Channel, i64>,
    /// Which screens are on, and the numbers they go by.
    pub screening: ScreeningRules,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            agency: "Catsup".to_owned(),
            zone: TimeZone::get("America/New_York").unwrap_or(TimeZone::UTC),
            fiscal_year: FiscalYearStart::OCTOBER,
            smallest_cell: 10,
            synthetic: false,
            contact_costs: BTreeMap::new(),
            screening: ScreeningRules::default(),
        }
    }
}

impl Settings {
    /// Reads the settings as kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read(store: &Store) -> Result<Self, Error> {
        Ok(Self::of(&store.setting_list().await?))
    }

    fn of(kept: &BTreeMap<String, String>) -> Self {
        let mut settings = Self::default();
        for (name, value) in kept {
            // A value that no longer fits keeps the default: the program must start.
            if let Err(error) = settings.set(name, value) {
                tracing::warn!(name, value, reason = error.reason, "setting ignored");
            }
        }
        settings
    }

    /// The settings as named texts.
    #[must_use]
    pub fn named(&self) -> Vec<(&'static str, String)> {
        vec![
            ("agency", self.agency.clone()),
            ("zone", self.zone.iana_name().unwrap_or("UTC").to_owned()),
            ("fiscal_year_start", i8::from(self.fiscal_year).to_string()),
            ("smallest_cell", self.smallest_cell.to_string()),
            ("synthetic", self.synthetic.to_string()),
            ("contact_costs", serde_json::to_string(&self.contact_costs).unwrap_or_default()),
            ("screening", serde_json::to_string(&self.screening).unwrap_or_default()),
        ]
    }

    /// The settings that differ, each with its text before and after. None of them is personal.
    fn changes_to(&self, after: &Self) -> BTreeMap<&'static str, [String; 2]> {
        let pairs = self.named().into_iter().zip(after.named());
        let changed = pairs.filter(|((_, before), (_, after))| before != after);
        changed.map(|((name, before), (_, after))| (name, [before, after])).collect()
    }

    /// Sets one setting from its text.
    ///
    /// # Errors
    /// Says what the text should have been.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), FieldError> {
        let wrong = |code, reason: &str| FieldError::new(name, code, reason);
        match name {
            "agency" if value.trim().is_empty() => return Err(wrong("required", "must not be empty")),
            "agency" => self.agency = value.trim().to_owned(),
            "zone" => {
                self.zone = TimeZone::get(value)
                    .map_err(|_| wrong("zone", "must be a time zone such as America/New_York"))?;
            }
            "fiscal_year_start" => {
                let month: Option<i8> = value.parse().ok();
                self.fiscal_year = month
                    .and_then(|month| month.try_into().ok())
                    .ok_or_else(|| wrong("month", "must be a month from 1 to 12"))?;
            }
            "smallest_cell" => {
                self.smallest_cell = value
                    .parse()
                    .ok()
                    .filter(|n| (1..=1000).contains(n))
                    .ok_or_else(|| wrong("smallest-cell", "must be a whole number from 1 to 1000"))?;
            }
            "synthetic" => self.synthetic = value == "true",
            "contact_costs" => {
                let costs: Option<BTreeMap<Channel, i64>> = serde_json::from_str(value).ok();
                let fits = |cents: &i64| (0..=1_000_000_000).contains(cents);
                let costs = costs.filter(|costs| costs.values().all(fits));
                self.contact_costs = costs.ok_or_else(|| {
                    wrong("amount", "must be amounts in hundredths of the currency by channel, as JSON")
                })?;
            }
            "screening" => {
                self.screening = serde_json::from_str(value).map_err(|_| {
                    wrong("screening", "must name screens that are off and thresholds, as JSON")
                })?;
            }
            _ => return Err(wrong("unknown", "there is no such setting")),
        }
        Ok(())
    }
}

/// Changes settings, each given as its text.
///
/// # Errors
/// [`Error::Denied`], [`Error::Invalid`] with every value that does not fit.
pub async fn change(app: &App, viewer: &Viewer, changes: &[(String, String)]) -> Result<(), Error> {
    viewer.require_everywhere(Permission::ManageSettings)?;
    let mut settings = Settings::clone(&app.settings());
    let wrong: Vec<FieldError> =
        changes.iter().filter_map(|(name, value)| settings.set(name, value).err()).collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut transaction = app.store().begin().await?;
    for (name, value) in settings.named() {
        transaction.setting_set(name, &value).await?;
    }
    let changed = app.settings().changes_to(&settings);
    if !changed.is_empty() {
        audit::record(app, &mut transaction, viewer, "settings.change", "settings", json!(changed)).await?;
    }
    transaction.commit().await?;
    app.replace_settings(settings);
    Ok(())
}
