//! Look-ups by number are counted per address, so that nobody walks through all numbers.

use super::ClientAddress;
use crate::Site;
use crate::failure::Failure;
use axum::http::StatusCode;
use governor::clock::Clock;
use motcua_kernel::Message;

/// With more addresses than this, those that have all their look-ups again are forgotten.
const MOST_ADDRESSES: usize = 10_000;

/// Counts one look-up of this address.
///
/// # Errors
/// 429 with the seconds to wait when there were too many.
pub fn look_up_allowed(site: &Site, address: ClientAddress) -> Result<(), Failure> {
    if site.lookups.len() > MOST_ADDRESSES {
        site.lookups.retain_recent();
    }
    site.lookups.check_key(&address.0).map_err(|wait| {
        let seconds = wait.wait_time_from(site.lookups.clock().now()).as_secs() + 1;
        let message = Message::new("web.too-many-lookups").with("seconds", seconds);
        let mut failure = Failure::new(StatusCode::TOO_MANY_REQUESTS, message);
        failure.retry_after = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
        failure
    })
}
