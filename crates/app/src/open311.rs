//! Open311 (GeoReport v2): services that take requests, requests that come in by it, and what the public may see of them.
//!
//! A request is a case like every other. To the public it shows where it stands, and nothing of who came: the name, the
//! addresses and the numbers of the person stay inside, and their words are shown with personal data hidden, or not at all.

mod jurisdiction;
mod post;
mod read;
mod services;
mod words;

pub use self::{
    jurisdiction::check_jurisdiction,
    post::{NewRequest, Posted, post},
    read::{RequestQuery, ServiceRequest, request, requests, token},
    services::{Attribute, Definition, Provider, ServiceType, definition, provider, services},
};
