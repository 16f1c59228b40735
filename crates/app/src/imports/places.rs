//! Services and touchpoints as a file names them: by name, slug or id, within what the viewer may import for.

use std::collections::HashMap;

use catsup_model::{
    Channel, Reach,
    id::{ServiceId, TouchpointId},
    text::slug,
};

use crate::{App, Error, open_surveys::OpenSurvey};

/// The services and touchpoints rows may name.
pub(crate) struct Places {
    services: HashMap<String, Vec<ServiceId>>,
    touchpoints: HashMap<ServiceId, Vec<(TouchpointId, String)>>,
    channels: HashMap<TouchpointId, Channel>,
    own: Option<(ServiceId, Option<TouchpointId>)>,
}

/// Which column is at fault, and why.
pub(crate) struct Unplaced {
    pub(crate) column: &'static str,
    pub(crate) reason: String,
}

impl Places {
    /// Those within reach; a row that says nothing belongs to the survey.
    pub(super) async fn read(app: &App, reach: &Reach, open: &OpenSurvey) -> Result<Self, Error> {
        let own = Some((open.survey.service, open.survey.touchpoint));
        Ok(Self { own, ..Self::within(app, reach).await? })
    }

    /// Those within reach; every row names its service.
    pub(crate) async fn within(app: &App, reach: &Reach) -> Result<Self, Error> {
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
        let mut channels = HashMap::new();
        for touchpoint in app.store().touchpoint_list(Some(&ids)).await? {
            let named = (touchpoint.id, touchpoint.name.as_str().to_lowercase());
            touchpoints.entry(touchpoint.service).or_default().push(named);
            channels.insert(touchpoint.id, touchpoint.channel);
        }
        Ok(Self { services, touchpoints, channels, own: None })
    }

    /// The channel a touchpoint is on.
    pub(crate) fn channel(&self, touchpoint: TouchpointId) -> Option<Channel> {
        self.channels.get(&touchpoint).copied()
    }

    /// Where a row belongs: the survey's own service and touchpoint unless it says otherwise.
    pub(crate) fn of(
        &self,
        service: Option<&str>,
        touchpoint: Option<&str>,
    ) -> Result<(ServiceId, Option<TouchpointId>), Unplaced> {
        let service = match (service, self.own) {
            (Some(name), _) => self.service(name)?,
            (None, Some((own, _))) => own,
            (None, None) => return Err(Unplaced { column: "service", reason: "must be stated".to_owned() }),
        };
        let usual = self.own.filter(|(own, _)| service == *own).and_then(|(_, touchpoint)| touchpoint);
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
