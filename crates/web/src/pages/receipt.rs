//! The papers a person takes home: giấy tiếp nhận hồ sơ và hẹn trả kết quả, and the slip of a visit without a number.
//!
//! Who the applicant is, and what was written about the visit, stands on them only for staff of an agency that works on the
//! dossier.

use super::charges::{Owed, owed_and_paid};
use super::counter::RefusedScan;
use super::dossier::{Field, Form, asking_supplement};
use super::names::{self, Paper};
use super::qr::qr;
use super::transfer::Transfer;
use super::{Page, html, limit};
use crate::Site;
use crate::api::find;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::words::clock;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::look::{self, ReadingPlace};
use motcua_app::{accounts, files, intake};
use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{
    By, Dossier, DossierNumber, Entry, Event, Filing, InsteadOfSigning, Party, SupplementItem,
};
use motcua_i18n::long_date;
use motcua_identity::{Action, Scope};
use motcua_kernel::{BundleId, FormSet, Instant, RulePack};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Why whoever came is served first.
    priority: Option<String>,
    /// Whether the applicant signs.
    signs: bool,
    /// Whether a witness signs with them.
    witnessed: bool,
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage<'a> {
    page: &'a Page,
    sheet: &'a Sheet<'a>,
    heading: &'static str,
    number: [String; 3],
    limit: String,
    due: String,
    explanation: String,
    owed: Vec<Owed>,
    /// What is owed by transfer, and where to.
    transfer: Option<Transfer>,
    code: String,
    link: String,
    qr: String,
    /// Scans that could not be kept: the paper, and why.
    scans_refused: Vec<(String, String)>,
    /// What can still be asked of the citizen, by whoever may.
    asks: Option<Form>,
    version: u32,
    /// Where the same is received for the next person; empty for who does not receive.
    again: String,
}

/// One dossier on the slip of a bundle.
struct BundlePart<'a> {
    sheet: Sheet<'a>,
    number: String,
    limit: String,
    due: String,
    /// Whether its date counts from when another's result is planned.
    waits: bool,
    explanation: String,
    owed: Vec<Owed>,
    /// What is owed by transfer, and where to.
    transfer: Option<Transfer>,
}

#[derive(Template)]
#[template(path = "receipt_bundle.html")]
struct BundleReceiptPage<'a> {
    page: &'a Page,
    agency: &'a str,
    officer: &'a str,
    group: String,
    parts: &'a [BundlePart<'a>],
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

/// What the form of the counter leads here with.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    #[serde(default)]
    scans: String,
}

/// `GET /tiep-nhan/{id}/giay-tiep-nhan`
pub async fn receipt(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let receipt = intake::receipt(&site.context, dossier).await?;
    let dossier = &receipt.dossier;
    let reception = dossier.reception.as_ref().ok_or_else(Failure::not_found)?;
    let sheet = Sheet::of(&site, reader, &caller, dossier, "label.receipt-title").await?;
    let link = format!("{}/tra-cuu/{}", site.settings.public_url, receipt.look_up.token);
    let page = ReceiptPage {
        page: &sheet.page,
        heading: heading(site.context.province.pack_of(dossier)?),
        number: groups(&reception.number),
        limit: dossier.received_limit().map(|it| limit::in_words(&sheet.page, it)).unwrap_or_default(),
        due: moment(reception.dates.first),
        explanation: names::why_first_date(&site, &sheet.page, dossier).unwrap_or_default(),
        owed: owed_and_paid(&sheet.page, dossier),
        transfer: Transfer::of(&site, dossier),
        code: receipt.look_up.code,
        qr: qr(&link),
        link,
        scans_refused: scans_refused(&site, &sheet.page, dossier, &told),
        asks: asking_supplement(&site, &sheet.page, &caller, dossier).await?,
        version: dossier.seq,
        again: again(&site, &caller, dossier),
        sheet: &sheet,
    };
    Ok(html(StatusCode::OK, &page))
}

/// Each paper whose scan could not be kept, and why. Of papers that the dossier does not have nothing is said.
fn scans_refused(site: &Site, page: &Page, dossier: &Dossier, told: &Told) -> Vec<(String, String)> {
    let store = files::folder(&site.context).ok();
    let case = names::case(site, dossier);
    let refused = told.scans.split(',').filter_map(RefusedScan::parse);
    let named = refused.filter_map(|it| Some((case?.component(&it.paper)?.name.clone(), it.reason)));
    named.map(|(paper, reason)| (paper, page.say(&reason.message(store)))).collect()
}

/// The form of the same case, for whoever receives at this counter.
fn again(site: &Site, caller: &Caller, dossier: &Dossier) -> String {
    let Some(filing) = &dossier.filing else { return String::new() };
    let receives = caller.actor_for(site, Action::Receive, Scope::at(filing.receiving)).is_ok();
    let version = site.context.province.version(filing.version).ok();
    let procedure = version.and_then(|it| site.context.province.catalogue.by_id(it.procedure));
    match procedure {
        Some(procedure) if receives => {
            let chosen = [("procedure", procedure.code.as_str()), ("case", filing.case.as_str())];
            format!("/tiep-nhan?{}", serde_html_form::to_string(chosen).unwrap_or_default())
        }
        Some(_) | None => String::new(),
    }
}

/// What the slip is called: giấy biên nhận while each province had its own forms (NĐ 63/2010 Điều 18(3)).
const fn heading(pack: &RulePack) -> &'static str {
    match pack.reception.forms.value {
        FormSet::LocalForms => "label.receipt-heading-local",
        FormSet::SixForms | FormSet::SevenForms => "label.receipt-heading",
    }
}

