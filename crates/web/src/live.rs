//! Server-sent events: that a dossier changed, to whoever may know of it, from the place where they were last.
//!
//! An event is a hint to look again, named `live`; its id is the place behind it, so that a browser that comes back goes
//! on from there. A stream ends by itself after some minutes: who may watch is asked anew when the browser returns.

use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use motcua_app::live::{Live, Place, Since};
use motcua_app::look;
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, Message};
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout_at};

/// How long one stream lasts.
const LASTS: Duration = Duration::from_mins(5);
/// Nothing longer than this goes by without a sign, so that nobody between here and the browser hangs up.
const SIGN: Duration = Duration::from_secs(20);

/// From where on.
#[derive(Debug, Deserialize)]
pub struct Asked {
    after: Option<String>,
}

/// `GET /so-viec/theo-doi` and `GET /api/v1/changes`
pub async fn work(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let after = place(&site, &headers, &asked)?;
    let told = {
        let site = site.clone();
        move |since: &Since| match since {
            Since::Unknown => Some("*".to_owned()),
            Since::Changed(dossiers) => {
                let known = dossiers.iter().filter(|it| caller.knows(&site, it));
                let ids: Vec<String> = known.map(|it| it.id.to_string()).collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }
        }
    };
    follow(&site, after, told)
}

/// `GET /tra-cuu/{token}/theo-doi`: of the dossiers of one slip, and nothing but that there is something new.
pub async fn status(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let after = place(&site, &headers, &asked)?;
    let views = look::status_by_token(&site.context, &token).await?;
    let own: Vec<DossierId> = views.iter().map(|it| it.dossier).collect();
    let is_own = move |it: &Arc<Dossier>| own.contains(&it.id);
    let told = move |since: &Since| match since {
        Since::Unknown => Some("*".to_owned()),
        Since::Changed(dossiers) => dossiers.iter().any(&is_own).then(|| "*".to_owned()),
    };
    follow(&site, after, told)
}

/// Where the reader was last: a browser that comes back says it in a header, a page knows where it began.
fn place(site: &Site, headers: &HeaderMap, asked: &Asked) -> Result<Place, Failure> {
    let returned = headers.get("last-event-id").and_then(|it| it.to_str().ok());
    match returned.or(asked.after.as_deref()) {
        None => Ok(site.context.live.place()),
        Some(text) => text.parse().map_err(|_| {
            Failure::new(StatusCode::BAD_REQUEST, Message::new("web.query-wrong").with("name", "after"))
                .at("after")
        }),
    }
}

struct Watch<Told> {
    live: Arc<Live>,
    at: Place,
    until: Instant,
    told: Told,
    _room: OwnedSemaphorePermit,
}

fn follow<Told: Fn(&Since) -> Option<String> + Send + 'static>(
    site: &Site,
    at: Place,
    told: Told,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<Told>>, Failure> {
    let room = site.watchers.clone().try_acquire_owned().map_err(|_| no_room())?;
    let watch =
        Watch { live: site.context.live.clone(), at, until: Instant::now() + LASTS, told, _room: room };
    let events = stream::unfold(watch, async |mut watch| Some((Ok(watch.next().await?), watch)));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN)))
}

fn no_room() -> Failure {
    let mut failure = Failure::new(StatusCode::SERVICE_UNAVAILABLE, Message::new("web.busy"));
    failure.retry_after = Some(60);
    failure
}

impl<Told: Fn(&Since) -> Option<String>> Watch<Told> {
    /// The next event; none when the stream is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            // The place first: what comes in between is told twice rather than never.
            let reached = self.live.place();
            let told = (self.told)(&self.live.since(self.at));
            self.at = reached;
            if let Some(data) = told {
                return Some(Event::default().event("live").id(reached.to_string()).data(data));
            }
            match timeout_at(self.until, self.live.moved_beyond(reached)).await {
                Ok(true) => {}
                Ok(false) | Err(_) => return None,
            }
        }
    }
}
