//! Quy định theo thời kỳ: what the law sets in each period, with article and confidence. Open to everybody; says nothing of
//! any dossier.

use super::{Page, html};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_i18n::{Locale, confidence_name, parameter_name, parameter_value, room_name};
use motcua_kernel::{Change, Confidence, PackRow, RulePack, RulePacks, pack_rows};

#[derive(Template)]
#[template(path = "rule_packs.html")]
struct List {
    page: Page,
    packs: Vec<Line>,
}

/// A pack in the list.
struct Line {
    code: String,
    from: String,
    confidence: Sure,
    article: String,
    basis: String,
    changed: usize,
    current: bool,
}

#[derive(Template)]
#[template(path = "rule_pack.html")]
struct Shown {
    page: Page,
    line: Line,
    until: Option<String>,
    before: Option<String>,
    after: Option<String>,
    rooms: Vec<Room>,
}

/// The parameters about one subject.
struct Room {
    key: &'static str,
    name: String,
    rows: Vec<Row>,
}

/// A parameter.
struct Row {
    name: String,
    value: String,
    article: String,
    confidence: Sure,
    mark: Mark,
}

/// How sure, as a letter and in words.
struct Sure {
    letter: &'static str,
    words: String,
}

/// Against the pack before.
enum Mark {
    Same,
    Ground,
    Value { before: String },
}

/// `GET /quy-dinh`
pub async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
) -> Response {
    let teller = Teller { packs: &site.context.province.packs, locale: reader.locale, site: &site };
    let page = teller.page(caller);
    let packs = teller.packs.iter().map(|it| teller.line(&page, it)).collect();
    html(StatusCode::OK, &List { page, packs })
}

/// `GET /quy-dinh/{code}`
pub async fn show(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let teller = Teller { packs: &site.context.province.packs, locale: reader.locale, site: &site };
    let pack = teller.packs.get(&code).ok_or_else(Failure::not_found)?;
    let page = teller.page(caller);
    let until = teller.packs.until(pack);
    let shown = Shown {
        line: teller.line(&page, pack),
        until: until.map(|it| page.t1("label.until-before", "date", it)),
        before: teller.packs.before(pack).map(|it| it.code.clone()),
        after: until.and_then(|it| teller.packs.on(it)).map(|it| it.code.clone()),
        rooms: teller.rooms(pack),
        page,
    };
    Ok(html(StatusCode::OK, &shown))
}

struct Teller<'a> {
    packs: &'a RulePacks,
    locale: Locale,
    site: &'a Site,
}

impl Teller<'_> {
    fn page(&self, caller: Option<Extension<Caller>>) -> Page {
        let caller = caller.map(|Extension(caller)| caller);
        Page::new(self.site, self.locale, "label.rules-title", caller.as_ref(), "/quy-dinh")
    }

    fn line(&self, page: &Page, pack: &RulePack) -> Line {
        let today = self.site.context.clock.now().date();
        let rows = pack_rows(pack, self.packs.before(pack));
        Line {
            code: pack.code.clone(),
            from: page.t1("label.since", "date", pack.from.value),
            confidence: self.sure(pack.from.confidence),
            article: pack.from.article.clone(),
            basis: pack.basis.clone(),
            changed: rows.iter().filter(|it| it.differs()).count(),
            current: self.packs.on(today).is_some_and(|it| it.code == pack.code),
        }
    }

    fn rooms(&self, pack: &RulePack) -> Vec<Room> {
        let mut rooms: Vec<Room> = Vec::new();
        for row in pack_rows(pack, self.packs.before(pack)) {
            if rooms.last().is_none_or(|it| it.key != row.room) {
                let name = room_name(self.locale, row.room);
                rooms.push(Room { key: row.room, name, rows: Vec::new() });
            }
            if let Some(room) = rooms.last_mut() {
                room.rows.push(self.row(row));
            }
        }
        rooms
    }

    fn row(&self, row: PackRow) -> Row {
        Row {
            name: parameter_name(self.locale, &row),
            value: parameter_value(self.locale, &row.value),
            confidence: self.sure(row.confidence),
            mark: match row.change {
                Change::First | Change::Same => Mark::Same,
                Change::Ground => Mark::Ground,
                Change::Value(before) => Mark::Value { before: parameter_value(self.locale, &before) },
            },
            article: row.article,
        }
    }

    fn sure(&self, confidence: Confidence) -> Sure {
        Sure { letter: confidence.letter(), words: confidence_name(self.locale, confidence) }
    }
}
