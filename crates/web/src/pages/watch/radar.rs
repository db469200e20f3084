//! Cảnh báo: what is late, what will be unless somebody acts, what is due today; with the remedies beside each: to remind, to
//! give it to somebody else, to put an apology before the leader or to sign it, with the words already written.

use super::{RADAR, SIGN, SUBMIT};
use crate::Site;
use crate::api::verbs::{Apologise, DraftApology, Reappoint};
use crate::api::{find, perform};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::dossier::is_offered;
use crate::pages::time_left::span;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::apologies::Draft;
use motcua_app::look::Deed;
use motcua_app::watch::{self, Endangered};
use motcua_app::{AppError, accounts};
use motcua_dossier::Dossier;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, AgencyId, Instant, LegNo, Message};
use std::collections::BTreeMap;

/// Cards of one heading; the rest is on the work list.
const CARDS: usize = 40;

#[derive(Template)]
#[template(path = "radar.html")]
struct RadarPage {
    page: Page,
    groups: Vec<Group>,
    more: bool,
    reminded: Option<String>,
    problem: Option<String>,
}

struct Group {
    key: &'static str,
    heading: String,
    none: Option<String>,
    tag: &'static str,
    count: usize,
    cards: Vec<Card>,
}

struct Card {
    id: String,
    address: String,
    number: String,
    procedure: String,
    due: String,
    words: Vec<String>,
    worker: Option<String>,
    version: u32,
    leg: Option<u16>,
    may_remind: bool,
    assign: Vec<(String, String)>,
    apology: Option<Apology>,
    /// That an apology waits for somebody else to sign it.
    waits: Option<String>,
    no_new_date: Option<(String, Option<String>)>,
}

/// An apology that is already written, with a new date where the law still gives one.
struct Apology {
    address: &'static str,
    /// What the button says.
    button: &'static str,
    /// Whether it is signed by this press, rather than put before whoever signs.
    signs: bool,
    to: Option<String>,
    words: String,
    /// Who put it before the leader, and when.
    waits: Option<String>,
}

/// `GET /canh-bao`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    shown(&site, reader, &caller, None, None).await
}

/// `POST /canh-bao/nhac`
pub async fn remind(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let leg = leg_of(&filled)?;
    let found = find(&site, &caller, filled.text("dossier")).await?;
    let desk = found.leg(leg).map(|it| it.plan.desk()).ok_or_else(Failure::not_found)?;
    let actor = caller.actor_for(&site, Action::Assign, Scope::at(desk)).map_err(Failure::from)?;
    let asked = watch::remind(&site.context, actor, found.id, leg).await;
    let said = |asked: usize| Message::new("web.reminded").with("count", asked);
    answered(&site, reader, &caller, (&found, asked.map(said).map_err(Failure::from))).await
}

/// `POST /canh-bao/ky`: the leader signs.
pub async fn sign(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let found = find(&site, &caller, filled.text("dossier")).await?;
    let (leg, apology) = (leg_of(&filled)?.0, filled.text("apology").to_owned());
    let seen = filled.seen()?;
    let to = filled.text("to").to_owned();
    let signed = if to.is_empty() {
        perform(&site, &caller, &found, Apologise { leg, apology }, seen, filled.once).await
    } else {
        perform(&site, &caller, &found, Reappoint { leg, to, apology }, seen, filled.once).await
    };
    let said = signed.map(|_| Message::new("web.apology-signed"));
    answered(&site, reader, &caller, (&found, said)).await
}

/// `POST /canh-bao/trinh`: somebody puts it before the leader.
pub async fn submit(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let found = find(&site, &caller, filled.text("dossier")).await?;
    let (leg, apology) = (leg_of(&filled)?.0, filled.text("apology").to_owned());
    let to = Some(filled.text("to").to_owned());
    let seen = filled.seen()?;
    let drafted = perform(&site, &caller, &found, DraftApology { leg, to, apology }, seen, filled.once).await;
    let said = drafted.map(|_| Message::new("web.apology-drafted"));
    answered(&site, reader, &caller, (&found, said)).await
}

