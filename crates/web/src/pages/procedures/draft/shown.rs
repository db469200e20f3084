//! The page of a draft, made of where it stands, the section that is written on, and what it says otherwise.

use super::choices::{AllChoices, Choices};
use super::shape::Section;
use super::sheet::Sheet;
use super::typed::Typed;
use crate::Site;
use crate::api::drafts::changed_by;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::Page;
use crate::pages::procedures::compare::{Line, line};
use crate::pages::procedures::graph::Graph;
use askama::Template;
use motcua_app::accounts;
use motcua_app::catalogue::{Draft, draft_gaps};
use motcua_catalogue::{Gap, Stage, content, write_version};
use motcua_identity::Action;
use motcua_kernel::Refusal;
use std::fmt::Display;

/// Everything the page shows.
#[derive(Template)]
#[template(path = "procedure_draft.html")]
pub struct DraftPage {
    page: Page,
    code: String,
    name: String,
    state: Option<State>,
    part: &'static str,
    case_no: usize,
    tabs: Vec<Tab>,
    sheet: Sheet,
    /// The whole version, as it is written or as it was typed.
    pub text: String,
    graph: Option<Graph>,
    differences: Vec<Line>,
    choices: Option<AllChoices>,
    told: Told,
    problems: Vec<(String, String)>,
    may: May,
    /// Which of the steps was refused, where one was.
    pub words_of: &'static str,
    /// As it was typed.
    pub reason: String,
    /// As it was typed.
    pub from: String,
    /// As it was typed.
    pub decision: String,
    /// As it was typed.
    pub decided: String,
}

/// Where a draft stands.
struct State {
    version: u32,
    stage: &'static str,
    words: String,
    marks: Vec<(&'static str, String, String)>,
    /// Why it was sent back.
    reason: Option<String>,
    gaps: usize,
}

/// A section to go to.
struct Tab {
    address: String,
    words: String,
    /// Of which case, where there are several.
    case: String,
    /// Whether it is the first of its case.
    heads: bool,
    gaps: usize,
    here: bool,
}

/// What is to be said about what was sent.
pub enum Told {
    /// Nothing.
    Nothing,
    /// A row came or went, and nothing is kept yet.
    Unsaved {
        /// Where.
        place: String,
    },
}

/// What this person may do with it now.
#[expect(clippy::struct_excessive_bools, reason = "each is a step that is offered or not")]
struct May {
    begin: bool,
    write: bool,
    submit: bool,
    appraise: bool,
    publish: bool,
    send_back: bool,
    discard: bool,
}

/// What a page is made from.
pub struct Shown<'a> {
    /// The site.
    pub site: &'a Site,
    /// How the reader reads.
    pub reader: Reader,
    /// Who looks.
    pub caller: &'a Caller,
    /// Of which procedure.
    pub code: &'a str,
    /// What is written on.
    pub section: Section,
}

