//! What a receiving server found out about the sender (RFC 8601).

/// One `Authentication-Results` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authentication {
    /// The server that says it, in small letters.
    server: String,
    checks: Vec<Check>,
}

/// One check, such as `dkim=pass header.d=example.org`; everything in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Check {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

impl Authentication {
    /// Reads the value of the header; `None` where it names no server.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let bare = without_comments(value).to_lowercase();
        let mut segments = bare.split(';');
        let server = segments.next()?.split_whitespace().next()?.to_owned();
        Some(Self { server, checks: segments.filter_map(Check::parse).collect() })
    }

    /// Whether `server` says that whoever owns `domain` sent the message: DMARC passed, or a signature or the envelope of
    /// that domain, or of one above it, did.
    #[must_use]
    pub fn vouches_for(&self, server: &str, domain: &str) -> bool {
        let domain = domain.to_lowercase();
        self.server == server.to_lowercase() && self.checks.iter().any(|check| check.vouches_for(&domain))
    }
}

impl Check {
    fn parse(segment: &str) -> Option<Self> {
        // Blanks may stand around the signs of equality.
        let segment = segment.split_whitespace().collect::<Vec<_>>().join(" ");
        let segment = segment.replace(" =", "=").replace("= ", "=");
        let mut pairs = segment.split(' ').filter_map(|pair| pair.split_once('='));
        let (method, result) = pairs.next()?;
        let method = method.split('/').next().unwrap_or(method);
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.trim_matches('"').to_owned());
        Some(Self {
            method: method.to_owned(),
            result: result.to_owned(),
            properties: pairs.map(owned).collect(),
        })
    }

    fn vouches_for(&self, domain: &str) -> bool {
        if self.result != "pass" {
            return false;
        }
        match self.method.as_str() {
            "dmarc" => self.named(&["header.from"]).is_none_or(|from| domain_of(from) == domain),
            "dkim" => self.named(&["header.d", "header.i"]).is_some_and(|of| is_above(domain_of(of), domain)),
            "spf" => {
                let from = self.named(&["smtp.mailfrom", "smtp.mail"]);
                from.is_some_and(|of| is_above(domain_of(of), domain))
            }
            _ => false,
        }
    }

    fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.properties.iter().find(|(one, _)| one == name);
            found.map(|(_, value)| value.as_str())
        })
    }
}

fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain)
}

/// Whether `above` is the domain or one above it. A domain below is not taken, as DMARC would: who holds it need not speak for
/// the whole.
fn is_above(above: &str, domain: &str) -> bool {
    above == domain
        || (above.contains('.') && domain.strip_suffix(above).is_some_and(|rest| rest.ends_with('.')))
}

/// `value` without comments; what is quoted stays one word.
fn without_comments(value: &str) -> String {
    let (mut bare, mut depth, mut quoted, mut escaped) = (String::new(), 0_usize, false, false);
    for c in value.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if !was_escaped && (quoted || depth > 0) => escaped = true,
            '"' if !was_escaped && depth == 0 => quoted = !quoted,
            '(' if !was_escaped && !quoted => depth += 1,
            ')' if !was_escaped && !quoted && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ if quoted && (c.is_whitespace() || matches!(c, ';' | '=')) => bare.push('_'),
            _ => bare.push(c),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vouches(value: &str) -> bool {
        let read = Authentication::parse(value);
        read.is_some_and(|read| read.vouches_for("mx.example.gov", "example.org"))
    }

    #[test]
    fn a_sender_is_vouched_for_by_our_server_and_their_own_domain() {
        for good in [
            "mx.example.gov; dmarc=pass header.from=example.org",
            "MX.example.gov 1; spf=fail; dmarc=pass (p=none dis=none) header.from=EXAMPLE.org",
            "mx.example.gov; dkim=pass header.d=example.org header.s=k1; dmarc=none",
            "mx.example.gov; dkim/1 = pass reason=\"good\" header.i=@example.org",
            "mx.example.gov; spf=pass smtp.mailfrom=ana@example.org",
        ] {
            assert!(vouches(good), "{good}");
        }
        for bad in [
            "",
            "mx.example.gov; none",
            "other.example; dmarc=pass header.from=example.org",
            "mx.example.gov; dmarc=fail header.from=example.org",
            "mx.example.gov; dmarc=pass header.from=evil.example",
            "mx.example.gov; dkim=pass header.d=evil.example",
            "mx.example.gov; dkim=pass header.d=mail.example.org",
            "mx.example.gov; dkim=pass header.d=org",
            "mx.example.gov; dkim=pass",
            "mx.example.gov; spf=pass smtp.mailfrom=bounces.example",
            "mx.example.gov; spf=fail (dmarc=pass) smtp.mailfrom=\"x; dmarc=pass header.from=example.org\"@evil.example",
            "(mx.example.gov); other; dmarc=pass header.from=example.org",
        ] {
            assert!(!vouches(bad), "{bad}");
        }
    }

    #[test]
    fn a_domain_above_speaks_for_those_below_it() {
        let read = Authentication::parse("mx; dkim=pass header.d=example.org").unwrap();
        assert!(read.vouches_for("mx", "mail.example.org"));
        assert!(!read.vouches_for("mx", "badexample.org"));
    }
}
