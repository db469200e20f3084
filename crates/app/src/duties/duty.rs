//! What a job is: a kind, and what it is about. The table keeps both as text.

use super::Recurring;
use crate::{AppError, Context};
use motcua_kernel::{DossierId, Instant, parse_instant};
use motcua_notifications::Channel;
use motcua_storage::jobs::NewJob;
use uuid::Uuid;

/// Work that is done after a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    /// A dossier that waited too long is closed.
    Lapse(DossierId),
    /// A notice is sent, on its channel.
    Notice(Channel, Uuid),
    /// A notice is sent; written before each channel had a kind of its own.
    OldNotice(Uuid),
    /// Somebody who sent a text is answered.
    Answer(Uuid),
    /// A subscriber is told.
    Webhook(Uuid),
    /// Somebody who works here is asked whether an address is theirs: the question, which is another with each address.
    AskStaff(Uuid),
    /// Somebody who works here gets an alert by mail.
    StaffAlert(Uuid),
    /// Recurring work is done for a slot.
    Recurring(Recurring, Instant),
}

/// Every kind, as it is kept.
pub const KINDS: [&str; 10] = [
    "lapse",
    BY_EMAIL,
    BY_SMS,
    BY_ZALO,
    OLD_NOTICE,
    "answer",
    "webhook",
    "staff-question",
    "staff-alert",
    "recurring",
];

/// A channel each, so that one whose other side hangs holds up no other.
const BY_EMAIL: &str = "notice-email";
const BY_SMS: &str = "notice-sms";
const BY_ZALO: &str = "notice-zalo";
/// Of every channel, until there was a kind for each.
const OLD_NOTICE: &str = "notice";

