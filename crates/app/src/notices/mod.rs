//! Báo tin: whoever is part of a dossier is told what happens to it.
//!
//! A notice is written with the change it tells of, in its transaction, and sent later by a worker: no fact without its
//! message, no message without its fact, and no request waits for a mail server. What it says is made when it is sent, from
//! the history as it was then and from people as they are kept now; the row holds neither.
//!
//! Nothing here says which event is told or in which words (`motcua_notifications`), or how it leaves (`motcua_delivery`).

mod attached;
mod begin;
mod calls;
mod deliver;
mod facts;
mod follow;
mod hourly;
mod leave;
mod links;
mod look;
mod mend;
mod news;
mod outcome;
mod receipts;
mod remind;
mod setting;
mod succeed;
mod telephone;
mod tried;

pub use begin::GivenReach;
pub(crate) use begin::begin;
pub use calls::{Call, CallEnd, CallPage, CallPlace, calls, count_calls, dossier_of_call, end_call};
pub(crate) use deliver::deliver;
pub(crate) use follow::follow;
pub(crate) use hourly::look_after;
pub use leave::{Choice, Link, choose, leave, open_link, verify, ways_of_slip};
pub use links::LinkPurpose;
pub(crate) use links::{opened, signed};
pub(crate) use look::of_its_people;
pub use look::{KnownEmail, ShownChange, ShownNotice, ShownReach, Told, known_email, masked, told_of};
pub use mend::{NewAddress, mend, resend};
pub use motcua_notifications::{EmailAddress, Letters, NoticeKind, QuietHours, ShortLetters, Templates};
pub use motcua_storage::notices::NoticeState;
pub use motcua_storage::reach::{ReachState, Wants, Way, WhyOff};
pub use motcua_storage::reach_changes::ReachAct;
pub(crate) use outcome::{dossier_of_notice, work_begins_again, work_ended, work_given_up};
pub use receipts::receipt;
pub(crate) use remind::{By, remind};
pub use setting::NoticeSetting;
pub(crate) use succeed::expect;
pub(crate) use telephone::used;
pub use telephone::{Texts, choose_texts, set_texts};

use motcua_notifications::Channel;

/// The channel of a way; a call has none.
pub(crate) const fn channel_of(way: Way) -> Option<Channel> {
    match way {
        Way::Email => Some(Channel::Email),
        Way::Sms => Some(Channel::Sms),
        Way::Zalo => Some(Channel::Zalo),
        Way::Call => None,
    }
}

/// A way as texts and addresses name it.
pub const fn code_of(way: Way) -> &'static str {
    match way {
        Way::Email => "email",
        Way::Sms => "sms",
        Way::Zalo => "zalo",
        Way::Call => "call",
    }
}

/// The way with this name that a message can go.
fn way_of(code: &str) -> Option<Way> {
    [Way::Email, Way::Sms, Way::Zalo].into_iter().find(|it| code_of(*it) == code)
}
