//! Services as a file of cases names them, made under their organisation when they are not known.

use std::collections::HashMap;

use catsup_exchange::{ImportedCase, cases::CaseField};
use catsup_model::{
    Reach,
    count_block::NamedByFile,
    id::{OrganisationId, ServiceId},
    text::{Name, slug},
};
use catsup_store::Transaction;

use super::super::named::{Named, little_known};
use crate::{App, Error, settings::Settings};

/// What the service of a case is called whose row names none.
const NOT_STATED: &str = "Not stated";
/// What the organisation is called where neither the file nor the settings name one.
const UNNAMED: &str = "Imported cases";

/// The services and organisations that rows may name.
pub(super) struct Services {
    source: String,
    may_make: bool,
    /// Known services by name, slug and id, with their organisations.
    known: HashMap<String, Vec<(ServiceId, OrganisationId)>>,
    /// Known organisations by name; `None` when several have it.
    organisations: HashMap<String, Option<OrganisationId>>,
    /// The organisation of services whose rows name none.
    usual: Result<OrganisationId, String>,
    named: Named,
}

impl Services {
    /// Those within reach.
    pub(super) async fn read(app: &App, reach: &Reach, source: &str) -> Result<Self, Error> {
        let within: Vec<ServiceId> =
            app.store().scope_services(reach, None).await?.into_iter().map(|(id, _)| id).collect();
        let mut known: HashMap<String, Vec<(ServiceId, OrganisationId)>> = HashMap::new();
        for service in app.store().service_list(Some(&within)).await? {
            let name = service.name.as_str();
            for name in [name.to_lowercase(), slug(name), service.id.to_string()] {
                let one = (service.id, service.organisation);
                let named = known.entry(name).or_default();
                if !named.contains(&one) {
                    named.push(one);
                }
            }
        }
        let mut organisations: HashMap<String, Option<OrganisationId>> = HashMap::new();
        let mut above_all = Vec::new();
        for organisation in app.store().organisation_list().await? {
            if organisation.parent.is_none() {
                above_all.push(organisation.id);
            }
            let id = organisation.id;
            organisations
                .entry(organisation.name.as_str().to_lowercase())
                .and_modify(|known| *known = None)
                .or_insert(Some(id));
        }
        let agency = app.settings().agency.clone();
        let usual = match above_all.as_slice() {
            [only] => Ok(*only),
            _ if agency == Settings::default().agency => Err(UNNAMED.to_owned()),
            _ => Err(agency),
        };
        let may_make = *reach == Reach::Everything;
        Ok(Self { source: source.to_owned(), may_make, known, organisations, usual, named: Named::default() })
    }

    /// The service of a row, or why there is none.
    pub(super) async fn of(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        row: &ImportedCase,
    ) -> Result<Result<ServiceId, String>, Error> {
        let stated = row.text(CaseField::Organisation);
        let service = row.text(CaseField::Service).unwrap_or(NOT_STATED);
        // The organisation comes first in what names a service here, as two may have services of one name.
        let named = NamedByFile {
            key: format!("{}/{}", stated.unwrap_or_default().to_lowercase(), service.to_lowercase()),
            name: service.to_owned(),
            abbreviation: String::new(),
        };
        let named = NamedByFile { name: named.name.trim().to_owned(), ..named };
        if let Some(known) = self.named.known_service(&named) {
            return Ok(Ok(known));
        }
        match self.known(service, stated) {
            Found::One(id) => return Ok(Ok(id)),
            Found::Several => {
                return Ok(Err(format!("“{service}” names several services; write the id of one")));
            }
            Found::None if !self.may_make => {
                return Ok(Err(format!("“{service}” is not a service you may import for")));
            }
            Found::None => {}
        }
        if Name::parse(service).is_err() {
            return Ok(Err(format!("“{service}” cannot be the name of a service")));
        }
        let organisation = match self.organisation(app, transaction, stated).await? {
            Ok(organisation) => organisation,
            Err(reason) => return Ok(Err(reason)),
        };
        let key = format!("cases:{}:service:{}", self.source, named.key);
        let fields = little_known(organisation, &named)?;
        Ok(Ok(self.named.service(app, transaction, &key, &named, &fields).await?))
    }

    /// Forgets what was made in this run: it was taken back.
    pub(super) fn forget(&mut self) {
        self.named = Named::default();
    }

    fn known(&self, service: &str, organisation: Option<&str>) -> Found {
        let Some(known) = self.known.get(&service.to_lowercase()) else { return Found::None };
        let of_organisation = match organisation.map(|name| self.organisations.get(&name.to_lowercase())) {
            // The only one of that name counts, also where the organisation is called otherwise here.
            None => known.clone(),
            Some(None) => Vec::new(),
            Some(Some(id)) => known.iter().copied().filter(|(_, of)| id.is_none_or(|id| id == *of)).collect(),
        };
        match of_organisation.as_slice() {
            [(one, _)] => Found::One(*one),
            [] => Found::None,
            _ => Found::Several,
        }
    }

    async fn organisation(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        stated: Option<&str>,
    ) -> Result<Result<OrganisationId, String>, Error> {
        let name = match (stated, &self.usual) {
            (Some(stated), _) => stated.to_owned(),
            (None, Ok(id)) => return Ok(Ok(*id)),
            (None, Err(name)) => name.clone(),
        };
        match self.organisations.get(&name.to_lowercase()) {
            Some(Some(id)) => return Ok(Ok(*id)),
            Some(None) => return Ok(Err(format!("“{name}” names several organisations"))),
            None => {}
        }
        if Name::parse(&name).is_err() {
            return Ok(Err(format!("“{name}” cannot be the name of an organisation")));
        }
        let key = format!("cases:{}:organisation:{}", self.source, name.to_lowercase());
        let named = NamedByFile { key: name.to_lowercase(), name, abbreviation: String::new() };
        Ok(Ok(self.named.organisation(app, transaction, key, None, &named).await?))
    }
}

/// What a name stands for.
enum Found {
    None,
    One(ServiceId),
    Several,
}
