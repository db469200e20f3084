//! An event as a sentence: the text it has, and what it names.

use crate::Site;
use crate::pages::Page;
use crate::pages::names::{self, NOTHING};
use crate::words::key_of;
use motcua_dossier::{
    Dossier, Event, Outcome, OutsideAnswer, PaidCharge, PaperOrigin, Payment, PaymentMeans, ProofOfReturn,
    Refund, ReturnMethod,
};
use motcua_kernel::{AccountId, LegNo, Message, ProcedureVersionId, Vnd};
use std::collections::BTreeMap;

/// Tells the events of one dossier.
pub struct Teller<'a> {
    /// The site.
    pub site: &'a Site,
    /// The page.
    pub page: &'a Page,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Names of everybody the events name.
    pub people: &'a BTreeMap<AccountId, String>,
}

impl Teller<'_> {
    /// What happened.
    pub fn what(&self, event: &Event) -> Message {
        let said = Message::new(text_of(event));
        match event {
            Event::Received { reception, .. } => {
                let said = said.with("number", &reception.number).with("due", reception.dates.first);
                reception.origin.iter().fold(said, |said, it| said.with("slip", it.slip()))
            }
            Event::SupplementRequested { answer_by: due, .. }
            | Event::SupplementCompleted { lawful: due }
            | Event::PaymentConfirmed { lawful: due }
            | Event::Resumed { lawful: due }
            | Event::Begun { lawful: due, .. }
            | Event::DatesRecomputed { lawful: due, .. }
            | Event::Reappointed { to: due, .. } => said.with("due", due),
            Event::CarriedOver { done, open } => {
                let names = |legs: &[LegNo]| {
                    let names: Vec<String> = legs.iter().map(|no| self.leg(*no)).collect();
                    if names.is_empty() { NOTHING.to_owned() } else { names.join(", ") }
                };
                said.with("done", names(done)).with("open", names(open))
            }
            Event::PaymentAwaited { charges, pay_by } => {
                let names: Vec<String> = charges.iter().map(|it| self.charge(it)).collect();
                said.with("name", names.join(", ")).with("due", pay_by)
            }
            Event::RebaseProposed { to, ground } => {
                said.with("since", self.since(*to)).with("document", &ground.document)
            }
            Event::Rebased(it) => said.with("since", self.since(it.to)).with("due", it.lawful),
            Event::AgencySucceeded { from, to, .. } => {
                said.with("from", names::agency(self.site, *from)).with("to", names::agency(self.site, *to))
            }
            Event::ChargeAssessed { .. }
            | Event::ChargesPaid { .. }
            | Event::ChargeExempted { .. }
            | Event::PaymentReversed { .. }
            | Event::RefundRequested { .. }
            | Event::RefundApproved { .. }
            | Event::RefundDeclined { .. }
            | Event::RefundPaid { .. } => self.money(event, said),
            Event::SheetIssued { sheet } => said.with("name", self.page.word("form", &sheet.form)),
            Event::SheetReprinted { file, .. } => {
                let form = self.dossier.sheet(*file).map_or(NOTHING, |it| it.sheet.form.as_str());
                said.with("name", self.page.word("form", form))
            }
            Event::HandedOver { to: leg, .. } | Event::LegAccepted { leg } => {
                said.with("name", self.leg(*leg)).with("agency", self.agency_of(*leg))
            }
            Event::LetterSent { leg, letter, .. } | Event::AnswerRecorded { leg, letter, .. } => said
                .with("agency", self.agency_of(*leg))
                .with("number", &letter.number)
                .with("date", letter.date),
            Event::HandoverQuestioned { leg, .. }
            | Event::HandoverSentBack { leg, .. }
            | Event::LegFinished { leg }
            | Event::ApologyIssued { leg, .. } => said.with("name", self.leg(*leg)),
            Event::LegAssigned { leg, assignee } => {
                said.with("name", self.leg(*leg)).with("person", self.person(*assignee))
            }
            Event::StepFinished { leg, step } => {
                said.with("name", self.leg(*leg)).with("step", u32::from(*step) + 1)
            }
            Event::ConsultationAsked { plan, .. } => {
                said.with("agency", names::agency(self.site, plan.agency))
            }
            Event::ConsultationAnswered { leg, .. } => said.with("agency", self.agency_of(*leg)),
            Event::ResultProposed { outcome: Outcome::Granted { result, .. }, .. } => {
                said.with("name", names::result(self.site, self.dossier, result))
            }
            Event::ResultNumbered { number, .. } => said.with("number", number),
            Event::ResultReturned { method: ReturnMethod::Post { tracking }, .. } => {
                said.with("tracking", tracking)
            }
            Event::Suspended { ground, .. } => {
                said.with("why", self.page.word("suspension-ground", &key_of(ground, "")))
            }
            Event::Stopped { ground, .. } => {
                said.with("why", self.page.word("stop-ground", &key_of(ground, "")))
            }
            Event::IncidentRecorded { kind, agency, cost, .. } => said
                .with("kind", self.page.word("incident-kind", &key_of(kind, "")))
                .with("agency", names::agency(self.site, *agency))
                .with("amount", cost),
            Event::Reopened { ground, lawful, .. } => {
                said.with("why", self.page.word("reopen-ground", &key_of(ground, ""))).with("due", lawful)
            }
            Event::Imported(imported) => said.with("name", &imported.activity),
            Event::GuidanceGiven { .. }
            | Event::NotReceived { .. }
            | Event::ResultProposed { outcome: Outcome::Refused { .. }, .. }
            | Event::ReworkDemanded { .. }
            | Event::ResultApproved { .. }
            | Event::ResultReady
            | Event::ResultReturned { method: ReturnMethod::Counter { .. } | ReturnMethod::Online, .. }
            | Event::Withdrawn { .. }
            | Event::AnnulmentRequested { .. }
            | Event::Annulled
            | Event::CorrectionRequested { .. }
            | Event::Corrected
            | Event::LogImported { .. } => said,
        }
    }

    /// What an event of money names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`what` sends only the events of money")]
    fn money(&self, event: &Event, said: Message) -> Message {
        match event {
            Event::ChargesPaid { paid, how, .. } => self.paid(said, paid, how),
            Event::ChargeAssessed { code, amount } | Event::ChargeExempted { code, amount, .. } => {
                said.with("name", self.charge(code)).with("amount", amount)
            }
            Event::PaymentReversed { payment, .. } => {
                said.with("amount", self.dossier.payment(*payment).map_or(Vnd::ZERO, Payment::total))
            }
            Event::RefundRequested { parts, .. } => {
                said.with("amount", parts.iter().map(|it| it.amount).sum::<Vnd>())
            }
            Event::RefundApproved { request } | Event::RefundDeclined { request, .. } => {
                said.with("amount", self.refund(*request))
            }
            Event::RefundPaid { request, how } => {
                let said = said.with("amount", self.refund(*request));
                match how {
                    PaymentMeans::Transfer { reference } => said.with("reference", reference),
                    PaymentMeans::Cash | PaymentMeans::Notice { .. } | PaymentMeans::OnPaper { .. } => said,
                }
            }
            _ => said,
        }
    }

    /// What else is to be told of it, each a sentence: what went with a result.
    pub fn more(&self, event: &Event) -> Vec<Message> {
        if let Event::ChargesPaid { receipt: Some(receipt), paid, given, .. } = event {
            let change = |it: &Vnd| {
                let change = it.minus(paid.iter().map(|it| it.amount).sum());
                Message::new("web.event-cash-given").with("given", it).with("change", change)
            };
            let receipt = Message::new("web.event-receipt-given").with("number", receipt.name());
            return given.iter().map(change).chain([receipt]).collect();
        }
        let Event::ResultReturned { handed: Some(handed), .. } = event else { return Vec::new() };
        let papers = |codes: &[String]| {
            let names: Vec<String> =
                codes.iter().map(|code| names::paper(self.site, self.dossier, code)).collect();
            names.join(", ")
        };
        let named = |key, codes: &[String]| {
            (!codes.is_empty()).then(|| Message::new(key).with("names", papers(codes)))
        };
        let proof = handed.proof.map(|it| match it {
            ProofOfReturn::Signature => Message::new("web.event-taken-by-signature"),
            ProofOfReturn::LookUpCode => Message::new("web.event-taken-by-code"),
        });
        let back = named("web.event-originals-back", &handed.originals);
        [proof, back, named("web.event-originals-kept", &handed.kept)].into_iter().flatten().collect()
    }

    /// The name of an account.
    pub fn person(&self, account: AccountId) -> String {
        self.people.get(&account).cloned().unwrap_or_else(|| NOTHING.to_owned())
    }

    /// The first day of a version.
    fn since(&self, version: ProcedureVersionId) -> String {
        let found = self.site.context.province.version(version);
        found.map_or_else(|_| NOTHING.to_owned(), |it| it.validity.from.to_string())
    }

    fn leg(&self, no: LegNo) -> String {
        names::leg(self.dossier, no)
    }

    fn agency_of(&self, no: LegNo) -> String {
        let leg = self.dossier.leg(no);
        leg.map_or_else(|| NOTHING.to_owned(), |it| names::agency(self.site, it.plan.agency))
    }

    fn charge(&self, code: &str) -> String {
        self.dossier.charge(code).map_or_else(|| code.to_owned(), |it| it.name.clone())
    }

    fn refund(&self, request: u32) -> Vnd {
        self.dossier.refund(request).map_or(Vnd::ZERO, Refund::total)
    }

    fn paid(&self, said: Message, paid: &[PaidCharge], how: &PaymentMeans) -> Message {
        let amount: Vnd = paid.iter().map(|it| it.amount).sum();
        let names: Vec<String> = paid.iter().map(|it| self.charge(&it.code)).collect();
        let said = said.with("amount", amount).with("name", names.join(", "));
        match how {
            PaymentMeans::Cash => said,
            PaymentMeans::Transfer { reference }
            | PaymentMeans::Notice { number: reference }
            | PaymentMeans::OnPaper { receipt: reference } => said.with("reference", reference),
        }
    }
}

