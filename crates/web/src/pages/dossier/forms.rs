//! The forms of a dossier: for each verb that may be done, what it asks for, with what was typed before.

use super::history::{result_name, subject_name};
use super::offers::Offer;
use super::sheet::Tried;
use super::verbs::address;
use crate::Site;
use crate::door::{Caller, Filled};
use crate::pages::Page;
use crate::words::key_of;
use motcua_app::look::Deed;
use motcua_app::{AppError, accounts};
use motcua_catalogue::{ProcedureCase, ProcedureVersion};
use motcua_dossier::{Correction, Dossier, LegStatus, Outcome, SupplementSubject, SuspensionGround};
use motcua_kernel::{LegNo, Message};

/// A form.
pub struct Form {
    /// Its place in the page.
    pub id: String,
    /// Where it is sent to.
    pub address: String,
    /// What its button says.
    pub title: &'static str,
    /// The leg it is about.
    pub about: Option<String>,
    /// What there is to know before.
    pub note: Option<String>,
    /// Fields nobody sees.
    pub hidden: Vec<(&'static str, String)>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Whether it is shown open.
    pub open: bool,
    /// Whether it moves the dossier on.
    pub moves_on: bool,
    /// What was wrong with what was typed, and the article that says so.
    pub error: Option<(String, Option<Box<str>>)>,
}

/// A field.
pub enum Field {
    /// Words of some lines.
    Words {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What was typed.
        value: String,
        /// Whether it may stay empty.
        optional: bool,
    },
    /// One line.
    Line {
        /// Name.
        name: &'static str,
        /// Kind of input.
        kind: &'static str,
        /// Label.
        label: &'static str,
        /// What was typed.
        value: String,
    },
    /// One of a list.
    Pick {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What can be picked.
        choices: Vec<Choice>,
    },
    /// One of a few.
    Radios {
        /// Name.
        name: &'static str,
        /// Label.
        label: &'static str,
        /// What can be picked.
        choices: Vec<Choice>,
    },
    /// Any number of papers and conditions, each with a reason.
    Items(Vec<Item>),
}

/// Something to pick.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// Whether it is picked.
    pub picked: bool,
}

/// A paper or condition to tick.
pub struct Item {
    /// `component` or `condition`.
    pub kind: &'static str,
    /// Its code or place.
    pub value: String,
    /// Its name.
    pub words: String,
    /// Whether it is ticked.
    pub picked: bool,
    /// Why it is asked for.
    pub reason: String,
}

/// What forms are made from.
pub struct Desk<'a> {
    /// The site.
    pub site: &'a Site,
    /// The page.
    pub page: &'a Page,
    /// Who reads.
    pub caller: &'a Caller,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The form that was sent and not done.
    pub tried: Option<&'a Tried>,
}

const EMPTY: &str = "";
/// Days an opinion may be given.
const OPINION_DAYS: [u32; 8] = [1, 2, 3, 5, 7, 10, 15, 30];
const GROUNDS: [SuspensionGround; 3] =
    [SuspensionGround::Court, SuspensionGround::Dispute, SuspensionGround::OutsideAuthority];

