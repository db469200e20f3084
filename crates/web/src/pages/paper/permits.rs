//! Nhập bù: the leaves to enter late, and the form by which a head gives one.

use super::{HERE, again};
use crate::Site;
use crate::api::WantedPermit;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, names};
use crate::words::key_of;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::intake::{self, PermitUsed};
use motcua_dossier::LateGround;
use motcua_identity::Scope;
use motcua_kernel::{AgencyId, Instant, Refusal};
use time::Duration;

/// A leave in the list.
pub struct Permit {
    pub agency: String,
    pub ground: String,
    pub reason: String,
    pub hours: String,
    pub slips: u32,
    pub entered: u32,
    pub enter_by: String,
    pub granted_by: String,
    pub over: bool,
}

/// The leave a head asks for, as typed.
pub struct Wish {
    pub agency: String,
    pub ground: String,
    pub reason: String,
    pub from: String,
    pub until: String,
    pub slips: String,
    pub enter_by: String,
}

impl Wish {
    /// The afternoon of the last working day, to be entered until the end of this one.
    pub fn offered(site: &Site, agency: &str, now: Instant) -> Self {
        let tree = &site.context.province.agencies;
        let mut wish = Self {
            agency: agency.to_owned(),
            ground: key_of(&LateGround::Outage, ""),
            reason: String::new(),
            from: String::new(),
            until: String::new(),
            slips: String::new(),
            enter_by: String::new(),
        };
        let Some(found) = tree.by_code(agency, now.date()) else { return wish };
        let calendar = site.context.province.calendars.of(found.id);
        let mut day = now.date() - Duration::days(1);
        for _ in 0..10 {
            if calendar.is_working_day(day) {
                break;
            }
            day -= Duration::days(1);
        }
        if let Some(session) = calendar.sessions(day).last() {
            wish.from = local(Instant::local(day, session.from()));
            wish.until = local(Instant::local(day, session.to()));
        }
        let today = calendar.next_working_day_on_or_after(now.date());
        wish.enter_by = calendar.closing(today).map(local).unwrap_or_default();
        wish
    }

    fn typed(form: &Filled) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            agency: text("agency"),
            ground: text("ground"),
            reason: text("reason"),
            from: text("from"),
            until: text("until"),
            slips: text("slips"),
            enter_by: text("enter-by"),
        }
    }

    fn wanted(&self) -> Result<WantedPermit, Refusal> {
        let slips = self.slips.parse().map_err(|_| Refusal::new("web.slips-wrong").at("slips"))?;
        let outside = self.ground == key_of(&LateGround::OutsideOffice, "");
        Ok(WantedPermit {
            agency: self.agency.clone(),
            ground: if outside { LateGround::OutsideOffice } else { LateGround::Outage },
            reason: self.reason.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            slips,
            enter_by: self.enter_by.clone(),
        })
    }
}

/// As a field of date and time wants it.
fn local(at: Instant) -> String {
    let (date, time) = (at.date(), at.time());
    format!("{date}T{:02}:{:02}", time.hour(), time.minute())
}

/// `POST /ho-so-giay/nhap-bu`
pub async fn permit(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let wish = Wish::typed(&form);
    let given = async {
        let tree = &site.context.province.agencies;
        let unknown = || Refusal::new("app.other-counter").at("agency");
        let agency = tree.by_code(&wish.agency, caller.now.date()).ok_or_else(unknown)?;
        let actor = caller.actor(&site, Scope::at(agency.id))?;
        Ok(intake::permit_late_entry(&site.context, actor, &wish.wanted()?.asked()?).await?)
    };
    match given.await {
        Ok(_) => Ok(Redirect::to(HERE).into_response()),
        Err(failure) => again(&site, reader, &caller, failure, "permit", Some(wish)).await,
    }
}

/// The leaves of an agency, the newest first.
pub async fn of(site: &Site, page: &Page, agency: AgencyId, name: &str) -> Result<Vec<Permit>, Failure> {
    let used = intake::permits_of(&site.context, agency).await?;
    let mut permits = Vec::with_capacity(used.len());
    for it in used {
        permits.push(shown(site, page, name, &it).await?);
    }
    Ok(permits)
}

async fn shown(site: &Site, page: &Page, agency: &str, used: &PermitUsed) -> Result<Permit, Failure> {
    let PermitUsed { permit, entered } = used;
    let now = site.context.clock.now();
    Ok(Permit {
        agency: agency.to_owned(),
        ground: page.word("late-ground", &key_of(&permit.ground, "")),
        reason: permit.reason.clone(),
        hours: page.span(permit.from, permit.until),
        slips: permit.slips,
        entered: *entered,
        enter_by: page.moment(permit.enter_by),
        granted_by: names::person(site, permit.granted_by).await?,
        over: permit.enter_by < now || *entered >= permit.slips,
    })
}
