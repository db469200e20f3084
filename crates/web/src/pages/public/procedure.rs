//! One procedure: everything NĐ 63/2010 Điều 8 wants the public to know, by case and channel, after a summary of time, fee,
//! place and papers. What the catalogue says is Vietnamese and said as it is.

use super::case::{CaseShown, papers, times};
use super::levels;
use super::price::summary;
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::catalogue::services::{Service, is_handed_in_at};
use motcua_app::catalogue::{OftenLacking, offers};
use motcua_catalogue::{Channel, Flag, LegalRegister, ProcedureGroup, ProcedureVersion};
use motcua_kernel::{Agency, Date, Message};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the reader wants to hand in.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    #[serde(default)]
    agency: String,
}

#[derive(Template)]
#[template(path = "public/procedure.html")]
struct Shown<'a> {
    page: Page,
    code: &'a str,
    field: &'a str,
    version: &'a ProcedureVersion,
    /// What a preview in a message says: of a sensitive procedure not its name.
    preview: String,
    /// Number and words.
    online: (u8, String),
    levels: String,
    at: Option<&'a Agency>,
    /// Icon, question and answer in Vietnamese.
    short: [(&'static str, String, String); 4],
    steps: Vec<&'a str>,
    channels: Vec<String>,
    cases: Vec<CaseShown<'a>>,
    lacking: &'a [OftenLacking],
    forms: Vec<(&'a str, &'a str)>,
    laws: Vec<Law<'a>>,
    groups: Vec<&'a ProcedureGroup>,
    until: Option<Date>,
}

/// A legal document.
struct Law<'a> {
    code: &'a str,
    title: Option<&'a str>,
    /// That it does not hold today.
    note: Option<String>,
}

/// `GET /thu-tuc/{code}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Option<Extension<Caller>>,
    Path(code): Path<String>,
    Query(At { agency }): Query<At>,
) -> Result<Response, Failure> {
    let caller = caller.map(|Extension(caller)| caller);
    let today = site.context.clock.now().date();
    let province = &site.context.province;
    let found = province.catalogue.procedure(&code).zip(province.catalogue.version_on(&code, today));
    let (procedure, version) = found.ok_or_else(Failure::not_found)?;
    let service = Service { procedure, version };
    let at = match agency.trim() {
        "" => None,
        code => Some(
            province
                .agencies
                .by_code(code, today)
                .filter(|it| is_handed_in_at(province, &service, it, today))
                .ok_or_else(Failure::not_found)?,
        ),
    };
    let offers = offers(&site.context).await?;
    let offer = offers.get(&procedure.code);
    let page = Page::new(&site, reader.locale, "label.service", caller.as_ref(), "/thu-tuc");
    let level = version.service_level().number();
    let case = |it| CaseShown::of(&site, &page, &service, it, (at, today));
    let with_this = |it: &&ProcedureGroup| {
        it.in_force_on(today) && it.children.iter().any(|child| child.procedure == procedure.code)
    };
    let shown = Shown {
        code: &procedure.code,
        field: &procedure.field,
        preview: if procedure.sensitive { page.t("label.service") } else { version.name.clone() },
        online: (level, page.word("service-level", &level.to_string())),
        levels: offer.map_or_else(String::new, |it| levels(&page, &it.levels)),
        short: short(&page, version, at),
        steps: version.sequence.lines().map(str::trim).filter(|it| !it.is_empty()).collect(),
        channels: channels(version).into_iter().map(|it| page.word("channel", it.code())).collect(),
        cases: version.cases.iter().map(case).collect(),
        lacking: offer.map_or(&[], |it| &it.lacking),
        forms: forms(version),
        laws: laws(&page, &province.register, version, today),
        groups: province.groups.iter().filter(with_this).collect(),
        until: version.validity.until,
        at,
        version,
        page,
    };
    Ok(html(StatusCode::OK, &shown))
}

fn short(
    page: &Page,
    version: &ProcedureVersion,
    at: Option<&Agency>,
) -> [(&'static str, String, String); 4] {
    let counts: BTreeSet<usize> = version.cases.iter().map(papers).collect();
    let (least, most) = (counts.first().copied().unwrap_or(0), counts.last().copied().unwrap_or(0));
    let bring = if least == most {
        page.t1("label.papers-count", "count", least)
    } else {
        page.say(&Message::new("label.papers-range").with("least", least).with("most", most))
    };
    let place = at.map_or_else(|| page.t("label.any-counter"), |it| it.name.clone());
    [
        ("clock", page.t("label.how-long"), times(page, version)),
        ("banknote", page.t("label.how-much"), summary(page, version)),
        ("map-pin", page.t("label.where"), place),
        ("files", page.t("label.what-to-bring"), bring),
    ]
}

fn channels(version: &ProcedureVersion) -> BTreeSet<Channel> {
    version.cases.iter().flat_map(|it| &it.channels).map(|it| it.channel).collect()
}

/// Each form once, with the paper that it is.
fn forms(version: &ProcedureVersion) -> Vec<(&str, &str)> {
    let groups = version.cases.iter().flat_map(|it| &it.components);
    let papers = groups.flat_map(|it| &it.components);
    let forms: BTreeMap<&str, &str> =
        papers.filter_map(|it| Some((it.form.as_deref()?, it.name.as_str()))).collect();
    forms.into_iter().collect()
}

fn laws<'a>(
    page: &Page,
    register: &'a LegalRegister,
    version: &'a ProcedureVersion,
    today: Date,
) -> Vec<Law<'a>> {
    let flags = register.flags(version, today);
    let law = |code: &'a String| {
        let about = |it: &&Flag| match it {
            Flag::Unknown { .. } => false,
            Flag::NotYetInEffect { code: it, .. } | Flag::Expired { code: it, .. } => it == code,
        };
        Law {
            code,
            title: register.get(code).map(|it| it.title.as_str()),
            note: flags.iter().find(about).map(|it| page.say(&it.message())),
        }
    };
    version.legal_basis.iter().map(law).collect()
}