impl Shown<'_> {
    /// The address of the section.
    pub fn address(&self) -> String {
        address(self.code, self.section)
    }

    /// The page over `draft`, with what was typed where something was.
    pub async fn page(
        &self,
        draft: Option<&Draft>,
        typed: Option<(Typed, Told)>,
    ) -> Result<DraftPage, Failure> {
        let Self { site, caller, code, section, .. } = *self;
        let today = caller.now.date();
        let catalogue = &site.context.province.catalogue;
        let procedure = catalogue.procedure(code).ok_or_else(Failure::not_found)?;
        let last = catalogue.version_on(code, today).or_else(|| catalogue.last_announced(code));
        let version = draft.map(|it| &it.version).or(last).ok_or_else(Failure::not_found)?;
        let case = match section.case() {
            Some(at) => Some(version.cases.get(at).ok_or_else(Failure::not_found)?),
            None => None,
        };
        let page = Page::new(site, self.reader.locale, "label.draft", Some(caller), "/danh-muc");
        let gaps = match draft {
            Some(_) => draft_gaps(&site.context.province, procedure, version, today)?,
            None => Vec::new(),
        };
        let (typed, told) = match typed {
            Some((typed, told)) => (typed, told),
            None => (Typed { content: content(version), problems: Vec::new() }, Told::Nothing),
        };
        let may = self.may(draft);
        Ok(DraftPage {
            name: version.name.clone(),
            state: match draft {
                Some(draft) => Some(self.state(&page, draft, gaps.len()).await?),
                None => None,
            },
            part: section.part(),
            case_no: section.case().map_or(0, |it| it + 1),
            tabs: self.tabs(&page, version, &gaps),
            sheet: Sheet::of(&page, section, typed.content, &typed.problems, &gaps),
            text: match section {
                Section::Text => write_version(version).unwrap_or_default(),
                Section::Facts
                | Section::Cases
                | Section::Papers(_)
                | Section::Channels(_)
                | Section::Route(_) => String::new(),
            },
            graph: match section {
                Section::Route(_) => case.and_then(|it| Graph::of(&page, &it.route)),
                Section::Facts
                | Section::Cases
                | Section::Papers(_)
                | Section::Channels(_)
                | Section::Text => None,
            },
            differences: draft
                .map(|it| {
                    changed_by(site, it, today).into_iter().map(|it| line(&page, version, it)).collect()
                })
                .unwrap_or_default(),
            choices: matches!(section, Section::Channels(_) | Section::Route(_))
                .then(|| AllChoices::of(site, &page, today)),
            told,
            problems: Vec::new(),
            may,
            words_of: "",
            reason: String::new(),
            from: String::new(),
            decision: String::new(),
            decided: String::new(),
            code: code.to_owned(),
            page,
        })
    }

    fn may(&self, draft: Option<&Draft>) -> May {
        let today = self.caller.now.date();
        let holds = |action: Action| {
            self.caller.account.grants_on(today).any(|it| action.rule().reach(it.role).is_some())
        };
        let (writes, decides) = (holds(Action::ManageCatalogue), holds(Action::PublishCatalogue));
        let at = |stage: Stage| draft.is_some_and(|it| it.stage == stage);
        let own = draft.is_some_and(|it| it.kept.writers.contains(&self.caller.account.id));
        May {
            begin: writes && draft.is_none(),
            write: writes && at(Stage::Draft),
            submit: writes && at(Stage::Draft),
            appraise: decides && at(Stage::Submitted) && !own,
            publish: decides && at(Stage::Appraised),
            send_back: decides && (at(Stage::Submitted) || at(Stage::Appraised)),
            discard: writes && draft.is_some(),
        }
    }

    async fn state(&self, page: &Page, draft: &Draft, gaps: usize) -> Result<State, Failure> {
        let kept = &draft.kept;
        let marks = [
            ("label.draft-made", Some(kept.made)),
            ("label.draft-changed", Some(kept.changed)),
            ("label.draft-appraised", kept.appraised),
        ];
        let who: Vec<_> = marks.iter().filter_map(|(_, it)| Some((*it)?.by)).collect();
        let names = accounts::names(&self.site.context, &who).await?;
        let said = |(label, mark): (&'static str, Option<motcua_app::catalogue::Mark>)| {
            let mark = mark?;
            Some((label, names.get(&mark.by).cloned().unwrap_or_default(), page.moment(mark.at)))
        };
        Ok(State {
            version: kept.version,
            stage: draft.stage.code(),
            words: page.word("draft-stage", draft.stage.code()),
            marks: marks.into_iter().filter_map(said).collect(),
            reason: kept.words.clone(),
            gaps,
        })
    }

    fn tabs(&self, page: &Page, version: &motcua_catalogue::ProcedureVersion, gaps: &[Gap]) -> Vec<Tab> {
        let mut sections = vec![
            (Section::Facts, page.t("label.version-facts"), ""),
            (Section::Cases, page.t("label.cases-of-procedure"), ""),
        ];
        for (at, case) in version.cases.iter().enumerate() {
            let name = if version.cases.len() == 1 { "" } else { case.name.as_str() };
            sections.push((Section::Papers(at), page.word("version-part", "components"), name));
            sections.push((Section::Channels(at), page.t("label.limit-and-charges"), name));
            sections.push((Section::Route(at), page.word("version-part", "route"), name));
        }
        sections.push((Section::Text, page.t("label.draft-as-text"), ""));
        let tab = |(section, words, case): (Section, String, &str)| Tab {
            address: address(self.code, section),
            words,
            case: case.to_owned(),
            heads: matches!(section, Section::Papers(_)) && !case.is_empty(),
            gaps: gaps.iter().filter(|it| it.field.as_deref().is_some_and(|at| section.shows(at))).count(),
            here: section == self.section,
        };
        sections.into_iter().map(tab).collect()
    }
}

impl DraftPage {
    /// Lists in the summary what is wrong with the inputs.
    pub fn blame(&mut self) {
        self.problems = self.sheet.problems().to_vec();
    }

    /// Lists in the summary why it was refused.
    pub fn refused(&mut self, refusal: &Refusal) {
        let field = refusal.field.clone().unwrap_or_default();
        // The version is no input that could be looked at.
        let field = if field == "version" || field == "procedure" { String::new() } else { field };
        let field = if field == "publication.decision" { "decision".to_owned() } else { field };
        let field = if field == "validity.from" { "from".to_owned() } else { field };
        self.problems.push((field, self.page.say(&refusal.message)));
    }

    fn wrong(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.clone())
    }

    /// What the select of a unit offers: what it has, where that is more than one phase, and the units.
    fn units(&self, unit: &str) -> Choices {
        let mut units = self.choices.as_ref().map(|it| it.units.clone()).unwrap_or_default();
        if unit.contains(" then ") {
            units.push((unit.to_owned(), unit.to_owned()));
        }
        units
    }
}

fn address(code: &str, section: Section) -> String {
    let part = section.part();
    match section.case() {
        Some(case) => format!("/danh-muc/{code}/du-thao?part={part}&case={}", case + 1),
        None => format!("/danh-muc/{code}/du-thao?part={part}"),
    }
}

/// `Giấy tờ 3`.
fn numbered(words: impl Display, at: impl Display) -> String {
    format!("{words} {at}")
}

/// The path of an input or list below `row`.
fn below(row: impl Display, name: &str) -> String {
    format!("{row}.{name}")
}
