//! Secrets people and programs come in with: only their hashes are kept.

use sha2::{Digest as _, Sha256};

/// The hash a secret is kept and found under. The secret has 128 random bits: no salt and no slow hash are needed.
pub(crate) fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
