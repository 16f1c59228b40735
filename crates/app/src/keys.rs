//! Keys of the installation: what it signs its own words with, and the key of the day for hashes of clients.

use std::{
    fmt,
    net::IpAddr,
    sync::{PoisonError, RwLock},
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use catsup_model::interaction::CustomerKey;
use catsup_store::Store;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{Error, Random};

/// How long after its day a key of clients is kept: a form opened before midnight is sent after it.
const CLIENT_KEY_KEPT: SignedDuration = SignedDuration::from_hours(48);

/// The keys of a running installation. Its nodes share them through the store.
pub(crate) struct Keys {
    signing: [u8; 32],
    customers: [u8; 32],
    of_the_day: RwLock<Option<(Date, [u8; 32])>>,
}

impl fmt::Debug for Keys {
    /// Without the keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys")
    }
}

impl Keys {
    /// Reads the keys that stay, or makes them on the first start.
    pub(crate) async fn open(store: &Store, random: &Random) -> Result<Self, Error> {
        let signing = ensure(store, random, "signing", None).await?;
        let customers = ensure(store, random, "customers", None).await?;
        Ok(Self { signing, customers, of_the_day: RwLock::new(None) })
    }

    /// What stands for a customer, whatever the case of the letters and the blanks around what the source calls them.
    pub(crate) fn customer(&self, named: &str) -> CustomerKey {
        CustomerKey(first_eight(&keyed_hash(&self.customers, named.trim().to_lowercase().as_bytes())))
    }

    /// What stands for a visit to the public pages, from the secret that its browser holds.
    pub(crate) fn visit(&self, secret: &str) -> i64 {
        first_eight(&keyed_hash(&self.signing, format!("visit:{secret}").as_bytes()))
    }

    /// A signature of `words` for one purpose, as 22 characters fit for an address.
    pub(crate) fn sign(&self, purpose: &str, words: &str) -> String {
        // The length keeps words from moving into the purpose.
        let message = format!("{}:{purpose}:{words}", purpose.len());
        BASE64.encode(&keyed_hash(&self.signing, message.as_bytes())[..16])
    }

    /// A number that stands for `words` for one purpose: the same every time, and nobody without the key can tell which.
    pub(crate) fn number(&self, purpose: &str, words: &str) -> i64 {
        let message = format!("{}:{purpose}:{words}", purpose.len());
        first_eight(&keyed_hash(&self.signing, message.as_bytes()))
    }

    /// Whether `signature` is ours.
    pub(crate) fn verify(&self, purpose: &str, words: &str, signature: &str) -> bool {
        self.sign(purpose, words).as_bytes().ct_eq(signature.as_bytes()).into()
    }

    /// As [`Keys::sign`], as 20 hexadecimal digits: letters of a mail address may change their case on the way.
    pub(crate) fn sign_for_address(&self, purpose: &str, words: &str) -> String {
        self.digits(purpose, words, 10)
    }

    /// The nonce of a form that nobody opened, since one click elsewhere answers it: 26 hexadecimal digits, the same every
    /// time for the same words.
    pub(crate) fn nonce(&self, purpose: &str, words: &str) -> String {
        self.digits(purpose, words, 13)
    }

    /// The first bytes of a keyed hash as hexadecimal digits.
    fn digits(&self, purpose: &str, words: &str, bytes: usize) -> String {
        let message = format!("{}:{purpose}:{words}", purpose.len());
        let hash = keyed_hash(&self.signing, message.as_bytes());
        hash[..bytes].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether `signature` is one of [`Keys::sign_for_address`], in letters of any case.
    pub(crate) fn verify_for_address(&self, purpose: &str, words: &str, signature: &str) -> bool {
        let given = signature.to_ascii_lowercase();
        self.sign_for_address(purpose, words).as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// What stands for a client today: nobody can tell the address from it once the key of the day is forgotten.
    pub(crate) async fn client(
        &self,
        store: &Store,
        random: &Random,
        now: Timestamp,
        address: IpAddr,
    ) -> Result<i64, Error> {
        let day = now.to_zoned(TimeZone::UTC).date();
        let known = *self.of_the_day.read().unwrap_or_else(PoisonError::into_inner);
        let key = match known {
            Some((of, key)) if of == day => key,
            _ => {
                let key =
                    ensure(store, random, &format!("client:{day}"), Some(now + CLIENT_KEY_KEPT)).await?;
                *self.of_the_day.write().unwrap_or_else(PoisonError::into_inner) = Some((day, key));
                key
            }
        };
        Ok(first_eight(&keyed_hash(&key, address.to_canonical().to_string().as_bytes())))
    }
}

async fn ensure(
    store: &Store,
    random: &Random,
    name: &str,
    expires_at: Option<Timestamp>,
) -> Result<[u8; 32], Error> {
    let mut offered = [0; 32];
    random.fill(&mut offered);
    let kept = store.secret_ensure(name, &BASE64.encode(offered), expires_at).await?;
    let unreadable = |source| Error::Internal { what: "reading a key of the installation", source };
    let bytes = BASE64.decode(kept).map_err(|error| unreadable(error.into()))?;
    bytes.try_into().map_err(|_| unreadable("it has not 32 bytes".into()))
}

/// The first eight bytes of a hash as a number.
pub(crate) fn first_eight(hash: &[u8; 32]) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(first)
}

/// HMAC-SHA-256 (RFC 2104).
fn keyed_hash(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut pads = [[0x36_u8; 64], [0x5c_u8; 64]];
    for pad in &mut pads {
        pad.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
    }
    let inner = Sha256::new().chain_update(pads[0]).chain_update(message).finalize();
    Sha256::new().chain_update(pads[1]).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyed_hash_is_that_of_the_standard() {
        // RFC 4231, test case 1, whose key of 20 bytes is filled up with zeros.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let hash = keyed_hash(&key, b"Hi There");
        let written: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(written, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    #[test]
    fn a_signature_holds_for_its_words_and_purpose_only() {
        let keys = Keys { signing: [7; 32], customers: [8; 32], of_the_day: RwLock::new(None) };
        let signature = keys.sign("opened", "12:abc");
        assert!(keys.verify("opened", "12:abc", &signature));
        assert!(!keys.verify("opened", "12:abd", &signature));
        assert!(!keys.verify("proof", "12:abc", &signature));
        assert!(!keys.verify("opened", "12:abc", ""));
    }
}
