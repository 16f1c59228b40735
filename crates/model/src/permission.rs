//! Who may do what, and where: roles, permissions, reach, and the viewer every use case starts with.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ApiTokenId, OrganisationId, ServiceId};

macro_rules! coded {
    ($(#[$enum_doc:meta])* $name:ident, $kind:literal, $error:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every one, in the order shown to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code used in the API and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.code())
            }
        }

        #[doc = concat!("The text named no ", $kind, ".")]
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[error("“{0}” is not a {kind}", kind = $kind)]
        pub struct $error(pub String);

        impl FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::ALL.iter().copied().find(|one| one.code() == text).ok_or_else(|| $error(text.to_owned()))
            }
        }
    };
}

coded! {
    /// What someone may do. API tokens carry these as scopes.
    Permission, "permission", UnknownPermission {
        /// See organisations, services, touchpoints and surveys.
        ReadDirectory = "directory:read",
        /// Change organisations, services and touchpoints.
        ManageDirectory = "directory:write",
        /// See measures.
        ReadMeasures = "measures:read",
        /// See single responses and comments.
        ReadResponses = "responses:read",
        /// Tag, assign, archive and judge responses, and share them with the team.
        HandleResponses = "responses:handle",
        /// See interactions counted together: observed journeys and the questions about channels.
        ReadJourneys = "journeys:read",
        /// See what one customer did, contact by contact, under a pseudonym.
        ReadCustomers = "customers:read",
        /// Send interactions through the API.
        SubmitInteractions = "interactions:write",
        /// Show what people wrote to the public, with their consent.
        PublishExperiences = "experiences:write",
        /// Send responses through the API with an own rate limit.
        SubmitResponses = "responses:write",
        /// Bring files in.
        Import = "import",
        /// See cases: what single persons asked and how they can be reached.
        ReadCases = "cases:read",
        /// Answer cases, give them to somebody, and end them.
        HandleCases = "cases:handle",
        /// Open cases on behalf of people.
        SubmitCases = "cases:write",
        /// Hand over mails that came in.
        TakeMail = "mail:write",
        /// Read answers of the library that are for staff, and what people come back for.
        ReadAnswers = "answers:read",
        /// Write answers, and say what people read next.
        WriteAnswers = "answers:write",
        /// Approve answers, so that people read them.
        ApproveAnswers = "answers:approve",
        /// Set surveys up and publish them.
        ManageSurveys = "surveys:write",
        /// Draw journey maps.
        ManageJourneyMaps = "journey_maps:write",
        /// Manage accounts and their roles.
        ManagePeople = "people:write",
        /// Manage API tokens.
        ManageTokens = "tokens:write",
        /// Read the audit log.
        ReadAudit = "audit:read",
        /// Change the settings of the installation.
        ManageSettings = "settings:write",
    }
}

coded! {
    /// The part someone plays in a part of the organisation tree.
    Role, "role", UnknownRole {
        /// Runs the installation.
        Administrator = "administrator",
        /// Leads customer experience.
        CxLead = "cx_lead",
        /// Owns services.
        ServiceOwner = "service_owner",
        /// Talks with customers.
        Agent = "agent",
        /// Reads results.
        Viewer = "viewer",
    }
}

impl Role {
    /// What the role may do.
    #[must_use]
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Administrator => Permission::ALL,
            Self::CxLead => &[
                P::ReadDirectory,
                P::ManageDirectory,
                P::ReadMeasures,
                P::ReadResponses,
                P::HandleResponses,
                P::ReadJourneys,
                P::ReadCustomers,
                P::SubmitInteractions,
                P::PublishExperiences,
                P::SubmitResponses,
                P::ReadCases,
                P::HandleCases,
                P::SubmitCases,
                P::TakeMail,
                P::ReadAnswers,
                P::WriteAnswers,
                P::ApproveAnswers,
                P::Import,
                P::ManageSurveys,
                P::ManageJourneyMaps,
                P::ManageTokens,
            ],
            Self::ServiceOwner => &[
                P::ReadDirectory,
                P::ReadMeasures,
                P::ReadResponses,
                P::HandleResponses,
                P::ReadJourneys,
                P::ReadCustomers,
                P::SubmitInteractions,
                P::PublishExperiences,
                P::SubmitResponses,
                P::ReadCases,
                P::HandleCases,
                P::SubmitCases,
                P::ReadAnswers,
                P::WriteAnswers,
                P::Import,
                P::ManageSurveys,
                P::ManageJourneyMaps,
            ],
            Self::Agent => &[
                P::ReadDirectory,
                P::ReadMeasures,
                P::ReadResponses,
                P::HandleResponses,
                P::ReadJourneys,
                P::ReadCustomers,
                P::SubmitResponses,
                P::ReadCases,
                P::HandleCases,
                P::SubmitCases,
                P::ReadAnswers,
            ],
            Self::Viewer => &[P::ReadDirectory, P::ReadMeasures, P::ReadJourneys, P::ReadAnswers],
        }
    }
}