/// `GET /tiep-nhan/lien-thong/{id}/giay-tiep-nhan`
pub async fn bundle_receipt(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let bundle = BundleId(id.parse().map_err(|_| Failure::not_found())?);
    let receipt = intake::bundle_receipt(&site.context, bundle).await?;
    if !receipt.children.iter().all(|(dossier, _)| caller.knows(&site, dossier)) {
        return Err(Failure::not_found());
    }
    let mut parts = Vec::with_capacity(receipt.children.len());
    for (dossier, explanation) in &receipt.children {
        let reception = dossier.reception.as_ref().ok_or_else(Failure::not_found)?;
        let mut sheet = Sheet::nameless(&site, reader, &caller, dossier, "label.receipt-title").await?;
        if parts.is_empty() {
            // They are the same people for all, and stand on the slip once.
            sheet.name_people(&site, &caller).await?;
        }
        parts.push(BundlePart {
            number: reception.number.to_string(),
            limit: dossier.received_limit().map(|it| limit::in_words(&sheet.page, it)).unwrap_or_default(),
            due: moment(reception.dates.first),
            waits: dossier.awaits().is_some(),
            explanation: explanation.sentence(),
            owed: owed_and_paid(&sheet.page, dossier),
            transfer: Transfer::of(&site, dossier),
            sheet,
        });
    }
    let first = parts.first().ok_or_else(Failure::not_found)?;
    let place = first.sheet.dossier.bundle().ok_or_else(Failure::not_found)?;
    let group = site.context.province.group(&place.group).map(|it| it.name.clone()).unwrap_or_default();
    let link = format!("{}/tra-cuu/{}", site.settings.public_url, receipt.look_up.token);
    let page = BundleReceiptPage {
        page: &first.sheet.page,
        agency: &first.sheet.agency,
        officer: &first.sheet.officer,
        group,
        parts: &parts,
        code: receipt.look_up.code,
        qr: qr(&link),
        link,
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
    let sheet = Sheet::of(&site, reader, &caller, &dossier, title).await?;
    let words = if caller.reader_of_people(&site, &dossier).is_some() {
        let ids: Vec<_> = lacking.iter().map(|it| it.reason).chain(reason).collect();
        look::words(&site.context, &ids).await?
    } else {
        BTreeMap::new()
    };
    let said = |id| match words.get(&id) {
        Some(text) => text.clone().unwrap_or_else(|| sheet.page.t("label.erased")),
        None => sheet.page.t("web.words-hidden"),
    };
    let subject = |it: &SupplementItem| names::subject(&site, &dossier, &it.subject);
    let items = lacking.iter().map(|it| (subject(it), said(it.reason))).collect();
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
        let mut sheet = Self::nameless(site, reader, caller, dossier, title).await?;
        sheet.name_people(site, caller).await?;
        Ok(sheet)
    }

    /// With the people of the dossier, for who may read them; that they were read is kept.
    async fn name_people(&mut self, site: &Site, caller: &Caller) -> Result<(), Failure> {
        let filing = self.dossier.filing.as_ref().ok_or_else(Failure::not_found)?;
        (self.applicant, self.helper) = people(site, caller, self.dossier, filing).await?;
        Ok(())
    }

    /// Without its people.
    async fn nameless(
        site: &'a Site,
        reader: Reader,
        caller: &Caller,
        dossier: &'a Dossier,
        title: &'static str,
    ) -> Result<Self, Failure> {
        let filing = dossier.filing.as_ref().ok_or_else(Failure::not_found)?;
        let version = dossier.received_version().ok_or_else(Failure::not_found)?;
        let procedure = site.context.province.version(version)?;
        let case = procedure.case(&filing.case);
        let first = first_entry(site, dossier).await?;
        let page = Page::new(site, reader.locale, title, Some(caller), "/tiep-nhan");
        Ok(Self {
            dossier,
            agency: names::agency(site, filing.receiving),
            procedure,
            case: case.filter(|_| procedure.cases.len() > 1),
            channel: page.word("channel", filing.channel.code()),
            applicant: None,
            helper: None,
            priority: names::priority(&page, dossier),
            signs: filing.instead_of_signing.is_none(),
            witnessed: filing.instead_of_signing == Some(InsteadOfSigning::Witness),
            papers: names::papers(site, dossier),
            officer: officer(site, &first).await?,
            at: moment(first.occurred),
            page,
        })
    }
}

async fn people(
    site: &Site,
    caller: &Caller,
    dossier: &Dossier,
    filing: &Filing,
) -> Result<(Option<Party>, Option<Party>), Failure> {
    let Some(reader) = caller.reader_of_people(site, dossier) else { return Ok((None, None)) };
    let place = if dossier.reception.is_some() { ReadingPlace::Receipt } else { ReadingPlace::Slip };
    let mut people = look::people_of(&site.context, reader, dossier, place).await?;
    let mut take = |id| people.remove(&id).flatten();
    Ok((take(filing.applicant), filing.helper.and_then(take)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::RulePacks;

    #[test]
    fn the_slip_has_the_name_of_its_time() {
        let packs = RulePacks::shipped().unwrap();
        for (pack, key) in [
            ("2012", "label.receipt-heading-local"),
            ("2018-06", "label.receipt-heading-local"),
            ("2019-01", "label.receipt-heading"),
            ("2026-07", "label.receipt-heading"),
        ] {
            assert_eq!(heading(packs.get(pack).unwrap()), key, "{pack}");
        }
    }
}
