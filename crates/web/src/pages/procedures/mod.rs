//! Thủ tục: one version of a procedure as the catalogue has it, what it lacks beside the part it concerns, the drawing of
//! its way, and what it says otherwise than another version.

mod compare;
pub mod draft;
mod graph;
mod written;

#[cfg(test)]
pub use compare::PARTS;

use self::graph::Graph;
use self::written::{Written, written};
use super::public::price::amount;
use super::{Page, html, limit, names, person};
use crate::Site;
use crate::api::versions::by_age;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route as Entry};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_catalogue::{
    AgencySelector, ChannelRow, Gap, Procedure, ProcedureCase, ProcedureVersion, RouteLeg, check_route,
    completeness,
};
use motcua_identity::Action;
use motcua_kernel::{Date, RulePack};
use serde::Deserialize;

const HERE: &str = "/danh-muc";

/// The pages.
pub const ROUTES: &[Entry] = &[
    person(
        "kept_procedure_page",
        "GET",
        "/danh-muc/{code}",
        &["version"],
        Needs::Permission(Action::CheckCatalogue),
        || get(page),
    ),
    person(
        "compare_versions_page",
        "GET",
        "/danh-muc/{code}/so-sanh",
        &["from", "to"],
        Needs::Permission(Action::CheckCatalogue),
        || get(compare::page),
    ),
];

#[derive(Template)]
#[template(path = "procedure.html")]
struct ProcedurePage {
    page: Page,
    code: String,
    field: String,
    name: String,
    versions: Vec<VersionLink>,
    facts: Vec<(&'static str, String)>,
    /// What it lacks that no case is to blame for.
    gaps: Vec<Lack>,
    cases: Vec<Case>,
    /// What was written here and came to an end, the newest first.
    written: Vec<Written>,
}

/// A version of the procedure.
pub struct VersionLink {
    /// Counted from 1, the oldest first.
    pub no: usize,
    /// Since when, and until when.
    pub span: String,
    /// Where it stands.
    pub life: String,
    /// It is shown.
    pub here: bool,
}

/// Something it lacks.
struct Lack {
    words: String,
    article: Option<String>,
}

struct Case {
    name: String,
    components: Vec<Paper>,
    channels: Vec<ChannelLine>,
    graph: Option<Graph>,
    legs: Vec<Leg>,
    gaps: Vec<Lack>,
}

struct Paper {
    group: String,
    name: String,
    originals: u16,
    copies: u16,
    required: bool,
    form: Option<String>,
}

struct ChannelLine {
    channel: String,
    limit: String,
    fees: Vec<(String, String, bool)>,
}

struct Leg {
    no: u16,
    name: String,
    who: String,
    steps: String,
    budget: String,
    when: Option<String>,
}

/// Which version.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    version: Option<String>,
}

/// `GET /danh-muc/{code}`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let today = caller.now.date();
    let catalogue = &site.context.province.catalogue;
    let procedure = catalogue.procedure(&code).ok_or_else(Failure::not_found)?;
    let all = by_age(&site, &code);
    let in_force = all.iter().position(|it| it.in_force_on(today)).unwrap_or(all.len().saturating_sub(1));
    let shown = match asked.version.as_deref().filter(|it| !it.is_empty()) {
        Some(text) => number(text).and_then(|it| it.checked_sub(1)),
        None => Some(in_force),
    };
    let shown = shown.filter(|it| *it < all.len()).ok_or_else(Failure::not_found)?;
    let version = all.get(shown).ok_or_else(Failure::not_found)?;
    let page = Page::new(&site, reader.locale, "label.procedure", Some(&caller), HERE);
    let pack = site
        .context
        .province
        .packs
        .on(version.validity.from)
        .or_else(|| site.context.province.packs.on(today));
    let look = Look { site: &site, page: &page, pack };
    let (gaps, of_cases) = look.gaps(procedure, version);
    let cases = version.cases.iter().zip(of_cases).map(|(case, gaps)| look.case(case, gaps)).collect();
    Ok(html(
        StatusCode::OK,
        &ProcedurePage {
            versions: links(&page, &all, shown),
            facts: facts(version),
            field: procedure.field.clone(),
            name: version.name.clone(),
            gaps,
            written: written(&site, &page, &code).await?,
            cases,
            code,
            page,
        },
    ))
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

