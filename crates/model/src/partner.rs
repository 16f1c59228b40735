//! Links by which partner organisations, which have no account, read the standards of chosen services.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, PartnerLinkId, ServiceId},
    text::Name,
};

/// One link; the secret in it is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerLink {
    /// Its id.
    pub id: PartnerLinkId,
    /// Who it is for.
    pub name: Name,
    /// The services it shows.
    pub services: Vec<ServiceId>,
    /// Who made it; `None` when made on the machine itself.
    pub created_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The first moment it no longer opens.
    pub expires_at: Timestamp,
    /// When it was ended before.
    pub revoked_at: Option<Timestamp>,
    /// When it was last opened, to the hour.
    pub used_at: Option<Timestamp>,
}

impl PartnerLink {
    /// Whether it opens at `now`.
    #[must_use]
    pub fn opens(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}
