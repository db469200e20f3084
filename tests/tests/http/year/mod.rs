//! A simulated year with Tết: some hundred dossiers live it through the use cases, two servers do what comes again by itself,
//! the clock jumps forward over several weeks and back over some days. What was told is what an own reckoning, made from the
//! histories and the file of days off alone, says that there was to tell, by kind and level.

mod lives;
mod reckoning;

use crate::office::{Office, at};
use crate::support;
use lives::Lives;
use motcua_app::watch::{AlertKind, Watch};
use motcua_app::{Context, IdSource, duties};
use motcua_delivery::{Delivery, Mailer, Tray};
use motcua_dossier::Entry;
use motcua_kernel::{Date, DossierId, Instant};
use motcua_storage::{alerts, dossiers, notices};
use reckoning::{Count, Reckoning};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::sync::Arc;
use time::macros::{date, time};

const BEGIN: &str = "2026-11-01T08:00";
const FIRST: Date = date!(2026 - 11 - 02);
const LAST: Date = date!(2027 - 10 - 31);
/// The servers stand still from the Friday before the holidays of Tết until weeks after them.
const STILL: [Date; 2] = [date!(2027 - 01 - 30), date!(2027 - 02 - 23)];
/// After the round of the one day the clock shows days before it for some rounds.
const BACK: (Date, [Date; 3]) =
    (date!(2027 - 05 - 14), [date!(2027 - 05 - 07), date!(2027 - 05 - 11), date!(2027 - 05 - 13)]);

/// When the servers look: in the morning and after closing; half a minute past, for nothing ends then.
fn rounds() -> Vec<Instant> {
    let mut rounds = Vec::new();
    let mut day = FIRST;
    while day <= LAST {
        let hours = [time!(7:00:30), time!(17:00:30)];
        if !(STILL[0]..=STILL[1]).contains(&day) {
            rounds.extend(hours.map(|it| Instant::local(day, it)));
        }
        if day == BACK.0 {
            rounds.extend(BACK.1.map(|it| Instant::local(it, time!(9:00:30))));
        }
        day = day.next_day().unwrap();
    }
    rounds
}

/// A server with a clock and ids of its own, and a way out of the house.
fn server(office: Office, ids: IdSource) -> Context {
    let mail = Mailer::Memory(Tray::default());
    let watch = Watch { password_days: NonZeroU32::new(180), ..Watch::default() };
    let mut context = office.context.with_delivery(Delivery { mail, ..Delivery::default() }).watching(watch);
    context.ids = Arc::new(ids);
    context
}

async fn round(context: &Context) {
    duties::plan(context).await.unwrap();
    duties::drain(context).await.unwrap();
}

on_both_databases!(a_year_with_tet_is_told_as_it_is_reckoned, async |database: &support::TestDatabase| {
    let office = Office::open_with(database, motcua_app::Clock::fixed(at(BEGIN)), 1_000_000).await;
    let people: Vec<_> = office.accounts.values().map(|it| it.id).collect();
    let second = server(office.beside(database), IdSource::System);
    let mut lives = Lives::new(&office, 20_270_206);
    let first = server(office, IdSource::System);
    let rounds = rounds();
    let mut latest = Instant::MIN;
    for now in &rounds {
        if *now > latest {
            lives.live_until(&first, *now).await;
            latest = *now;
        }
        first.clock.set(*now);
        second.clock.set(*now);
        tokio::join!(round(&first), round(&second));
    }

    let histories = lives.histories(&first).await;
    let reckoned = Reckoning::over(&histories, &rounds).count();
    let told = told(&first, &people, histories.keys().copied()).await;
    println!("{}", lives.census(&histories));
    println!("{reckoned:#?}");
    assert_eq!(told, reckoned);
    // A year in which little happens would make every count true.
    for (what, least) in [
        ("counter-handover 0", 20),
        ("acceptance 2", 5),
        ("leg-soon 0", 30),
        ("leg 2", 20),
        ("approval 1", 5),
        ("sent-back 1", 3),
        ("reappointed-soon 0", 2),
        ("reappointed 2", 2),
        ("lawful 0", 20),
        ("supplement-expiring", 2),
        ("payment-expiring", 20),
        ("no-supplement", 2),
        ("no-payment", 20),
        ("not-collected 2", 3),
        ("token-soon", 5),
        ("password-ends", 5),
        ("calendar-missing", 40),
    ] {
        assert!(reckoned.get(what).copied().unwrap_or(0) >= least, "{what}: {reckoned:#?}");
    }
});

/// What was told, each once however many heard it: alerts by kind and level, reminders of citizens by kind.
async fn told(
    context: &Context,
    people: &[motcua_kernel::AccountId],
    dossiers: impl Iterator<Item = DossierId>,
) -> Count {
    let reader = context.store.reader();
    let mut said = BTreeSet::new();
    for person in people {
        let mut seen = BTreeSet::new();
        for it in alerts::of_account(&reader, *person, 1_000_000).await.unwrap() {
            let kind = AlertKind::of_key(&it.kind).unwrap();
            // A morning and drafts are no moments that anything is watched for.
            if matches!(kind, AlertKind::Morning | AlertKind::Reminder | AlertKind::ApologyToSign) {
                continue;
            }
            let what =
                if let AlertKind::Term(_) = kind { format!("{} {}", it.kind, it.level) } else { it.kind };
            // A token or a password is told of to its owner alone.
            let own = ["token", "password"].iter().any(|matter| it.numbers.contains(matter));
            let whose = own.then_some(*person);
            // What is told at once to several is a moment apart.
            let one = (what, it.dossier, it.leg, it.at.floor_minute(), whose);
            assert!(seen.insert(one.clone()), "told twice at once: {one:?}");
            said.insert(one);
        }
    }
    let mut count = Count::new();
    for (what, ..) in said {
        *count.entry(what).or_default() += 1;
    }
    for dossier in dossiers {
        let reminders = notices::of_dossier(&reader, dossier).await.unwrap();
        for it in reminders.iter().filter(|it| it.kind.ends_with("-expiring")) {
            *count.entry(it.kind.clone()).or_default() += 1;
        }
    }
    count
}

type Histories = BTreeMap<DossierId, Vec<Entry>>;

async fn histories_of(context: &Context, ids: &[DossierId]) -> Histories {
    dossiers::histories(&context.store.reader(), ids).await.unwrap()
}
