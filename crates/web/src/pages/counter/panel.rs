//! What would come of the visit if it were received now: the date, who has how long, what is owed and why, what is lacking,
//! and whether the person was here before. Beside the form, and alone as often as something is typed: the very decision
//! that receives, of which nothing is kept.

use super::asked::Asked;
use super::earlier::Earlier;
use super::typed::Typed;
use super::visit::{each_choice_once, nobody};
use crate::Site;
use crate::api::Filed;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::charges::{Owed, owed};
use crate::pages::{Page, limit, names};
use crate::words::clock;
use askama::Template;
use motcua_app::intake::{self, Lacking, Preview, lacking};
use motcua_calendar::TimeLimit;
use motcua_dossier::LegPlan;
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Vnd};

/// The receipt as it would be.
#[derive(Template)]
#[template(path = "counter_panel.html")]
pub struct Panel {
    page: Page,
    outlook: Outlook,
    lacks: Vec<Lack>,
    earlier: Earlier,
    /// The earlier dossier the clerk has decided to receive beside.
    again: String,
    /// Whether it stands in the lane of what is done the same day, which has no other ends.
    express: bool,
    /// When what is typed was kept.
    pub saved: Option<Instant>,
}

/// What would come of it.
enum Outlook {
    Known(Box<Foreseen>),
    Refused(String),
}

/// A reception that has not taken place.
struct Foreseen {
    date: String,
    time: String,
    /// How long that is; nothing when it is done the same day.
    limit: String,
    explanation: String,
    bars: Vec<Bar>,
    owed: Vec<Owed>,
    at_reception: Vnd,
}

/// The share of one agency in the whole time, as it is planned: where it begins and how long it is, in hundredths.
struct Bar {
    name: String,
    agency: String,
    time: String,
    from: i64,
    width: i64,
}

/// A paper that is not there.
struct Lack {
    code: String,
    name: String,
}

impl Panel {
    /// For what is typed, with what is lacking.
    pub async fn new(
        site: &Site,
        page: &Page,
        caller: &Caller,
        asked: &Asked<'_>,
        typed: &Typed,
    ) -> Result<(Self, Vec<Lacking>), Failure> {
        let (filed, _) = typed.read(asked);
        let (outlook, lacking) = outlook(site, page, asked, typed, filed);
        let lack = |it: &Lacking| {
            let group = it.choice.and_then(|place| asked.case.components.get(place));
            Lack { code: it.code.clone(), name: group.map_or(&it.name, |group| &group.name).clone() }
        };
        let panel = Self {
            page: page.clone(),
            outlook,
            lacks: each_choice_once(&lacking).into_iter().map(lack).collect(),
            earlier: Earlier::find(site, page, caller, typed, Some(asked)).await?,
            again: typed.text("again").to_owned(),
            express: !typed.text("express").is_empty(),
            saved: None,
        };
        Ok((panel, lacking))
    }

    /// The papers that are lacking, as their fields are named, for the rows of the list.
    fn lacking_codes(&self) -> String {
        let field = |it: &Lack| format!("components.{}", it.code);
        self.lacks.iter().map(field).collect::<Vec<_>>().join(" ")
    }

    fn saved_at(&self) -> String {
        self.saved.map_or_else(String::new, |at| self.page.t1("label.saved-at", "time", clock(at)))
    }
}

fn outlook(
    site: &Site,
    page: &Page,
    asked: &Asked<'_>,
    typed: &Typed,
    filed: Filed,
) -> (Outlook, Vec<Lacking>) {
    let at = match filed.arrival(&site.context) {
        Ok(at) => at,
        Err(refusal) => return (Outlook::Refused(page.say(&refusal.message)), Vec::new()),
    };
    let filing = match filed.filing(site, nobody(), None) {
        Ok(filing) => filing,
        Err(failure) => return (Outlook::Refused(page.say(&failure.message)), Vec::new()),
    };
    let lacking = lacking(asked.case, &filing);
    let foreseen = match intake::preview(&site.context, &filing, at) {
        Ok(preview) => Outlook::Known(Box::new(foreseen(site, page, asked, typed, &preview, at))),
        Err(error) => Outlook::Refused(page.say(&Failure::from(error).message)),
    };
    (foreseen, lacking)
}

fn foreseen(
    site: &Site,
    page: &Page,
    asked: &Asked<'_>,
    typed: &Typed,
    preview: &Preview,
    at: Instant,
) -> Foreseen {
    let row = typed.channel(asked).filter(|it| it.limit != TimeLimit::same_day());
    Foreseen {
        date: spoken_date(page.locale, preview.due.date()),
        time: clock(preview.due),
        limit: row
            .map(|it| page.t1("label.after-limit", "limit", limit::in_words(page, &it.limit)))
            .unwrap_or_default(),
        explanation: preview.explanation.sentence(),
        bars: bars(site, page, &preview.legs, at),
        owed: owed(page, &preview.charges),
        at_reception: preview.at_reception,
    }
}

/// Laid end to end as the legs follow each other; parallel ones lie over each other.
fn bars(site: &Site, page: &Page, legs: &[LegPlan], at: Instant) -> Vec<Bar> {
    const NARROWEST: i64 = 2;
    let end = legs.iter().map(|it| it.planned_end).max().unwrap_or(at);
    let whole = end.micros_since(at).max(1);
    let place = |moment: Instant| (moment.micros_since(at).saturating_mul(100) / whole).clamp(0, 100);
    let begin = |leg: &LegPlan| {
        let before = legs.iter().filter(|it| leg.after.contains(&it.no));
        before.map(|it| it.planned_end).max().unwrap_or(at)
    };
    let bar = |leg: &LegPlan| {
        let from = place(begin(leg)).min(100 - NARROWEST);
        Bar {
            name: leg.name.clone(),
            agency: names::agency(site, leg.agency),
            time: limit::in_words(page, &leg.budget),
            from,
            width: (place(leg.planned_end) - from).max(NARROWEST),
        }
    };
    legs.iter().map(bar).collect()
}