fn text_of(event: &Event) -> &'static str {
    match event {
        Event::Received { reception, .. } => match reception.origin.as_deref() {
            None => "web.event-received",
            Some(PaperOrigin::CarriedOver { .. }) => "web.event-received-on-paper",
            Some(PaperOrigin::LateEntry { .. }) => "web.event-entered-late",
        },
        Event::CarriedOver { .. } => "web.event-carried-over",
        Event::Begun { .. } => "web.event-begun",
        Event::AgencySucceeded { .. } => "web.event-agency-succeeded",
        Event::RebaseProposed { .. } => "web.event-rebase-proposed",
        Event::Rebased(_) => "web.event-rebased",
        Event::DatesRecomputed { .. } => "web.event-dates-recomputed",
        Event::GuidanceGiven { .. } => "web.event-guidance-given",
        Event::NotReceived { .. } => "web.event-not-received",
        Event::SupplementRequested { .. } => "web.event-supplement-requested",
        Event::SupplementCompleted { .. } => "web.event-supplement-completed",
        Event::PaymentAwaited { .. } => "web.event-payment-awaited",
        Event::PaymentConfirmed { .. } => "web.event-payment-confirmed",
        Event::ChargeAssessed { .. } => "web.event-charge-assessed",
        Event::ChargesPaid { how: PaymentMeans::Cash, .. } => "web.event-paid-cash",
        Event::ChargesPaid { how: PaymentMeans::Transfer { .. }, .. } => "web.event-paid-transfer",
        Event::ChargesPaid { how: PaymentMeans::Notice { .. }, .. } => "web.event-paid-notice",
        Event::ChargesPaid { how: PaymentMeans::OnPaper { .. }, .. } => "web.event-paid-on-paper",
        Event::ChargeExempted { .. } => "web.event-charge-exempted",
        Event::PaymentReversed { .. } => "web.event-payment-reversed",
        Event::RefundRequested { .. } => "web.event-refund-requested",
        Event::RefundApproved { .. } => "web.event-refund-approved",
        Event::RefundDeclined { .. } => "web.event-refund-declined",
        Event::RefundPaid { how: PaymentMeans::Transfer { .. }, .. } => "web.event-refunded-transfer",
        Event::RefundPaid { .. } => "web.event-refunded-cash",
        Event::SheetIssued { .. } => "web.event-sheet-issued",
        Event::SheetReprinted { .. } => "web.event-sheet-reprinted",
        Event::HandedOver { .. } => "web.event-handed-over",
        Event::LegAccepted { .. } => "web.event-leg-accepted",
        Event::LetterSent { reason: None, .. } => "web.event-letter-sent",
        Event::LetterSent { reason: Some(_), .. } => "web.event-reminder-sent",
        Event::AnswerRecorded { answer: OutsideAnswer::Agreed { .. }, .. } => "web.event-answer-agreed",
        Event::AnswerRecorded { answer: OutsideAnswer::Refused { .. }, .. } => "web.event-answer-refused",
        Event::AnswerRecorded { answer: OutsideAnswer::NeedsSupplement { .. }, .. } => {
            "web.event-answer-lacking"
        }
        Event::HandoverQuestioned { .. } => "web.event-handover-questioned",
        Event::HandoverSentBack { .. } => "web.event-handover-sent-back",
        Event::LegAssigned { .. } => "web.event-leg-assigned",
        Event::StepFinished { .. } => "web.event-step-finished",
        Event::ConsultationAsked { .. } => "web.event-consultation-asked",
        Event::ConsultationAnswered { .. } => "web.event-consultation-answered",
        Event::ResultProposed { outcome: Outcome::Granted { .. }, .. } => "web.event-result-proposed",
        Event::ResultProposed { outcome: Outcome::Refused { .. }, .. } => "web.event-refusal-proposed",
        Event::ReworkDemanded { .. } => "web.event-rework-demanded",
        Event::ResultApproved { .. } => "web.event-result-approved",
        Event::ResultNumbered { .. } => "web.event-result-numbered",
        Event::LegFinished { .. } => "web.event-leg-finished",
        Event::Reappointed { .. } => "web.event-reappointed",
        Event::ApologyIssued { .. } => "web.event-apology-issued",
        Event::Suspended { .. } => "web.event-suspended",
        Event::Resumed { .. } => "web.event-resumed",
        Event::ResultReady => "web.event-result-ready",
        Event::ResultReturned { method: ReturnMethod::Counter { .. }, .. } => "web.event-returned-counter",
        Event::ResultReturned { method: ReturnMethod::Post { .. }, .. } => "web.event-returned-post",
        Event::ResultReturned { method: ReturnMethod::Online, .. } => "web.event-returned-online",
        Event::Withdrawn { .. } => "web.event-withdrawn",
        Event::Stopped { .. } => "web.event-stopped",
        Event::AnnulmentRequested { .. } => "web.event-annulment-requested",
        Event::Annulled => "web.event-annulled",
        Event::CorrectionRequested { .. } => "web.event-correction-requested",
        Event::Corrected => "web.event-corrected",
        Event::IncidentRecorded { .. } => "web.event-incident-recorded",
        Event::Reopened { .. } => "web.event-reopened",
        Event::LogImported { .. } => "web.event-log-imported",
        Event::Imported(_) => "web.event-imported",
    }
}
