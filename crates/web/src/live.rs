//! Server-sent events: that a dossier changed, to whoever may know of it, and that one was told something oneself, from the
//! place where one was last.
//!
//! An event is a hint to look again, named `live` for dossiers and `alerts` for what one was told; its id is the place
//! behind it, so that a browser that comes back goes on from there. A stream ends by itself after some minutes: who may watch is asked anew when the browser returns.

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
use motcua_kernel::{AccountId, DossierId, Message};
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
    let (after, mark) = place(&site, &headers, &asked)?;
    let account = caller.account.id;
    let alerts = Some((account, mark.unwrap_or_else(|| site.context.live.alerts.of(account))));
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
    follow(&site, (after, alerts), told)
}

/// `GET /tra-cuu/{token}/theo-doi`: of the dossiers of one slip, and nothing but that there is something new.
pub async fn status(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let (after, _) = place(&site, &headers, &asked)?;
    let views = look::status_by_token(&site.context, &token).await?;
    let own: Vec<DossierId> = views.iter().map(|it| it.dossier).collect();
    let is_own = move |it: &Arc<Dossier>| own.contains(&it.id);
    let told = move |since: &Since| match since {
        Since::Unknown => Some("*".to_owned()),
        Since::Changed(dossiers) => dossiers.iter().any(&is_own).then(|| "*".to_owned()),
    };
    follow(&site, (after, None), told)
}

/// How far one has followed, as an id and as the address of a page write it: the place in the log and, for staff, the
/// number of what one was told.
pub fn written(place: Place, told: Option<i64>) -> String {
    told.map_or_else(|| place.to_string(), |mark| format!("{place}.{mark}"))
}

/// Where the reader was last: a browser that comes back says it in a header, a page knows where it began.
fn place(site: &Site, headers: &HeaderMap, asked: &Asked) -> Result<(Place, Option<i64>), Failure> {
    let returned = headers.get("last-event-id").and_then(|it| it.to_str().ok());
    let Some(text) = returned.or(asked.after.as_deref()) else {
        return Ok((site.context.live.place(), None));
    };
    read(text).ok_or_else(|| {
        let wrong = Message::new("web.query-wrong").with("name", "after");
        Failure::new(StatusCode::BAD_REQUEST, wrong).at("after")
    })
}

fn read(text: &str) -> Option<(Place, Option<i64>)> {
    if let Ok(place) = text.parse() {
        return Some((place, None));
    }
    let (place, mark) = text.rsplit_once('.')?;
    Some((place.parse().ok()?, Some(mark.parse().ok()?)))
}

struct Watch<Told> {
    live: Arc<Live>,
    at: Place,
    /// Whose alerts are followed, and how many of them are known there.
    alerts: Option<(AccountId, i64)>,
    until: Instant,
    told: Told,
    _room: OwnedSemaphorePermit,
}

fn follow<Told: Fn(&Since) -> Option<String> + Send + 'static>(
    site: &Site,
    (at, alerts): (Place, Option<(AccountId, i64)>),
    told: Told,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<Told>>, Failure> {
    let room = site.watchers.clone().try_acquire_owned().map_err(|_| no_room())?;
    let until = Instant::now() + LASTS;
    let watch = Watch { live: site.context.live.clone(), at, alerts, until, told, _room: room };
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
            if let Some(event) = self.of_alerts() {
                return Some(event);
            }
            // The place first: what comes in between is told twice rather than never.
            let reached = self.live.place();
            let told = (self.told)(&self.live.since(self.at));
            self.at = reached;
            if let Some(data) = told {
                return Some(self.event("live", &data));
            }
            let alerts = async {
                match self.alerts {
                    Some((account, mark)) => self.live.alerts.moved_beyond(account, mark).await,
                    None => std::future::pending().await,
                }
            };
            let moved = async {
                tokio::select! {
                    moved = self.live.moved_beyond(reached) => moved,
                    () = alerts => true,
                }
            };
            match timeout_at(self.until, moved).await {
                Ok(true) => {}
                Ok(false) | Err(_) => return None,
            }
        }
    }

    /// That one was told something; an instance that has read less than another has nothing to say.
    fn of_alerts(&mut self) -> Option<Event> {
        let (account, mark) = self.alerts?;
        let reached = self.live.alerts.of(account);
        if reached <= mark {
            return None;
        }
        self.alerts = Some((account, reached));
        Some(self.event("alerts", "*"))
    }

    fn event(&self, name: &str, data: &str) -> Event {
        let told = self.alerts.map(|(_, mark)| mark);
        Event::default().event(name).id(written(self.at, told)).data(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let place: Place = "7.12".parse().unwrap();
        assert_eq!(read(&written(place, None)), Some((place, None)));
        assert_eq!(read(&written(place, Some(3))), Some((place, Some(3))));
        for text in ["", "7", "7.", "7.12.", "7.12.x", "7.12.3.4", "x.12.3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
