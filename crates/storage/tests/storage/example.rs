//! A dossier as the counter would receive it, made by hand.

use motcua_calendar::{CutOff, CutOffEffect, TimeLimit};
use motcua_catalogue::{Channel, LegKind};
use motcua_dossier::{
    By, ComponentGiven, Dates, Dossier, DossierNumber, Entry, Event, Filing, LegPlan, Reception, apply,
    desk_rows,
};
use motcua_kernel::{
    AccountId, Actor, AgencyId, DossierId, Instant, LegNo, NumberFormat, PartyId, ProcedureVersionId, Role,
    parse_instant,
};
use motcua_storage::{Store, StoreError, Tx, desk, dossiers};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::{date, time};
use uuid::Uuid;

pub const COUNTER: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub const OFFICE: AgencyId = AgencyId(Uuid::from_u128(0xa2));
pub const CLERK: AccountId = AccountId(Uuid::from_u128(0xc1));

pub fn dossier_id(no: u32) -> DossierId {
    DossierId(Uuid::from_u128(0xd0_0000 + u128::from(no)))
}

pub fn number(serial: u32) -> DossierNumber {
    DossierNumber::write(NumberFormat::LeftToRight, "H13.15", date!(2026 - 11 - 24), serial, 4)
}

pub fn at(minutes: i64) -> Instant {
    parse_instant("2026-11-24T08:00:00+07:00").unwrap().plus_minutes(minutes)
}

/// The dossier with this serial as received, with its first event.
pub fn received(serial: u32) -> (Dossier, Entry) {
    let event = Event::Received {
        filing: filing(),
        reception: Reception {
            number: number(serial),
            at: at(0),
            pack: "can-tho-2026".to_owned(),
            limit: TimeLimit::working_days(5),
            cut_off: Some(CutOff { at: time!(15:00), effect: CutOffEffect::ClockNextDay }),
            dates: Dates::at_receipt(at(5 * 24 * 60)),
            bundle: None,
            origin: None,
        },
        legs: vec![LegPlan {
            no: LegNo(1),
            name: "Thẩm định hồ sơ".to_owned(),
            agency: OFFICE,
            kind: LegKind::Process,
            budget: TimeLimit::working_days(4),
            after: Vec::new(),
            steps: 2,
            decides: true,
            planned_end: at(4 * 24 * 60),
            liaison: None,
        }],
        charges: Vec::new(),
    };
    let entry = entry(1, event);
    (apply(dossier_id(serial), None, &entry).unwrap(), entry)
}

/// The state after one more event.
pub fn then(state: &Dossier, event: Event) -> (Dossier, Entry) {
    let entry = entry(state.seq + 1, event);
    (apply(state.id, Some(state.clone()), &entry).unwrap(), entry)
}

pub fn handed_over(state: &Dossier) -> (Dossier, Entry) {
    then(state, Event::HandedOver { from: None, to: LegNo(1) })
}

pub fn accepted(state: &Dossier) -> (Dossier, Entry) {
    then(state, Event::LegAccepted { leg: LegNo(1) })
}

pub fn claimed(state: &Dossier) -> (Dossier, Entry) {
    then(state, Event::LegAssigned { leg: LegNo(1), assignee: CLERK })
}

/// Writes a new dossier and puts it on the desks it lies on.
pub async fn keep_new(tx: &Tx, state: &Dossier, entries: &[Entry]) -> Result<(), StoreError> {
    dossiers::insert(tx, state, entries).await?;
    desk::change(tx, state.id, &[], &desk_rows(state)).await
}

/// Writes the received dossier.
pub async fn insert(store: &Store, serial: u32) -> Dossier {
    let (state, entry) = received(serial);
    let entries = [entry];
    store.write::<_, StoreError>(async |tx| keep_new(tx, &state, &entries).await).await.unwrap();
    state
}

/// Writes it with three events: received, handed over, accepted.
pub async fn insert_accepted(store: &Store, serial: u32) -> Dossier {
    let (state, first) = received(serial);
    let (state, second) = handed_over(&state);
    let (state, third) = accepted(&state);
    let entries = [first, second, third];
    store.write::<_, StoreError>(async |tx| keep_new(tx, &state, &entries).await).await.unwrap();
    state
}

/// Writes what one more event made of a loaded dossier.
pub async fn save(store: &Store, loaded: &Dossier, after: &(Dossier, Entry)) -> Result<(), StoreError> {
    let (state, entry) = after;
    let entries = [entry.clone()];
    store
        .write(async |tx| {
            dossiers::save(tx, loaded.seq, state, &entries).await?;
            desk::change(tx, state.id, &desk_rows(loaded), &desk_rows(state)).await
        })
        .await
}

fn filing() -> Filing {
    Filing {
        version: ProcedureVersionId(Uuid::from_u128(0xf1)),
        case: "thuong".to_owned(),
        channel: Channel::Counter,
        receiving: COUNTER,
        competent: OFFICE,
        applicant: PartyId(Uuid::from_u128(0xb1)),
        helper: None,
        answers: BTreeMap::from([("co-nghia-vu-tai-chinh".to_owned(), false)]),
        components: vec![ComponentGiven { code: "to-khai".to_owned(), originals: 1, copies: 0 }],
        quantities: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}

fn entry(seq: u32, event: Event) -> Entry {
    let recorded = at(i64::from(seq));
    let by = By::Officer(Actor { account: CLERK, agency: COUNTER, role: Role::Clerk });
    Entry { seq, recorded, occurred: recorded, by, event }
}