/// The part of the directory someone's permission extends to, by the tree as it is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everything there is or will be.
    Everything,
    /// These organisations, and these services: the services under them and those shared with them.
    Part {
        /// Organisations, with all below them.
        organisations: BTreeSet<OrganisationId>,
        /// Services under these organisations or shared with them.
        services: BTreeSet<ServiceId>,
    },
}

impl Reach {
    /// Nothing at all.
    #[must_use]
    pub fn nothing() -> Self {
        Self::Part { organisations: BTreeSet::new(), services: BTreeSet::new() }
    }

    /// Whether the service lies within.
    #[must_use]
    pub fn has_service(&self, service: ServiceId) -> bool {
        match self {
            Self::Everything => true,
            Self::Part { services, .. } => services.contains(&service),
        }
    }

    /// Whether the organisation lies within.
    #[must_use]
    pub fn has_organisation(&self, organisation: OrganisationId) -> bool {
        match self {
            Self::Everything => true,
            Self::Part { organisations, .. } => organisations.contains(&organisation),
        }
    }

    /// Whether any service lies within both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => true,
            (Self::Part { services: one, .. }, Self::Part { services: other, .. }) => !one.is_disjoint(other),
        }
    }

    fn join(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
            (
                Self::Part { mut organisations, mut services },
                Self::Part { organisations: more_organisations, services: more_services },
            ) => {
                organisations.extend(more_organisations);
                services.extend(more_services);
                Self::Part { organisations, services }
            }
        }
    }
}

/// Permissions within a reach: one role someone has, or what an API token carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What may be done.
    pub permissions: BTreeSet<Permission>,
    /// Where.
    pub reach: Reach,
}

/// Who acts, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff.
    Account(AccountId),
    /// A program with an API token.
    Token(ApiTokenId),
    /// Whoever runs the program on the machine itself.
    Operator,
    /// A member of the public.
    Public,
}

impl fmt::Display for Actor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(formatter, "account:{id}"),
            Self::Token(id) => write!(formatter, "token:{id}"),
            Self::Operator => formatter.write_str("operator"),
            Self::Public => formatter.write_str("public"),
        }
    }
}

/// Who is asking, and what they may do where. The first argument of every use case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    actor: Actor,
    grants: Vec<Grant>,
}

/// The viewer lacks a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the permission {0} is needed")]
pub struct Denied(pub Permission);

impl Viewer {
    /// Someone with these grants.
    #[must_use]
    pub fn new(actor: Actor, grants: Vec<Grant>) -> Self {
        Self { actor, grants }
    }

    /// Whoever runs the program on the machine itself: may do everything.
    #[must_use]
    pub fn operator() -> Self {
        let permissions = Permission::ALL.iter().copied().collect();
        Self::new(Actor::Operator, vec![Grant { permissions, reach: Reach::Everything }])
    }

    /// A member of the public: may do nothing that needs a permission.
    #[must_use]
    pub fn public() -> Self {
        Self::new(Actor::Public, Vec::new())
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// Whether the permission is held anywhere.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.grants.iter().any(|grant| grant.permissions.contains(&permission))
    }

    /// Where the permission is held.
    ///
    /// # Errors
    /// [`Denied`] when it is held nowhere.
    pub fn require(&self, permission: Permission) -> Result<Reach, Denied> {
        if !self.may(permission) {
            return Err(Denied(permission));
        }
        let holding = self.grants.iter().filter(|grant| grant.permissions.contains(&permission));
        Ok(holding.fold(Reach::nothing(), |reach, grant| reach.join(&grant.reach)))
    }

    /// Requires the permission over the whole installation.
    ///
    /// # Errors
    /// [`Denied`] when it is held nowhere or in a part only.
    pub fn require_everywhere(&self, permission: Permission) -> Result<(), Denied> {
        if self.require(permission)? == Reach::Everything { Ok(()) } else { Err(Denied(permission)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(service: i64) -> Reach {
        Reach::Part { organisations: BTreeSet::new(), services: BTreeSet::from([ServiceId(service)]) }
    }

    #[test]
    fn a_permission_reaches_only_as_far_as_the_grants_that_hold_it() {
        let reads = Grant { permissions: BTreeSet::from([Permission::ReadMeasures]), reach: part(1) };
        let both = Grant {
            permissions: BTreeSet::from([Permission::ReadMeasures, Permission::Import]),
            reach: part(2),
        };
        let viewer = Viewer::new(Actor::Account(AccountId(1)), vec![reads, both]);
        let measures = viewer.require(Permission::ReadMeasures).unwrap();
        let import = viewer.require(Permission::Import).unwrap();
        assert!(measures.has_service(ServiceId(1)) && measures.has_service(ServiceId(2)));
        assert!(!import.has_service(ServiceId(1)) && import.has_service(ServiceId(2)));
        assert_eq!(viewer.require(Permission::ManagePeople), Err(Denied(Permission::ManagePeople)));
        assert!(viewer.require_everywhere(Permission::Import).is_err());
    }

    #[test]
    fn only_the_administrator_manages_people() {
        for role in Role::ALL {
            let may = role.permissions().contains(&Permission::ManagePeople);
            assert_eq!(may, *role == Role::Administrator);
        }
    }
}
