//! Đăng ký nhận sự kiện: other systems are told what happens to the dossiers of an agency, each event in its order, at least
//! once, until they have taken it; or they fetch it themselves.
//!
//! A subscription is a follower of the log of all events with a place of its own. Nothing is written beside an event for it:
//! what it is told is made from the history, so that the same event is the same bytes whenever it is told (decision 0034).

mod address;
mod change;
mod find;
mod ping;
mod pull;
mod send;
mod signature;
mod subscribe;
mod tell;
mod wake;

pub use change::{Switch, Telling, end_subscription, go_on, rotate, switch};
pub use find::{MOST_COUNTED, Subscription, attempts, place, place_of, subscription, subscriptions};
pub use motcua_notifications::events::{CloudEvent, EventGroup, EventKind};
pub use motcua_storage::webhooks::{Attempt, Webhook, WebhookState};
pub use ping::{Pinged, ping};
pub use pull::{EventPage, events_after};
pub use subscribe::{Subscribed, WantedSubscription, subscribe};
pub use wake::wake;

pub(crate) use send::send;
