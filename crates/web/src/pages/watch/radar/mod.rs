//! Cảnh báo: what is late, what will be unless somebody acts, what is due today; with the remedies beside each: to remind, to
//! give it to somebody else, to put an apology before the leader or to sign it, with the words already written.

mod card;

use super::RADAR;
use crate::Site;
use crate::api::verbs::{Apologise, Assign, DraftApology, Reappoint};
use crate::api::{find, perform};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use card::{Card, Cards};
use motcua_app::accounts;
use motcua_app::watch::{self, Endangered};
use motcua_dossier::Dossier;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, LegNo, Message};
use uuid::Uuid;

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

/// `POST /canh-bao/giao`
pub async fn assign(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let found = find(&site, &caller, filled.text("dossier")).await?;
    let assignee: Uuid = filled.text("assignee").parse().map_err(|_| wrong())?;
    let given = Assign { leg: leg_of(&filled)?.0, assignee };
    let seen = filled.seen()?;
    let names = accounts::names(&site.context, &[AccountId(assignee)]).await?;
    let given = perform(&site, &caller, &found, given, seen, filled.once).await;
    let name = names.into_values().next().unwrap_or_default();
    let said = given.map(|_| Message::new("web.radar-assigned").with("name", name));
    answered(&site, reader, &caller, (&found, said)).await
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
    filled.text("leg").parse().map(LegNo).map_err(|_| wrong())
}

/// A form that no page sends.
fn wrong() -> Failure {
    Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Message::new("web.form-wrong"))
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
    let workers = radar.all().filter_map(|it| it.leg?.1);
    let writers = radar.all().filter_map(|it| it.draft.as_ref()?.by);
    let people: Vec<AccountId> = workers.chain(writers).collect();
    let names = accounts::names(&site.context, &people).await?;
    let colleagues = watch::colleagues(&site.context, &radar, caller.now.date()).await?;
    let cards = Cards { site, page: &page, caller, names, colleagues };
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
