//! What the form of the counter is sent to: received, guided or not received; or only looked at, as often as something is
//! typed. Whatever is refused comes back with everything that was typed.

use super::asked::Asked;
use super::earlier::Earlier;
use super::panel::Panel;
use super::scans::{RefusedScan, Scans};
use super::sheet::Sheet;
use super::typed::Typed;
use super::visit::{Visit, done_unless};
use super::{HERE, Problem, drafts};
use crate::Site;
use crate::door::{Caller, Filled, Reader, Sent};
use crate::failure::Failure;
use crate::pages::{Page, html};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::intake;
use motcua_dossier::Dossier;
use motcua_kernel::Refusal;

/// `POST /tiep-nhan/xem-truoc`
pub async fn preview(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let asked = Asked::find(&site, &typed, caller.now)?;
    let (_, wrong) = typed.read(&asked);
    show(&site, reader, &caller, asked, typed, wrong).await
}

/// `POST /tiep-nhan/dien`: what is known of the person goes into the fields that are empty.
pub async fn fill_in(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let mut typed = Typed::sent(&form);
    let asked = Asked::find(&site, &typed, caller.now)?;
    let page = Page::new(&site, reader.locale, "label.counter-title", Some(&caller), HERE);
    let earlier = Earlier::find(&site, &page, &caller, &typed, Some(&asked)).await?;
    if let Some(person) = &earlier.person {
        typed.fill_in(person);
        typed.fill_in_email(earlier.email.as_ref());
    }
    show(&site, reader, &caller, asked, typed, Vec::new()).await
}

/// `POST /tiep-nhan/phieu-tam`: the panel beside the form, alone; what is typed is kept.
pub async fn live(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let asked = Asked::find(&site, &typed, caller.now)?;
    let page = Page::new(&site, reader.locale, "label.counter-title", Some(&caller), HERE);
    let saved = drafts::keep(&site, &caller, &typed).await?;
    let (mut panel, _) = Panel::new(&site, &page, &caller, &asked, &typed).await?;
    panel.saved = saved;
    Ok(html(StatusCode::OK, &panel))
}

/// `POST /tiep-nhan`
pub async fn receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    sent: Sent,
) -> Result<Response, Failure> {
    let (form, scans) = Scans::read(&site, sent).await?;
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.against(&site);
    if wrong.is_empty() {
        wrong.extend(filed_before(&site, reader, &caller, &visit).await?);
    }
    match done_unless(wrong, visit.receive(&site, form.once)).await {
        Ok(Ok(dossier)) => {
            let refused = scans.put(&site, &caller, &dossier).await?;
            Ok(to_receipt(&visit.typed, &dossier, &refused))
        }
        Ok(Err(mut wrong)) => {
            wrong.extend(scans.lost());
            scans.drop_all(&site).await?;
            show(&site, reader, &caller, visit.asked, visit.typed, wrong).await
        }
        Err(failure) => {
            scans.drop_all(&site).await?;
            Err(failure)
        }
    }
}

/// So many refused scans are told one by one: an address has an end.
const MOST_TOLD: usize = 40;

/// To the paper the person takes home, beside which it is said which scans could not be kept.
fn to_receipt(typed: &Typed, dossier: &Dossier, refused: &[RefusedScan]) -> Response {
    let print = Some(("print", "yes".to_owned())).filter(|_| !typed.text("print").is_empty());
    let scans: Vec<String> = refused.iter().take(MOST_TOLD).map(RefusedScan::written).collect();
    let scans = Some(("scans", scans.join(","))).filter(|_| !scans.is_empty());
    let told: Vec<(&str, String)> = print.into_iter().chain(scans).collect();
    let told = serde_html_form::to_string(told).unwrap_or_default();
    let address = format!("{HERE}/{}/giay-tiep-nhan", dossier.id);
    let address = if told.is_empty() { address } else { format!("{address}?{told}") };
    Redirect::to(&address).into_response()
}

/// `POST /tiep-nhan/huong-dan`
pub async fn guide(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let guided = async {
        let (actor, submission) = visit.submission(&site, form.once)?;
        let items = visit.items(&submission.filing);
        Ok(intake::guide(&site.context, actor, submission, items).await?)
    };
    match done_unless(visit.wrong(), guided).await? {
        Ok(dossier) => to_slip(&site, &caller, &visit.typed, &dossier).await,
        Err(wrong) => show(&site, reader, &caller, visit.asked, visit.typed, wrong).await,
    }
}

/// `POST /tiep-nhan/khong-tiep-nhan`
pub async fn not_receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    let reason = visit.reason();
    if reason.is_empty() {
        wrong.push(Refusal::new("intake.reason-missing").at("reason").into());
    }
    let sent_home = async {
        let (actor, submission) = visit.submission(&site, form.once)?;
        Ok(intake::not_receive(&site.context, actor, submission, reason).await?)
    };
    match done_unless(wrong, sent_home).await? {
        Ok(dossier) => to_slip(&site, &caller, &visit.typed, &dossier).await,
        Err(wrong) => show(&site, reader, &caller, visit.asked, visit.typed, wrong).await,
    }
}

/// The same is open already and the clerk has not said to go on: asked before money is taken.
async fn filed_before(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    visit: &Visit<'_>,
) -> Result<Option<Problem>, Failure> {
    let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
    let earlier = Earlier::find(site, &page, caller, &visit.typed, Some(&visit.asked)).await?;
    let Some(open) = earlier.open.filter(|it| visit.typed.text("again") != it.id.to_string()) else {
        return Ok(None);
    };
    Ok(Some(Refusal::new("web.filed-before").with("number", open.number).at("again").into()))
}

/// The form again, with what is wrong with it.
async fn show(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    asked: Asked<'_>,
    typed: Typed,
    wrong: Vec<Problem>,
) -> Result<Response, Failure> {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let saved = drafts::keep(site, caller, &typed).await?;
    let sheet = Sheet::new(site, reader, caller, asked, typed).await?;
    Ok(sheet.saved(saved).with(wrong).answer(status))
}

async fn to_slip(
    site: &Site,
    caller: &Caller,
    typed: &Typed,
    dossier: &Dossier,
) -> Result<Response, Failure> {
    drafts::done(site, caller, typed).await?;
    Ok(Redirect::to(&format!("{HERE}/{}/phieu", dossier.id)).into_response())
}
