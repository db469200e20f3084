//! Cảnh báo: what is late, what will be unless somebody acts, what is due today; with the remedies beside each: to remind, to
//! give it to somebody else, to apologise and give a new date with the words already written.

use super::RADAR;
use crate::Site;
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
use motcua_app::look::Deed;
use motcua_app::watch::{self, Endangered};
use motcua_app::{AppError, accounts};
use motcua_i18n::{Locale, say};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, AgencyId, LegNo, Message};
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
    no_new_date: Option<(String, Option<String>)>,
}

/// An apology that is already written, with a new date where the law still gives one.
struct Apology {
    address: String,
    to: Option<String>,
    words: String,
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
    let wrong = || Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"));
    let leg = filled.text("leg").parse().map(LegNo).map_err(|_| wrong())?;
    let found = crate::api::find(&site, &caller, filled.text("dossier")).await?;
    let desk = found.leg(leg).map(|it| it.plan.desk()).ok_or_else(Failure::not_found)?;
    let actor = caller.actor_for(&site, Action::Assign, Scope::at(desk)).map_err(Failure::from)?;
    match watch::remind(&site.context, actor, found.id, leg).await {
        Ok(asked) => {
            let said =
                Message::new("web.reminded").with("count", asked).with("number", names::number(&found));
            shown(&site, reader, &caller, Some(said), None).await
        }
        Err(AppError::Refused(refusal)) => shown(&site, reader, &caller, None, Some(refusal.message)).await,
        Err(error) => Err(error.into()),
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
    let all = radar.late.iter().chain(&radar.endangered).chain(&radar.today);
    let workers: Vec<AccountId> = all.clone().filter_map(|it| it.leg?.1).collect();
    let mut staff = BTreeMap::new();
    for it in all {
        if let Some(held) = it.outlook.held.filter(|held| !staff.contains_key(&held.desk)) {
            staff.insert(held.desk, colleagues(site, held.desk).await?);
        }
    }
    let cards =
        Cards { site, page: &page, caller, names: accounts::names(&site.context, &workers).await?, staff };
    let group = |key, text: &'static str, none: Option<&'static str>, tag, of: &[Endangered]| Group {
        key,
        heading: page.t(text),
        none: none.filter(|_| of.is_empty()).map(|it| page.t(it)),
        tag,
        count: of.len(),
        cards: of.iter().take(CARDS).map(|it| cards.card(it)).collect(),
    };
    let groups = vec![
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
        let may_date =
            desk.is_some_and(|at| caller.actor_for(site, Action::Reappoint, Scope::at(at)).is_ok());
        let dated = it.no_new_date.is_none();
        let apologises = offered(if dated { Deed::Reappoint } else { Deed::Apologise });
        let worker = it.leg.and_then(|(_, worker)| self.names.get(&worker?).cloned());
        let staff = desk.filter(|_| offered(Deed::Assign)).and_then(|at| self.staff.get(&at));
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
            apology: apologises.then(|| self.apology(it, dated)),
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

    /// In Vietnamese, for it goes to the citizen.
    fn apology(&self, it: &Endangered, dated: bool) -> Apology {
        let leg = it.leg.map(|(no, _)| names::leg(&it.dossier, no)).unwrap_or_default();
        let agency = names::agency(self.site, it.outlook.held.map_or(it.desk, |held| held.desk));
        let draft = Message::new(if dated { "web.apology-draft" } else { "web.apology-late-draft" });
        let (date, time) = (it.new_date.date(), it.new_date.time());
        let verb = if dated { "reappoint" } else { "apologise" };
        Apology {
            address: format!("/ho-so/{}/{verb}", it.dossier.id),
            to: dated.then(|| format!("{date}T{:02}:{:02}", time.hour(), time.minute())),
            words: say(Locale::Vi, &draft.with("agency", agency).with("leg", leg)),
        }
    }
}
