//! One row as a dossier that could be taken over, or everything that keeps it from being one.

use super::cells::{self, When};
use super::columns::Places;
use crate::intake::found::{Found, number};
use crate::intake::usual_competent;
use crate::{AppError, Context};
use motcua_catalogue::ProcedureVersion;
use motcua_dossier::{DossierNumber, Filing, NationalId, PartyInput, PersonName, Phone};
use motcua_intake::{PaperDossier, Received, TakenOverBy, carry_over, slip_number};
use motcua_kernel::{AgencyId, Instant, PartyId, Refusal};
use motcua_spreadsheet::Row;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A dossier to be taken over; its applicant is still nobody.
#[derive(Clone, Debug)]
pub struct PaperRow {
    pub filing: Filing,
    pub paper: PaperDossier,
    pub name: String,
    pub national_id: String,
    pub phone: String,
    pub address: String,
}

/// Collects what is wrong, so that all of it is said at once.
struct Faults(Vec<Refusal>);

impl Faults {
    fn at<T>(&mut self, field: &str, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.0.push(refusal.at(field))).ok()
    }

    fn none_is<T>(&mut self, field: &str, read: Option<T>, refusal: impl FnOnce() -> Refusal) -> Option<T> {
        let read = read.ok_or_else(refusal);
        self.at(field, read)
    }
}

impl PaperRow {
    /// Reads `row`, a dossier of the counter of `receiving`.
    pub fn read(
        context: &Context,
        places: &Places,
        row: &Row,
        receiving: AgencyId,
        now: Instant,
    ) -> Result<Self, Vec<Refusal>> {
        let cell = |code: &str| places.cell(row, code);
        let mut faults = Faults(Vec::new());
        let calendar = context.province.calendars.of(receiving);
        let slip = faults.at("slip", slip_number(cell("slip")));
        let received = when(&mut faults, "received", cell("received")).map(|it| it.as_receipt(calendar));
        let promised = when(&mut faults, "promised", cell("promised")).map(|it| it.as_due(calendar));
        let lawful = match cell("lawful") {
            "" => Some(None),
            text => when(&mut faults, "lawful", text).map(|it| Some(it.as_due(calendar))),
        };
        let (national_id, phone) = people(&mut faults, &cell);
        let channel = faults.none_is("channel", cells::channel(cell("channel")), || {
            Refusal::new("app.paper-channel").with("text", cell("channel"))
        });
        let at_legs = faults.none_is("at-legs", cells::legs(cell("at-legs")), || {
            Refusal::new("app.paper-legs").with("text", cell("at-legs"))
        });
        let quantities = faults.none_is("quantities", cells::quantities(cell("quantities")), || {
            Refusal::new("app.paper-quantities").with("text", cell("quantities"))
        });
        let version = received.and_then(|at| version(context, &mut faults, cell("procedure"), at));
        let case = version.and_then(|version| case(&mut faults, version, cell("case")));
        let (Some(slip), Some(received), Some(promised), Some(lawful), Some(channel)) =
            (slip, received, promised, lawful, channel)
        else {
            return Err(faults.0);
        };
        let (Some(at_legs), Some(quantities), Some(version), Some(case)) =
            (at_legs, quantities, version, case)
        else {
            return Err(faults.0);
        };
        let receipt = Some(cell("receipt").to_owned()).filter(|it| !it.is_empty());
        let filing = Filing {
            version: version.id,
            case,
            channel,
            receiving,
            competent: receiving,
            applicant: PartyId(Uuid::nil()),
            helper: None,
            answers: cells::answers(cell("answers")),
            components: Vec::new(),
            quantities,
            elsewhere: BTreeSet::new(),
            handed_in_at: None,
            priority: None,
            instead_of_signing: None,
        };
        let mut row = Self {
            filing,
            paper: PaperDossier { slip, received, promised, lawful, at_legs, receipt },
            name: cell("name").to_owned(),
            national_id,
            phone,
            address: cell("address").to_owned(),
        };
        faults.at("competent", row.find_competent(context, cell("competent")));
        row.must_be_taken_over(context, &mut faults, now);
        if faults.0.is_empty() { Ok(row) } else { Err(faults.0) }
    }