fn links(page: &Page, all: &[&ProcedureVersion], shown: usize) -> Vec<VersionLink> {
    let link = |(at, it): (usize, &&ProcedureVersion)| VersionLink {
        no: at + 1,
        span: match it.validity.until.and_then(Date::previous_day) {
            Some(last) => format!("{} – {}", day(it.validity.from), day(last)),
            None => page.t1("label.since", "date", day(it.validity.from)),
        },
        life: page.word("version-life", &key_of(&it.life, "")),
        here: at == shown,
    };
    all.iter().enumerate().map(link).collect()
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

fn facts(version: &ProcedureVersion) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("label.sequence", version.sequence.clone()),
        ("label.applicants", version.applicants.join("; ")),
        ("label.legal-basis", version.legal_basis.join("; ")),
        ("label.results", version.results.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("; ")),
    ];
    if !version.conditions.is_empty() {
        facts.push(("label.conditions", version.conditions.join("; ")));
    }
    if let Some(it) = &version.publication {
        let decided = it.decided.map(|date| format!(", {}", day(date))).unwrap_or_default();
        facts.push(("label.publication", format!("{}{decided}", it.decision)));
    }
    facts
}

struct Look<'a> {
    site: &'a Site,
    page: &'a Page,
    pack: Option<&'a RulePack>,
}

impl Look<'_> {
    /// What a version lacks: of itself, and of each case.
    fn gaps(&self, procedure: &Procedure, version: &ProcedureVersion) -> (Vec<Lack>, Vec<Vec<Lack>>) {
        let mut of_cases: Vec<Vec<Lack>> = version.cases.iter().map(|_| Vec::new()).collect();
        let Some(pack) = self.pack else { return (Vec::new(), of_cases) };
        let mut own = Vec::new();
        for gap in completeness(procedure, version, pack) {
            let place = gap
                .field
                .as_deref()
                .and_then(|it| it.strip_prefix("cases."))
                .and_then(|it| number(it.split('.').next()?));
            match place.and_then(|it| of_cases.get_mut(it)) {
                Some(gaps) => gaps.push(self.lack(&gap)),
                None => own.push(self.lack(&gap)),
            }
        }
        for (case, gaps) in version.cases.iter().zip(&mut of_cases) {
            gaps.extend(check_route(case).iter().map(|it| self.lack(it)));
        }
        (own, of_cases)
    }

    fn lack(&self, gap: &Gap) -> Lack {
        Lack { words: self.page.say(&gap.message), article: gap.article.as_deref().map(str::to_owned) }
    }

    fn case(&self, case: &ProcedureCase, gaps: Vec<Lack>) -> Case {
        let papers = case.components.iter().flat_map(|group| {
            group.components.iter().enumerate().map(move |(at, it)| Paper {
                group: if at == 0 { group.name.clone() } else { String::new() },
                name: it.name.clone(),
                originals: it.originals,
                copies: it.copies,
                required: it.required && !group.one_of,
                form: it.form.clone(),
            })
        });
        Case {
            name: case.name.clone(),
            components: papers.collect(),
            channels: case.channels.iter().map(|it| self.channel(it)).collect(),
            graph: Graph::of(self.page, &case.route),
            legs: case.route.legs.iter().map(|it| self.leg(it)).collect(),
            gaps,
        }
    }

    fn channel(&self, row: &ChannelRow) -> ChannelLine {
        ChannelLine {
            channel: self.page.word("channel", row.channel.code()),
            limit: limit::in_words(self.page, &row.limit),
            fees: row
                .fees
                .iter()
                .map(|it| (it.name.clone(), amount(self.page, &it.amount), it.confirmed))
                .collect(),
        }
    }

    fn leg(&self, leg: &RouteLeg) -> Leg {
        let page = self.page;
        let steps: Vec<String> = leg
            .steps
            .iter()
            .map(|it| format!("{} ({})", it.name, page.word("role", &key_of(&it.role, ""))))
            .collect();
        let question = leg.when.as_ref().map(|it| it.question.clone().unwrap_or_else(|| it.answer.clone()));
        Leg {
            no: leg.no.0,
            name: leg.name.clone(),
            who: self.who(&leg.agency),
            steps: steps.join("; "),
            budget: limit::in_words(page, &leg.budget),
            when: question,
        }
    }

    fn who(&self, agency: &AgencySelector) -> String {
        let page = self.page;
        match agency {
            AgencySelector::Receiving => page.t("label.agency-receiving"),
            AgencySelector::Competent => page.t("label.agency-competent"),
            AgencySelector::Parent => page.t("label.agency-parent"),
            AgencySelector::Fixed { code } => {
                let today = self.site.context.clock.now().date();
                let found = self.site.context.province.agencies.by_code(code, today);
                found.map_or_else(|| code.clone(), |it| names::agency(self.site, it.id))
            }
            AgencySelector::Sibling { suffix } => page.t1("label.agency-sibling", "suffix", suffix),
        }
    }
}
