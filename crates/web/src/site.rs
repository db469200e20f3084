//! The running site: what handlers share, and the router with its doors in order.

use crate::pages::lead_here;
use crate::routes::routes;
use crate::{connections, door};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use governor::DefaultKeyedRateLimiter;
use governor::Quota;
use motcua_app::admin::with_what_is_kept;
use motcua_app::begin::{BeginCode, is_new};
use motcua_app::{AppError, Context};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
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
    pub(crate) shown: Arc<[ShownSetting]>,
    first: Option<FirstRun>,
}

/// A setting as an administrator reads it; never one that holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSetting {
    /// Its whole name (`server.listen`).
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where it was written.
    pub source: SettingSource,
}

/// Where a setting was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingSource {
    /// In the program.
    Default,
    /// In this file.
    File(String),
    /// In this variable of the environment.
    Variable(String),
    /// Behind the name of the program.
    CommandLine,
}

/// A house in which nobody is yet: the code that lets somebody begin, and whom to tell when somebody has.
#[derive(Clone)]
pub struct FirstRun {
    /// The code.
    pub code: BeginCode,
    /// Becomes true when somebody is in the house.
    pub done: watch::Sender<bool>,
}

impl Site {
    /// A site over `context`.
    pub fn new(context: Context, settings: SiteSettings) -> Self {
        let quota = Quota::per_minute(settings.lookups_per_minute).allow_burst(settings.lookup_burst);
        let lookups = Arc::new(DefaultKeyedRateLimiter::keyed(quota));
        let watchers = Arc::new(Semaphore::new(connections::MOST / 2));
        Self { context, settings: Arc::new(settings), lookups, watchers, shown: Arc::from([]), first: None }
    }

    /// The same, showing these settings to administrators.
    #[must_use]
    pub fn with_settings(self, shown: Vec<ShownSetting>) -> Self {
        Self { shown: shown.into(), ..self }
    }

    /// The same, to be begun by whoever has the code.
    #[must_use]
    pub fn to_begin(self, first: FirstRun) -> Self {
        Self { first: Some(first), ..self }
    }

    /// How it is begun; not at all once somebody is in the house, whoever let them in.
    pub(crate) async fn begins(&self) -> Option<&FirstRun> {
        let first = self.first.as_ref().filter(|it| !*it.done.borrow())?;
        match is_new(&self.context).await {
            Ok(true) => Some(first),
            Ok(false) => {
                first.done.send_replace(true);
                None
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "no look at the accounts");
                None
            }
        }
    }
}

impl Site {
    /// The same with what was kept last.
    pub(crate) async fn refreshed(&self) -> Result<Self, AppError> {
        let context = with_what_is_kept(&self.context).await?;
        Ok(Self { context: context.unwrap_or_else(|| self.context.clone()), ..self.clone() })
    }
}

/// The site as it answers: made anew when an administrator, perhaps on another server, has kept
/// another calendar or published a version.
struct Standing {
    standing: RwLock<(Site, Router)>,
    /// When it was looked last, in microseconds.
    looked: AtomicI64,
}

/// Pages may be so many microseconds behind another server; whatever changes something never is.
const BEHIND: i64 = 5_000_000;
const NEVER: i64 = i64::MIN;

impl Standing {
    async fn answer(&self, request: Request) -> Response {
        let changes = !request.method().is_safe();
        let (site, _) = self.standing();
        let now = site.context.clock.now().micros();
        if changes || now.saturating_sub(self.looked.load(Ordering::Relaxed)) > BEHIND {
            self.looked.store(now, Ordering::Relaxed);
            self.renew(site).await;
        }
        let response = answer(&self.standing().1, request).await;
        if changes {
            self.looked.store(NEVER, Ordering::Relaxed);
        }
        response
    }

    async fn renew(&self, site: Site) {
        match with_what_is_kept(&site.context).await {
            Ok(None) => {}
            Ok(Some(context)) => {
                let site = Site { context, ..site };
                let router = router(&site);
                *self.standing.write().unwrap_or_else(PoisonError::into_inner) = (site, router);
            }
            // It goes on with what it has; what the store lacks shows in the answer.
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "no look at what is kept"),
        }
    }

    fn standing(&self) -> (Site, Router) {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The router of the whole site.
pub fn app(site: Site) -> Router {
    let router = router(&site);
    let live = Arc::new(Standing { standing: RwLock::new((site, router)), looked: AtomicI64::new(NEVER) });
    Router::new().fallback(async move |request: Request| live.answer(request).await)
}

/// What answers while the calendar and the catalogue of the province stay.
fn router(site: &Site) -> Router {
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
        .layer(from_fn_with_state(site.clone(), lead_here))
        .layer(DefaultBodyLimit::max(site.settings.request_bytes))
        .layer(CatchPanicLayer::custom(door::panicked))
        .layer(from_fn_with_state(site.clone(), door::speak))
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
