//! Biểu mẫu: every form of every set, whose it is, how it looks, and where a template of the province is wrong.

use super::HERE;
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::office_sheets::{FormFact, FormSource, form_facts};

#[derive(Template)]
#[template(path = "forms.html")]
struct FormsPage {
    page: Page,
    own_files: Vec<String>,
    unreadable: Vec<String>,
    sets: Vec<Set>,
    /// How many forms fail.
    failing: usize,
}

struct Set {
    code: String,
    title: String,
    packs: String,
    forms: Vec<Form>,
}

struct Form {
    kind: &'static str,
    name: String,
    number: String,
    template: String,
    own: bool,
    fault: Option<String>,
    failed: Option<String>,
}

/// `GET /quan-tri/bieu-mau`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.sheet-forms", Some(&caller), HERE);
    let facts = form_facts(&site.context).await?;
    let mut sets: Vec<Set> = Vec::new();
    for fact in &facts.forms {
        if sets.last().is_none_or(|it| it.code != fact.set) {
            let (code, title, packs) = (fact.set.clone(), fact.set_title.clone(), fact.packs.join(", "));
            sets.push(Set { code, title, packs, forms: Vec::new() });
        }
        if let Some(set) = sets.last_mut() {
            set.forms.push(form(&page, fact));
        }
    }
    let failing = sets.iter().flat_map(|it| &it.forms).filter(|it| it.fault.is_some()).count();
    let built = FormsPage {
        own_files: facts.own_files,
        unreadable: facts.unreadable.iter().map(|it| page.say(&it.refusal().message)).collect(),
        sets,
        failing,
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

fn form(page: &Page, it: &FormFact) -> Form {
    let fault = it.fault.as_ref().or(it.trouble.as_ref().map(|it| &it.fault));
    Form {
        kind: it.kind.code(),
        name: it.spec.name.clone(),
        number: it.spec.number.clone().unwrap_or_default(),
        template: it.spec.template.clone(),
        own: it.source == FormSource::Own,
        fault: fault.map(|it| page.say(&it.refusal().message)),
        failed: it.trouble.as_ref().map(|it| page.moment(it.at)),
    }
}
