//! Giấy tiếp nhận hồ sơ và hẹn trả kết quả.

use super::facts::{Facts, written};
use crate::inquiries::WriteTo;
use crate::money::transfer_request;
use crate::notices::{ReachState, Wants, code_of, masked};
use motcua_calendar::TimeLimit;
use motcua_dossier::{Dossier, Event};
use motcua_forms::body::{AcceptanceSlip, BundleRow, PaymentCode, SlipFees};
use motcua_forms::{Body, Moment, MoneyLine};
use motcua_kernel::{Message, Refusal, Vnd};
use motcua_storage::reach::Reach;

/// As it stands now: what was paid since the receipt is on it.
pub(super) fn acceptance(facts: &Facts<'_>) -> Result<Body, Refusal> {
    let reception = facts.dossier.reception.as_ref();
    let reception = reception.ok_or_else(|| Refusal::new("app.sheet-not-possible"))?;
    let first = facts.history.iter().find(|it| matches!(it.event, Event::Received { .. }));
    let explained = facts.province.explain_first_date(facts.dossier).map(|it| it.sentence());
    // The code to pay by takes the room of what is told.
    let payment = payment(facts);
    let told = told(facts).filter(|_| payment.is_none());
    let ask_by_text = ask_by_text(facts).filter(|_| payment.is_none() && facts.siblings.is_empty());
    Ok(AcceptanceSlip {
        applicant: facts.person(),
        submitter: facts.helper.as_ref().map(|it| it.name.as_str().to_owned()),
        procedure: facts.subject(),
        papers: facts.papers(),
        sets: Some(1),
        time_limit: facts.dossier.received_limit().map(TimeLimit::in_words),
        received: Moment(reception.at),
        due: facts.dossier.awaits().is_none().then_some(Moment(reception.dates.first)),
        due_explained: explained.filter(|_| facts.dossier.paper_origin().is_none()),
        second_stage: None,
        return_at: Some(facts.agency(facts.filing.receiving)),
        fees: fees(facts),
        payment,
        bundle: bundle(facts),
        book: None,
        told,
        ask_by_text,
        officer: first.and_then(|it| facts.officer(it)),
    }
    .into())
}

/// Where the people of the dossier are told of it, in part only; none where nobody is, or several dossiers share the slip.
fn told(facts: &Facts<'_>) -> Option<String> {
    let listed = |it: &Reach| {
        let way = format!("notice-way.{}", code_of(it.way));
        let way = motcua_i18n::texts(motcua_i18n::Locale::Vi).get(&way)?.to_lowercase();
        Some(format!("{way} {}", masked(it)?))
    };
    let is_told = |it: &&Reach| it.state != ReachState::Off && it.wants != Wants::Nothing;
    let ways: Vec<String> = facts.ways.iter().filter(is_told).filter_map(listed).collect();
    (!ways.is_empty() && facts.siblings.is_empty()).then(|| ways.join(", "))
}

/// What to send where, as far as the house can be asked by text.
fn ask_by_text(facts: &Facts<'_>) -> Option<String> {
    let code = facts.code.as_ref()?;
    let way = |it: &WriteTo| {
        let key = if it.channel == "zalo" { "label.sheet-write-to-zalo" } else { "label.sheet-write-to" };
        written(&Message::new(key).with("code", code).with("address", &it.address))
    };
    let ways: Vec<String> = facts.write_to.iter().map(way).collect();
    (!ways.is_empty()).then(|| ways.join("; "))
}

/// What is owed and known, and what was paid of it.
fn fees(facts: &Facts<'_>) -> SlipFees {
    let dossier = facts.dossier;
    let line = |it: &motcua_dossier::Charge| {
        let amount = it.amount?.minus(dossier.exempted(&it.code));
        (amount > Vnd::ZERO).then(|| MoneyLine { name: it.name.clone(), amount })
    };
    let open: Vec<&str> =
        dossier.charges.iter().filter(|it| it.amount.is_none()).map(|it| it.name.as_str()).collect();
    let note = (!open.is_empty())
        .then(|| written(&Message::new("app.sheet-assessed-later").with("names", open.join(", "))));
    SlipFees {
        lines: dossier.charges.iter().filter_map(line).collect(),
        paid: dossier.charges.iter().map(|it| dossier.paid(&it.code)).sum(),
        note,
    }
}

/// What is still owed by transfer, as a phone reads it; none when nothing is, or the agency has no account.
fn payment(facts: &Facts<'_>) -> Option<PaymentCode> {
    let asked = transfer_request(facts.province, facts.dossier)?;
    let at = asked.account.at();
    let bank = asked.bank.unwrap_or_else(|| format!("NAPAS {}", at.bin()));
    let account = Message::new("label.sheet-account").with("number", at.number()).with("bank", bank);
    Some(PaymentCode {
        payload: asked.payload,
        amount: asked.amount,
        reference: asked.reference.as_str().to_owned(),
        account: written(&account.with("holder", asked.account.holder())),
    })
}

/// The dossiers of the same visit, each with its own date.
fn bundle(facts: &Facts<'_>) -> Vec<BundleRow> {
    let row = |it: &Dossier| {
        let reception = it.reception.as_ref()?;
        let filing = it.filing.as_ref()?;
        let version = facts.province.version(it.received_version().unwrap_or(filing.version)).ok();
        Some(BundleRow {
            dossier: reception.number.to_string(),
            procedure: version.map(|it| it.name.clone()).unwrap_or_default(),
            agency: facts.agency(filing.competent),
            due: it.awaits().is_none().then_some(Moment(reception.dates.first)),
        })
    };
    facts.siblings.iter().filter_map(row).collect()
}