impl Desk<'_> {
    /// A form for each of `offers`; the first that moves the dossier on is open.
    pub async fn forms(&self, offers: &[Offer]) -> Result<Vec<Form>, AppError> {
        let mut forms = Vec::with_capacity(offers.len());
        for offer in offers {
            forms.push(self.form(*offer).await?);
        }
        if forms.iter().all(|it| !it.open)
            && let Some(first) = forms.iter_mut().find(|it| it.moves_on)
        {
            first.open = true;
        }
        Ok(forms)
    }

    async fn form(&self, offer: Offer) -> Result<Form, AppError> {
        let Offer { deed, leg } = offer;
        let id = form_id(deed, leg);
        let tried = self.tried_at(&id);
        let mut hidden: Vec<(&'static str, String)> = leg.iter().map(|no| ("leg", no.to_string())).collect();
        if deed == Deed::FinishStep {
            hidden.push(("step", self.next_step(leg).to_string()));
        }
        let now = self.site.context.clock.now();
        hidden.push(("key", format!("{}-{id}", self.site.context.ids.next(now)?)));
        let error = tried.map(|it| (self.page.say(&it.failure.message), it.failure.article.clone()));
        Ok(Form {
            address: format!("/ho-so/{}/{}", self.dossier.id, address(deed)),
            title: title(deed),
            about: self.about(deed, leg),
            note: self.note(deed, leg),
            fields: self.fields(deed, leg, tried.map(|it| &it.filled)).await?,
            open: error.is_some(),
            moves_on: deed.moves_on(),
            hidden,
            error,
            id,
        })
    }

    fn tried_at(&self, id: &str) -> Option<&Tried> {
        self.tried.filter(|it| it.form_id() == id)
    }

    fn next_step(&self, leg: Option<LegNo>) -> u16 {
        match leg.and_then(|no| self.dossier.leg(no)).map(|it| &it.status) {
            Some(LegStatus::Active { steps_done, .. }) => *steps_done,
            Some(
                LegStatus::Waiting
                | LegStatus::Sent { .. }
                | LegStatus::Questioned { .. }
                | LegStatus::SentBack { .. }
                | LegStatus::Proposed { .. }
                | LegStatus::Approved { .. }
                | LegStatus::Finished { .. },
            )
            | None => 0,
        }
    }

    /// The leg, and for a step which.
    fn about(&self, deed: Deed, leg: Option<LegNo>) -> Option<String> {
        let leg = self.dossier.leg(leg?)?;
        let name = &leg.plan.name;
        if deed != Deed::FinishStep {
            return Some(name.clone());
        }
        let case =
            self.version().zip(self.dossier.filing.as_ref()).and_then(|(it, filing)| it.case(&filing.case));
        let step = case
            .and_then(|it| it.route.leg(leg.plan.no))
            .and_then(|it| it.steps.get(usize::from(self.next_step(Some(leg.plan.no)))));
        Some(step.map_or_else(|| name.clone(), |step| format!("{} ({name})", step.name)))
    }

    /// What a signer signs, and what a confirmation confirms.
    fn note(&self, deed: Deed, leg: Option<LegNo>) -> Option<String> {
        if matches!(deed, Deed::Approve | Deed::DemandRework) {
            let LegStatus::Proposed { outcome, .. } = &self.dossier.leg(leg?)?.status else { return None };
            return Some(match outcome {
                Outcome::Granted { result, .. } => {
                    let name = result_name(self.site, self.dossier, result);
                    self.page.t1("web.proposed-result", "name", name)
                }
                Outcome::Refused { .. } => self.page.t("web.proposed-refusal"),
            });
        }
        if deed == Deed::ConfirmCorrection {
            return match &self.dossier.correction.as_ref()?.1 {
                Correction::Applicant { .. } => Some(self.page.t("web.correction-of-applicant")),
                Correction::Component { code, originals, copies } => {
                    let subject = SupplementSubject::Component { code: code.clone() };
                    let name = subject_name(self.site, self.dossier, &subject);
                    let message = Message::new("web.correction-of-component").with("name", name);
                    Some(self.page.say(&message.with("originals", originals).with("copies", copies)))
                }
            };
        }
        None
    }

    fn version(&self) -> Option<&ProcedureVersion> {
        self.site.context.province.catalogue.version(self.dossier.filing.as_ref()?.version)
    }

    fn case(&self) -> Option<&ProcedureCase> {
        self.version()?.case(&self.dossier.filing.as_ref()?.case)
    }

    async fn fields(
        &self,
        deed: Deed,
        leg: Option<LegNo>,
        typed: Option<&Filled>,
    ) -> Result<Vec<Field>, AppError> {
        let value = |name: &str| typed.map_or(EMPTY, |it| it.text(name)).to_owned();
        let words = |name, label| Field::Words { name, label, value: value(name), optional: false };
        let line = |name, kind, label| Field::Line { name, kind, label, value: value(name) };
        Ok(match deed {
            Deed::Accept
            | Deed::Claim
            | Deed::FinishStep
            | Deed::Approve
            | Deed::Resend
            | Deed::HandOver
            | Deed::CompleteSupplement
            | Deed::ConfirmAnnulment
            | Deed::ConfirmCorrection
            | Deed::Resume => Vec::new(),
            Deed::Question => vec![words("question", "label.question")],
            Deed::AnswerOpinion => vec![words("answer", "label.answer")],
            Deed::SendBack | Deed::DemandRework | Deed::Withdraw | Deed::Stop | Deed::RequestAnnulment => {
                vec![words("reason", "label.reason")]
            }
            Deed::Apologise => vec![words("apology", "label.apology")],
            Deed::Reappoint => {
                vec![line("to", "datetime-local", "label.new-date"), words("apology", "label.apology")]
            }
            Deed::Number => vec![line("number", "text", "label.result-number")],
            Deed::Suspend => vec![self.grounds(&value("ground")), words("reason", "label.reason")],
            Deed::Propose => self.proposal(&value("outcome"), &value("result"), value("reason")),
            Deed::Assign => vec![self.staff(leg, &value("assignee")).await?],
            Deed::AskOpinion => vec![
                self.agencies(&value("agency")),
                self.budgets(&value("budget")),
                words("question", "label.question"),
            ],
            Deed::ReturnResult => self.returning(&value("method"), &value("to"), value("tracking")),
            Deed::AskSupplement => vec![Field::Items(self.items(typed))],
            Deed::RequestCorrection => {
                let mut fields = self.correcting(&value("what"), &value("code"));
                fields.insert(1, line("name", "text", "label.right-name"));
                fields.insert(2, line("national_id", "text", "label.right-national-id"));
                fields.insert(3, line("phone", "text", "label.right-phone"));
                fields.insert(4, line("address", "text", "label.right-address"));
                fields.push(line("originals", "number", "label.right-originals"));
                fields.push(line("copies", "number", "label.right-copies"));
                fields.push(words("reason", "label.reason"));
                fields
            }
        })
    }

    fn grounds(&self, picked: &str) -> Field {
        let choice = |ground: &SuspensionGround| {
            let value = key_of(ground, EMPTY);
            Choice { words: self.page.word("suspension-ground", &value), picked: value == picked, value }
        };
        Field::Pick { name: "ground", label: "label.ground", choices: GROUNDS.iter().map(choice).collect() }
    }

    fn proposal(&self, outcome: &str, picked: &str, reason: String) -> Vec<Field> {
        let outcomes = vec![
            self.choice("granted", "label.outcome-granted", outcome != "refused"),
            self.choice("refused", "label.outcome-refused", outcome == "refused"),
        ];
        let results = self.version().map_or(&[][..], |it| &it.results).iter().map(|it| Choice {
            value: it.code.clone(),
            words: it.name.clone(),
            picked: it.code == picked,
        });
        vec![
            Field::Radios { name: "outcome", label: "label.outcome", choices: outcomes },
            Field::Pick { name: "result", label: "label.result", choices: results.collect() },
            Field::Words { name: "reason", label: "label.refusal-reason", value: reason, optional: true },
        ]
    }

    fn choice(&self, value: &str, words: &'static str, picked: bool) -> Choice {
        Choice { value: value.to_owned(), words: self.page.t(words), picked }
    }

    async fn staff(&self, leg: Option<LegNo>, picked: &str) -> Result<Field, AppError> {
        let agency = leg.and_then(|no| self.dossier.leg(no)).map(|it| it.plan.agency);
        let staff = match agency {
            Some(agency) => accounts::staff(&self.site.context, agency).await?,
            None => Vec::new(),
        };
        let today = self.caller.now.date();
        let choice = |it: &motcua_identity::Account| {
            let roles: Vec<String> = it
                .grants_on(today)
                .filter(|grant| Some(grant.agency) == agency)
                .map(|grant| self.page.word("role", &key_of(&grant.role, EMPTY)))
                .collect();
            let value = it.id.to_string();
            Choice {
                words: format!("{} ({})", it.display_name, roles.join(", ")),
                picked: value == picked,
                value,
            }
        };
        Ok(Field::Pick {
            name: "assignee",
            label: "label.assignee",
            choices: staff.iter().map(choice).collect(),
        })
    }

    /// Everybody in force today who works in the system.
    fn agencies(&self, picked: &str) -> Field {
        let today = self.caller.now.date();
        let mut agencies: Vec<&motcua_kernel::Agency> = self
            .site
            .context
            .province
            .agencies
            .iter()
            .filter(|it| it.inside && it.validity.holds_on(today))
            .collect();
        agencies.sort_by(|one, other| one.name.cmp(&other.name));
        let choice = |it: &motcua_kernel::Agency| Choice {
            value: it.code.clone(),
            words: it.name.clone(),
            picked: it.code == picked,
        };
        let choices = agencies.into_iter().map(choice).collect();
        Field::Pick { name: "agency", label: "label.asked-agency", choices }
    }

    fn budgets(&self, picked: &str) -> Field {
        let choice = |days: u32| {
            let value = motcua_calendar::TimeLimit::working_days(days).to_string();
            Choice { words: self.page.t1("label.working-days", "days", days), picked: value == picked, value }
        };
        Field::Pick {
            name: "budget",
            label: "label.answer-within",
            choices: OPINION_DAYS.into_iter().map(choice).collect(),
        }
    }

    fn returning(&self, method: &str, to: &str, tracking: String) -> Vec<Field> {
        let methods = vec![
            self.choice("counter", "label.return-counter", method.is_empty() || method == "counter"),
            self.choice("post", "label.return-post", method == "post"),
            self.choice("online", "label.return-online", method == "online"),
        ];
        let mut takers = vec![self.choice("applicant", "label.applicant", to != "helper")];
        if self.dossier.filing.as_ref().is_some_and(|it| it.helper.is_some()) {
            takers.push(self.choice("helper", "label.helper", to == "helper"));
        }
        vec![
            Field::Radios { name: "method", label: "label.return-method", choices: methods },
            Field::Pick { name: "to", label: "label.return-to", choices: takers },
            Field::Words { name: "tracking", label: "label.tracking", value: tracking, optional: true },
        ]
    }

    fn items(&self, typed: Option<&Filled>) -> Vec<Item> {
        let ticked = |kind: &'static str, value: &str| {
            typed.is_some_and(|it| it.all(kind).any(|ticked| ticked == value))
        };
        let reason = |kind: &str, value: &str| {
            typed.map_or(EMPTY, |it| it.text(&format!("{kind}-reason-{value}"))).to_owned()
        };
        let item = |kind: &'static str, value: String, words: &str| Item {
            picked: ticked(kind, &value),
            reason: reason(kind, &value),
            words: words.to_owned(),
            kind,
            value,
        };
        let components = self.case().into_iter().flat_map(|it| &it.components).flat_map(|it| &it.components);
        let conditions = self.version().into_iter().flat_map(|it| it.conditions.iter().enumerate());
        components
            .map(|it| item("component", it.code.clone(), &it.name))
            .chain(conditions.map(|(index, words)| item("condition", index.to_string(), words)))
            .collect()
    }

    fn correcting(&self, what: &str, code: &str) -> Vec<Field> {
        let whats = vec![
            self.choice("applicant", "label.correct-applicant", what != "component"),
            self.choice("component", "label.correct-component", what == "component"),
        ];
        let given = self.dossier.filing.iter().flat_map(|it| &it.components).map(|it| Choice {
            words: subject_name(
                self.site,
                self.dossier,
                &SupplementSubject::Component { code: it.code.clone() },
            ),
            picked: it.code == code,
            value: it.code.clone(),
        });
        vec![
            Field::Radios { name: "what", label: "label.correct-what", choices: whats },
            Field::Pick { name: "code", label: "label.paper", choices: given.collect() },
        ]
    }
}

