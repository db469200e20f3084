//! The words of an apology, in Vietnamese, for they go to the citizen: why, from what the leg tells of itself.

use crate::Context;
use motcua_dossier::Dossier;
use motcua_i18n::{Locale, say};
use motcua_kernel::{AgencyId, Instant, LegNo, Message};
use motcua_routing::{Delay, delay};

/// Why leg `no` is late, with the apology. Without a new date (`to`) it tells when the result is expected, which is no
/// appointment.
pub(crate) fn words(
    context: &Context,
    dossier: &Dossier,
    no: LegNo,
    to: Option<Instant>,
    expected: Instant,
) -> String {
    let name = |id: AgencyId| {
        let found = context.province.agencies.get(id);
        found.map_or_else(String::new, |it| it.name.clone())
    };
    let leg_name = |no| dossier.leg(no).map_or_else(String::new, |it| it.plan.name.clone());
    let desk = dossier.leg(no).map_or_else(String::new, |it| name(it.plan.agency));
    let of_leg = |key| Message::new(key).with("leg", leg_name(no)).with("agency", desk.clone());
    let reason = match delay(dossier, no).unwrap_or(Delay::Work) {
        Delay::Opinion { of } => Message::new("app.delay-opinion").with("agency", name(of)),
        Delay::Outside { agency } => Message::new("app.delay-outside").with("agency", name(agency)),
        Delay::HandOver => of_leg("app.delay-hand-over"),
        Delay::Signature => of_leg("app.delay-signature"),
        Delay::CameLate { from } => of_leg("app.delay-came-late").with("before", leg_name(from)),
        Delay::Work => of_leg("app.delay-work"),
    };
    let sorry = match to {
        Some(_) => Message::new("app.sorry-new-date"),
        None => Message::new("app.sorry-expected").with("expected", expected),
    };
    format!("{} {}", say(Locale::Vi, &reason), say(Locale::Vi, &sorry))
}
