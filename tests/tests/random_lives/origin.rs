//! How a dossier came: over the counter, from a slip of an outage, from the paper age, behind another of its bundle.

use crate::office::{Office, Procedure, at, number};
use motcua_dossier::{BundlePlace, Event, PaperOrigin, Predecessor};
use motcua_intake::{
    Arrival, PaperDossier, ReceiveFacts, TakenOverBy, carry_over, receive_at, resolve_agencies,
};
use motcua_kernel::{AccountId, BundleId, DossierId, Instant, LateEntryPermitId, LegNo, PaperBatchId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How one came.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    /// Received now.
    Counter,
    /// Received on paper and entered so many seconds later.
    Late { after: i64 },
    /// Open on paper for so many seconds when it was taken over, by one of its legs or the counter.
    CarriedOver { after: i64, leg: usize },
}

/// How one came, and whether it waits for the result of another, planned so many working days later.
#[derive(Clone, Copy, Debug)]
pub struct Coming {
    pub origin: Origin,
    pub behind: Option<u32>,
}

pub fn comings() -> impl Strategy<Value = Coming> {
    let origin = prop_oneof![
        6 => Just(Origin::Counter),
        2 => (60_i64..30 * 3600).prop_map(|after| Origin::Late { after }),
        2 => (3600_i64..20 * 86_400, 0_usize..6).prop_map(|(after, leg)| Origin::CarriedOver { after, leg }),
    ];
    (origin, proptest::option::weighted(0.2, 1_u32..6)).prop_map(|(origin, behind)| Coming { origin, behind })
}

impl Coming {
    /// When it was written down.
    pub fn entered(self, received: Instant) -> Instant {
        let after = match self.origin {
            Origin::Counter => 0,
            Origin::Late { after } | Origin::CarriedOver { after, .. } => after,
        };
        Instant::from_micros(received.micros() + after * 1_000_000)
    }

    /// The reception at `received`.
    pub fn events(self, office: &Office, procedure: Procedure, received: Instant) -> Vec<Event> {
        let (version, mut filing) = (office.version(procedure), office.filing(procedure));
        let pack = office.pack(received.date());
        let route = &version.case(&filing.case).unwrap().route;
        let known_on = at("2026-01-05T08:00").date();
        let agencies = resolve_agencies(route, &office.province.agencies, &filing, known_on).unwrap();
        let (calendars, tree) = (&office.province.calendars, &office.province.agencies);
        let facts = ReceiveFacts { version, pack, calendars, agencies: &agencies, tree };
        let number = number(pack, received);
        let closing_after = |days| {
            let day = office.calendar().add_working_days(received.date(), days);
            office.calendar().closing(day).unwrap()
        };
        let behind = |days| BundlePlace {
            bundle: BundleId(Uuid::from_u128(40)),
            group: "lt-mau".to_owned(),
            child: "sau".to_owned(),
            after: Some(Predecessor {
                dossier: DossierId(Uuid::from_u128(41)),
                planned: closing_after(days),
            }),
        };
        let bundle = self.behind.map(behind);
        let arrived = match self.origin {
            Origin::Counter => receive_at(&facts, filing, number, bundle, &Arrival::now(received)),
            Origin::Late { after } => {
                let permit = LateEntryPermitId(Uuid::from_u128(60));
                let origin = PaperOrigin::LateEntry { slip: "GB-1".to_owned(), permit };
                // Every other slip promised a day of its own.
                let promised = (after % 2 == 1).then(|| closing_after(2));
                receive_at(
                    &facts,
                    filing,
                    number,
                    bundle,
                    &Arrival { at: received, origin: Some(origin), promised },
                )
            }
            Origin::CarriedOver { leg, .. } => {
                filing.components.clear();
                let paper = PaperDossier {
                    slip: "TON-1".to_owned(),
                    received,
                    promised: closing_after(4),
                    lawful: leg.is_multiple_of(2).then(|| closing_after(6)),
                    at_legs: in_hand(leg, &agencies.keys().copied().collect::<Vec<_>>()),
                    receipt: None,
                };
                let by = TakenOverBy {
                    batch: PaperBatchId(Uuid::from_u128(61)),
                    approved_by: AccountId(Uuid::from_u128(62)),
                };
                carry_over(&facts, filing, number, &paper, by, self.entered(received))
            }
        };
        arrived.unwrap().events
    }
}

/// One of the legs but the last, which hands out; with many more, none.
fn in_hand(leg: usize, legs: &[LegNo]) -> BTreeSet<LegNo> {
    let before_the_return = &legs[..legs.len() - 1];
    before_the_return.get(leg).copied().into_iter().collect()
}
