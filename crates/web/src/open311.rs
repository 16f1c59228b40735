//! Open311 (GeoReport v2), under `/open311`: every answer in XML or JSON, as the ending of the address asks, errors included.
//!
//! Reading needs no key. What is read is for everybody, so that pages of any site may read it too.

mod answer;
mod asked;
mod discovery;
mod door;
mod problem;
mod requests;
mod services;
mod xml;

pub(crate) use self::{
    discovery::show as discovery,
    door::{KeyGate, key as door},
    problem::present,
    requests::{list as requests, post, show as request, token},
    services::{definition, list as services},
};
