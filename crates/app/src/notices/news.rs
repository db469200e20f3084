//! What one notice tells, from the entry it is about and the dossier before and after it.

use super::facts::{Known, Trust};
use motcua_dossier::{
    Charge, Dossier, Entry, Event, Outcome, PaidCharge, ReturnMethod, StopGround, SupplementItem,
};
use motcua_kernel::{Instant, LegNo, TextId, Vnd};
use motcua_notifications::{Awaited, Lacking, News, NoticeKind, Owed, date_in_force};

/// One entry and what it changed.
pub(super) struct Step<'a> {
    pub known: &'a Known,
    pub entry: &'a Entry,
    pub before: Option<&'a Dossier>,
    pub after: &'a Dossier,
    /// What is known of the reader: whoever is known may read what was written about them, and an address that may be
    /// anybody's hears of no paper, no sum and no way of a result.
    pub trust: Trust,
}

impl Step<'_> {
    /// The news of this kind; none when the entry does not have it, which no notice that was written can be.
    pub(super) fn news(&self, kind: NoticeKind) -> Option<News> {
        let event = &self.entry.event;
        Some(match kind {
            NoticeKind::Received => News::Received { code: self.known.code().filter(|_| self.is_theirs()) },
            NoticeKind::NotReceived => {
                let Event::NotReceived { reason, .. } = event else { return None };
                News::NotReceived { reason: self.said(*reason) }
            }
            NoticeKind::GuidanceGiven => {
                let Event::GuidanceGiven { lacking, .. } = event else { return None };
                News::GuidanceGiven { lacking: self.lacking(lacking) }
            }
            NoticeKind::BeingProcessed => {
                let (Event::LegAccepted { leg } | Event::LetterSent { leg, .. }) = event else { return None };
                News::BeingProcessed { agency: self.agency_of(*leg) }
            }
            NoticeKind::SupplementRequested => {
                let Event::SupplementRequested { items, answer_by, .. } = event else { return None };
                News::SupplementRequested { lacking: self.lacking(items), by: *answer_by }
            }
            NoticeKind::SupplementExpiring => News::SupplementExpiring {
                lacking: self.lacking(&self.after.supplements.last()?.items),
                by: self.after.status.awaited_until()?,
            },
            NoticeKind::PaymentExpiring => {
                let charges = self.owed(self.after.awaited());
                News::PaymentExpiring {
                    amount: sum(&charges),
                    charges,
                    by: self.after.status.awaited_until()?,
                }
            }
            NoticeKind::SupplementCompleted => News::SupplementCompleted,
            NoticeKind::PaymentAwaited
            | NoticeKind::PaymentConfirmed
            | NoticeKind::RefundApproved
            | NoticeKind::RefundPaid => return self.money(kind),
            NoticeKind::DateMoved | NoticeKind::Reappointed | NoticeKind::Apologised => {
                return self.dates(kind);
            }
            NoticeKind::Suspended => {
                let Event::Suspended { ground, reason } = event else { return None };
                News::Suspended {
                    ground: Some(*ground).filter(|_| self.may_be_told()),
                    reason: self.said(*reason),
                }
            }
            NoticeKind::Resumed => News::Resumed,
            NoticeKind::AgencySucceeded => {
                let Event::AgencySucceeded { from, to, .. } = event else { return None };
                News::AgencySucceeded { from: self.known.agency(*from), to: self.known.agency(*to) }
            }
            NoticeKind::ResultReady
            | NoticeKind::RefusalReady
            | NoticeKind::Returned
            | NoticeKind::ReturnedByPost
            | NoticeKind::ResultElectronic
            | NoticeKind::NotCollected => return self.result(kind),
            NoticeKind::Withdrawn => News::Withdrawn,
            NoticeKind::Stopped | NoticeKind::Lapsed => {
                let Event::Stopped { ground, .. } = event else { return None };
                match ground {
                    StopGround::ByApplicant => News::Stopped { at_request: true },
                    StopGround::NoPredecessor => News::Stopped { at_request: false },
                    StopGround::NoSupplement => News::Lapsed { awaited: Awaited::Papers },
                    StopGround::NoPayment => News::Lapsed { awaited: Awaited::Payment },
                }
            }
            NoticeKind::Annulled => News::Annulled,
            NoticeKind::Corrected => News::Corrected,
            NoticeKind::Reopened => {
                let Event::Reopened { ground, .. } = event else { return None };
                News::Reopened { ground: *ground }
            }
            NoticeKind::IncidentRecorded => {
                let Event::IncidentRecorded { agency, account, apology, .. } = event else { return None };
                News::IncidentRecorded {
                    agency: self.known.agency(*agency),
                    account: self.said(*account),
                    apology: self.said(*apology),
                }
            }
            // Its link is of one reader alone and made with the message.
            NoticeKind::VerifyAddress => return None,
        })
    }

    fn money(&self, kind: NoticeKind) -> Option<News> {
        let told = |amount: Vnd| Some(amount).filter(|_| self.may_be_told());
        let paid_in = |paid: &[PaidCharge]| told(paid.iter().map(|it| it.amount).sum::<Vnd>());
        Some(match (kind, &self.entry.event) {
            (NoticeKind::PaymentAwaited, Event::PaymentAwaited { charges, pay_by }) => {
                let owed = self.owed(self.after.charges.iter().filter(|it| charges.contains(&it.code)));
                News::PaymentAwaited { amount: sum(&owed), charges: owed, by: *pay_by }
            }
            (_, Event::ChargesPaid { paid, .. }) => News::PaymentConfirmed { amount: paid_in(paid) },
            (_, Event::PaymentConfirmed { .. }) => {
                let amount = self.after.awaited().map(|it| self.after.paid(&it.code)).sum();
                News::PaymentConfirmed { amount: told(amount) }
            }
            (_, Event::RefundApproved { request }) => {
                News::RefundApproved { amount: told(self.after.refund(*request)?.total()) }
            }
            (_, Event::RefundPaid { request, .. }) => {
                News::RefundPaid { amount: told(self.after.refund(*request)?.total()) }
            }
            _ => return None,
        })
    }

    /// What is still to be paid of these.
    fn owed<'c>(&self, charges: impl Iterator<Item = &'c Charge>) -> Vec<Owed> {
        let owed = charges.filter(|it| self.after.unpaid(it) > Vnd::ZERO);
        let told = |it: &Charge| Owed {
            name: Some(it.name.clone()).filter(|_| self.is_theirs()),
            amount: Some(self.after.unpaid(it)).filter(|_| self.may_be_told()),
        };
        owed.map(told).collect()
    }

    fn dates(&self, kind: NoticeKind) -> Option<News> {
        let from = || self.before.and_then(date_in_force);
        Some(match (kind, &self.entry.event) {
            (_, Event::Reappointed { to, apology, leg }) => News::Reappointed {
                from: from().unwrap_or(*to),
                to: *to,
                agency: self.agency_of(*leg),
                apology: self.said(*apology),
            },
            (_, Event::ApologyIssued { apology, leg }) => {
                News::Apologised { agency: self.agency_of(*leg), apology: self.said(*apology) }
            }
            (NoticeKind::DateMoved, _) => {
                let to = date_in_force(self.after)?;
                News::DateMoved { from: from().unwrap_or(to), to }
            }
            _ => return None,
        })
    }

    fn result(&self, kind: NoticeKind) -> Option<News> {
        let unpaid = || {
            let all = self.after.charges.iter().map(|it| self.after.unpaid(it)).sum::<Vnd>();
            Some(all).filter(|_| self.may_be_told())
        };
        Some(match (kind, &self.entry.event) {
            (NoticeKind::ResultReady, _) => News::ResultReady { unpaid: unpaid() },
            (NoticeKind::RefusalReady, _) => News::RefusalReady { reason: self.reason_of_refusal() },
            (NoticeKind::NotCollected, _) => {
                News::NotCollected { since: self.after.result.as_ref()?.ready?, unpaid: unpaid() }
            }
            (_, Event::ResultReturned { method, .. }) => match method {
                ReturnMethod::Counter { .. } => News::Returned,
                ReturnMethod::Post { tracking } => {
                    News::ReturnedByPost { tracking: Some(tracking.clone()).filter(|_| self.may_be_told()) }
                }
                ReturnMethod::Online => News::ResultElectronic,
            },
            _ => return None,
        })
    }

    /// What the last proposal before this entry gave as its reason.
    fn reason_of_refusal(&self) -> Option<String> {
        let until = self.known.history.iter().rev().filter(|it| it.seq <= self.entry.seq);
        let mut reasons = until.filter_map(|it| {
            let Event::ResultProposed { outcome: Outcome::Refused { reason }, .. } = &it.event else {
                return None;
            };
            Some(*reason)
        });
        self.said(reasons.next()?)
    }

    fn said(&self, id: TextId) -> Option<String> {
        self.known.words.get(&id).cloned().flatten().filter(|_| self.is_theirs())
    }

    fn lacking(&self, items: &[SupplementItem]) -> Vec<Lacking> {
        let lacking = |it: &SupplementItem| Lacking {
            name: self.is_theirs().then(|| self.known.asked(self.after, &it.subject)),
            reason: self.said(it.reason),
        };
        items.iter().map(lacking).collect()
    }

    fn agency_of(&self, leg: LegNo) -> String {
        self.after.leg(leg).map(|it| self.known.agency(it.plan.agency)).unwrap_or_default()
    }

    const fn is_theirs(&self) -> bool {
        matches!(self.trust, Trust::Verified)
    }

    /// Whether sums and the like may be told: to them, and to the telephone of the dossier.
    const fn may_be_told(&self) -> bool {
        !matches!(self.trust, Trust::Unknown)
    }

    /// When the result was there or went out, as far as it has.
    pub(super) fn done(&self) -> Option<Instant> {
        let result = self.after.result.as_ref()?;
        result.returned.or(result.ready)
    }
}

/// All of it together, where each may be told.
fn sum(owed: &[Owed]) -> Option<Vnd> {
    owed.iter().map(|it| it.amount).sum()
}
