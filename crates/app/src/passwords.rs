//! Passwords: what is accepted, and how they are hashed (argon2id, at most two at a time).

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use catsup_model::text::Email;
use tokio::sync::Semaphore;

use crate::{App, Error, FieldError};

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most bytes of a password: hashing more would only cost time.
pub const LONGEST: usize = 1024;

/// OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash no password has, with the same parameters: checked where there is no account, to take the same time.
pub(crate) const NO_ONES: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Two at a time: many people signing in at once wait instead of taking 19 MiB each.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Beginnings of passwords long enough to pass and still among the first that are tried.
const REFUSED: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwertyuiop",
    "qwerty123",
    "1q2w3e4r",
    "1qaz2wsx",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "adminadmin",
    "changeme",
    "trustno1",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "superman",
    "catsup",
    "ketchup",
    "abcdefgh",
    "12345678",
    "01234567",
    "98765432",
    "87654321",
];

/// The most characters a refused beginning may be followed by before it counts as a password of its own.
const REFUSED_TAIL: usize = 8;
/// The fewest different characters of a password.
const DIFFERENT: usize = 5;

/// What does not fit about a new password.
pub(crate) fn check(field: &str, password: &str, email: &Email) -> Option<FieldError> {
    let wrong = |code, reason: String| Some(FieldError::new(field, code, reason));
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let local = email.as_str().split('@').next().unwrap_or_default();
    if length < SHORTEST {
        let error = wrong("too-short", format!("must have at least {SHORTEST} characters, has {length}"));
        return error.map(|error| error.limited_to(SHORTEST));
    }
    if password.len() > LONGEST {
        let error = wrong("too-long", format!("must have at most {LONGEST} bytes, has {}", password.len()));
        return error.map(|error| error.limited_to(LONGEST));
    }
    if local.chars().count() > 2 && folded.contains(local) {
        return wrong("contains-email", "must not contain the email address".to_owned());
    }
    let known = |refused: &&&str| {
        folded.strip_prefix(**refused).is_some_and(|tail| tail.chars().count() <= REFUSED_TAIL)
    };
    let different: std::collections::BTreeSet<char> = folded.chars().collect();
    if REFUSED.iter().any(|refused| known(&refused)) || different.len() < DIFFERENT {
        return wrong(
            "too-common",
            "is among the first passwords that are tried; choose another one".to_owned(),
        );
    }
    None
}

/// A password nobody can guess, easy to type over: four groups of five letters and digits.
pub(crate) fn generate(app: &App) -> String {
    let token = app.random().token();
    let groups: Vec<&str> = (0..4).map(|group| &token[group * 5..group * 5 + 5]).collect();
    groups.join("-")
}

/// The hash to keep.
pub(crate) async fn hash(app: &App, password: &str) -> Result<String, Error> {
    let mut salt = [0; 16];
    app.random().fill(&mut salt);
    let password = password.to_owned();
    apart(move || {
        let hash: PasswordHash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the one that was hashed.
pub(crate) async fn matches(password: &str, hash: String) -> Result<bool, Error> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let password = password.to_owned();
    apart(move || match hasher()?.verify_password(password.as_bytes(), hash.as_str()) {
        Ok(()) => Ok(true),
        Err(HashError::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    })
    .await
}

fn hasher() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs `work` beside the server's own threads. The permit goes with it: a visitor who hangs up frees nothing early.
async fn apart<T, F>(work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, HashError> + Send + 'static,
{
    let failed = |source| Error::Internal { what: "hashing a password", source };
    let permit = HASHING.acquire().await.map_err(|error| failed(error.into()))?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    });
    done.await.map_err(|error| failed(error.into()))?.map_err(|error| failed(error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        let email = Email::parse("ann.lee@example.gov").unwrap();
        check("password", password, &email).map(|error| error.code)
    }

    #[test]
    fn a_password_is_long_and_not_among_the_first_tried() {
        assert_eq!(code("short"), Some("too-short"));
        assert_eq!(code(&"x".repeat(2000)), Some("too-long"));
        assert_eq!(code("Password12345!"), Some("too-common"));
        assert_eq!(code("ababababababab"), Some("too-common"));
        assert_eq!(code("my-Ann.Lee-is-here"), Some("contains-email"));
        assert_eq!(code("correct horse battery staple"), None);
        assert_eq!(code("passwords are for people who write them down"), None);
    }

    #[tokio::test]
    async fn the_hash_of_no_one_costs_what_any_other_does() {
        let random = crate::Random::seeded(7);
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let hash: PasswordHash = hasher().unwrap().hash_password_with_salt(b"any", &salt).unwrap();
        let cost = |text: &str| text.split('$').take(4).map(str::len).collect::<Vec<_>>();
        let params = |text: &str| text.split('$').nth(3).map(str::to_owned);
        assert_eq!(params(&hash.to_string()), params(NO_ONES));
        assert_eq!(cost(&hash.to_string()), cost(NO_ONES));
        assert!(!matches("any", NO_ONES.to_owned()).await.unwrap());
        assert!(matches("any", hash.to_string()).await.unwrap());
    }
}
