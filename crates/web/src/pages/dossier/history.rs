//! What happened to a dossier, as a colleague reads it: who, when, what, and in which words.

use crate::Site;
use crate::pages::Page;
use crate::pages::desk::agency_name;
use motcua_app::{AppError, accounts, look};
use motcua_dossier::{
    By, Dossier, Entry, Event, Outcome, ReturnMethod, StopGround, SupplementSubject, SuspensionGround,
};
use motcua_kernel::{AccountId, Instant, LegNo, Message, TextId};
use std::collections::BTreeMap;

/// One line of the history.
pub struct Line {
    /// When.
    pub at: String,
    /// Who, with role and agency.
    pub who: String,
    /// What.
    pub what: String,
    /// Words that go with it, each under what it is about.
    pub words: Vec<Words>,
}

/// Words of a person.
pub struct Words {
    /// What they are about; empty when that is clear.
    pub about: String,
    /// The words; none when they were erased.
    pub text: Option<String>,
}

/// What names and words the lines need.
struct Known {
    names: BTreeMap<AccountId, String>,
    texts: BTreeMap<TextId, Option<String>>,
}

/// The history of `dossier`, the newest first.
pub async fn lines(
    site: &Site,
    page: &Page,
    dossier: &Dossier,
    history: &[Entry],
) -> Result<Vec<Line>, AppError> {
    let texts: Vec<TextId> =
        history.iter().flat_map(|it| words_of(&it.event)).map(|(_, text)| text).collect();
    let known = Known {
        names: accounts::names(&site.context, &people(history)).await?,
        texts: look::words(&site.context, &texts).await?,
    };
    let teller = Teller { site, page, dossier, known: &known };
    Ok(history.iter().rev().map(|it| teller.line(it)).collect())
}

/// Everybody a history names.
fn people(history: &[Entry]) -> Vec<AccountId> {
    let mut people = Vec::new();
    for entry in history {
        if let By::Officer(actor) = entry.by {
            people.push(actor.account);
        }
        if let Event::LegAssigned { assignee, .. } = entry.event {
            people.push(assignee);
        }
    }
    people.sort();
    people.dedup();
    people
}

/// The words of an event; those of a supplement are each about a paper or a condition.
fn words_of(event: &Event) -> Vec<(Option<&SupplementSubject>, TextId)> {
    match event {
        Event::SupplementRequested { items, overridden, .. } => {
            let asked = items.iter().map(|it| (Some(&it.subject), it.reason));
            asked.chain(overridden.map(|it| (None, it))).collect()
        }
        Event::GuidanceGiven { lacking, .. } => {
            lacking.iter().map(|it| (Some(&it.subject), it.reason)).collect()
        }
        Event::ResultProposed { outcome: Outcome::Refused { reason }, .. }
        | Event::NotReceived { reason, .. }
        | Event::HandoverQuestioned { question: reason, .. }
        | Event::HandoverSentBack { reason, .. }
        | Event::ConsultationAsked { question: reason, .. }
        | Event::ConsultationAnswered { answer: reason, .. }
        | Event::ReworkDemanded { reason, .. }
        | Event::Reappointed { apology: reason, .. }
        | Event::ApologyIssued { apology: reason, .. }
        | Event::Suspended { reason, .. }
        | Event::Withdrawn { reason }
        | Event::AnnulmentRequested { reason }
        | Event::CorrectionRequested { reason, .. } => vec![(None, *reason)],
        Event::Stopped { reason, .. } => reason.iter().map(|it| (None, *it)).collect(),
        Event::ResultProposed { outcome: Outcome::Granted { .. }, .. }
        | Event::Received { .. }
        | Event::SupplementCompleted { .. }
        | Event::PaymentAwaited { .. }
        | Event::PaymentConfirmed { .. }
        | Event::HandedOver { .. }
        | Event::LegAccepted { .. }
        | Event::LegAssigned { .. }
        | Event::StepFinished { .. }
        | Event::ResultApproved { .. }
        | Event::ResultNumbered { .. }
        | Event::LegFinished { .. }
        | Event::Resumed { .. }
        | Event::ResultReady
        | Event::ResultReturned { .. }
        | Event::Annulled
        | Event::Corrected
        | Event::LogImported { .. }
        | Event::Imported(_) => Vec::new(),
    }
}

struct Teller<'a> {
    site: &'a Site,
    page: &'a Page,
    dossier: &'a Dossier,
    known: &'a Known,
}