fn leg_of(filled: &Filled) -> Result<LegNo, Failure> {
    let wrong = || Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"));
    filled.text("leg").parse().map(LegNo).map_err(|_| wrong())
}

/// The page again, with what came of a press.
async fn answered(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    (dossier, came): (&Dossier, Result<Message, Failure>),
) -> Result<Response, Failure> {
    match came {
        Ok(said) => {
            let said = said.with("number", names::number(dossier));
            shown(site, reader, caller, Some(said), None).await
        }
        Err(failure) if failure.is_about_what_was_sent() || failure.winner.is_some() => {
            shown(site, reader, caller, None, Some(failure.message)).await
        }
        Err(failure) => Err(failure),
    }
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    reminded: Option<Message>,
    problem: Option<Message>,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-radar", Some(caller), RADAR);
    let radar = watch::radar(&site.context, &caller.account, caller.now).await?;
    let all = radar.late.iter().chain(&radar.endangered).chain(&radar.today).chain(&radar.to_sign);
    let workers = all.clone().filter_map(|it| it.leg?.1);
    let writers = all.clone().filter_map(|it| it.draft.as_ref()?.by);
    let people: Vec<AccountId> = workers.chain(writers).collect();
    let mut staff = BTreeMap::new();
    for it in all {
        if let Some(held) = it.outlook.held.filter(|held| !staff.contains_key(&held.desk)) {
            staff.insert(held.desk, colleagues(site, held.desk).await?);
        }
    }
    let cards =
        Cards { site, page: &page, caller, names: accounts::names(&site.context, &people).await?, staff };
    let group = |key, text: &'static str, none: Option<&'static str>, tag, of: &[Endangered]| Group {
        key,
        heading: page.t(text),
        none: none.filter(|_| of.is_empty()).map(|it| page.t(it)),
        tag,
        count: of.len(),
        cards: of.iter().take(CARDS).map(|it| cards.card(it)).collect(),
    };
    let groups = vec![
        group("to-sign", "label.radar-to-sign", None, "now", &radar.to_sign),
        group("endangered", "label.radar-endangered", Some("web.radar-none"), "warn", &radar.endangered),
        group("today", "label.radar-today", None, "now", &radar.today),
        group("late", "label.radar-late", None, "late", &radar.late),
    ];
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let reminded = reminded.map(|it| page.say(&it));
    let problem = problem.map(|it| page.say(&it));
    Ok(html(status, &RadarPage { groups, more: radar.more, reminded, problem, page }))
}

async fn colleagues(site: &Site, desk: AgencyId) -> Result<Vec<(String, String)>, AppError> {
    let staff = accounts::staff(&site.context, desk).await?;
    Ok(staff.into_iter().map(|it| (it.id.to_string(), it.display_name)).collect())
}

struct Cards<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    names: BTreeMap<AccountId, String>,
    staff: BTreeMap<AgencyId, Vec<(String, String)>>,
}

