//! Organisations and services that published files name, made when they are not known yet.

use std::collections::HashMap;

use catsup_model::{
    count_block::NamedByFile,
    directory::ServiceFields,
    id::{OrganisationId, ServiceId},
    text::Name,
};
use catsup_store::{SourceOrganisation, Transaction};

use crate::{App, Error};

/// Those ensured in this run, under the keys they have among all sources.
#[derive(Default)]
pub(super) struct Named {
    organisations: HashMap<NamedByFile, OrganisationId>,
    services: HashMap<NamedByFile, ServiceId>,
}

impl Named {
    /// The organisation of this name, under `key`.
    pub(super) async fn organisation(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        key: String,
        parent: Option<OrganisationId>,
        named: &NamedByFile,
    ) -> Result<OrganisationId, Error> {
        let known = NamedByFile { key, ..named.clone() };
        if let Some(id) = self.organisations.get(&known) {
            return Ok(*id);
        }
        let as_known = SourceOrganisation {
            source_key: &known.key,
            parent,
            name: &name(named)?,
            abbreviation: &named.abbreviation,
        };
        let id = transaction.organisation_ensure(OrganisationId(app.next_id()), as_known, app.now()).await?;
        self.organisations.insert(known, id);
        Ok(id)
    }

    /// The service of this name, where it was ensured already.
    pub(super) fn known_service(&self, named: &NamedByFile) -> Option<ServiceId> {
        self.services.get(named).copied()
    }

    /// The service of this name, under `key`; a new one begins with these fields.
    pub(super) async fn service(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        key: &str,
        named: &NamedByFile,
        fields: &ServiceFields,
    ) -> Result<ServiceId, Error> {
        let id = transaction.service_ensure(ServiceId(app.next_id()), key, fields, app.now()).await?;
        self.services.insert(named.clone(), id);
        Ok(id)
    }
}

/// The fields of a service of which a file tells little more than the name.
pub(super) fn little_known(
    organisation: OrganisationId,
    named: &NamedByFile,
) -> Result<ServiceFields, Error> {
    Ok(ServiceFields {
        organisation,
        shared_with: Vec::new(),
        name: name(named)?,
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    })
}

fn name(named: &NamedByFile) -> Result<Name, Error> {
    Name::parse(&named.name).map_err(|error| Error::Internal { what: "reading a name", source: error.into() })
}
