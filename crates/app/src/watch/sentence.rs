//! What an alert says, on the page, over the API and in a mail.

use super::{AlertKind, Matter, Told};
use motcua_kernel::Message;
use motcua_routing::TermKind;

/// What an alert says.
pub fn sentence(told: &Told) -> Message {
    let kind = match told.kind {
        AlertKind::Reminder => return Message::new("web.alert-reminder").with("leg", leg(told)),
        AlertKind::Morning => {
            let numbers = told.numbers.unwrap_or_default();
            return Message::new("web.alert-morning")
                .with("sign", numbers.to_sign)
                .with("noon", numbers.due_by_noon)
                .with("endangered", numbers.endangered)
                .with("apologies", numbers.apologies);
        }
        AlertKind::ApologyToSign => return Message::new("web.alert-apology-to-sign").with("leg", leg(told)),
        AlertKind::NoSupplement => return Message::new("web.alert-no-supplement"),
        AlertKind::NoPayment => return Message::new("web.alert-no-payment"),
        AlertKind::CalendarMissing => return of_the_house("web.alert-calendar-missing", told),
        AlertKind::TokenSoon => return of_the_house("web.alert-token-soon", told),
        AlertKind::TokenEnds => return of_the_house("web.alert-token-ends", told),
        AlertKind::PasswordSoon => return of_the_house("web.alert-password-soon", told),
        AlertKind::PasswordEnds => return of_the_house("web.alert-password-ends", told),
        AlertKind::NobodyThere => return of_the_house("web.alert-nobody-there", told),
        AlertKind::Term(kind) => kind,
    };
    let of_leg = |key: &'static str| Message::new(key).with("leg", leg(told));
    match kind {
        TermKind::CounterHandover => Message::new("web.alert-counter-handover"),
        TermKind::Acceptance => of_leg("web.alert-acceptance"),
        TermKind::SentBack => of_leg("web.alert-sent-back"),
        TermKind::LegSoon => of_leg("web.alert-leg-soon"),
        TermKind::Leg => of_leg("web.alert-leg"),
        TermKind::Approval => of_leg("web.alert-approval"),
        TermKind::LawfulSoon => Message::new("web.alert-lawful-soon"),
        TermKind::Lawful => Message::new("web.alert-lawful"),
        TermKind::ReappointedSoon => Message::new("web.alert-reappointed-soon"),
        TermKind::Reappointed => Message::new("web.alert-reappointed"),
        TermKind::SupplementSoon => Message::new("web.alert-supplement-soon"),
        TermKind::PaymentSoon => Message::new("web.alert-payment-soon"),
        TermKind::NotCollected => Message::new("web.alert-not-collected"),
    }
}

/// A sentence about a year, a token, a password or a desk.
fn of_the_house(key: &'static str, told: &Told) -> Message {
    let message = Message::new(key);
    match &told.matter {
        Some(Matter::Year { year }) => message.with("year", year.to_string()),
        Some(Matter::Token { name, until }) => message.with("name", name.clone()).with("until", *until),
        Some(Matter::Password { until }) => message.with("until", *until),
        Some(Matter::Desk { name }) => message.with("name", name.clone()),
        None => message,
    }
}

fn leg(told: &Told) -> String {
    told.leg.clone().unwrap_or_default()
}