impl Teller<'_> {
    fn line(&self, entry: &Entry) -> Line {
        let words = words_of(&entry.event).into_iter().map(|(about, text)| Words {
            about: about.map(|it| self.subject(it)).unwrap_or_default(),
            text: self.known.texts.get(&text).cloned().flatten(),
        });
        Line {
            at: self.moment(entry.recorded),
            who: self.who(entry.by),
            what: self.page.say(&self.what(&entry.event)),
            words: words.collect(),
        }
    }

    fn moment(&self, at: Instant) -> String {
        self.page.t1("label.moment", "at", at)
    }

    fn who(&self, by: By) -> String {
        match by {
            By::Rule => self.page.t("label.by-rule"),
            By::Party { .. } => self.page.t("label.by-party"),
            By::Officer(actor) => {
                let role = self.page.word("role", &crate::words::key_of(&actor.role, ""));
                format!("{}, {role}, {}", self.name(actor.account), agency_name(self.site, actor.agency))
            }
        }
    }

    fn name(&self, account: AccountId) -> String {
        self.known.names.get(&account).cloned().unwrap_or_else(|| "–".to_owned())
    }

    fn leg_name(&self, no: LegNo) -> String {
        self.dossier.leg(no).map_or_else(|| no.to_string(), |it| it.plan.name.clone())
    }

    fn leg_agency(&self, no: LegNo) -> String {
        self.dossier.leg(no).map_or_else(|| "–".to_owned(), |it| agency_name(self.site, it.plan.agency))
    }

    fn subject(&self, subject: &SupplementSubject) -> String {
        subject_name(self.site, self.dossier, subject)
    }

    fn what(&self, event: &Event) -> Message {
        match event {
            Event::Received { reception, .. } => Message::new("web.event-received")
                .with("number", &reception.number)
                .with("due", reception.dates.first),
            Event::GuidanceGiven { .. } => Message::new("web.event-guidance-given"),
            Event::NotReceived { .. } => Message::new("web.event-not-received"),
            Event::SupplementRequested { answer_by, .. } => {
                Message::new("web.event-supplement-requested").with("due", answer_by)
            }
            Event::SupplementCompleted { lawful } => {
                Message::new("web.event-supplement-completed").with("due", lawful)
            }
            Event::PaymentAwaited { pay_by, .. } => {
                Message::new("web.event-payment-awaited").with("due", pay_by)
            }
            Event::PaymentConfirmed { lawful } => {
                Message::new("web.event-payment-confirmed").with("due", lawful)
            }
            Event::Suspended { ground, .. } => {
                Message::new("web.event-suspended").with("why", self.suspension(*ground))
            }
            Event::Resumed { lawful } => Message::new("web.event-resumed").with("due", lawful),
            Event::Withdrawn { .. } => Message::new("web.event-withdrawn"),
            Event::Stopped { ground, .. } => {
                Message::new("web.event-stopped").with("why", self.stop(*ground))
            }
            Event::AnnulmentRequested { .. } => Message::new("web.event-annulment-requested"),
            Event::Annulled => Message::new("web.event-annulled"),
            Event::CorrectionRequested { .. } => Message::new("web.event-correction-requested"),
            Event::Corrected => Message::new("web.event-corrected"),
            Event::LogImported { .. } => Message::new("web.event-log-imported"),
            Event::Imported(imported) => Message::new("web.event-imported").with("name", &imported.activity),
            Event::HandedOver { .. }
            | Event::LegAccepted { .. }
            | Event::HandoverQuestioned { .. }
            | Event::HandoverSentBack { .. }
            | Event::LegAssigned { .. }
            | Event::StepFinished { .. }
            | Event::ConsultationAsked { .. }
            | Event::ConsultationAnswered { .. }
            | Event::ResultProposed { .. }
            | Event::ReworkDemanded { .. }
            | Event::ResultApproved { .. }
            | Event::ResultNumbered { .. }
            | Event::LegFinished { .. }
            | Event::Reappointed { .. }
            | Event::ApologyIssued { .. }
            | Event::ResultReady
            | Event::ResultReturned { .. } => self.on_the_way(event),
        }
    }

    /// What agencies do with it.
    fn on_the_way(&self, event: &Event) -> Message {
        let about = |key: &'static str, no: LegNo| Message::new(key).with("name", self.leg_name(no));
        match event {
            Event::HandedOver { to, .. } => {
                about("web.event-handed-over", *to).with("agency", self.leg_agency(*to))
            }
            Event::LegAccepted { leg } => {
                about("web.event-leg-accepted", *leg).with("agency", self.leg_agency(*leg))
            }
            Event::HandoverQuestioned { leg, .. } => about("web.event-handover-questioned", *leg),
            Event::HandoverSentBack { leg, .. } => about("web.event-handover-sent-back", *leg),
            Event::LegAssigned { leg, assignee } => {
                about("web.event-leg-assigned", *leg).with("person", self.name(*assignee))
            }
            Event::StepFinished { leg, step } => {
                about("web.event-step-finished", *leg).with("step", u32::from(*step) + 1)
            }
            Event::ConsultationAsked { plan, .. } => Message::new("web.event-consultation-asked")
                .with("agency", agency_name(self.site, plan.agency)),
            Event::ConsultationAnswered { leg, .. } => {
                Message::new("web.event-consultation-answered").with("agency", self.leg_agency(*leg))
            }
            Event::ResultProposed { outcome: Outcome::Granted { result, .. }, .. } => {
                let name = result_name(self.site, self.dossier, result);
                Message::new("web.event-result-proposed").with("name", name)
            }
            Event::ResultProposed { outcome: Outcome::Refused { .. }, .. } => {
                Message::new("web.event-refusal-proposed")
            }
            Event::ReworkDemanded { .. } => Message::new("web.event-rework-demanded"),
            Event::ResultApproved { .. } => Message::new("web.event-result-approved"),
            Event::ResultNumbered { number, .. } => {
                Message::new("web.event-result-numbered").with("number", number)
            }
            Event::LegFinished { leg } => about("web.event-leg-finished", *leg),
            Event::Reappointed { to, .. } => Message::new("web.event-reappointed").with("due", to),
            Event::ApologyIssued { leg, .. } => about("web.event-apology-issued", *leg),
            Event::ResultReady => Message::new("web.event-result-ready"),
            Event::ResultReturned { method } => returned(method),
            Event::Received { .. }
            | Event::GuidanceGiven { .. }
            | Event::NotReceived { .. }
            | Event::SupplementRequested { .. }
            | Event::SupplementCompleted { .. }
            | Event::PaymentAwaited { .. }
            | Event::PaymentConfirmed { .. }
            | Event::Suspended { .. }
            | Event::Resumed { .. }
            | Event::Withdrawn { .. }
            | Event::Stopped { .. }
            | Event::AnnulmentRequested { .. }
            | Event::Annulled
            | Event::CorrectionRequested { .. }
            | Event::Corrected
            | Event::LogImported { .. }
            | Event::Imported(_) => self.what(event),
        }
    }

    fn suspension(&self, ground: SuspensionGround) -> String {
        self.page.word("suspension-ground", &crate::words::key_of(&ground, ""))
    }

    fn stop(&self, ground: StopGround) -> String {
        self.page.word("stop-ground", &crate::words::key_of(&ground, ""))
    }
}