    /// Its applicant as typed.
    pub fn applicant(&self) -> PartyInput<'_> {
        PartyInput {
            name: &self.name,
            national_id: Some(&self.national_id),
            phone: Some(&self.phone),
            address: Some(&self.address),
        }
    }

    /// What taking it over comes to, with the `serial`th number of its counter on its day.
    pub fn take_over(
        &self,
        context: &Context,
        filing: Filing,
        serial: u32,
        by: TakenOverBy,
        now: Instant,
    ) -> Result<Received, Refusal> {
        let at = self.paper.received;
        let found = Found::for_filing(context, &filing, at)?;
        let number: DossierNumber = number(context, &filing, serial, at)?;
        carry_over(&found.facts(), filing, number, &self.paper, by, now)
    }

    fn find_competent(&mut self, context: &Context, code: &str) -> Result<(), Refusal> {
        let at = self.paper.received;
        if code.is_empty() {
            self.filing.competent = match usual_competent(context, &self.filing, at) {
                Ok(agency) => agency,
                // What else is wrong with the filing is said by taking it over.
                Err(AppError::Refused(_)) => self.filing.receiving,
                Err(_) => return Err(Refusal::new("app.paper-agency").with("code", code)),
            };
            return Ok(());
        }
        let agency = context.province.agencies.by_code(code, at.date());
        self.filing.competent = agency.ok_or_else(|| Refusal::new("app.paper-agency").with("code", code))?.id;
        Ok(())
    }

    /// Tried with a number that is not used.
    fn must_be_taken_over(&self, context: &Context, faults: &mut Faults, now: Instant) {
        let nobody = TakenOverBy {
            batch: motcua_kernel::PaperBatchId(Uuid::nil()),
            approved_by: motcua_kernel::AccountId(Uuid::nil()),
        };
        if let Err(refusal) = self.take_over(context, self.filing.clone(), 1, nobody, now) {
            faults.0.push(refusal);
        }
    }
}

fn when(faults: &mut Faults, field: &str, text: &str) -> Option<When> {
    faults.none_is(field, When::read(text), || {
        if text.is_empty() {
            Refusal::new("app.paper-cell-empty")
        } else {
            Refusal::new("app.paper-date").with("text", text)
        }
    })
}

/// Each on its own, so that a wrong name does not hide a wrong number.
fn people<'a>(faults: &mut Faults, cell: &impl Fn(&str) -> &'a str) -> (String, String) {
    faults.at("name", PersonName::parse(cell("name")));
    let national_id = cells::with_zero(cell("national-id"), 12);
    if !national_id.is_empty() {
        faults.at("national-id", NationalId::parse(&national_id));
    }
    let phone = cells::with_zero(cell("phone"), 10);
    if !phone.is_empty() {
        faults.at("phone", Phone::parse(&phone));
    }
    (national_id, phone)
}

fn version<'a>(
    context: &'a Context,
    faults: &mut Faults,
    code: &str,
    received: Instant,
) -> Option<&'a ProcedureVersion> {
    let code = cells::procedure_code(code);
    let catalogue = &context.province.catalogue;
    if code.is_empty() {
        faults.0.push(Refusal::new("app.paper-cell-empty").at("procedure"));
        return None;
    }
    if catalogue.procedure(&code).is_none() {
        faults.0.push(Refusal::new("app.paper-procedure").with("code", code).at("procedure"));
        return None;
    }
    faults.none_is("procedure", catalogue.version_on(&code, received.date()), || {
        Refusal::new("app.procedure-unknown").with("code", code).with("date", received.date())
    })
}

/// By code or name; the only one there is when nothing is written.
fn case(faults: &mut Faults, version: &ProcedureVersion, text: &str) -> Option<String> {
    let named = |code: &str, name: &str| code == text || name.to_lowercase() == text.to_lowercase();
    let found = match (text, version.cases.as_slice()) {
        ("", [only]) => Some(only),
        (_, cases) => cases.iter().find(|it| named(&it.code, &it.name)),
    };
    faults.none_is("case", found.map(|it| it.code.clone()), || {
        let cases: Vec<&str> = version.cases.iter().map(|it| it.code.as_str()).collect();
        Refusal::new("app.paper-case").with("cases", cases.join(", "))
    })
}
