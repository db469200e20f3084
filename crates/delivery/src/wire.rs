//! HTTP to others: no redirect is followed, no proxy is asked, an answer is read no further than is wanted, and where it is
//! said so no address inside the house is spoken to, whatever a name leads to.

use crate::{Failure, Posted};
use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Request, Response, Url};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// So much of an answer is read.
const MOST: usize = 16 * 1024;
const CONNECTING: Duration = Duration::from_secs(10);
/// Longest wait that an other side may ask for, in seconds.
const LONGEST_WAIT: u64 = 86_400;

/// Speaks HTTP with others.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    client: Client,
    inside: bool,
}

impl Wire {
    /// Waiting so long; `inside` also with addresses of this house and its networks.
    pub(crate) fn new(patience: Duration, inside: bool) -> Result<Self, reqwest::Error> {
        // The only provider of the house; where it is set already it is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(patience)
            .connect_timeout(patience.min(CONNECTING))
            .user_agent(concat!("motcua/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(Names { inside }))
            .build()?;
        Ok(Self { client, inside })
    }

    pub(crate) async fn speak(
        &self,
        method: Method,
        url: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Posted, Failure> {
        let mut request = Request::new(method, self.allowed(url)?);
        *request.headers_mut() = headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        let answer = self.client.execute(request).await.map_err(|error| unheard(&error))?;
        heard(answer).await
    }

    /// The address, when it may be spoken to: `https`, or `http` to this machine.
    pub(crate) fn allowed(&self, url: &str) -> Result<Url, Failure> {
        let no = |why: &str| Failure::Never { error: why.to_owned(), address: true };
        let url = Url::parse(url).map_err(|_| no("this is no address of the web"))?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let number: Option<IpAddr> = host.parse().ok();
        let is_here = number.map_or(host == "localhost", |it| it.is_loopback());
        if !url.username().is_empty() || url.password().is_some() {
            return Err(no("an address with a password in it is not spoken to"));
        }
        match url.scheme() {
            "https" => {}
            "http" if is_here => {}
            _ => return Err(no("only https is spoken to others")),
        }
        if !self.inside && (is_here || number.is_some_and(is_inside)) {
            return Err(no("this is an address inside the house"));
        }
        Ok(url)
    }
}

/// Looks names up, and forgets what lies inside.
struct Names {
    inside: bool,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let inside = self.inside;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|it| inside || !is_inside(it.ip())).collect();
            if allowed.is_empty() {
                return Err(
                    io::Error::new(io::ErrorKind::PermissionDenied, "no address outside the house").into()
                );
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of this machine, of a network of one's own, or of none at all.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_inside_v4(it),
        IpAddr::V6(it) => match it.to_ipv4_mapped().or_else(|| embedded(it)) {
            Some(it) => is_inside_v4(it),
            None => is_inside_v6(it),
        },
    }
}

fn is_inside_v4(it: Ipv4Addr) -> bool {
    let [a, b, c, _] = it.octets();
    it.is_private()
        || it.is_loopback()
        || it.is_link_local()
        || it.is_unspecified()
        || it.is_broadcast()
        || it.is_multicast()
        || it.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (b == 18 || b == 19))
        || (a == 192 && b == 0 && c == 0)
}

fn is_inside_v6(it: Ipv6Addr) -> bool {
    it.is_loopback()
        || it.is_unspecified()
        || it.is_multicast()
        || it.is_unique_local()
        || it.is_unicast_link_local()
        || matches!(it.segments(), [0x2001, 0xdb8, ..] | [0xfec0..=0xfeff, ..])
}

/// The address of the fourth version that one of the sixth leads to (RFC 6052, 6to4).
fn embedded(it: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match it.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(of(high, low)),
        [0, 0, 0, 0, 0, 0, high, low] if high > 0 => Some(of(high, low)),
        _ => None,
    }
}

async fn heard(mut answer: Response) -> Result<Posted, Failure> {
    let status = answer.status().as_u16();
    let after = answer.headers().get(RETRY_AFTER).and_then(|it| it.to_str().ok()?.trim().parse().ok());
    let mut body = Vec::new();
    while body.len() < MOST {
        match answer.chunk().await {
            Ok(Some(more)) => body.extend_from_slice(&more),
            Ok(None) => break,
            Err(error) => return Err(unheard(&error)),
        }
    }
    body.truncate(MOST);
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Posted { status, after: after.map(|it: u64| it.min(LONGEST_WAIT)), body })
}

/// No answer. The address is not repeated: it can hold a key.
fn unheard(error: &reqwest::Error) -> Failure {
    let mut inner = std::error::Error::source(error);
    while let Some(it) = inner {
        if let Some(io) = it.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::PermissionDenied
        {
            return Failure::bad_address("the name leads to an address inside the house");
        }
        inner = it.source();
    }
    let why = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    Failure::later(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_outside_is_spoken_to() {
        let wire = Wire::new(Duration::from_secs(1), false).unwrap();
        for inside in [
            "https://127.0.0.1/",
            "https://localhost/x",
            "http://localhost/x",
            "https://10.1.2.3/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::10.0.0.1]/",
            "https://[2002:7f00:1::]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "http://cong.vn/",
            "ftp://cong.vn/",
            "https://u:p@cong.vn/",
            "file:///etc/passwd",
            "cong.vn",
        ] {
            assert!(matches!(wire.allowed(inside), Err(Failure::Never { address: true, .. })), "{inside}");
        }
        for outside in ["https://cong.vn/x", "https://8.8.8.8/", "https://[2001:4860:4860::8888]/"] {
            assert!(wire.allowed(outside).is_ok(), "{outside}");
        }
        let inside = Wire::new(Duration::from_secs(1), true).unwrap();
        assert!(inside.allowed("http://127.0.0.1:8080/").is_ok());
        assert!(inside.allowed("https://10.0.0.1/").is_ok());
        assert!(inside.allowed("http://10.0.0.1/").is_err());
    }
}