fn returned(method: &ReturnMethod) -> Message {
    match method {
        ReturnMethod::Counter { .. } => Message::new("web.event-returned-counter"),
        ReturnMethod::Post { tracking } => Message::new("web.event-returned-post").with("tracking", tracking),
        ReturnMethod::Online => Message::new("web.event-returned-online"),
    }
}

/// The name of a result of the pinned version.
pub fn result_name(site: &Site, dossier: &Dossier, code: &str) -> String {
    let version = dossier.filing.as_ref().and_then(|it| site.context.province.catalogue.version(it.version));
    let result = version.and_then(|it| it.results.iter().find(|it| it.code == code));
    result.map_or_else(|| code.to_owned(), |it| it.name.clone())
}

/// The paper or condition of the pinned version that an item is about.
pub fn subject_name(site: &Site, dossier: &Dossier, subject: &SupplementSubject) -> String {
    let filing = dossier.filing.as_ref();
    let version = filing.and_then(|it| site.context.province.catalogue.version(it.version));
    match subject {
        SupplementSubject::Component { code } => {
            let case = version.zip(filing).and_then(|(version, filing)| version.case(&filing.case));
            case.and_then(|it| it.component(code)).map_or_else(|| code.clone(), |it| it.name.clone())
        }
        SupplementSubject::Condition { index } => version
            .and_then(|it| it.conditions.get(usize::from(*index)))
            .map_or_else(|| index.to_string(), Clone::clone),
    }
}
