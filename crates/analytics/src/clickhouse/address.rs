//! Addresses of ClickHouse servers as they are configured.

use std::fmt;

use super::Error;
use crate::authorities::Authorities;

/// Where one server is, and as whom it is asked.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) secure: bool,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: String,
    pub(super) password: String,
}

/// Addresses of all servers that this program talks to, and what is common to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    pub(super) servers: Vec<Address>,
    pub(super) database: String,
    pub(super) cluster: Option<String>,
    pub(super) authorities: Authorities,
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

/// Host and port; never the password.
impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.host, self.port)
    }
}

impl Addresses {
    /// Reads `URL[,URL…]`, each `http(s)://user:password@host:8123/database?cluster=NAME`. What is special in a user, a
    /// password or a name is percent-encoded.
    ///
    /// # Errors
    /// [`Error::Address`], which never repeats what was given, since a password may be in it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut parsed: Option<Self> = None;
        for url in text.split(',').map(str::trim).filter(|url| !url.is_empty()) {
            let (server, database, cluster) = one(url)?;
            match &mut parsed {
                None => {
                    let authorities = Authorities::default();
                    parsed = Some(Self { servers: vec![server], database, cluster, authorities });
                }
                Some(known) if known.database != database || known.cluster != cluster => {
                    return Err(Error::Address("all servers share one database and one cluster"));
                }
                Some(known) => known.servers.push(server),
            }
        }
        let parsed = parsed.ok_or(Error::Address("it is empty"))?;
        if parsed.cluster.is_none() && parsed.servers.len() > 1 {
            return Err(Error::Address("several servers need the name of their cluster"));
        }
        Ok(parsed)
    }

    /// The same addresses, whose certificates must be signed by an authority in this PEM instead of a public one.
    ///
    /// # Errors
    /// [`Error::Authority`] when no certificate can be read from it.
    pub fn trusting(self, pem: &[u8]) -> Result<Self, Error> {
        let authorities = Authorities::parse(pem).map_err(|error| Error::Authority(error.0))?;
        Ok(Self { authorities, ..self })
    }

    /// The database and the cluster: what tells one store of measures from another.
    #[must_use]
    pub fn target(&self) -> String {
        match &self.cluster {
            Some(cluster) => format!("{}@{cluster}", self.database),
            None => self.database.clone(),
        }
    }
}

fn one(url: &str) -> Result<(Address, String, Option<String>), Error> {
    let (secure, rest) = match url.split_once("://") {
        Some(("http", rest)) => (false, rest),
        Some(("https", rest)) => (true, rest),
        _ => return Err(Error::Address("it starts with neither http:// nor https://")),
    };
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (account, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, password) = account.split_once(':').unwrap_or((account, ""));
    let (host, port) = host_and_port(place)?;
    let port = match port {
        Some(port) => port.parse().map_err(|_| Error::Address("the port is no number"))?,
        None if secure => 8443,
        None => 8123,
    };
    let mut cluster = None;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("cluster", name)) => cluster = Some(name_of(name)?),
            _ => return Err(Error::Address("after ? only cluster=NAME is understood")),
        }
    }
    let database = if path.is_empty() { "default".to_owned() } else { name_of(path)? };
    let user = if user.is_empty() { "default".to_owned() } else { decoded(user)? };
    let address = Address { secure, host: host.to_owned(), port, user, password: decoded(password)? };
    Ok((address, database, cluster))
}

fn host_and_port(place: &str) -> Result<(&str, Option<&str>), Error> {
    let (host, rest) = match place.strip_prefix('[') {
        Some(inner) => inner.split_once(']').ok_or(Error::Address("a bracket is open"))?,
        None => place.split_at(place.find(':').unwrap_or(place.len())),
    };
    if host.is_empty() {
        return Err(Error::Address("it names no host"));
    }
    let wrong = Error::Address("something stands between host and port");
    if rest.is_empty() {
        Ok((host, None))
    } else {
        rest.strip_prefix(':').map(|port| (host, Some(port))).ok_or(wrong)
    }
}

/// A name of letters, digits and the few signs that need no thought in a statement.
fn name_of(text: &str) -> Result<String, Error> {
    let name = decoded(text)?;
    let plain = |character: char| character.is_alphanumeric() || "_-.".contains(character);
    if name.is_empty() || !name.chars().all(plain) {
        return Err(Error::Address("names of databases and clusters are letters, digits, _, - and ."));
    }
    Ok(name)
}

fn decoded(text: &str) -> Result<String, Error> {
    let wrong = || Error::Address("a percent sign is not followed by two digits");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16)).ok_or_else(wrong);
        let value = 16 * digit()? + digit()?;
        bytes.push(u8::try_from(value).map_err(|_| wrong())?);
    }
    String::from_utf8(bytes).map_err(|_| Error::Address("it is no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_everything_and_shows_no_password() {
        let text = "https://cat:s%40up%2C@ch.example:9443/measures?cluster=two,https://cat@[::1]/measures?cluster=two";
        let addresses = Addresses::parse(text).unwrap();
        assert_eq!(addresses.target(), "measures@two");
        let first = &addresses.servers[0];
        assert!(first.secure);
        assert_eq!((first.host.as_str(), first.port), ("ch.example", 9443));
        assert_eq!((first.user.as_str(), first.password.as_str()), ("cat", "s@up,"));
        assert_eq!((addresses.servers[1].host.as_str(), addresses.servers[1].port), ("::1", 8443));
        assert!(!format!("{addresses:?}").contains("s@up"));
    }

    #[test]
    fn what_is_left_out_is_what_clickhouse_takes() {
        let addresses = Addresses::parse("http://localhost").unwrap();
        let server = &addresses.servers[0];
        assert_eq!((server.port, server.user.as_str(), server.password.as_str()), (8123, "default", ""));
        assert_eq!(addresses.target(), "default");
    }

    #[test]
    fn what_is_not_understood_is_said_without_repeating_it() {
        for wrong in [
            "",
            "clickhouse://secret@a",
            "http://",
            "http://u:secret@a:port/b",
            "http://a/b?shard=secret",
            "http://a/b'c",
            "http://u:%4@a/b",
            "http://a/b,http://c/b",
            "http://a/b?cluster=x,http://c/d?cluster=x",
        ] {
            let error = Addresses::parse(wrong).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
