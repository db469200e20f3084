//! Tiếp nhận hồ sơ liên thông: one form for a whole group, with one applicant, and for each procedure the papers that come
//! with it and the date it would have. Whatever is refused comes back with everything that was typed.

use super::asked::{Asked, in_force};
use super::bundle_panel::{BundlePanel, Foreseen, PanelPart};
use super::case_form::{CaseForm, Field, person_fields};
use super::late::Late;
use super::needs::Needs;
use super::sheet::Said;
use super::typed::{Typed, offered_texts};
use super::visit::{Visit, done_unless, each_choice_once, nobody};
use super::{HERE, Problem, counters, filing_points};
use crate::Site;
use crate::api::{FiledBundle, FiledChild};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::intake::{self, Lacking, Preview, lacking};
use motcua_catalogue::{Channel, GroupChild, ProcedureGroup};
use motcua_dossier::{InsteadOfSigning, PriorityGround};
use motcua_i18n::say;
use motcua_identity::Scope;
use motcua_kernel::Instant;
use serde::Deserialize;

/// Which group.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    group: String,
}

#[derive(Template)]
#[template(path = "counter_bundle.html")]
struct Sheet<'a> {
    page: Page,
    group: &'a ProcedureGroup,
    key: String,
    typed: Typed,
    counters: Vec<(String, String)>,
    applicant: Vec<Field>,
    helper: Vec<Field>,
    parts: Vec<Part<'a>>,
    panel: BundlePanel,
    late: Late,
    needs: Needs,
    /// By which messages a telephone can be told, where there is a choice.
    texts: Vec<(&'static str, String)>,
    points: Vec<(String, String)>,
    problems: Vec<Said>,
}

/// One procedure of the group.
struct Part<'a> {
    child: &'a GroupChild,
    asked: Asked<'a>,
    form: CaseForm,
    /// Name of the procedure whose result it waits for.
    after: Option<&'a str>,
    /// Papers that are not handed in with it.
    elsewhere: Vec<&'a str>,
}

/// `GET /tiep-nhan/lien-thong`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    let group = find(&site, &chosen.group, caller.now)?;
    let counter = counters(&site, &caller).first().map(|(code, _)| code.clone()).unwrap_or_default();
    let mut typed = Typed::default();
    typed.set("receiving", &counter);
    for (child, asked) in asked_of(&site, group, caller.now)? {
        typed.set_below(&prefix(child), &Typed::offered(&asked, &counter));
    }
    Ok(Sheet::new(&site, reader, &caller, group, typed).await?.answer(StatusCode::OK))
}

/// `POST /tiep-nhan/lien-thong/xem-truoc`
pub async fn preview(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let group = find(&site, typed.text("group"), caller.now)?;
    let (_, wrong) = read(&site, &caller, group, &typed, false)?;
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Sheet::new(&site, reader, &caller, group, typed).await?.with(wrong).answer(status))
}

/// `POST /tiep-nhan/lien-thong/phieu-tam`: the panel beside the form, alone.
pub async fn live(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let group = find(&site, typed.text("group"), caller.now)?;
    Ok(html(StatusCode::OK, &Sheet::new(&site, reader, &caller, group, typed).await?.panel))
}

/// `POST /tiep-nhan/lien-thong`
pub async fn receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let group = find(&site, typed.text("group"), caller.now)?;
    let (filed, wrong) = read(&site, &caller, group, &typed, true)?;
    let received = async {
        let actor = caller.actor(&site, Scope::at(filed.receiving(&site)?))?;
        let submission = filed.submission(&site, form.once)?;
        Ok(intake::receive_bundle_at_counter(&site.context, actor, submission).await?.bundle)
    };
    match done_unless(wrong, received).await? {
        Ok(bundle) => Ok(Redirect::to(&format!("{HERE}/lien-thong/{bundle}/giay-tiep-nhan")).into_response()),
        Err(wrong) => {
            let sheet = Sheet::new(&site, reader, &caller, group, typed).await?;
            Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn find<'a>(site: &'a Site, code: &str, now: Instant) -> Result<&'a ProcedureGroup, Failure> {
    let group = site.context.province.group(code).filter(|it| it.in_force_on(now.date()));
    group.ok_or_else(Failure::not_found)
}

/// What the fields of a child begin with, as the API names them.
fn prefix(child: &GroupChild) -> String {
    format!("children.{}.", child.code)
}

fn asked_of<'a>(
    site: &'a Site,
    group: &'a ProcedureGroup,
    now: Instant,
) -> Result<Vec<(&'a GroupChild, Asked<'a>)>, Failure> {
    let of = |child: &'a GroupChild| {
        let (procedure, version) = in_force(site, &child.procedure, now)?;
        let case = version.case(&child.case).ok_or_else(Failure::not_found)?;
        Ok((child, Asked { procedure, version, case, elsewhere: group.elsewhere(child) }))
    };
    group.children.iter().map(of).collect()
}

