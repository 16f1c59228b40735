//! The made-up agency as data: who answers for what, whom it serves and where people meet it.

use catsup_model::Channel;

/// Name of the agency, in English and Spanish.
pub(super) const AGENCY: (&str, &str) =
    ("Department of Everyday Services", "Departamento de Servicios Cotidianos");

/// The phone line that calls people back since the improvement.
pub(super) const CALLBACK_LINE: &str = "Household support line";

/// What a contact costs, in cents, by channel.
pub(super) const CONTACT_COSTS: &str = r#"{"website":38,"mobile_app":42,"phone":1165,"automated_phone":95,"in_person":1820,"self_service_kiosk":210,"email":780,"sms_text_messages":65,"live_chat":690,"postal_mail":240}"#;

/// An organisation, after the one above it.
pub(super) struct OrganisationData {
    /// Its abbreviation, which names it here.
    pub(super) abbreviation: &'static str,
    /// Abbreviation of the organisation above.
    pub(super) parent: Option<&'static str>,
    /// Its name.
    pub(super) name: &'static str,
}

const fn organisation(
    abbreviation: &'static str,
    parent: Option<&'static str>,
    name: &'static str,
) -> OrganisationData {
    OrganisationData { abbreviation, parent, name }
}

/// The organisation tree, parents first.
pub(super) const ORGANISATIONS: &[OrganisationData] = &[
    organisation("DES", None, AGENCY.0),
    organisation("BTI", Some("DES"), "Bureau of Travel and Identity"),
    organisation("OPO", Some("BTI"), "Office of Passport Operations"),
    organisation("OVR", Some("BTI"), "Office of Vital Records"),
    organisation("BHS", Some("DES"), "Bureau of Household Support"),
    organisation("OEA", Some("BHS"), "Office of Energy Assistance"),
    organisation("OFB", Some("BHS"), "Office of Family Benefits"),
    organisation("BPP", Some("DES"), "Bureau of Permits and Public Places"),
    organisation("OSB", Some("BPP"), "Office of Small Business Permits"),
    organisation("OPR", Some("BPP"), "Office of Parks and Recreation"),
];

/// Life experiences that cross the bureaus.
pub(super) const LIFE_EXPERIENCES: &[&str] =
    &["Having a child", "Facing a financial shock", "Travelling abroad", "Starting a business"];

/// A service.
pub(super) struct ServiceData {
    /// Names it in the data of the comments.
    pub(super) key: &'static str,
    /// Abbreviation of the organisation that answers for it.
    pub(super) organisation: &'static str,
    /// Abbreviations of organisations that share it.
    pub(super) shared_with: &'static [&'static str],
    /// Its name in English and Spanish.
    pub(super) name: (&'static str, &'static str),
    /// What it does.
    pub(super) description: &'static str,
    /// Who it serves.
    pub(super) serves: &'static str,
    /// The people served, as the trust question names them, in English and Spanish.
    pub(super) population: (&'static str, &'static str),
    /// Whether it is a designated high-impact service.
    pub(super) high_impact: bool,
    /// Life experiences it belongs to.
    pub(super) life_experiences: &'static [&'static str],
    /// How busy each month is, 1 being the yearly mean.
    pub(super) months: [f64; 12],
    /// Share of customers who speak Spanish.
    pub(super) spanish: f64,
    /// How much better (or worse) than usual it is, in standard deviations of an opinion.
    pub(super) level: f64,
    /// Where customers meet it.
    pub(super) touchpoints: &'static [TouchpointData],
}

/// A touchpoint.
pub(super) struct TouchpointData {
    /// Its name.
    pub(super) name: &'static str,
    /// Its channel.
    pub(super) channel: Channel,
    /// The weight of its responses.
    pub(super) share: f64,
}

const fn touchpoint(name: &'static str, channel: Channel, share: f64) -> TouchpointData {
    TouchpointData { name, channel, share }
}

