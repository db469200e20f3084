//! Bảng kê thu, bảng kê nộp ngân sách, báo cáo sử dụng biên lai: sums of the book of an agency, which they never change.

use super::word;
use crate::money::series::{SeriesSheet, usage_of};
use crate::{AppError, Context, Province};
use motcua_dossier::Dossier;
use motcua_fees::remittance::{Remittance, TakenFor, days_of, remittance};
use motcua_fees::series::NumberRanges;
use motcua_fees::{BookLine, BookMeans, SHEET_KINDS, book_sheet};
use motcua_forms::body::{
    BudgetRemittance, DayTaking, DayTakings, MonthTaking, MonthTakings, NumbersOf, ReceiptUsage,
    ReceiptUsageRow, RemittanceLine, SubsectionSum, TakingsSum,
};
use motcua_forms::{Day, Moment};
use motcua_kernel::{AgencyId, Date, DossierId, Instant, Vnd};
use motcua_storage::{dossiers, money_book};
use serde::Serialize;
use std::collections::BTreeMap;
use time::Time;

const CHUNK: usize = 500;

/// What an agency took in a period, with the dossiers it took it for.
#[derive(Clone, Debug)]
pub struct MoneyTaken {
    /// Who.
    pub agency: AgencyId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Lines of the book that are of dossiers.
    pub lines: Vec<BookLine>,
    dossiers: BTreeMap<DossierId, Dossier>,
}

/// The lines of a period.
///
/// # Errors
/// When the store fails.
pub async fn money_taken(
    context: &Context,
    agency: AgencyId,
    (first, last): (Date, Date),
) -> Result<MoneyTaken, AppError> {
    let reader = context.store.reader();
    let span = (Instant::local(first, Time::MIDNIGHT), Instant::end_of(last));
    let mut lines = money_book::of_agency(&reader, agency, span).await?;
    lines.retain(|it| it.subject.is_some());
    let mut ids: Vec<DossierId> = lines.iter().filter_map(|it| Some(it.subject.as_ref()?.dossier)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = BTreeMap::new();
    for some in ids.chunks(CHUNK) {
        known.extend(dossiers::of_ids(&reader, some).await?.into_iter().map(|it| (it.id, it)));
    }
    Ok(MoneyTaken { agency, first, last, lines, dossiers: known })
}

impl MoneyTaken {
    fn dossier(&self, line: &BookLine) -> Option<&Dossier> {
        self.dossiers.get(&line.subject.as_ref()?.dossier)
    }

    fn number(&self, line: &BookLine) -> Option<String> {
        Some(self.dossier(line)?.reception.as_ref()?.number.to_string())
    }

    /// The name of the charge; its kind where the dossier does not know it any more.
    fn charge(&self, line: &BookLine) -> String {
        let Some(subject) = &line.subject else { return String::new() };
        let charge = self.dossier(line).and_then(|it| it.charge(&subject.charge));
        charge.map_or_else(|| word("charge-kind", &key(&subject.kind)), |it| it.name.clone())
    }

    /// The code of the procedure it was taken for.
    fn procedure<'a>(&self, province: &'a Province, line: &BookLine) -> &'a str {
        let filing = self.dossier(line).and_then(|it| it.filing.as_ref());
        let version = filing.and_then(|it| province.catalogue.version(it.version));
        let procedure = version.and_then(|it| province.catalogue.by_id(it.procedure));
        procedure.map_or("", |it| it.code.as_str())
    }

    /// What stays with the agency and what goes to the budget.
    pub fn remittance(&self, province: &Province) -> Remittance {
        let taken = |line: &BookLine| {
            let code = line.subject.as_ref().map_or("", |it| it.charge.as_str());
            let budget = province.budget.line(code, self.procedure(province, line), line.at.date());
            TakenFor { name: self.charge(line), budget: budget.cloned() }
        };
        remittance(self.lines.iter().map(|it| (it, taken(it))))
    }
}

