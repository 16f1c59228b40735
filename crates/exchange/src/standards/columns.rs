//! The columns of the record of service standards, found by name.

use crate::{ExchangeError, header::Header};

/// The columns in the order of the published file.
pub const COLUMNS: [&str; 24] = [
    "fiscal_yr",
    "service_id",
    "service_name_en",
    "service_name_fr",
    "service_standard_id",
    "service_standard_en",
    "service_standard_fr",
    "type",
    "channel",
    "channel_comments_en",
    "channel_comments_fr",
    "target",
    "volume_meeting_target",
    "total_volume",
    "performance",
    "comments_en",
    "comments_fr",
    "target_met",
    "standards_targets_uri_en",
    "standards_targets_uri_fr",
    "performance_results_uri_en",
    "performance_results_uri_fr",
    "owner_org",
    "owner_org_title",
];

/// The places of all columns that are read.
pub(super) struct Columns {
    pub(super) fiscal_year: usize,
    pub(super) service_id: usize,
    pub(super) service_name_en: usize,
    pub(super) service_name_fr: Option<usize>,
    pub(super) standard_id: usize,
    pub(super) promise_en: usize,
    pub(super) promise_fr: Option<usize>,
    pub(super) kind: usize,
    pub(super) channel: usize,
    /// English, French; likewise below.
    pub(super) channel_comments: [Option<usize>; 2],
    pub(super) target: usize,
    pub(super) kept: usize,
    pub(super) total: usize,
    pub(super) performance: Option<usize>,
    pub(super) comments: [Option<usize>; 2],
    pub(super) met: usize,
    pub(super) standards_uri: [Option<usize>; 2],
    pub(super) results_uri: [Option<usize>; 2],
    pub(super) owner_org: usize,
    pub(super) owner_org_title: usize,
}

impl Columns {
    /// Finds every column; French texts, comments, addresses and the stated performance may be absent.
    pub(super) fn find(header: &Header) -> Result<Self, ExchangeError> {
        if let Some(name) = COLUMNS.into_iter().find(|name| header.is_repeated(name)) {
            return Err(ExchangeError::RepeatedColumn { name: name.to_owned() });
        }
        let mut missing = Vec::new();
        let mut needed = |name: &'static str| {
            header.place(name).unwrap_or_else(|| {
                missing.push(name);
                0
            })
        };
        let both = |stem: &str| ["en", "fr"].map(|language| header.place(&format!("{stem}_{language}")));
        let columns = Self {
            fiscal_year: needed("fiscal_yr"),
            service_id: needed("service_id"),
            service_name_en: needed("service_name_en"),
            service_name_fr: header.place("service_name_fr"),
            standard_id: needed("service_standard_id"),
            promise_en: needed("service_standard_en"),
            promise_fr: header.place("service_standard_fr"),
            kind: needed("type"),
            channel: needed("channel"),
            channel_comments: both("channel_comments"),
            target: needed("target"),
            kept: needed("volume_meeting_target"),
            total: needed("total_volume"),
            performance: header.place("performance"),
            comments: both("comments"),
            met: needed("target_met"),
            standards_uri: both("standards_targets_uri"),
            results_uri: both("performance_results_uri"),
            owner_org: needed("owner_org"),
            owner_org_title: needed("owner_org_title"),
        };
        if missing.is_empty() {
            Ok(columns)
        } else {
            Err(ExchangeError::MissingColumns { names: missing.join(", ") })
        }
    }
}
