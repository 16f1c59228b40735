//! Services and touchpoints as a file names them: by name, slug or id, within what the viewer may import for.

use std::collections::HashMap;

use catsup_model::{
    Reach,
    id::{ServiceId, TouchpointId},
    text::slug,
};

use crate::{App, Error, open_surveys::OpenSurvey};

/// The services and touchpoints rows may name.
pub(super) struct Places {
    services: HashMap<String, Vec<ServiceId>>,
    touchpoints: HashMap<ServiceId, Vec<(TouchpointId, String)>>,
    own: (ServiceId, Option<TouchpointId>),
}

/// Which column is at fault, and why.
pub(super) struct Unplaced {
    pub(super) column: &'static str,
    pub(super) reason: String,
}

impl Places {
    pub(super) async fn read(app: &App, reach: &Reach, open: &OpenSurvey) -> Result<Self, Error> {
        let within = app.store().scope_services(reach, None).await?;
        let mut services: HashMap<String, Vec<ServiceId>> = HashMap::new();
        for (id, name) in &within {
            let names = [name.as_str().to_lowercase(), slug(name.as_str()), id.to_string()];
            for name in names {
                let named = services.entry(name).or_default();
                if !named.contains(id) {
                    named.push(*id);
                }
            }
        }
        let ids: Vec<ServiceId> = within.into_iter().map(|(id, _)| id).collect();
        let mut touchpoints: HashMap<ServiceId, Vec<(TouchpointId, String)>> = HashMap::new();
        for touchpoint in app.store().touchpoint_list(Some(&ids)).await? {
            let named = (touchpoint.id, touchpoint.name.as_str().to_lowercase());
            touchpoints.entry(touchpoint.service).or_default().push(named);
        }
        Ok(Self { services, touchpoints, own: (open.survey.service, open.survey.touchpoint) })
    }

    /// Where a row belongs: the survey's own service and touchpoint unless it says otherwise.
    pub(super) fn of(
        &self,
        service: Option<&str>,
        touchpoint: Option<&str>,
    ) -> Result<(ServiceId, Option<TouchpointId>), Unplaced> {
        let (own_service, own_touchpoint) = self.own;
        let service = service.map_or(Ok(own_service), |name| self.service(name))?;
        let usual = own_touchpoint.filter(|_| service == own_service);
        let touchpoint = touchpoint.map(|name| self.touchpoint(service, name)).transpose()?;
        Ok((service, touchpoint.or(usual)))
    }

    fn service(&self, name: &str) -> Result<ServiceId, Unplaced> {
        let unplaced = |reason| Unplaced { column: "service", reason };
        match self.services.get(&name.to_lowercase()).map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            Some([_, ..]) => Err(unplaced(format!("“{name}” names several services; write the id of one"))),
            Some([]) | None => Err(unplaced(format!("“{name}” is not a service you may import for"))),
        }
    }

    fn touchpoint(&self, service: ServiceId, name: &str) -> Result<TouchpointId, Unplaced> {
        let wanted = name.to_lowercase();
        let known = self.touchpoints.get(&service).into_iter().flatten();
        let mut matching = known.filter(|(id, known)| *known == wanted || id.to_string() == wanted);
        let found = matching.next().map(|(id, _)| *id);
        found.ok_or_else(|| Unplaced {
            column: "touchpoint",
            reason: format!("“{name}” is not a touchpoint of the service"),
        })
    }
}