/// The place of a form in the page.
pub fn form_id(deed: Deed, leg: Option<LegNo>) -> String {
    leg.map_or_else(|| address(deed).to_owned(), |no| format!("{}-{no}", address(deed)))
}

const fn title(deed: Deed) -> &'static str {
    match deed {
        Deed::Accept => "label.do-accept",
        Deed::Claim => "label.do-claim",
        Deed::Propose => "label.do-propose",
        Deed::AnswerOpinion => "label.do-answer-opinion",
        Deed::FinishStep => "label.do-finish-step",
        Deed::Approve => "label.do-approve",
        Deed::Number => "label.do-number",
        Deed::Resend => "label.do-resend",
        Deed::HandOver => "label.do-hand-over",
        Deed::ReturnResult => "label.do-return-result",
        Deed::CompleteSupplement => "label.do-complete-supplement",
        Deed::ConfirmAnnulment => "label.do-confirm-annulment",
        Deed::ConfirmCorrection => "label.do-confirm-correction",
        Deed::Resume => "label.do-resume",
        Deed::DemandRework => "label.do-demand-rework",
        Deed::Question => "label.do-question",
        Deed::SendBack => "label.do-send-back",
        Deed::Assign => "label.do-assign",
        Deed::AskSupplement => "label.do-ask-supplement",
        Deed::AskOpinion => "label.do-ask-opinion",
        Deed::Reappoint => "label.do-reappoint",
        Deed::Apologise => "label.do-apologise",
        Deed::Suspend => "label.do-suspend",
        Deed::RequestCorrection => "label.do-request-correction",
        Deed::Withdraw => "label.do-withdraw",
        Deed::Stop => "label.do-stop",
        Deed::RequestAnnulment => "label.do-request-annulment",
    }
}
