//! Sổ, danh sách và bảng kê của cơ quan: sheets that belong to no single dossier, made from what is recorded and printed by
//! the forms in force today. They are no events: what they say can be made again, and says so with the day it was made.
//!
//! A sheet that names people is made for an `Actor`, and each dossier on it is a line in the log of readings.

mod forms;
mod hand_over;
mod money;
mod people;
mod register;

pub(crate) use forms::Checked;
pub use forms::{FormFact, FormFacts, FormSource, form_facts, form_sample};
pub use hand_over::{HandOverWanted, HandedTo, WhatGoes, hand_over_lists};
pub use money::{MoneyTaken, day_takings, money_taken, month_takings, receipt_usage, remittance_of};
pub use motcua_forms::body::{
    BudgetRemittance, DayTaking, DayTakings, HandoverList, HandoverRow, MonthTaking, MonthTakings, NumbersOf,
    ReceiptUsage, ReceiptUsageRow, Register, RegisterRow, RemittanceLine, SubsectionSum, TakingsSum,
};
pub use motcua_forms::{Body, Day, FormFault, Moment};
pub use register::{MOST_ROWS, RegisterWanted, register, register_span};

use crate::{AppError, Context};
use motcua_forms::{Content, Copies, Document, Letterhead, Marks};
use motcua_kernel::AgencyId;

/// Sheets of one kind and agency as PDF, one after the other.
///
/// # Errors
/// Refused when there are none, or they can not be made.
pub async fn printed(
    context: &Context,
    agency: AgencyId,
    bodies: Vec<Body>,
    made_up: Content,
) -> Result<Vec<u8>, AppError> {
    let letterhead = letterhead(context, agency);
    let document = |body| Document { letterhead: letterhead.clone(), marks: Marks::none(made_up), body };
    let documents = bodies.into_iter().map(document).collect();
    let set = context.forms_of_today()?;
    Ok(context.print(set, documents, Copies::All).await?.pdf.bytes)
}

/// In whose name: the agency and the one above it.
fn letterhead(context: &Context, agency: AgencyId) -> Letterhead {
    let mut line = context.province.agencies.ancestors(agency);
    let unit = line.next().map_or_else(String::new, |it| it.name.clone());
    Letterhead {
        above: line.next().map(|it| it.name.to_uppercase()),
        unit: unit.to_uppercase(),
        place: Some(context.province.place.to_owned()),
        date: Day(context.clock.now().date()),
        number: None,
        dossier: None,
    }
}

/// Words of a closed list, in the language of official papers.
fn word(table: &str, name: &str) -> String {
    let key = format!("{table}.{name}");
    motcua_i18n::texts(motcua_i18n::Locale::Vi).get(&key).unwrap_or_default().to_owned()
}