/// The services.
pub(super) const SERVICES: &[ServiceData] = &[
    ServiceData {
        key: "passport_renewal",
        organisation: "OPO",
        shared_with: &[],
        name: ("Passport renewal", "Renovación de pasaportes"),
        description: "Renews a passport that has expired or soon will, by web, app or phone.",
        serves: "Adults who hold a passport issued in the last fifteen years.",
        population: ("travelers", "las personas viajeras"),
        high_impact: true,
        life_experiences: &["Travelling abroad"],
        months: [1.05, 1.25, 1.60, 1.65, 1.40, 1.05, 0.85, 0.70, 0.60, 0.55, 0.60, 0.70],
        spanish: 0.10,
        level: 0.08,
        touchpoints: &[
            touchpoint("Passport renewal portal", Channel::Website, 0.135),
            touchpoint("Everyday passport app", Channel::MobileApp, 0.060),
            touchpoint("Passport information line", Channel::Phone, 0.070),
            touchpoint("Photo check by text message", Channel::SmsTextMessages, 0.025),
        ],
    },
    ServiceData {
        key: "first_passport",
        organisation: "OPO",
        shared_with: &["OVR"],
        name: ("First passport", "Primer pasaporte"),
        description: "Issues a first passport to adults and children, with an identity check in person.",
        serves: "People who apply for the first time, and families with children under 16.",
        population: ("travelers and families", "las personas viajeras y las familias"),
        high_impact: true,
        life_experiences: &["Travelling abroad", "Having a child"],
        months: [1.05, 1.20, 1.50, 1.55, 1.45, 1.20, 0.90, 0.70, 0.60, 0.60, 0.60, 0.65],
        spanish: 0.16,
        level: 0.10,
        touchpoints: &[
            touchpoint("Passport agency counter", Channel::InPerson, 0.065),
            touchpoint("Application by mail", Channel::PostalMail, 0.030),
            touchpoint("Appointment page", Channel::Website, 0.040),
        ],
    },
    ServiceData {
        key: "certificates",
        organisation: "OVR",
        shared_with: &["OPO"],
        name: ("Birth and marriage certificates", "Actas de nacimiento y matrimonio"),
        description: "Issues certified copies of birth, marriage and death records.",
        serves: "Anyone who needs a certified copy of a record of their own or of close family.",
        population: ("families", "las familias"),
        high_impact: false,
        life_experiences: &["Having a child", "Travelling abroad"],
        months: [1.20, 1.05, 1.00, 0.95, 0.95, 0.95, 1.00, 1.20, 1.05, 0.95, 0.85, 0.85],
        spanish: 0.09,
        level: 0.18,
        touchpoints: &[
            touchpoint("Certificate order page", Channel::Website, 0.050),
            touchpoint("Records kiosk", Channel::SelfServiceKiosk, 0.025),
        ],
    },
    ServiceData {
        key: "heating",
        organisation: "OEA",
        shared_with: &["OFB"],
        name: ("Heating assistance", "Ayuda para la calefacción"),
        description: "Pays part of the winter heating bill of households with low income.",
        serves: "Households with low income, with priority for older people and small children.",
        population: ("households in need", "los hogares que lo necesitan"),
        high_impact: true,
        life_experiences: &["Facing a financial shock"],
        months: [2.20, 1.90, 1.30, 0.65, 0.35, 0.25, 0.25, 0.30, 0.50, 0.95, 1.55, 1.80],
        spanish: 0.20,
        level: -0.05,
        touchpoints: &[
            touchpoint("Heating application page", Channel::Website, 0.045),
            touchpoint(CALLBACK_LINE, Channel::Phone, 0.085),
            touchpoint("Winter outreach desk", Channel::InPerson, 0.025),
        ],
    },
    ServiceData {
        key: "food",
        organisation: "OFB",
        shared_with: &[],
        name: ("Food assistance", "Asistencia alimentaria"),
        description: "Helps households with low income to buy groceries, with a card topped up every month.",
        serves: "Households with low income.",
        population: ("families in need", "las familias que lo necesitan"),
        high_impact: true,
        life_experiences: &["Facing a financial shock", "Having a child"],
        months: [1.15, 1.00, 0.95, 0.95, 0.90, 0.95, 0.95, 1.05, 1.00, 0.95, 1.05, 1.10],
        spanish: 0.24,
        level: -0.10,
        touchpoints: &[
            touchpoint("Benefits portal", Channel::Website, 0.070),
            touchpoint("Food assistance line", Channel::Phone, 0.060),
            touchpoint("Card balance line", Channel::AutomatedPhone, 0.030),
        ],
    },
    ServiceData {
        key: "child_care",
        organisation: "OFB",
        shared_with: &["OSB"],
        name: ("Child care support", "Apoyo para el cuidado infantil"),
        description: "Gives vouchers for child care to parents who work or study.",
        serves: "Working and studying parents of children under 13.",
        population: ("working families", "las familias trabajadoras"),
        high_impact: false,
        life_experiences: &["Having a child"],
        months: [0.95, 0.85, 0.85, 0.90, 0.95, 1.10, 1.25, 1.60, 1.30, 0.90, 0.75, 0.60],
        spanish: 0.20,
        level: 0.00,
        touchpoints: &[
            touchpoint("Voucher application page", Channel::Website, 0.032),
            touchpoint("Family benefits chat", Channel::LiveChat, 0.022),
        ],
    },
    ServiceData {
        key: "permits",
        organisation: "OSB",
        shared_with: &[],
        name: ("Small business permits", "Permisos para pequeños negocios"),
        description: "Issues permits for street vending, outdoor seating, signs and small building works.",
        serves: "Owners of small businesses.",
        population: ("small business owners", "quienes tienen un pequeño negocio"),
        high_impact: false,
        life_experiences: &["Starting a business"],
        months: [1.30, 1.30, 1.35, 1.25, 1.10, 0.95, 0.80, 0.75, 0.90, 0.85, 0.75, 0.70],
        spanish: 0.07,
        level: -0.12,
        touchpoints: &[
            touchpoint("Permit desk by email", Channel::Email, 0.025),
            touchpoint("Permit portal", Channel::Website, 0.030),
        ],
    },
    ServiceData {
        key: "parks",
        organisation: "OPR",
        shared_with: &[],
        name: ("Campsite and park reservations", "Reservas de campamentos y parques"),
        description: "Books campsites, cabins and picnic grounds in the public parks.",
        serves: "Everyone who wants to spend a day or a night outdoors.",
        population: ("everyone outdoors", "quienes disfrutan del aire libre"),
        high_impact: false,
        life_experiences: &[],
        months: [0.35, 0.45, 0.80, 1.15, 1.55, 1.80, 1.85, 1.60, 1.10, 0.70, 0.35, 0.30],
        spanish: 0.05,
        level: 0.25,
        touchpoints: &[touchpoint("Reservation page", Channel::Website, 0.045)],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_agency_has_the_size_it_is_described_with() {
        let touchpoints: Vec<_> = SERVICES.iter().flat_map(|service| service.touchpoints).collect();
        let channels: BTreeSet<Channel> = touchpoints.iter().map(|one| one.channel).collect();
        assert_eq!((SERVICES.len(), touchpoints.len(), channels.len()), (8, 20, 10));
        assert!(touchpoints.iter().any(|one| one.name == CALLBACK_LINE));
    }

    #[test]
    fn every_name_in_the_data_is_known() {
        let mut known = BTreeSet::new();
        for organisation in ORGANISATIONS {
            assert!(organisation.parent.is_none_or(|parent| known.contains(parent)));
            assert!(known.insert(organisation.abbreviation));
        }
        for service in SERVICES {
            let named = service.shared_with.iter().chain([&service.organisation]);
            assert!(named.into_iter().all(|one| known.contains(one)), "{}", service.key);
            assert!(service.life_experiences.iter().all(|one| LIFE_EXPERIENCES.contains(one)));
            let mean = service.months.iter().sum::<f64>() / 12.0;
            assert!((mean - 1.0).abs() < 0.03, "{}: {mean}", service.key);
        }
    }
}