/// Bảng kê thu of one day, line by line; `keeper` makes it.
pub fn day_takings(taken: &MoneyTaken, keeper: &str) -> DayTakings {
    let row = |line: &BookLine| DayTaking {
        at: Moment(line.at),
        receipt: line.receipt.clone(),
        dossier: taken.number(line),
        what: format!("{}: {}", word("book-kind", &key(&line.kind)), taken.charge(line)),
        means: word("book-means", &key(&line.means)),
        amount: line.amount,
    };
    let sheet = book_sheet(&taken.lines);
    let mut sums = Vec::new();
    for kind in SHEET_KINDS {
        for means in [BookMeans::Cash, BookMeans::Transfer] {
            let it = sheet.row(kind, means);
            let (collected, refunded) = (it.paid.minus(it.reversed), it.refunded);
            if it.paid != Vnd::ZERO || it.reversed != Vnd::ZERO || refunded != Vnd::ZERO {
                let what =
                    format!("{} – {}", word("charge-kind", &key(&kind)), word("book-means", &key(&means)));
                sums.push(TakingsSum { what, collected, refunded });
            }
        }
    }
    DayTakings {
        day: Day(taken.first),
        rows: taken.lines.iter().map(row).collect(),
        sums,
        keeper: Some(keeper.to_owned()),
        head: None,
    }
}

/// Bảng kê thu of a month or any span, day by day.
pub fn month_takings(taken: &MoneyTaken, keeper: &str) -> MonthTakings {
    let rows = days_of(&taken.lines).into_iter().map(|(day, it)| MonthTaking {
        day: Day(day),
        receipts: u32::try_from(it.receipts).unwrap_or(u32::MAX),
        fee: it.fee,
        state_fee: it.state_fee,
        other: it.other,
        refunded: it.refunded,
        cash: it.cash,
        transfer: it.transfer,
    });
    MonthTakings {
        from: Day(taken.first),
        until: Day(taken.last),
        rows: rows.collect(),
        keeper: Some(keeper.to_owned()),
        head: None,
    }
}

/// Bảng kê nộp ngân sách.
pub fn remittance_of(province: &Province, taken: &MoneyTaken, keeper: &str) -> BudgetRemittance {
    let slip = taken.remittance(province);
    let codes = province.agencies.ancestors(taken.agency).map(|it| it.code.as_str());
    let chapter = province.budget.chapter(codes);
    let line = |it: &motcua_fees::remittance::RemittanceRow| RemittanceLine {
        name: it.name.clone(),
        subsection: it.subsection.clone(),
        collected: it.collected,
        refunded: it.refunded,
        kept_percent: it.kept_percent,
        kept: it.kept(),
        remitted: it.remitted(),
        confirmed: it.confirmed,
    };
    let sum = |(subsection, amount)| SubsectionSum { subsection, amount };
    BudgetRemittance {
        from: Day(taken.first),
        until: Day(taken.last),
        chapter: chapter.map(|it| it.chapter.clone()),
        rows: slip.rows.iter().map(line).collect(),
        sums: slip.by_subsection().into_iter().map(sum).collect(),
        passed_on: slip.passed_on,
        unconfirmed: !slip.is_confirmed() || !chapter.is_some_and(|it| it.confirmed),
        keeper: Some(keeper.to_owned()),
        head: None,
    }
}

/// Báo cáo tình hình sử dụng biên lai of these series in a quarter.
///
/// # Errors
/// When the store fails.
pub async fn receipt_usage(
    context: &Context,
    series: &[SeriesSheet],
    (first, last): (Date, Date),
    keeper: &str,
) -> Result<ReceiptUsage, AppError> {
    let mut rows = Vec::with_capacity(series.len());
    for sheet in series {
        let report = usage_of(context, sheet.id, (first, last)).await?;
        let series = &sheet.series;
        let numbers = |it: &NumberRanges| {
            let written = it.ranges().iter().map(|(first, last)| {
                let (begins, ends) = (series.written(*first), series.written(*last));
                if first == last { begins } else { format!("{begins}–{ends}") }
            });
            NumbersOf { ranges: written.collect::<Vec<_>>().join("; "), count: it.count() }
        };
        let names = [Some(series.form.as_str()), Some(series.symbol.as_str()), series.book.as_deref()];
        rows.push(ReceiptUsageRow {
            series: names.into_iter().flatten().collect::<Vec<_>>().join(" – "),
            opening: numbers(&report.opening),
            received: numbers(&report.received),
            used: numbers(&report.used),
            deleted: numbers(&report.deleted),
            lost: numbers(&report.lost),
            spoiled: numbers(&report.spoiled),
            closing: numbers(&report.closing),
        });
    }
    Ok(ReceiptUsage { from: Day(first), until: Day(last), rows, keeper: Some(keeper.to_owned()), head: None })
}

/// The word by which a value of a closed list is named in the tables of texts.
fn key(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
