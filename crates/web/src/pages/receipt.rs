//! The papers a person takes home: giấy tiếp nhận hồ sơ và hẹn trả kết quả, and the slip of a visit without a number.
//!
//! Who the applicant is stands on them only for staff of an agency that works on the dossier.

use super::counter::{Owed, owed};
use super::desk::agency_name;
use super::{Page, html};
use crate::Site;
use crate::api::find;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::words::clock;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::{accounts, intake, look};
use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{
    By, Dossier, DossierNumber, Entry, Event, Filing, Party, SupplementItem, SupplementSubject,
};
use motcua_i18n::long_date;
use motcua_kernel::Instant;
use qrcode::QrCode;
use qrcode::render::svg;

/// What both papers have.
struct Sheet<'a> {
    page: Page,
    dossier: &'a Dossier,
    agency: String,
    procedure: &'a ProcedureVersion,
    case: Option<&'a ProcedureCase>,
    channel: String,
    applicant: Option<Party>,
    helper: Option<Party>,
    papers: Vec<Paper>,
    officer: String,
    at: String,
}

/// A paper that was handed in.
struct Paper {
    name: String,
    originals: u16,
    copies: u16,
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage<'a> {
    page: &'a Page,
    sheet: &'a Sheet<'a>,
    number: [String; 3],
    limit: String,
    due: String,
    explanation: String,
    owed: Vec<Owed>,
    code: String,
    link: String,
    qr: String,
}

#[derive(Template)]
#[template(path = "slip.html")]
struct SlipPage<'a> {
    page: &'a Page,
    sheet: &'a Sheet<'a>,
    items: Vec<(String, String)>,
    reason: Option<String>,
}

/// `GET /tiep-nhan/{id}/giay-tiep-nhan`
pub async fn receipt(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let receipt = intake::receipt(&site.context, dossier).await?;
    let dossier = &receipt.dossier;
    let reception = dossier.reception.as_ref().ok_or_else(Failure::not_found)?;
    let sheet = Sheet::of(&site, reader, &caller, dossier, "label.receipt-title").await?;
    let link = format!("{}/tra-cuu/{}", site.settings.public_url, receipt.look_up.token);
    let page = ReceiptPage {
        page: &sheet.page,
        number: groups(&reception.number),
        limit: reception.limit.in_words(),
        due: moment(reception.dates.first),
        explanation: receipt.explanation.sentence(),
        owed: dossier.charges.iter().map(|it| owed(&sheet.page, it)).collect(),
        code: receipt.look_up.code,
        qr: qr(&link),
        link,
        sheet: &sheet,
    };
    Ok(html(StatusCode::OK, &page))
}

/// `GET /tiep-nhan/{id}/phieu`
pub async fn slip(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let first = first_entry(&site, &dossier).await?;
    let (title, lacking, reason) = if let Event::GuidanceGiven { lacking, .. } = &first.event {
        ("label.slip-guidance", lacking.as_slice(), None)
    } else if let Event::NotReceived { reason, .. } = &first.event {
        ("label.slip-not-received", [].as_slice(), Some(*reason))
    } else {
        return Err(Failure::not_found());
    };
    let ids: Vec<_> = lacking.iter().map(|it| it.reason).chain(reason).collect();
    let words = look::words(&site.context, &ids).await?;
    let said = |id| words.get(&id).cloned().flatten().unwrap_or_default();
    let sheet = Sheet::of(&site, reader, &caller, &dossier, title).await?;
    let items = lacking.iter().map(|it| (sheet.subject(it), said(it.reason))).collect();
    let page = SlipPage { page: &sheet.page, sheet: &sheet, items, reason: reason.map(said) };
    Ok(html(StatusCode::OK, &page))
}

impl<'a> Sheet<'a> {
    async fn of(
        site: &'a Site,
        reader: Reader,
        caller: &Caller,
        dossier: &'a Dossier,
        title: &'static str,
    ) -> Result<Self, Failure> {
        let filing = dossier.filing.as_ref().ok_or_else(Failure::not_found)?;
        let procedure = site.context.province.version(filing.version)?;
        let case = procedure.case(&filing.case);
        let (applicant, helper) = people(site, caller, dossier, filing).await?;
        let first = first_entry(site, dossier).await?;
        let page = Page::new(site, reader.locale, title, Some(caller), "/tiep-nhan");
        Ok(Self {
            dossier,
            agency: agency_name(site, filing.receiving),
            procedure,
            case: case.filter(|_| procedure.cases.len() > 1),
            channel: page.word("channel", filing.channel.code()),
            applicant,
            helper,
            papers: papers(case, filing),
            officer: officer(site, &first).await?,
            at: moment(first.occurred),
            page,
        })
    }

    /// What an item of the slip is about.
    fn subject(&self, item: &SupplementItem) -> String {
        let filing = self.dossier.filing.as_ref();
        match &item.subject {
            SupplementSubject::Component { code } => filing
                .and_then(|it| self.procedure.case(&it.case)?.component(code))
                .map_or_else(|| code.clone(), |it| it.name.clone()),
            SupplementSubject::Condition { index } => {
                self.procedure.conditions.get(usize::from(*index)).cloned().unwrap_or_default()
            }
        }
    }
}

async fn people(
    site: &Site,
    caller: &Caller,
    dossier: &Dossier,
    filing: &Filing,
) -> Result<(Option<Party>, Option<Party>), Failure> {
    if !caller.may_see_people(site, dossier) {
        return Ok((None, None));
    }
    let ids: Vec<_> = [Some(filing.applicant), filing.helper].into_iter().flatten().collect();
    let mut people = look::parties(&site.context, &ids).await?;
    let mut take = |id| people.remove(&id).flatten();
    Ok((take(filing.applicant), filing.helper.and_then(take)))
}

fn papers(case: Option<&ProcedureCase>, filing: &Filing) -> Vec<Paper> {
    let named =
        |code: &str| case.and_then(|it| it.component(code)).map_or(code, |it| it.name.as_str()).to_owned();
    let given = filing.components.iter();
    given.map(|it| Paper { name: named(&it.code), originals: it.originals, copies: it.copies }).collect()
}

async fn first_entry(site: &Site, dossier: &Dossier) -> Result<Entry, Failure> {
    let history = look::history(&site.context, dossier.id).await?;
    history.into_iter().next().ok_or_else(Failure::not_found)
}

/// Name of the person who wrote the first entry.
async fn officer(site: &Site, first: &Entry) -> Result<String, Failure> {
    let By::Officer(actor) = first.by else { return Ok(String::new()) };
    let mut names = accounts::names(&site.context, &[actor.account]).await?;
    Ok(names.remove(&actor.account).unwrap_or_default())
}

/// Agency, day and serial: read aloud one by one.
fn groups(number: &DossierNumber) -> [String; 3] {
    let mut parts = number.as_str().split('-').map(str::to_owned);
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

/// Time and day, on paper in Vietnamese.
fn moment(at: Instant) -> String {
    format!("{}, {}", clock(at), long_date(at.date()))
}

/// The square that a phone reads; nothing when the address is too long for one.
fn qr(link: &str) -> String {
    let Ok(code) = QrCode::new(link) else { return String::new() };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(116, 116).build();
    drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default().to_owned()
}