impl Duty {
    /// The kind, as it is kept.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Lapse(_) => "lapse",
            Self::Notice(Channel::Email, _) => BY_EMAIL,
            Self::Notice(Channel::Sms, _) => BY_SMS,
            Self::Notice(Channel::Zalo, _) => BY_ZALO,
            Self::OldNotice(_) => OLD_NOTICE,
            Self::Answer(_) => "answer",
            Self::Webhook(_) => "webhook",
            Self::AskStaff(_) => "staff-question",
            Self::StaffAlert(_) => "staff-alert",
            Self::Recurring(..) => "recurring",
        }
    }

    /// What it is about, as it is kept.
    pub(crate) fn payload(self) -> String {
        match self {
            Self::Lapse(dossier) => dossier.to_string(),
            Self::Notice(_, id)
            | Self::OldNotice(id)
            | Self::Answer(id)
            | Self::Webhook(id)
            | Self::AskStaff(id)
            | Self::StaffAlert(id) => id.to_string(),
            Self::Recurring(work, slot) => format!("{} {slot}", work.name()),
        }
    }

    /// The other way round; none when it is no work of this program.
    pub(crate) fn parse(kind: &str, payload: &str) -> Option<Self> {
        if kind == "recurring" {
            let (name, slot) = payload.split_once(' ')?;
            return Some(Self::Recurring(Recurring::named(name)?, parse_instant(slot)?));
        }
        let id = payload.parse::<Uuid>().ok()?;
        match kind {
            "lapse" => Some(Self::Lapse(DossierId(id))),
            BY_EMAIL => Some(Self::Notice(Channel::Email, id)),
            BY_SMS => Some(Self::Notice(Channel::Sms, id)),
            BY_ZALO => Some(Self::Notice(Channel::Zalo, id)),
            OLD_NOTICE => Some(Self::OldNotice(id)),
            "answer" => Some(Self::Answer(id)),
            "webhook" => Some(Self::Webhook(id)),
            "staff-question" => Some(Self::AskStaff(id)),
            "staff-alert" => Some(Self::StaffAlert(id)),
            _ => None,
        }
    }

    /// The notice that it sends, where it sends one.
    pub(crate) const fn notice(self) -> Option<Uuid> {
        match self {
            Self::Notice(_, id) | Self::OldNotice(id) => Some(id),
            Self::Lapse(_)
            | Self::Answer(_)
            | Self::Webhook(_)
            | Self::AskStaff(_)
            | Self::StaffAlert(_)
            | Self::Recurring(..) => None,
        }
    }

    /// The job, not to be begun before `due`. Its key makes a second one do nothing until the first is done or given up;
    /// a dossier may wait more than once.
    pub(crate) fn job(self, context: &Context, due: Instant) -> Result<NewJob, AppError> {
        let created = context.clock.now();
        let (kind, payload) = (self.kind().to_owned(), self.payload());
        let key = match self {
            Self::Lapse(_) => None,
            // The same whatever its kind: one notice is never in two hands.
            Self::Notice(..) | Self::OldNotice(_) => Some(format!("{OLD_NOTICE}:{payload}")),
            Self::Answer(_)
            | Self::Webhook(_)
            | Self::AskStaff(_)
            | Self::StaffAlert(_)
            | Self::Recurring(..) => Some(format!("{kind}:{payload}")),
        };
        Ok(NewJob {
            id: context.ids.next(created)?,
            kind,
            payload,
            priority: self.priority(),
            due,
            key,
            created,
        })
    }

    /// Higher first: what people wait for before what no person waits for.
    const fn priority(self) -> i32 {
        match self {
            // Somebody looks at their telephone.
            Self::Answer(_) => 15,
            Self::Notice(..) | Self::OldNotice(_) => 10,
            Self::Webhook(_) | Self::AskStaff(_) | Self::StaffAlert(_) => 5,
            Self::Lapse(_) => 0,
            Self::Recurring(..) => -5,
        }
    }

    /// How many of a kind are tried at once, of so many in all: a server that hangs holds up its own kind only. All that goes
    /// to the mail server together leaves room for what does not.
    pub(crate) fn limits(at_once: u32) -> Vec<(&'static str, u32)> {
        let share = |part: u32| at_once.div_ceil(part);
        vec![
            (BY_EMAIL, share(3)),
            (BY_SMS, share(4)),
            (BY_ZALO, share(4)),
            (OLD_NOTICE, share(12)),
            ("answer", share(3)),
            ("webhook", share(3)),
            ("staff-question", share(12)),
            ("staff-alert", share(6)),
            ("lapse", share(6)),
            ("recurring", share(6)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_hangs_leaves_room_for_all_that_does_not_go_to_it() {
        let limits = Duty::limits(12);
        let room =
            |kinds: &[&str]| limits.iter().filter(|it| kinds.contains(&it.0)).map(|it| it.1).sum::<u32>();
        assert!(room(&[BY_EMAIL, OLD_NOTICE, "staff-question", "staff-alert"]) <= 8);
        assert!(room(&[BY_SMS, BY_ZALO, "answer"]) <= 10);
        assert!(KINDS.iter().all(|kind| limits.iter().any(|it| it.0 == *kind && it.1 > 0)));
    }

    #[test]
    fn a_duty_is_read_as_it_was_kept() {
        let id = Uuid::from_u128(7);
        let slot = parse_instant("2026-11-30T02:30").unwrap();
        let recurring = Recurring::ALL.map(|work| Duty::Recurring(work, slot));
        let others = [
            Duty::Lapse(DossierId(id)),
            Duty::Notice(Channel::Email, id),
            Duty::Notice(Channel::Sms, id),
            Duty::Notice(Channel::Zalo, id),
            Duty::OldNotice(id),
            Duty::Answer(id),
            Duty::Webhook(id),
            Duty::AskStaff(id),
        ];
        let others = others.into_iter().chain([Duty::StaffAlert(id)]);
        for duty in others.chain(recurring) {
            assert_eq!(Duty::parse(duty.kind(), &duty.payload()), Some(duty));
            assert!(KINDS.contains(&duty.kind()));
        }
        for (kind, payload) in [
            ("tea", "00000000-0000-0000-0000-000000000007"),
            ("notice", ""),
            ("notice-sms", "7"),
            ("notice-fax", "00000000-0000-0000-0000-000000000007"),
            ("recurring", "tea 2026-11-30T02:30"),
        ] {
            assert_eq!(Duty::parse(kind, payload), None);
        }
    }
}
