//! An order to the press: the sheets as the templates see them. Values go in as values; this is the only way from data of
//! people to a template.

use crate::body::{BudgetRemittance, MonthTaking, ReceiptUsageRow, RemittanceLine};
use crate::codes::{code128_svg, qr_svg};
use crate::form_set::FormSpec;
use crate::printable::printable;
use crate::{Body, Content, Copies, Document, FormFault, FormSet, amount_in_words};
use motcua_kernel::Vnd;
use serde_json::{Value, json};

/// The order for `documents`, as JSON.
pub(crate) fn order(
    set: &FormSet,
    documents: &[Document],
    copies: Copies,
    has: &impl Fn(char) -> bool,
) -> Result<Vec<u8>, FormFault> {
    let mut sheets = Vec::with_capacity(documents.len());
    let (mut title, mut author, mut date) = (String::new(), String::new(), None);
    for document in documents {
        let kind = document.body.kind();
        let spec = set
            .form(kind)
            .ok_or_else(|| FormFault::NoSuchForm { set: set.code.clone(), kind: kind.code().to_owned() })?;
        if date.is_none() {
            title = title_of(spec, document);
            author = document.letterhead.unit.replace('\n', " – ");
        }
        date = date.max(Some(document.letterhead.date));
        sheets.extend(sheet(set, spec, document, copies, has)?);
    }
    for (index, sheet) in sheets.iter_mut().enumerate() {
        put(sheet, "index", json!(index));
    }
    let date = date.ok_or_else(|| unprintable("documents", "there are none"))?.0;
    let title = if documents.len() > 1 { format!("{title} (+{})", documents.len() - 1) } else { title };
    let order = json!({
        "title": printable(title.into(), has),
        "author": printable(author.into(), has),
        "date": [date.year(), u8::from(date.month()), date.day()],
        "sheets": sheets,
    });
    serde_json::to_vec(&order).map_err(|it| unprintable("data", it.to_string()))
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

fn title_of(spec: &FormSpec, document: &Document) -> String {
    match &document.letterhead.dossier {
        Some(dossier) => format!("{} {dossier}", spec.name),
        None => spec.name.clone(),
    }
}

/// One sheet, or one for each copy.
fn sheet(
    set: &FormSet,
    spec: &FormSpec,
    document: &Document,
    copies: Copies,
    has: &impl Fn(char) -> bool,
) -> Result<Vec<Value>, FormFault> {
    let whole = json!({
        "template": format!("/{}", spec.template),
        "form": spec,
        "words": set.words,
        "head": document.letterhead,
        "doc": document.body,
        "sum": sums(&document.body),
        "sample": document.marks.content == Content::Sample,
        "lookup": document.marks.lookup_code,
        "reprint": document.marks.reprint,
    });
    let mut whole = printable(whole, has);
    put(&mut whole, "codes", codes(document)?);
    let labels: Vec<Option<&String>> = match copies {
        Copies::All if spec.copies.is_empty() => vec![None],
        Copies::All => spec.copies.iter().map(Some).collect(),
        Copies::Only(place) => vec![spec.copies.get(place)],
    };
    let labelled = labels.into_iter().map(|label| {
        let mut copy = whole.clone();
        put(&mut copy, "copy", json!(label));
        copy
    });
    Ok(labelled.collect())
}

/// What the program adds up, so that no template has to.
fn sums(body: &Body) -> Value {
    match body {
        Body::MoneyReceipt(it) => json!({ "total": it.total(), "words": amount_in_words(it.total()) }),
        Body::AcceptanceSlip(it) => {
            let total = it.fees.lines.iter().map(|it| it.amount).sum::<Vnd>();
            json!({ "total": total, "left": total.minus(it.fees.paid) })
        }
        Body::Register(it) => json!({
            "dossiers": it.rows.len(),
            "sets": it.rows.iter().map(|it| u64::from(it.sets)).sum::<u64>(),
            "returned": it.rows.iter().filter(|it| it.returned.is_some()).count(),
        }),
        Body::HandoverList(it) => json!({
            "dossiers": it.rows.len(),
            "papers": it.rows.iter().map(|it| u64::from(it.papers)).sum::<u64>(),
        }),
        Body::DayTakings(it) => {
            let collected = it.sums.iter().map(|it| it.collected).sum::<Vnd>();
            let refunded = it.sums.iter().map(|it| it.refunded).sum::<Vnd>();
            let net = collected.minus(refunded);
            json!({ "collected": collected, "refunded": refunded, "net": net, "words": amount_in_words(net) })
        }
        Body::MonthTakings(it) => month_sums(&it.rows),
        Body::BudgetRemittance(it) => remittance_sums(it),
        Body::ReceiptUsage(it) => json!({ "counts": usage_counts(&it.rows) }),
        Body::GuidanceSlip(_)
        | Body::SupplementRequest(_)
        | Body::RefusalSlip(_)
        | Body::ApologyLetter(_)
        | Body::StopNotice(_)
        | Body::ControlSlip(_)
        | Body::ResultReceipt(_)
        | Body::SatisfactionSlip(_) => json!({}),
    }
}

fn month_sums(rows: &[MonthTaking]) -> Value {
    let sum = |of: &dyn Fn(&MonthTaking) -> Vnd| rows.iter().map(of).sum::<Vnd>();
    let refunded = sum(&|it| it.refunded);
    let net = sum(&MonthTaking::collected).minus(refunded);
    json!({
        "receipts": rows.iter().map(|it| u64::from(it.receipts)).sum::<u64>(),
        "fee": sum(&|it| it.fee),
        "state_fee": sum(&|it| it.state_fee),
        "other": sum(&|it| it.other),
        "refunded": refunded,
        "net": net,
        "cash": sum(&|it| it.cash),
        "transfer": sum(&|it| it.transfer),
        "words": amount_in_words(net),
    })
}

fn remittance_sums(sheet: &BudgetRemittance) -> Value {
    let sum = |of: &dyn Fn(&RemittanceLine) -> Vnd| sheet.rows.iter().map(of).sum::<Vnd>();
    json!({
        "collected": sum(&|it| it.collected),
        "refunded": sum(&|it| it.refunded),
        "kept": sum(&|it| it.kept),
        "remitted": sheet.remitted(),
        "words": amount_in_words(sheet.remitted()),
    })
}

/// How many numbers stand in each column.
fn usage_counts(rows: &[ReceiptUsageRow]) -> [u64; 7] {
    let sum = |of: &dyn Fn(&ReceiptUsageRow) -> u64| rows.iter().map(of).sum::<u64>();
    [
        sum(&|it| it.opening.count),
        sum(&|it| it.received.count),
        sum(&|it| it.used.count),
        sum(&|it| it.deleted.count),
        sum(&|it| it.lost.count),
        sum(&|it| it.spoiled.count),
        sum(&|it| it.closing.count),
    ]
}

/// The pictures of the codes.
fn codes(document: &Document) -> Result<Value, FormFault> {
    let marks = &document.marks;
    let qr = |what: &str, text: Option<&String>| {
        text.map(|it| qr_svg(it).ok_or_else(|| unprintable(what, "it is too long for a QR code"))).transpose()
    };
    let (mut payment, mut online) = (None, None);
    if let Body::AcceptanceSlip(slip) = &document.body {
        payment = slip.payment.as_ref().map(|it| &it.payload);
    }
    if let Body::SatisfactionSlip(slip) = &document.body {
        online = slip.online_url.as_ref();
    }
    let bars = marks.barcode.as_ref().map(|it| {
        code128_svg(it)
            .ok_or_else(|| unprintable("barcode", "it holds more than letters and digits without marks"))
    });
    Ok(json!({
        "status": qr("status_url", marks.status_url.as_ref())?,
        "proof": qr("proof_url", marks.proof_url.as_ref())?,
        "payment": qr("payment", payment)?,
        "online": qr("online_url", online)?,
        "bars": bars.transpose()?,
    }))
}

fn unprintable(what: &str, why: impl Into<String>) -> FormFault {
    FormFault::Unprintable { what: what.to_owned(), why: why.into() }
}
