//! The clerk's own day: what was received, what was taken for it, and what goes to whom when the counter closes. Prints.

use super::{HERE, counter_ids};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::clock;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::sheets::without_slip;
use motcua_app::{files, intake};
use motcua_catalogue::DueWhen;
use motcua_dossier::{Dossier, Status};
use motcua_i18n::spoken_date;
use motcua_kernel::Vnd;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "counter_today.html")]
struct Today {
    page: Page,
    day: String,
    agency: String,
    officer: String,
    procedures: Vec<(String, usize)>,
    count: usize,
    due: Vnd,
    paid: Vnd,
    /// What still lies at the counter, by the agency it goes to.
    handovers: Vec<(String, Vec<Line>)>,
    lines: Vec<Line>,
    /// How many slips are still to be printed.
    unprinted: usize,
    /// Whether what is printed can be kept.
    kept: bool,
}

/// One dossier.
#[derive(Clone)]
struct Line {
    id: String,
    number: String,
    procedure: String,
    time: String,
    papers: u32,
    status: String,
    paid: Vnd,
    /// Number of the result, with its book where there is one.
    result: String,
    /// Whether its slip was printed.
    slip: bool,
}

/// `GET /tiep-nhan/hom-nay`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.today", Some(&caller), HERE);
    let counters = counter_ids(&site, &caller);
    let day = caller.now.date();
    let found = intake::received_by(&site.context, caller.account.id, &counters, day).await?;
    let mut procedures: BTreeMap<String, usize> = BTreeMap::new();
    let mut handovers: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    let (mut due, mut paid) = (Vnd::ZERO, Vnd::ZERO);
    for dossier in &found {
        *procedures.entry(names::procedure(&site, dossier)).or_default() += 1;
        due = due.plus(due_at_reception(dossier));
        paid = paid.plus(taken(dossier));
        if let Some(agency) = goes_to(&site, dossier) {
            handovers.entry(agency).or_default().push(line(&site, &page, dossier));
        }
    }
    let today = Today {
        day: spoken_date(page.locale, day),
        agency: counters.first().map(|it| names::agency(&site, *it)).unwrap_or_default(),
        officer: caller.account.display_name.clone(),
        procedures: procedures.into_iter().collect(),
        count: found.len(),
        due,
        paid,
        handovers: handovers.into_iter().collect(),
        lines: found.iter().map(|it| line(&site, &page, it)).collect(),
        unprinted: found.iter().filter(|it| without_slip(it)).count(),
        kept: files::folder(&site.context).is_ok(),
        page,
    };
    Ok(html(StatusCode::OK, &today))
}

fn line(site: &Site, page: &Page, dossier: &Dossier) -> Line {
    let given = dossier.filing.iter().flat_map(|it| &it.components);
    Line {
        id: dossier.id.to_string(),
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        time: dossier.reception.as_ref().map(|it| clock(it.at)).unwrap_or_default(),
        papers: given.map(|it| u32::from(it.originals) + u32::from(it.copies)).sum(),
        status: page.word("status", dossier.status.code()),
        paid: taken(dossier),
        result: dossier.result.as_ref().map(|it| it.number.clone()).unwrap_or_default(),
        slip: !without_slip(dossier),
    }
}

/// What was paid for it so far.
fn taken(dossier: &Dossier) -> Vnd {
    dossier.charges.iter().map(|it| dossier.paid(&it.code)).sum()
}

fn due_at_reception(dossier: &Dossier) -> Vnd {
    let now = dossier.charges.iter().filter(|it| it.due == DueWhen::AtReception);
    now.filter_map(|it| it.amount).sum()
}

/// To whom its papers go, while they lie at the counter.
fn goes_to(site: &Site, dossier: &Dossier) -> Option<String> {
    if !matches!(dossier.status, Status::Received) {
        return None;
    }
    dossier.ready_legs().next().map(|it| names::agency(site, it.plan.desk()))
}