impl Cards<'_> {
    fn card(&self, it: &Endangered) -> Card {
        let Self { site, page, caller, .. } = *self;
        let dossier = &it.dossier;
        let leg = it.leg.map(|(no, _)| no);
        let offered = |deed| leg.is_some_and(|no| is_offered(site, caller, dossier, deed, no));
        let desk = it.outlook.held.map(|held| held.desk);
        let may_assign = desk.is_some_and(|at| caller.actor_for(site, Action::Assign, Scope::at(at)).is_ok());
        let may_date = [Action::Reappoint, Action::DraftApology];
        let may_date = desk.is_some_and(|at| {
            may_date.iter().any(|action| caller.actor_for(site, *action, Scope::at(at)).is_ok())
        });
        let worker = it.leg.and_then(|(_, worker)| self.names.get(&worker?).cloned());
        let staff = desk.filter(|_| offered(Deed::Assign)).and_then(|at| self.staff.get(&at));
        let apology = it.draft.as_ref().and_then(|draft| self.apology(draft, offered));
        Card {
            id: dossier.id.to_string(),
            address: format!("/ho-so/{}", dossier.id),
            number: names::number(dossier),
            procedure: names::procedure(site, dossier),
            due: page.moment(it.outlook.lawful),
            words: self.words(it),
            worker,
            version: dossier.seq,
            leg: leg.map(|no| no.0),
            may_remind: leg.is_some() && may_assign,
            assign: staff.cloned().unwrap_or_default(),
            waits: self.waits(it, apology.is_none()),
            apology,
            no_new_date: it
                .no_new_date
                .as_ref()
                .filter(|_| may_date)
                .map(|no| (page.say(&no.message), no.article.as_ref().map(ToString::to_string))),
        }
    }

    /// Why it is here, one sentence each.
    fn words(&self, it: &Endangered) -> Vec<String> {
        let Self { site, page, .. } = *self;
        let calendars = &site.context.province.calendars;
        let mut words = Vec::new();
        if it.outlook.late_by > 0 {
            let calendar = calendars.of(it.dossier.receiving().unwrap_or(it.desk));
            let late = span(page, calendar, it.outlook.lawful, it.outlook.late_by);
            let expected = page.moment(it.outlook.expected);
            words.push(page.t2("web.radar-expected", "expected", expected, "late", late));
        }
        if let Some(held) = it.outlook.held {
            let (leg, agency) = (names::leg(&it.dossier, held.leg), names::agency(site, held.desk));
            if held.behind > 0 {
                let behind = span(page, calendars.of(held.desk), it.outlook.lawful, held.behind);
                let said = Message::new("web.radar-behind").with("leg", leg).with("agency", agency);
                words.push(page.say(&said.with("behind", behind)));
            } else {
                words.push(page.t2("web.radar-held", "leg", leg, "agency", agency));
            }
        } else {
            words.push(page.t("web.radar-at-counter"));
        }
        words
    }

    fn drafted(&self, draft: &Draft, since: Instant) -> String {
        let at = self.page.moment(since);
        match draft.by.and_then(|it| self.names.get(&it).cloned()) {
            Some(name) => self.page.t2("web.apology-drafted-by", "name", name, "at", at),
            None => self.page.t1("web.apology-drafted-by-house", "at", at),
        }
    }

    /// That it waits, to those who can not sign it.
    fn waits(&self, it: &Endangered, cannot: bool) -> Option<String> {
        let since = it.draft.as_ref().and_then(|draft| draft.waits).filter(|_| cannot)?;
        Some(self.page.t1("web.apology-waits", "at", self.page.moment(since)))
    }

    /// For whoever signs it, or puts it before them; what waits already is not put before them again.
    fn apology(&self, draft: &Draft, offered: impl Fn(Deed) -> bool) -> Option<Apology> {
        let signs = offered(if draft.to.is_some() { Deed::Reappoint } else { Deed::Apologise });
        if !signs && (draft.waits.is_some() || !offered(Deed::DraftApology)) {
            return None;
        }
        let button = match (signs, draft.to) {
            (true, Some(_)) => "label.radar-sign-new-date",
            (true, None) => "label.radar-sign",
            (false, Some(_)) => "label.radar-ask-new-date",
            (false, None) => "label.radar-submit",
        };
        let written =
            |to: Instant| format!("{}T{:02}:{:02}", to.date(), to.time().hour(), to.time().minute());
        Some(Apology {
            address: if signs { SIGN } else { SUBMIT },
            button,
            signs,
            to: draft.to.map(written),
            words: draft.words.clone(),
            waits: draft.waits.map(|since| self.drafted(draft, since)),
        })
    }
}
