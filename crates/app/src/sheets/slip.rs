//! Giấy tiếp nhận hồ sơ và hẹn trả kết quả.

use super::facts::{Facts, written};
use crate::inquiries::WriteTo;
use crate::money::transfer_request;
use crate::notices::{Wants, Way, masked};
use motcua_calendar::TimeLimit;
use motcua_dossier::{Dossier, Event};
use motcua_forms::body::{AcceptanceSlip, BundleRow, PaymentCode, SlipFees};
use motcua_forms::{Body, Moment, MoneyLine};
use motcua_kernel::{Message, PartyId, Refusal, Vnd};
use motcua_storage::reach::Reach;

/// As it stands now: what was paid since the receipt is on it.
pub(super) fn acceptance(facts: &Facts<'_>) -> Result<Body, Refusal> {
    let reception = facts.dossier.reception.as_ref();
    let reception = reception.ok_or_else(|| Refusal::new("app.sheet-not-possible"))?;
    let first = facts.history.iter().find(|it| matches!(it.event, Event::Received { .. }));
    let explained = facts.province.explain_first_date(facts.dossier).map(|it| it.sentence());
    let payment = payment(facts);
    // The code to pay by and the dossiers of a visit take its room.
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
        told: told(facts),
        ask_by_text,
        officer: first.and_then(|it| facts.officer(it)),
    }
    .into())
}

/// Who is told what: each of the people of the dossier with their ways, the address in part, and whether everything goes there
/// or what is important only; none where nobody is told.
fn told(facts: &Facts<'_>) -> Option<String> {
    let way = |it: &Reach| Some(written(&Message::new(told_as(it)?).with("address", masked(it)?)));
    let person = |(id, key): (PartyId, &'static str)| {
        let ways: Vec<String> = facts.ways.iter().filter(|it| it.party == id).filter_map(way).collect();
        (!ways.is_empty()).then(|| written(&Message::new(key).with("ways", ways.join(", "))))
    };
    let applicant = Some((facts.filing.applicant, "label.sheet-told-applicant"));
    let helper = facts.filing.helper.map(|it| (it, "label.sheet-told-helper"));
    let people: Vec<String> = applicant.into_iter().chain(helper).filter_map(person).collect();
    (!people.is_empty()).then(|| people.join("; "))
}

/// A way, and how much goes there.
const fn told_as(it: &Reach) -> Option<&'static str> {
    Some(match (it.way, it.wants) {
        (Way::Email, Wants::All) => "label.sheet-told-email-all",
        (Way::Email, Wants::Important) => "label.sheet-told-email-important",
        (Way::Sms, Wants::All) => "label.sheet-told-sms-all",
        (Way::Sms, Wants::Important) => "label.sheet-told-sms-important",
        (Way::Zalo, Wants::All) => "label.sheet-told-zalo-all",
        (Way::Zalo, Wants::Important) => "label.sheet-told-zalo-important",
        (Way::Call, _) | (_, Wants::Nothing) => return None,
    })
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
