//! What a form asks for: the fields of each verb, with what was typed before.

use super::form::{Choice, Field, Item};
use super::forms::Desk;
use crate::door::Filled;
use crate::pages::names;
use crate::words::key_of;
use motcua_app::look::Deed;
use motcua_app::money::series;
use motcua_app::routing::originals_kept;
use motcua_app::{AppError, accounts};
use motcua_calendar::TimeLimit;
use motcua_catalogue::{Collector, DueWhen};
use motcua_dossier::{
    Charge, IncidentKind, MoneyReceipt, PaidCharge, Payment, ProofOfReturn, ReopenGround, SuspensionGround,
};
use motcua_fees::series::SeriesKind;
use motcua_identity::{Account, Action, Scope};
use motcua_kernel::{Agency, AgencyId, LegNo, Message, Vnd};
use serde::Serialize;

const EMPTY: &str = "";
/// Days an opinion may be given.
const OPINION_DAYS: [u32; 8] = [1, 2, 3, 5, 7, 10, 15, 30];
const GROUNDS: [SuspensionGround; 3] =
    [SuspensionGround::Court, SuspensionGround::Dispute, SuspensionGround::OutsideAuthority];

impl Desk<'_> {
    /// The fields of a form, with what was typed before.
    pub async fn fields(
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
            | Deed::ApproveRefund
            | Deed::Resume => Vec::new(),
            Deed::Question => vec![words("question", "label.question")],
            Deed::AnswerOpinion => vec![words("answer", "label.answer")],
            Deed::SendBack
            | Deed::DemandRework
            | Deed::Withdraw
            | Deed::Stop
            | Deed::DeclineRefund
            | Deed::RequestAnnulment => {
                vec![words("reason", "label.reason")]
            }
            Deed::Apologise => vec![words("apology", "label.apology")],
            Deed::Reappoint | Deed::DraftApology => {
                vec![line("to", "datetime-local", "label.new-date"), words("apology", "label.apology")]
            }
            Deed::SendLetter => self.letter(typed),
            Deed::RecordAnswer => self.answer(leg, typed),
            Deed::Number => {
                let has_book = self.site.context.province.result_book(self.dossier).is_some();
                let label = if has_book { "label.result-number-of-book" } else { "label.result-number" };
                vec![line("number", "text", label)]
            }
            Deed::Suspend => vec![self.grounds(&value("ground")), words("reason", "label.reason")],
            Deed::RecordIncident => self.incident(&value, typed.is_none()),
            Deed::Reopen => vec![self.reopening_grounds(&value("ground")), words("reason", "label.reason")],
            Deed::Propose => self.proposal(&value("outcome"), &value("result"), value("reason")),
            Deed::Assign => vec![self.staff(leg, &value("assignee")).await?],
            Deed::AskOpinion => vec![
                self.agencies(&value("agency")),
                self.budgets(&value("budget")),
                words("question", "label.question"),
            ],
            Deed::ReturnResult => {
                let mut fields = self.returning(&value("method"), &value("to"), value("tracking"));
                fields.extend(self.originals(typed));
                fields.push(self.proofs(&value("proof-of-return")));
                fields.push(Field::Line {
                    name: "code",
                    kind: "text",
                    label: "label.look-up-code-told",
                    value: value("code"),
                });
                fields
            }
            Deed::RecordPayment => {
                let mut fields = self.paying(typed);
                fields.extend(self.receipt_on_paper(&value("receipt")).await?);
                fields
            }
            Deed::ExemptCharge | Deed::RequestRefund | Deed::PayRefund | Deed::ReversePayment => {
                self.money_back(deed, typed)?
            }
            Deed::AssessCharge => vec![
                self.charges(&value("charge"), |it| it.amount.is_none()),
                line("amount", "text", "label.amount-assessed"),
            ],
            Deed::AwaitPayment => vec![self.awaitable(typed), line("pay_by", "date", "label.pay-by")],
            Deed::AskSupplement => vec![Field::Items(self.items(typed))],
            Deed::RequestCorrection => {
                let mut fields = self.correcting(&value("what"), &value("code"));
                fields.insert(1, line("name", "text", "label.right-name"));
                fields.insert(2, line("national_id", "text", "label.right-national-id"));
                fields.insert(3, line("phone", "text", "label.right-phone"));
                fields.insert(4, line("address", "text", "label.right-address"));
                fields.insert(5, line("email", "email", "label.right-email"));
                fields.push(line("originals", "number", "label.right-originals"));
                fields.push(line("copies", "number", "label.right-copies"));
                fields.push(words("reason", "label.reason"));
                fields
            }
        })
    }

    /// What is asked for where less is paid, or money goes back.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`fields` sends only these")]
    fn money_back(&self, deed: Deed, typed: Option<&Filled>) -> Result<Vec<Field>, AppError> {
        let value = |name: &str| typed.map_or(EMPTY, |it| it.text(name)).to_owned();
        let words = |name, label| Field::Words { name, label, value: value(name), optional: false };
        let line = |name, kind, label| Field::Line { name, kind, label, value: value(name) };
        Ok(match deed {
            Deed::ExemptCharge => {
                vec![
                    self.exemptions(&value("exemption"))?,
                    line("evidence", "text", "label.exemption-evidence"),
                ]
            }
            Deed::RequestRefund => vec![
                self.refundable(&value("part")),
                line("amount", "text", "label.refund-amount"),
                words("reason", "label.reason"),
            ],
            Deed::PayRefund => vec![
                Field::Radios {
                    name: "means",
                    label: "label.refunded-by",
                    choices: vec![
                        self.choice("cash", "label.paid-cash", value("means") != "transfer"),
                        self.choice("transfer", "label.paid-transfer", value("means") == "transfer"),
                    ],
                },
                line("reference", "text", "label.payment-reference"),
            ],
            Deed::ReversePayment => vec![self.reversible(&value("payment")), words("reason", "label.reason")],
            _ => Vec::new(),
        })
    }

    /// Charges that `may` be meant, each with what is still to be paid on it.
    fn charges(&self, picked: &str, may: impl Fn(&Charge) -> bool) -> Field {
        let choices = self.charge_choices(may, |it| it.code == picked);
        Field::Pick { name: "charge", label: "label.charge", choices }
    }

    /// What can be waited for: what is owed before the return, all of it until some is unticked.
    fn awaitable(&self, typed: Option<&Filled>) -> Field {
        let may = |it: &Charge| it.due != DueWhen::AtReturn && self.dossier.unpaid(it) > Vnd::ZERO;
        let picked = |it: &Charge| typed.is_none_or(|typed| typed.all("charges").any(|code| code == it.code));
        Field::Ticks { name: "charges", label: "label.charges", choices: self.charge_choices(may, picked) }
    }

    fn charge_choices(&self, may: impl Fn(&Charge) -> bool, picked: impl Fn(&Charge) -> bool) -> Vec<Choice> {
        let words = |it: &Charge| match it.amount {
            Some(_) => format!("{}: {}", it.name, self.dossier.unpaid(it)),
            None => it.name.clone(),
        };
        let choice = |it: &Charge| Choice { value: it.code.clone(), words: words(it), picked: picked(it) };
        self.dossier.charges.iter().filter(|it| may(it)).map(choice).collect()
    }

    /// All that is left of the first charge in cash, or to the Treasury by notice, until something else is typed.
    fn paying(&self, typed: Option<&Filled>) -> Vec<Field> {
        let owed = |it: &Charge| self.dossier.unpaid(it) > Vnd::ZERO;
        let first = self.dossier.charges.iter().find(|it| owed(it));
        let by_notice = first.is_some_and(|it| it.collector == Collector::Treasury);
        let usual = if by_notice { "notice" } else { "cash" };
        let value = |name: &str| typed.map_or(EMPTY, |it| it.text(name));
        let means = typed.map_or(usual, |it| it.text("means"));
        let amount = match (typed, first) {
            (Some(typed), _) => typed.text("amount").to_owned(),
            (None, Some(first)) => self.dossier.unpaid(first).0.to_string(),
            (None, None) => String::new(),
        };
        let (reference, text) = (value("reference").to_owned(), "text");
        vec![
            self.charges(value("charge"), owed),
            Field::Line { name: "amount", kind: text, label: "label.amount-paid", value: amount },
            Field::Radios {
                name: "means",
                label: "label.paid-by",
                choices: vec![
                    self.choice("cash", "label.paid-cash", means == "cash"),
                    self.choice("transfer", "label.paid-transfer", means == "transfer"),
                    self.choice("notice", "label.paid-notice", means == "notice"),
                ],
            },
            Field::Cash { value: value("given").to_owned() },
            Field::Line { name: "reference", kind: text, label: "label.payment-reference", value: reference },
        ]
    }

    /// The number on the receipt that lies on top, for whoever gives receipts that are numbered on the paper already.
    async fn receipt_on_paper(&self, typed: &str) -> Result<Option<Field>, AppError> {
        let Some(receiving) = self.dossier.receiving() else { return Ok(None) };
        let actor = self.caller.actor_for(self.site, Action::RecordPayment, Scope::at(receiving));
        let Ok(actor) = actor else { return Ok(None) };
        let next = series::next_receipt(&self.site.context, actor.agency, actor.account).await?;
        let on_paper = next.filter(|it| it.series.kind == SeriesKind::PrePrinted);
        let Some((receipt, number)) = on_paper.and_then(|it| it.next.map(|next| (it, next))) else {
            return Ok(None);
        };
        let hint = Message::new("web.receipt-on-paper").with("number", receipt.series.written(number));
        let hint = self.page.say(&hint.with("symbol", &receipt.series.symbol));
        let (name, label) = ("receipt", "label.receipt-no");
        Ok(Some(Field::Hinted { name, label, hint, value: typed.to_owned() }))
    }

    /// Each ground that the fee rules list, with what it is taken off and the paper that shows it.
    fn exemptions(&self, picked: &str) -> Result<Field, AppError> {
        let pinned = self.site.context.province.pinned(self.dossier)?;
        let mut choices = Vec::new();
        for rule in motcua_app::money::fee_rules(self.dossier, &pinned)? {
            for exemption in &rule.exemptions {
                let value = format!("{}:{}", rule.code, exemption.ground);
                let words = format!("{}: {} ({})", rule.name, exemption.name, exemption.evidence);
                choices.push(Choice { words, picked: value == picked, value });
            }
        }
        Ok(Field::Pick { name: "exemption", label: "label.exemption", choices })
    }

    /// Each part of a payment that something can still be paid back of.
    fn refundable(&self, picked: &str) -> Field {
        let parts = self.dossier.payments.iter().flat_map(|it| it.paid.iter().map(move |part| (it, part)));
        let choice = |(payment, part): (&Payment, &PaidCharge)| {
            let left = self.dossier.refundable(payment.seq, &part.code);
            let name = self.dossier.charge(&part.code).map_or(part.code.as_str(), |it| &it.name);
            let value = format!("{}:{}", payment.seq, part.code);
            let words = format!("{name}: {left} ({})", payment.at);
            (left > Vnd::ZERO).then(|| Choice { words, picked: value == picked, value })
        };
        Field::Pick { name: "part", label: "label.refund-part", choices: parts.filter_map(choice).collect() }
    }

    /// Payments that were not taken back.
    fn reversible(&self, picked: &str) -> Field {
        let choice = |it: &Payment| {
            let value = it.seq.to_string();
            let receipt = it.receipt.as_ref().map_or_else(String::new, MoneyReceipt::name);
            let words = format!("{} {receipt} ({})", it.total(), it.at);
            Choice { words, picked: value == picked, value }
        };
        let choices = self.dossier.payments.iter().filter(|it| it.reversed.is_none()).map(choice).collect();
        Field::Pick { name: "payment", label: "label.payment", choices }
    }

    fn grounds(&self, picked: &str) -> Field {
        let choice = |ground: &SuspensionGround| {
            let value = key_of(ground, EMPTY);
            Choice { words: self.page.word("suspension-ground", &value), picked: value == picked, value }
        };
        Field::Pick { name: "ground", label: "label.ground", choices: GROUNDS.iter().map(choice).collect() }
    }

    /// Nothing is paid until something is typed; the agencies are those that have part in the dossier.
    fn incident(&self, value: &dyn Fn(&str) -> String, fresh: bool) -> Vec<Field> {
        let words = |name, label| Field::Words { name, label, value: value(name), optional: false };
        let (kind, at_fault) = (value("kind"), value("agency"));
        let kinds = IncidentKind::ALL.iter().map(|it| self.of_list("incident-kind", it, &kind)).collect();
        let filing = self.dossier.filing.iter().flat_map(|it| [it.receiving, it.competent]);
        let mut with_part: Vec<AgencyId> = Vec::new();
        for agency in filing.chain(self.dossier.legs.iter().map(|it| it.plan.agency)) {
            if !with_part.contains(&agency) {
                with_part.push(agency);
            }
        }
        let tree = &self.site.context.province.agencies;
        let choice = |it: &Agency| Choice {
            value: it.code.clone(),
            words: it.name.clone(),
            picked: it.code == at_fault,
        };
        let agencies = with_part.into_iter().filter_map(|it| tree.get(it)).map(choice).collect();
        let cost = if fresh { "0".to_owned() } else { value("cost") };
        vec![
            Field::Pick { name: "kind", label: "label.incident-kind", choices: kinds },
            Field::Pick { name: "agency", label: "label.agency-at-fault", choices: agencies },
            Field::Line { name: "cost", kind: "text", label: "label.cost-borne", value: cost },
            words("account", "label.what-happened"),
            words("apology", "label.apology"),
        ]
    }

    fn reopening_grounds(&self, picked: &str) -> Field {
        let choices = ReopenGround::ALL.iter().map(|it| self.of_list("reopen-ground", it, picked)).collect();
        Field::Pick { name: "ground", label: "label.reopen-ground", choices }
    }

    /// A value of a closed list with its word.
    fn of_list(&self, table: &str, it: &impl Serialize, picked: &str) -> Choice {
        let value = key_of(it, EMPTY);
        Choice { words: self.page.word(table, &value), picked: value == picked, value }
    }

    fn proposal(&self, outcome: &str, picked: &str, reason: String) -> Vec<Field> {
        let outcomes = vec![
            self.choice("granted", "label.outcome-granted", outcome != "refused"),
            self.choice("refused", "label.outcome-refused", outcome == "refused"),
        ];
        let results = names::version(self.site, self.dossier)
            .map_or(&[][..], |it| &it.results)
            .iter()
            .map(|it| Choice { value: it.code.clone(), words: it.name.clone(), picked: it.code == picked });
        vec![
            Field::Radios { name: "outcome", label: "label.outcome", choices: outcomes },
            Field::Pick { name: "result", label: "label.result", choices: results.collect() },
            Field::Words { name: "reason", label: "label.refusal-reason", value: reason, optional: true },
        ]
    }

    pub(super) fn choice(&self, value: &str, words: &'static str, picked: bool) -> Choice {
        Choice { value: value.to_owned(), words: self.page.t(words), picked }
    }

    async fn staff(&self, leg: Option<LegNo>, picked: &str) -> Result<Field, AppError> {
        let agency = leg.and_then(|no| self.dossier.leg(no)).map(|it| it.plan.agency);
        let staff = match agency {
            Some(agency) => accounts::staff(&self.site.context, agency).await?,
            None => Vec::new(),
        };
        let today = self.caller.now.date();
        let choice = |it: &Account| {
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

    /// Everybody in force today; to one outside the system the liaison unit writes.
    fn agencies(&self, picked: &str) -> Field {
        let today = self.caller.now.date();
        let mut agencies: Vec<&Agency> =
            self.site.context.province.agencies.iter().filter(|it| it.validity.holds_on(today)).collect();
        agencies.sort_by(|one, other| one.name.cmp(&other.name));
        let choice = |it: &Agency| Choice {
            value: it.code.clone(),
            words: it.name.clone(),
            picked: it.code == picked,
        };
        let choices = agencies.into_iter().map(choice).collect();
        Field::Pick { name: "agency", label: "label.asked-agency", choices }
    }

    fn budgets(&self, picked: &str) -> Field {
        let choice = |days: u32| {
            let value = TimeLimit::working_days(days).to_string();
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

    /// What shows who took it; by post it is the tracking number.
    fn proofs(&self, picked: &str) -> Field {
        let choices =
            ProofOfReturn::ALL.iter().map(|it| self.of_list("proof-of-return", it, picked)).collect();
        Field::Radios { name: "proof-of-return", label: "label.proof-of-return", choices }
    }

    /// The originals the house has, to be ticked one by one, and why one stays.
    fn originals(&self, typed: Option<&Filled>) -> Vec<Field> {
        let back = |code: &str| typed.is_some_and(|it| it.all("originals").any(|ticked| ticked == code));
        let choices: Vec<Choice> = originals_kept(self.dossier)
            .map(|it| Choice {
                words: names::paper(self.site, self.dossier, &it.code),
                picked: back(&it.code),
                value: it.code.clone(),
            })
            .collect();
        if choices.is_empty() {
            return Vec::new();
        }
        let (name, label) = ("originals_reason", "label.originals-why-kept");
        let value = typed.map_or(EMPTY, |it| it.text(name)).to_owned();
        vec![
            Field::Ticks { name: "originals", label: "label.originals-given-back", choices },
            Field::Words { name, label, value, optional: true },
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
        let components = names::case(self.site, self.dossier)
            .into_iter()
            .flat_map(|it| &it.components)
            .flat_map(|it| &it.components);
        let conditions = names::version(self.site, self.dossier)
            .into_iter()
            .flat_map(|it| it.conditions.iter().enumerate());
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
            words: names::paper(self.site, self.dossier, &it.code),
            picked: it.code == code,
            value: it.code.clone(),
        });
        vec![
            Field::Radios { name: "what", label: "label.correct-what", choices: whats },
            Field::Pick { name: "code", label: "label.paper", choices: given.collect() },
        ]
    }
}
