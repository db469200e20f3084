//! The address of the client: that of the connection, or what a trusted proxy says.

use crate::Site;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

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
        let forwarded = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|it| it.to_str().ok())
            .flat_map(|it| it.split(','))
            .filter_map(|it| it.trim().parse().ok());
        Ok(Self(client(peer, forwarded.collect(), &site.settings.trusted_proxies)))
    }
}

/// The nearest address that is not one of our proxies. What stands before it was written by the client.
fn client(peer: IpAddr, forwarded: Vec<IpAddr>, trusted: &[IpAddr]) -> IpAddr {
    let mut nearest = peer;
    for address in forwarded.into_iter().rev() {
        if !trusted.contains(&nearest) {
            break;
        }
        nearest = address;
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let address = |it: &str| it.parse::<IpAddr>().unwrap();
        let check = |peer, forwarded: &[&str], expected| {
            let forwarded = forwarded.iter().map(|it| address(it)).collect();
            assert_eq!(client(address(peer), forwarded, &[address("10.0.0.1")]), address(expected));
        };
        check("203.0.113.5", &["198.51.100.1"], "203.0.113.5");
        check("10.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["192.0.2.7", "198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &[], "10.0.0.1");
    }
}
