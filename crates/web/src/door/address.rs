//! The address of the client: that of the connection, or what a trusted proxy says.

use crate::Site;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Site> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
        let forwarded: Vec<&str> = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|it| it.to_str().unwrap_or_default().split(','))
            .collect();
        Ok(Self(household(client(peer, &forwarded, &site.settings.trusted_proxies))))
    }
}

/// The nearest address that is not one of our proxies. What stands before it was written by the client; and so was, for
/// all we know, what stands before an entry that is no address.
fn client(peer: IpAddr, forwarded: &[&str], trusted: &[IpAddr]) -> IpAddr {
    let mut nearest = peer.to_canonical();
    for entry in forwarded.iter().rev() {
        if !trusted.contains(&nearest) {
            break;
        }
        let Some(address) = address(entry.trim()) else { break };
        nearest = address.to_canonical();
    }
    nearest
}

/// An address as proxies write it: some add the port.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

/// Whom an address is counted as: a household is given 2⁶⁴ addresses of IPv6 and counts as one.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let check = |peer, forwarded: &[&str], expected| {
            assert_eq!(client(parsed(peer), forwarded, &[parsed("10.0.0.1")]), parsed(expected));
        };
        check("203.0.113.5", &["198.51.100.1"], "203.0.113.5");
        check("10.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["192.0.2.7", " 198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["192.0.2.7", "198.51.100.1:4711"], "198.51.100.1");
        check("10.0.0.1", &["192.0.2.7", "[2001:db8::1]:4711"], "2001:db8::1");
        check("10.0.0.1", &["192.0.2.7", "unknown"], "10.0.0.1");
        check("10.0.0.1", &[], "10.0.0.1");
        check("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1");
    }

    #[test]
    fn a_household_counts_as_one() {
        assert_eq!(household(parsed("2001:db8:1:2:3:4:5:6")), parsed("2001:db8:1:2::"));
        assert_eq!(household(parsed("198.51.100.1")), parsed("198.51.100.1"));
    }
}
