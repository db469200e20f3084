//! The running site: what handlers share, and the router with its doors in order.

use crate::routes::routes;
use crate::{connections, door};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use governor::DefaultKeyedRateLimiter;
use governor::Quota;
use motcua_app::Context;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What the operator decides about the site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Where people reach it, without a slash at the end; in QR codes and links.
    pub public_url: String,
    /// Whose word about the address of a client is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The largest request body in bytes.
    pub request_bytes: usize,
    /// Look-ups by number that one address may make in a minute.
    pub lookups_per_minute: NonZeroU32,
    /// Look-ups that may come at once.
    pub lookup_burst: NonZeroU32,
    /// Set when what is shown is a made-up province.
    pub sample: Option<Sample>,
}

/// A made-up province: pages say so, and the login page tells how to get in.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The people who can be tried.
    pub accounts: Vec<SampleAccount>,
    /// The password of all of them.
    pub password: String,
    /// Whether its time is another than that of today; pages say which.
    pub other_time: bool,
}

/// A person to try.
#[derive(Clone, Debug)]
pub struct SampleAccount {
    /// What is typed.
    pub login: String,
    /// Name, role and agency in words.
    pub who: String,
}

/// What every handler is given.
#[derive(Clone)]
pub struct Site {
    pub(crate) context: Context,
    pub(crate) settings: Arc<SiteSettings>,
    pub(crate) lookups: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    /// Room for those who wait for changes: a connection each, of those there are.
    pub(crate) watchers: Arc<Semaphore>,
}

impl Site {
    /// A site over `context`.
    pub fn new(context: Context, settings: SiteSettings) -> Self {
        let quota = Quota::per_minute(settings.lookups_per_minute).allow_burst(settings.lookup_burst);
        let lookups = Arc::new(DefaultKeyedRateLimiter::keyed(quota));
        let watchers = Arc::new(Semaphore::new(connections::MOST / 2));
        Self { context, settings: Arc::new(settings), lookups, watchers }
    }
}

/// The router of the whole site.
pub fn app(site: Site) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let gate = from_fn_with_state(site.clone(), move |state, request, next| {
            door::gate(route, state, request, next)
        });
        router = router.route(route.path, (route.handler)().route_layer(gate));
    }
    router
        .with_state(site.clone())
        .layer(from_fn(door::to_completion))
        .layer(DefaultBodyLimit::max(site.settings.request_bytes))
        .layer(CatchPanicLayer::custom(door::panicked))
        .layer(from_fn_with_state(site, door::speak))
        .layer(from_fn(door::headers))
        .layer(CompressionLayer::new())
}

/// Serves the site until `stop` comes, and then what has begun.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    connections::answer(listener, app(site), stop).await;
    Ok(())
}

/// The site as a function of one request; for tests and tools that need no socket.
pub async fn answer(router: &Router, request: Request) -> Response {
    use tower::ServiceExt;
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
