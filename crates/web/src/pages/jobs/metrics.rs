//! `/metrics`: what there is to do and what the workers of this server did, as Prometheus reads it. Figures only: no id, no
//! name, no text.
//!
//! It is given to a program on this machine, and to a token of whoever operates the system. A request that came through a
//! proxy says so in its headers and is not of this machine, whoever the proxy is.

use crate::Site;
use crate::failure::Failure;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use motcua_app::accounts;
use motcua_app::duties::{self, EDGES, Ended, JobState, OfKind, Overview, Spread};
use motcua_identity::Action;
use motcua_kernel::Instant;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::SocketAddr;

const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";
/// By which a proxy says that it is one.
const OF_PROXIES: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/// Whether a request was made on this machine.
pub struct OfThisMachine(bool);

impl<S: Sync> FromRequestParts<S> for OfThisMachine {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let here = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
        Ok(Self(here && !OF_PROXIES.iter().any(|it| parts.headers.contains_key(*it))))
    }
}

/// `GET /metrics`
pub async fn show(
    State(site): State<Site>,
    OfThisMachine(here): OfThisMachine,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if !here && !operates(&site, &headers).await {
        return Err(Failure::not_found());
    }
    let overview = duties::overview(&site.context).await?;
    let text = written(&overview, &duties::measured(&site.context));
    Ok(([(CONTENT_TYPE, KIND)], text).into_response())
}

/// Whether the token is one of somebody who operates the system, and was issued for it.
async fn operates(site: &Site, headers: &HeaderMap) -> bool {
    let token = headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok()).and_then(|it| it.split_once(' '));
    let Some((_, token)) = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
        return false;
    };
    let Ok((account, claims)) = accounts::authenticate(&site.context, token.trim()).await else {
        return false;
    };
    let rule = Action::OperateSystem.rule();
    let today = site.context.clock.now().date();
    claims.actions.contains(&Action::OperateSystem)
        && account.grants_on(today).any(|it| rule.reach(it.role).is_some())
}

fn written(overview: &Overview, measured: &BTreeMap<String, OfKind>) -> String {
    let mut text = String::new();
    of_the_store(&mut text, overview);
    of_this_server(&mut text, measured);
    text
}

/// The same from whichever server.
fn of_the_store(text: &mut String, overview: &Overview) {
    head(text, "motcua_jobs", "gauge", "Jobs in the database.");
    for it in &overview.counts {
        let (kind, state) = (escaped(&it.kind), it.state.code());
        line(text, format_args!("motcua_jobs{{kind=\"{kind}\",state=\"{state}\"}} {}", it.number));
    }
    head(
        text,
        "motcua_job_oldest_seconds",
        "gauge",
        "For how long the oldest job that waits might have begun.",
    );
    for it in overview.counts.iter().filter(|it| it.state == JobState::Waiting) {
        let age = seconds(overview.at.micros_since(it.earliest_due).max(0).unsigned_abs());
        line(text, format_args!("motcua_job_oldest_seconds{{kind=\"{}\"}} {age}", escaped(&it.kind)));
    }
    head(text, "motcua_recurring_begun_timestamp_seconds", "gauge", "When recurring work was last begun.");
    for it in &overview.recurring {
        let begun = it.last.as_ref().map_or(0, |it| since_1970(it.begun));
        let name = it.work.name();
        let begun = seconds(begun);
        line(text, format_args!("motcua_recurring_begun_timestamp_seconds{{name=\"{name}\"}} {begun}"));
    }
    head(text, "motcua_recurring_troubled", "gauge", "1 where recurring work needs a look.");
    for it in &overview.recurring {
        let troubled = u8::from(it.last.as_ref().is_some_and(|it| it.error.is_some()));
        line(text, format_args!("motcua_recurring_troubled{{name=\"{}\"}} {troubled}", it.work.name()));
    }
}

/// Since this server began.
fn of_this_server(text: &mut String, measured: &BTreeMap<String, OfKind>) {
    head(text, "motcua_job_tries_total", "counter", "Tries of this server, by how they ended.");
    for (kind, of_kind) in measured {
        for ended in Ended::ALL {
            let number = of_kind.ended.get(&ended).copied().unwrap_or(0);
            let (kind, ended) = (escaped(kind), ended.code());
            line(text, format_args!("motcua_job_tries_total{{kind=\"{kind}\",ended=\"{ended}\"}} {number}"));
        }
    }
    head(text, "motcua_job_try_seconds", "histogram", "How long tries took.");
    for (kind, of_kind) in measured {
        spread(text, "motcua_job_try_seconds", kind, &of_kind.tries);
    }
    head(
        text,
        "motcua_job_wait_seconds",
        "histogram",
        "For how long jobs that were due waited for their try.",
    );
    for (kind, of_kind) in measured {
        spread(text, "motcua_job_wait_seconds", kind, &of_kind.waits);
    }
}

fn spread(text: &mut String, name: &str, kind: &str, spread: &Spread) {
    let kind = escaped(kind);
    let mut so_far = 0_u64;
    for (number, edge) in spread.classes.iter().zip(EDGES) {
        so_far = so_far.saturating_add(*number);
        let edge = seconds(edge.saturating_mul(1_000));
        line(text, format_args!("{name}_bucket{{kind=\"{kind}\",le=\"{edge}\"}} {so_far}"));
    }
    let count = spread.count();
    line(text, format_args!("{name}_bucket{{kind=\"{kind}\",le=\"+Inf\"}} {count}"));
    line(text, format_args!("{name}_sum{{kind=\"{kind}\"}} {}", seconds(spread.micros)));
    line(text, format_args!("{name}_count{{kind=\"{kind}\"}} {count}"));
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    line(text, format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string can not fail.
    let _ = writeln!(text, "{line}");
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn since_1970(at: Instant) -> u64 {
    u64::try_from(at.micros()).unwrap_or(0)
}

/// Microseconds as seconds, without a detour over fractions that can not be written.
fn seconds(micros: u64) -> String {
    let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:06}").trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_written_as_they_are() {
        let written = [0, 10_000, 1_000_000, 1_500_001].map(seconds);
        assert_eq!(written, ["0", "0.01", "1", "1.500001"]);
    }

    #[test]
    fn classes_add_up() {
        let mut text = String::new();
        let mut classes = [0; EDGES.len() + 1];
        (classes[0], classes[2], classes[EDGES.len()]) = (2, 1, 1);
        spread(&mut text, "m", "a\"b", &Spread { classes, micros: 2_000_000 });
        for expected in [
            "m_bucket{kind=\"a\\\"b\",le=\"0.01\"} 2",
            "m_bucket{kind=\"a\\\"b\",le=\"300\"} 3",
            "m_bucket{kind=\"a\\\"b\",le=\"+Inf\"} 4",
            "m_sum{kind=\"a\\\"b\"} 2",
            "m_count{kind=\"a\\\"b\"} 4",
        ] {
            assert!(text.lines().any(|it| it == expected), "{expected} in\n{text}");
        }
    }
}
