//! Settings of the installation.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Permission, Viewer,
    anticipation::{Experiment, MiningRule, NeedSource, Segment, WINDOWS},
    period::FiscalYearStart,
    screening::ScreeningRules,
};
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
    /// Origins of the sites whose pages may show the standards of a service in a frame; every site when empty.
    pub widget_sites: Vec<String>,
    /// What is looked at to find what people come back for.
    pub mining: MiningRule,
    /// How suggestions are tried out.
    pub experiment: Experiment,
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
            widget_sites: Vec::new(),
            mining: MiningRule::default(),
            experiment: Experiment::default(),
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
            ("widget_sites", self.widget_sites.join(" ")),
            ("anticipation", serde_json::to_string(&self.mining).unwrap_or_default()),
            ("suggestion_experiment", serde_json::to_string(&self.experiment).unwrap_or_default()),
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
            "widget_sites" => {
                let sites: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
                if !sites.iter().all(|site| is_origin(site)) {
                    return Err(wrong("origins", "must be addresses such as https://www.example.gov"));
                }
                self.widget_sites = sites;
            }
            "anticipation" => {
                let rule: Option<MiningRule> = serde_json::from_str(value).ok();
                self.mining = rule.filter(is_sound).ok_or_else(|| {
                    wrong(
                        "anticipation",
                        "must name a source, segments, days of history and a window, as JSON",
                    )
                })?;
            }
            "suggestion_experiment" => {
                self.experiment = serde_json::from_str(value)
                    .map_err(|_| wrong("experiment", "must say who sees suggestions, as JSON"))?;
            }
            _ => return Err(wrong("unknown", "there is no such setting")),
        }
        Ok(())
    }
}

/// Whether next needs can be mined by a rule.
fn is_sound(rule: &MiningRule) -> bool {
    rule.source.parse::<NeedSource>().is_ok()
        && rule.segments.iter().all(|segment| segment.parse::<Segment>().is_ok())
        && (60..=3_650).contains(&rule.history_days)
        && WINDOWS.contains(&rule.window_days)
}

/// Takes over one setting that is stored already.
pub(crate) fn keep(app: &App, name: &str, value: &str) {
    let mut settings = Settings::clone(&app.settings());
    match settings.set(name, value) {
        Ok(()) => app.replace_settings(settings),
        Err(error) => tracing::warn!(name, value, reason = error.reason, "setting ignored"),
    }
}

/// Whether a text is the origin of a site, as a content security policy names it: nothing in it ends the policy.
fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let label = |label: &str| {
        let plain = label.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
        !label.is_empty() && plain
    };
    matches!(scheme, "https" | "http")
        && host.strip_prefix("*.").unwrap_or(host).split('.').all(label)
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_origins_and_nothing_that_a_policy_reads_otherwise() {
        let mut settings = Settings::default();
        settings
            .set("widget_sites", "https://www.example.gov  http://127.0.0.1:8080 https://*.state.example")
            .unwrap();
        assert_eq!(settings.widget_sites.len(), 3);
        for wrong in
            ["example.gov", "https://a.gov/path", "https://a.gov;script-src", "*", "'none'", "https://"]
        {
            assert!(settings.set("widget_sites", wrong).is_err(), "{wrong}");
        }
        settings.set("widget_sites", "").unwrap();
        assert!(settings.widget_sites.is_empty());
    }
}
