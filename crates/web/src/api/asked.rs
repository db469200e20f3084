//! What a program asks for behind the `?`: each parameter once, in a form that can be meant. A wrong one is a 400 that
//! names it.

use super::named;
use crate::cursors::DossierPlace;
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, cursors, words};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use motcua_identity::Scope;
use motcua_kernel::{AgencyId, Instant, Refusal, parse_date, parse_instant};
use time::Time;

const USUAL_LIMIT: usize = 50;
const MOST: usize = 200;

/// The parameters of a request; the gate has seen that all are known.
#[derive(Clone, Debug)]
pub struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        for (place, (name, _)) in pairs.iter().enumerate() {
            if pairs.iter().take(place).any(|(before, _)| before == name) {
                return Err(bad(Refusal::new("web.query-twice").with("name", name).at(name.clone())));
            }
        }
        Ok(Self { path: parts.uri.path().to_owned(), pairs })
    }
}

impl Asked {
    /// What was asked under `name`; nothing when it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(it, _)| it == name)
            .map(|(_, value)| value.trim())
            .filter(|it| !it.is_empty())
    }

    /// How many items are wanted.
    pub fn limit(&self) -> Result<usize, Failure> {
        let Some(text) = self.text("limit") else { return Ok(USUAL_LIMIT) };
        let wrong = || bad(Refusal::new("web.limit-of-page").with("most", MOST).at("limit"));
        text.parse().ok().filter(|it| (1..=MOST).contains(it)).ok_or_else(wrong)
    }

    /// The first moment of a date.
    pub fn date(&self, name: &'static str) -> Result<Option<Instant>, Failure> {
        let read = |text| {
            let date = parse_date(text).ok_or_else(|| bad(Refusal::new("web.date-wrong").at(name)))?;
            Ok(Instant::local(date, Time::MIDNIGHT))
        };
        self.text(name).map(read).transpose()
    }

    /// A moment that has come.
    pub fn past_moment(&self, name: &'static str, now: Instant) -> Result<Instant, Failure> {
        let Some(text) = self.text(name) else { return Ok(now) };
        let wrong = || bad(Refusal::new("web.moment-wrong").at(name));
        let moment = parse_instant(text).ok_or_else(wrong)?;
        if moment > now { Err(bad(Refusal::new("web.moment-in-future").at(name))) } else { Ok(moment) }
    }

    /// The agency whose code is asked under `name`.
    pub fn agency(&self, site: &Site, name: &'static str) -> Result<Option<AgencyId>, Failure> {
        self.text(name).map(|code| named::agency(&site.context, code, name)).transpose().map_err(bad)
    }

    /// The agency asked under `name` and everything below it, or every agency, as far as this caller may ask there.
    pub fn agencies(
        &self,
        site: &Site,
        caller: &Caller,
        name: &'static str,
    ) -> Result<Vec<AgencyId>, Failure> {
        let root = self.agency(site, name)?;
        let tree = &site.context.province.agencies;
        let within = |id| root.is_none_or(|root| tree.is_within(id, root));
        let may = |id| caller.actor(site, Scope::at(id)).is_ok();
        let seen: Vec<AgencyId> = tree.iter().map(|it| it.id).filter(|id| within(*id) && may(*id)).collect();
        match root {
            Some(root) if seen.is_empty() => {
                caller.actor(site, Scope::at(root)).map(|_| seen).map_err(Into::into)
            }
            Some(_) | None => Ok(seen),
        }
    }

    /// Where a page of dossiers starts.
    pub fn after_dossier(&self) -> Result<Option<DossierPlace>, Failure> {
        self.after(cursors::dossier)
    }

    /// Where a page starts, as `read` understands the cursor.
    pub fn after<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Failure> {
        let Some(text) = self.text("after") else { return Ok(None) };
        read(text).map(Some).ok_or_else(|| bad(Refusal::new("web.cursor-wrong").at("after")))
    }

    /// The same question about the page behind `cursor`, for the header `Link`.
    pub fn link(&self, cursor: Option<&str>) -> Option<HeaderValue> {
        let cursor = cursor?;
        let others = self.pairs.iter().filter(|(name, _)| name != "after");
        let pairs: Vec<(&str, &str)> =
            others.map(|(name, value)| (name.as_str(), value.as_str())).chain([("after", cursor)]).collect();
        let query = serde_html_form::to_string(pairs).ok()?;
        HeaderValue::try_from(format!("<{}?{query}>; rel=\"next\"", self.path)).ok()
    }
}

/// A refusal of what stands in the address.
pub fn bad(refusal: Refusal) -> Failure {
    let mut failure = Failure::from(refusal);
    failure.status = StatusCode::BAD_REQUEST;
    failure.field = failure.field.map(|it| words::shortened(&it).into());
    failure
}
