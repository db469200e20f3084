//! A draft version from an imported procedure, and the list of what an officer must still settle.
//!
//! The draft has what was understood, doubtful values included and unconfirmed; every doubt, and every row the model has
//! no room for, is an open point with its text. Its route is empty: the source knows none.

use super::{FlagReason, ImportedChannel, ImportedFee, ImportedProcedure, Reading};
use crate::{
    Channel, ChannelRow, ChargeKind, Collector, Component, ComponentGroup, DueWhen, FeeAmount, FeeRule, Life,
    Procedure, ProcedureCase, ProcedureVersion, Publication, ResultType, Route, Tier, procedure_id,
    version_id,
};
use motcua_calendar::TimeLimit;
use motcua_kernel::{Date, Validity, Vnd};
use serde::Serialize;
use std::collections::BTreeSet;

/// A procedure to be completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The procedure.
    pub procedure: Procedure,
    /// Its version, in [`Life::Draft`].
    pub version: ProcedureVersion,
    /// What must be settled before it is appraised.
    pub open_points: Vec<OpenPoint>,
}

/// A row an officer must look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenPoint {
    /// Which row.
    pub place: OpenPlace,
    /// Its text.
    pub verbatim: String,
    /// Why.
    pub why: FlagReason,
}

/// Which row of the imported procedure, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenPlace {
    /// A channel as a whole.
    Channel(usize),
    /// The limit of a channel.
    Limit(usize),
    /// A fee: channel, then fee.
    Fee(usize, usize),
    /// A document.
    Document(usize),
    /// A legal document.
    LegalBasis(usize),
}

/// The draft that would be in force from `from` on.
pub fn to_draft(imported: &ImportedProcedure, from: Date) -> Draft {
    let id = procedure_id(&imported.code);
    let case = ProcedureCase {
        code: "chung".to_owned(),
        name: imported.name.clone(),
        components: component_groups(imported),
        channels: channel_rows(imported),
        route: Route::default(),
    };
    let version = ProcedureVersion {
        id: version_id(&imported.code, from),
        procedure: id,
        name: imported.name.clone(),
        validity: Validity::since(from),
        life: Life::Draft,
        sequence: String::new(),
        applicants: mended(&imported.applicants),
        legal_basis: imported.legal_basis.iter().map(|it| it.verbatim().trim().to_owned()).collect(),
        conditions: Vec::new(),
        publication: imported.decision.clone().map(|decision| Publication {
            decision,
            decided: None,
            posted: None,
        }),
        results: results(imported),
        cases: vec![case],
    };
    let procedure =
        Procedure { id, code: imported.code.clone(), field: imported.field.clone(), sensitive: false };
    Draft { procedure, version, open_points: open_points(imported) }
}

/// The first row of each channel, where its limit could be read.
fn channel_rows(imported: &ImportedProcedure) -> Vec<ChannelRow> {
    first_of_each(imported).filter_map(|it| Some(channel_row(it, it.limit.value()?))).collect()
}

fn first_of_each(imported: &ImportedProcedure) -> impl Iterator<Item = &ImportedChannel> {
    let mut seen = BTreeSet::new();
    imported.channels.iter().filter(move |it| seen.insert(it.channel))
}

fn channel_row(row: &ImportedChannel, limit: &TimeLimit) -> ChannelRow {
    ChannelRow {
        channel: row.channel,
        limit: limit.clone(),
        cut_off: None,
        fees: row.fees.iter().enumerate().map(|(place, fee)| fee_rule(place, fee)).collect(),
    }
}

/// Unconfirmed, at the counter with the application: what the source does not say is the usual case. What it calls free,
/// or says nothing of, is no price of 0: the line waits for an amount, and for its basis, without which no version is
/// announced. Whoever confirms that nothing is owed takes the line out.
fn fee_rule(place: usize, fee: &Reading<ImportedFee>) -> FeeRule {
    let (amount, note) = match fee.value() {
        Some(ImportedFee::Amount { amount, unit, note }) => (stated(*amount, unit.as_deref()), note.as_str()),
        Some(ImportedFee::Free { .. }) | None => (FeeAmount::Assessed, ""),
    };
    let state_fee = note.trim_start_matches(['(', '-', '+', ' ']).to_lowercase().starts_with("lệ phí");
    let (kind, name) =
        if state_fee { (ChargeKind::StateFee, "Lệ phí") } else { (ChargeKind::Fee, "Phí, lệ phí") };
    FeeRule {
        code: format!("phi-{}", place + 1),
        name: name.to_owned(),
        kind,
        amount,
        collector: Collector::Counter,
        due: DueWhen::AtReception,
        basis: String::new(),
        confirmed: false,
        exemptions: Vec::new(),
    }
}