/// The visit as far as it can be read, and what is wrong with it; with `whole` also what is lacking.
fn read(
    site: &Site,
    caller: &Caller,
    group: &ProcedureGroup,
    typed: &Typed,
    whole: bool,
) -> Result<(FiledBundle, Vec<Problem>), Failure> {
    let mut wrong = if whole { typed.people_wrong() } else { Vec::new() };
    let mut filed = FiledBundle {
        group: group.code.clone(),
        channel: Channel::Counter,
        receiving: typed.text("receiving").to_owned(),
        applicant: typed.person("applicant"),
        helper: typed.has_helper().then(|| typed.person("helper")),
        children: std::collections::BTreeMap::new(),
        handed_in_at: typed.handed_in_at(),
        priority: typed.one_of("priority", &PriorityGround::ALL),
        instead_of_signing: typed.one_of("instead_of_signing", &InsteadOfSigning::ALL),
        late: typed.late(),
    };
    for (child, asked) in asked_of(site, group, caller.now)? {
        let prefix = prefix(child);
        let visit = Visit::of(caller, asked, typed.below(&prefix, &["receiving"]));
        let (of_child, mut problems) = visit.typed.read(&visit.asked);
        if whole {
            problems.extend(visit.unanswered());
            problems.extend(visit.missing(site));
        }
        let within = |it: Problem| Problem { field: format!("{prefix}{}", it.field), ..it };
        wrong.extend(problems.into_iter().map(within));
        let brought = FiledChild {
            answers: of_child.answers,
            components: of_child.components,
            quantities: of_child.quantities,
        };
        filed.children.insert(child.code.clone(), brought);
    }
    Ok((filed, wrong))
}

impl<'a> Sheet<'a> {
    async fn new(
        site: &'a Site,
        reader: Reader,
        caller: &Caller,
        group: &'a ProcedureGroup,
        typed: Typed,
    ) -> Result<Self, Failure> {
        let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
        let late = Late::open(site, &page, caller).await?;
        let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?;
        let (filed, _) = read(site, caller, group, &typed, false)?;
        let at = match &filed.late {
            Some(late) => late.received_at().map_err(Failure::from),
            None => Ok(caller.now),
        };
        let filings = filed.filings(site, nobody(), None);
        let foreseen = filings
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|filings| Ok(intake::preview_bundle(&site.context, group, filings, at?)?));
        let (previews, unforeseen) = match foreseen {
            Ok(previews) => (previews.into_iter().map(Some).collect(), None),
            Err(failure) => (Vec::new(), Some(page.say(&failure.message))),
        };
        let filings = filings.unwrap_or_default();
        let look = Look { page: &page, site, group, typed: &typed };
        let (mut parts, mut foreseen) = (Vec::new(), Vec::new());
        for (place, (child, asked)) in asked_of(site, group, caller.now)?.into_iter().enumerate() {
            let lacking = filings.get(place).map_or_else(Vec::new, |filing| {
                let mut filing = filing.clone();
                filing.elsewhere.clone_from(&asked.elsewhere);
                lacking(asked.case, &filing)
            });
            let preview: Option<&Preview> = previews.get(place).and_then(Option::as_ref);
            foreseen.push(look.foreseen(child, &asked, &lacking, preview));
            parts.push(look.part(child, asked, &lacking));
        }
        Ok(Self {
            key: key.to_string(),
            counters: counters(site, caller),
            applicant: person_fields(&page, &typed, "applicant"),
            helper: person_fields(&page, &typed, "helper"),
            parts,
            panel: BundlePanel { page: page.clone(), parts: foreseen, unforeseen },
            late,
            needs: Needs::offered(&page),
            texts: offered_texts(site, &page),
            points: filing_points(site, caller),
            problems: Vec::new(),
            page,
            group,
            typed,
        })
    }

    fn with(mut self, problems: Vec<Problem>) -> Self {
        let locale = self.page.locale;
        let said = |it: Problem| Said { field: it.field, words: say(locale, &it.message) };
        let problems: Vec<Said> = problems.into_iter().map(said).collect();
        let about = |field: &str| problems.iter().find(|it| it.field == field).map(|it| it.words.clone());
        for field in self.applicant.iter_mut().chain(&mut self.helper) {
            field.error = about(&field.name);
        }
        for part in &mut self.parts {
            part.form.mark(about);
        }
        self.problems = problems;
        self
    }

    fn email_error(&self, group: &str) -> Option<&str> {
        self.error(&format!("{group}.email"))
    }

    fn texts_error(&self, group: &str) -> Option<&str> {
        self.error(&format!("{group}.texts"))
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|it| it.field == field).map(|it| it.words.as_str())
    }

    fn answer(&self, status: StatusCode) -> Response {
        html(status, self)
    }
}

/// What every section of the page is made from.
struct Look<'p, 'a> {
    page: &'p Page,
    site: &'a Site,
    group: &'a ProcedureGroup,
    typed: &'p Typed,
}

impl<'a> Look<'_, 'a> {
    /// One procedure of the group as it would be received.
    fn foreseen(
        &self,
        child: &GroupChild,
        asked: &Asked<'_>,
        lacking: &[Lacking],
        preview: Option<&Preview>,
    ) -> PanelPart {
        let field = |it: &Lacking| format!("{}components.{}", prefix(child), it.code);
        PanelPart {
            name: asked.version.name.clone(),
            waits: child.after.is_some(),
            lacks: each_choice_once(lacking).into_iter().map(field).collect(),
            foreseen: preview.map(|it| Foreseen::of(self.page, it)),
        }
    }

    /// One procedure of the group as it is typed.
    fn part(&self, child: &'a GroupChild, asked: Asked<'a>, lacking: &[Lacking]) -> Part<'a> {
        let prefix = prefix(child);
        let form = CaseForm::new(self.page, &asked, &self.typed.below(&prefix, &[]), lacking, &prefix);
        let (catalogue, date) = (&self.site.context.province.catalogue, self.site.context.clock.now().date());
        let before = child.after.as_deref().and_then(|code| self.group.child(code));
        let after = before.and_then(|it| catalogue.version_on(&it.procedure, date));
        let elsewhere = asked.elsewhere.iter().filter_map(|code| asked.case.component(code));
        Part {
            after: after.map(|it| it.name.as_str()),
            elsewhere: elsewhere.map(|it| it.name.as_str()).collect(),
            form,
            child,
            asked,
        }
    }
}
