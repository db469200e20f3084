//! The gate of one route: known query parameters only, a known person, and one who holds the permission somewhere.
//!
//! Handlers then ask `Caller::actor` for the exact place. A route cannot forget this gate: `routes.rs` puts it on all.

use super::{Caller, Via};
use crate::failure::Failure;
use crate::pages::own_password;
use crate::routes::{Audience, Needs, Route};
use crate::{Site, words};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts;
use motcua_identity::{Account, Action, PasswordDue, SessionToken};
use motcua_kernel::{Message, Refusal};

/// The name of the session's cookie.
pub const COOKIE_NAME: &str = "motcua_session";
const LOG_OUT: &str = "/dang-xuat";

/// The route a request has come to.
#[derive(Clone, Copy)]
pub struct CurrentRoute(pub &'static Route);

/// Lets a request through to its handler, or not.
pub async fn gate(
    route: &'static Route,
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().insert(CurrentRoute(route));
    if let Err(failure) = known_query(route, request.uri().query()) {
        return failure.into_response();
    }
    let caller = match who(route, &site, request.headers()).await {
        Ok(Some(caller)) => caller,
        Ok(None) if route.needs == Needs::Nothing => return next.run(request).await,
        Ok(None) => return to_the_login(route, &request),
        Err(failure) => return failure.into_response(),
    };
    if caller.password_due.is_some() && !is_open_before_the_password(route) {
        return first_to(own_password::OWN_PASSWORD, &request);
    }
    let mut response = match holds(&caller) {
        Ok(()) => {
            request.extensions_mut().insert(caller.clone());
            next.run(request).await
        }
        Err(refusal) => Failure::from(refusal).into_response(),
    };
    // For `speak`: the page of a failure is one of this person as well.
    response.extensions_mut().insert(caller);
    response
}

/// What somebody may do who must choose another password first: that, go away, and whatever the public may.
fn is_open_before_the_password(route: &Route) -> bool {
    route.needs == Needs::Nothing || [own_password::OWN_PASSWORD, LOG_OUT].contains(&route.path)
}

fn known_query(route: &Route, query: Option<&str>) -> Result<(), Failure> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
    match pairs.iter().find(|(name, _)| !route.query.contains(&name.as_str())) {
        None => Ok(()),
        Some((name, _)) => {
            let message = Message::new("web.query-unknown").with("name", words::shortened(name));
            Err(Failure::new(StatusCode::BAD_REQUEST, message).at(words::shortened(name)))
        }
    }
}

async fn who(route: &Route, site: &Site, headers: &HeaderMap) -> Result<Option<Caller>, Failure> {
    let action = match route.needs {
        Needs::Nothing | Needs::Account => None,
        Needs::Permission(action) => Some(action),
    };
    match route.audience {
        Audience::Program => {
            let Some(token) = bearer(headers) else { return Ok(None) };
            if route.needs == Needs::Nothing {
                return Ok(None);
            }
            let (account, claims) = accounts::authenticate(&site.context, token).await?;
            Ok(Some(caller(site, account, Via::Token(claims), action, None)))
        }
        Audience::Person => {
            let Some(token) = session(headers) else { return Ok(None) };
            person(site, token, action).await
        }
    }
}

/// Who is logged in with this session, if it still holds.
pub async fn person(
    site: &Site,
    token: SessionToken,
    action: Option<Action>,
) -> Result<Option<Caller>, Failure> {
    let resumed = accounts::resume(&site.context, &token).await?;
    Ok(resumed.map(|it| caller(site, it.account, Via::Session(token), action, it.password_due)))
}

fn caller(
    site: &Site,
    account: Account,
    via: Via,
    action: Option<Action>,
    password_due: Option<PasswordDue>,
) -> Caller {
    let live = &site.context.live;
    let told = live.alerts.of(account.id);
    let (now, place) = (site.context.clock.now(), live.place());
    Caller { account, via, action, password_due, now, place, told }
}

/// Some role of the account has the action of the route somewhere, and the token was issued for it.
fn holds(caller: &Caller) -> Result<(), Refusal> {
    let Some(action) = caller.action else { return Ok(()) };
    let rule = action.rule();
    let by_role = caller.account.grants_on(caller.now.date()).any(|grant| rule.reach(grant.role).is_some());
    let by_token = match &caller.via {
        Via::Session(_) => true,
        Via::Token(claims) => claims.actions.contains(&action),
    };
    if by_role && by_token {
        Ok(())
    } else {
        Err(Refusal::new("identity.not-permitted").with("action", action))
    }
}

fn to_the_login(route: &Route, request: &Request) -> Response {
    match route.audience {
        Audience::Program => {
            Failure::new(StatusCode::UNAUTHORIZED, Message::new("web.token-missing")).into_response()
        }
        Audience::Person => first_to("/dang-nhap", request),
    }
}

/// To another page first, which leads back to the one that was asked for.
fn first_to(page: &str, request: &Request) -> Response {
    // Where only forms are sent to there is no page to come back to.
    if !request.method().is_safe() {
        return Redirect::to(page).into_response();
    }
    let path = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let next = serde_html_form::to_string([("next", path)]).unwrap_or_default();
    Redirect::to(&format!("{page}?{next}")).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The session in the cookies of a request.
pub fn session(headers: &HeaderMap) -> Option<SessionToken> {
    cookie(headers, COOKIE_NAME).and_then(SessionToken::parse)
}

/// The cookie with this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .find(|(given, _)| *given == name)
        .map(|(_, value)| value)
}
