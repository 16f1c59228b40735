//! Whom an address that begins with `https://` is believed: the authorities that browsers trust, or one that is named.

use std::{error::Error as StdError, sync::Arc};

use tokio_rustls::rustls::{
    self, CertificateError, ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};

use super::Error;

/// Certificates of the authorities that are trusted in place of the public ones; none for those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Authorities(Vec<CertificateDer<'static>>);

impl Authorities {
    /// Reads certificates in PEM.
    pub(super) fn parse(pem: &[u8]) -> Result<Self, Error> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let read = read.map_err(|_| Error::Authority("it is damaged"))?;
        let mut roots = RootCertStore::empty();
        for certificate in &read {
            roots
                .add(certificate.clone())
                .map_err(|_| Error::Authority("a certificate in it is not understood"))?;
        }
        if read.is_empty() { Err(Error::Authority("no certificate is in it")) } else { Ok(Self(read)) }
    }

    pub(super) fn configuration(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        if self.0.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        // Each was added once when it was read.
        roots.add_parsable_certificates(self.0.iter().cloned());
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder =
            builder.with_safe_default_protocol_versions().expect("ring knows the usual versions of TLS");
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

/// Why a certificate was refused, where that is what went wrong.
pub(super) fn refused_certificate(error: &(dyn StdError + 'static)) -> Option<String> {
    let error = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    match error.downcast_ref::<rustls::Error>()? {
        // Another authority of the same name makes a signature that is not right.
        rustls::Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => Some("no authority that is trusted signed it".to_owned()),
        rustls::Error::InvalidCertificate(reason) => Some(reason.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_certificate_is_refused() {
        for (pem, why) in [
            ("", "no certificate is in it"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n", "it is damaged"),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "a certificate in it is not understood",
            ),
        ] {
            let error = Authorities::parse(pem.as_bytes()).unwrap_err().to_string();
            assert!(error.ends_with(why), "{error}");
        }
    }
}
