//! The latent variables of the mobile-phone study in Tenenhaus et al. (2005) and their items.

/// The latent variables with their items, in the order of the sums.
pub const BLOCKS: [(&str, &[&str]); 7] = [
    ("Image", &["IMAG1", "IMAG2", "IMAG3", "IMAG4", "IMAG5"]),
    ("Expectation", &["CUEX1", "CUEX2", "CUEX3"]),
    ("Quality", &["PERQ1", "PERQ2", "PERQ3", "PERQ4", "PERQ5", "PERQ6", "PERQ7"]),
    ("Value", &["PERV1", "PERV2"]),
    ("Satisfaction", &["CUSA1", "CUSA2", "CUSA3"]),
    ("Complaints", &["CUSCO"]),
    ("Loyalty", &["CUSL1", "CUSL2", "CUSL3"]),
];
