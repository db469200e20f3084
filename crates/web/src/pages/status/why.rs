//! Vì sao là ngày này: how the date at receipt was found, then everything that moved it, to the date of the heading.

use crate::Site;
use crate::pages::{Page, names};
use motcua_app::look::KnownMove;
use motcua_dossier::{Dossier, MoveCause};
use motcua_i18n::spoken_date;
use motcua_kernel::{Instant, Message};

/// One line of the explanation.
pub struct Line {
    /// In the language of the page.
    pub words: String,
    /// What the calendar says of it, in Vietnamese; may be empty.
    pub rule: String,
}

/// The lines for `dossier`, whose date `moves` moved; none when it has no date.
pub fn lines(site: &Site, page: &Page, dossier: &Dossier, moves: &[KnownMove]) -> Vec<Line> {
    let Some(dates) = dossier.reception.as_ref().map(|it| it.dates) else { return Vec::new() };
    let Some(rule) = names::why_first_date(site, page, dossier) else { return Vec::new() };
    // A new date that the lawful one has since passed is the date of nothing any more.
    let new = dates.new_date();
    if moves.is_empty() && new.is_none() {
        return vec![Line { words: String::new(), rule }];
    }
    let mut lines = vec![Line { words: page.t1("label.why-first", "date", day(page, dates.first)), rule }];
    lines.extend(moves.iter().map(|it| Line { words: moved(page, it), rule: String::new() }));
    // Where nothing but the calendar moved it, the calendar of today names each day that does not count.
    let by_calendar = moves.iter().all(|it| it.moved.cause == MoveCause::Calendar);
    let today = site.context.province.first_date(dossier).filter(|it| by_calendar && it.at == dates.lawful);
    if let (Some(due), Some(last)) = (today, lines.last_mut().filter(|_| !moves.is_empty())) {
        last.rule = due.explanation.sentence();
    }
    if let Some(new) = new {
        lines.push(Line {
            words: page.t1("label.why-reappointed", "date", day(page, new)),
            rule: String::new(),
        });
    }
    lines
}

fn moved(page: &Page, it: &KnownMove) -> String {
    let at = it.moved.at;
    let message = match (it.moved.cause, &it.ground) {
        (MoveCause::Supplement { since }, _) => paused("web.moved-by-supplement", page, since, at),
        (MoveCause::Payment { since }, _) => paused("web.moved-by-payment", page, since, at),
        (MoveCause::Suspension { since }, _) => paused("web.moved-by-suspension", page, since, at),
        (MoveCause::Predecessor, _) => Message::new("web.moved-by-predecessor").with("at", page.moment(at)),
        (MoveCause::Calendar, Some(ground)) => {
            Message::new("web.moved-by-calendar").with("at", page.moment(at)).with("ground", ground)
        }
        (MoveCause::Calendar, None) => Message::new("web.moved-by-new-days").with("at", page.moment(at)),
        (MoveCause::OtherVersion, _) => Message::new("web.moved-by-version").with("at", page.moment(at)),
        (MoveCause::Reopened, _) => Message::new("web.moved-by-reopening").with("at", page.moment(at)),
    };
    page.say(&message.with("date", day(page, it.moved.lawful)))
}

fn paused(key: &'static str, page: &Page, since: Instant, until: Instant) -> Message {
    Message::new(key).with("since", page.moment(since)).with("until", page.moment(until))
}

fn day(page: &Page, at: Instant) -> String {
    spoken_date(page.locale, at.date())
}