fn stated(amount: Vnd, unit: Option<&str>) -> FeeAmount {
    match unit.filter(|it| !is_the_application(it)) {
        Some(unit) => FeeAmount::PerUnit {
            unit: unit.to_owned(),
            tiers: vec![Tier { up_to: None, each: amount }],
            cap: None,
        },
        None => FeeAmount::Fixed { amount },
    }
}

/// `lần`, `01 lần cấp`, `hồ sơ`: owed once, whatever is applied for.
fn is_the_application(unit: &str) -> bool {
    let unit = unit.trim_start_matches("01 ");
    unit == "hồ sơ" || unit == "trường hợp" || (unit.starts_with("lần") && !unit.contains('/'))
}

/// Neighbours with the same heading form a group; the order of the source stays.
fn component_groups(imported: &ImportedProcedure) -> Vec<ComponentGroup> {
    let mut groups: Vec<ComponentGroup> = Vec::new();
    for (place, row) in imported.documents.iter().enumerate() {
        let Some(row) = row.value() else { continue };
        let name = row.group.clone().unwrap_or_default();
        let component = Component {
            code: format!("giay-to-{}", place + 1),
            name: row.name.clone(),
            originals: row.originals,
            copies: row.copies,
            required: row.required,
            form: None,
        };
        match groups.last_mut() {
            Some(group) if group.name == name => group.components.push(component),
            _ => groups.push(ComponentGroup { name, one_of: false, components: vec![component] }),
        }
    }
    groups
}

fn results(imported: &ImportedProcedure) -> Vec<ResultType> {
    let row = |(place, it): (usize, &super::ImportedResult)| ResultType {
        code: it.code.clone().unwrap_or_else(|| format!("ket-qua-{}", place + 1)),
        name: it.name.clone(),
    };
    imported.results.iter().enumerate().map(row).collect()
}

/// The source split at every comma; a piece inside open brackets or with a small first letter belongs to the one before.
fn mended(pieces: &[String]) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for piece in pieces {
        let small = piece.chars().next().is_some_and(char::is_lowercase);
        match whole.last_mut() {
            Some(last) if small || last.matches('(').count() > last.matches(')').count() => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ => whole.push(piece.clone()),
        }
    }
    whole
}

fn open_points(imported: &ImportedProcedure) -> Vec<OpenPoint> {
    let mut points = Vec::new();
    let mut seen: BTreeSet<Channel> = BTreeSet::new();
    for (at, row) in imported.channels.iter().enumerate() {
        if !seen.insert(row.channel) {
            let verbatim = serde_json::to_string(row).unwrap_or_default();
            points.push(OpenPoint { place: OpenPlace::Channel(at), verbatim, why: FlagReason::ChannelTwice });
        }
        points.extend(row.note.iter().map(|note| OpenPoint {
            place: OpenPlace::Channel(at),
            verbatim: note.clone(),
            why: FlagReason::ChannelNote,
        }));
        points.extend(open_point(OpenPlace::Limit(at), &row.limit));
        let fees = row.fees.iter().enumerate();
        points.extend(fees.filter_map(|(fee, reading)| open_point(OpenPlace::Fee(at, fee), reading)));
    }
    let documents = imported.documents.iter().enumerate();
    points.extend(documents.filter_map(|(at, it)| open_point(OpenPlace::Document(at), it)));
    let legal = imported.legal_basis.iter().enumerate();
    points.extend(legal.filter_map(|(at, it)| open_point(OpenPlace::LegalBasis(at), it)));
    points
}

fn open_point<T>(place: OpenPlace, reading: &Reading<T>) -> Option<OpenPoint> {
    Some(OpenPoint { place, verbatim: reading.verbatim().to_owned(), why: reading.flag()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_commas_are_put_together() {
        let check = |pieces: &[&str], expected: &[&str]| {
            let pieces: Vec<String> = pieces.iter().map(ToString::to_string).collect();
            assert_eq!(mended(&pieces), expected);
        };
        check(
            &["Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Công dân Việt Nam"],
            &["Tổ chức (không bao gồm doanh nghiệp, HTX)", "Công dân Việt Nam"],
        );
        check(&["Cán bộ", "công chức", "viên chức"], &["Cán bộ, công chức, viên chức"]);
        check(&[], &[]);
    }
}
