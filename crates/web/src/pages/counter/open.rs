//! Opening the form: which procedure, which case, then everything the case asks for as it usually is. Whose visit it is
//! may be known already: from a card that was scanned, a draft, or an earlier dossier.

use super::asked::{Asked, in_force};
use super::sheet::Sheet;
use super::typed::Typed;
use super::{HERE, choose, counters, drafts};
use crate::Site;
use crate::api::find;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::look::{self, ReadingPlace};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What was chosen so far.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    q: String,
    /// Whether the first procedure found is meant.
    #[serde(default)]
    go: String,
    /// The draft to go on with.
    #[serde(default)]
    draft: String,
    /// The draft whose people come along.
    #[serde(default)]
    with: String,
    /// The dossier whose applicant comes again.
    #[serde(default)]
    person: String,
}

/// `GET /tiep-nhan`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(mut chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    let kept = begun(&site, &caller, &chosen).await?;
    if chosen.procedure.is_empty() && !chosen.draft.is_empty() {
        kept.text("procedure").clone_into(&mut chosen.procedure);
        kept.text("case").clone_into(&mut chosen.case);
    }
    let with = along(&chosen);
    if chosen.procedure.is_empty() {
        let wanted = choose::Wanted {
            search: chosen.q.clone(),
            along: with,
            who: kept.of("applicant", "name").to_owned(),
        };
        if !chosen.go.is_empty()
            && let Some(code) = choose::meant(&site, caller.now, &wanted.search)
        {
            let address = format!("{HERE}?procedure={code}{}", wanted.along);
            return Ok(Redirect::to(&address).into_response());
        }
        return choose::procedure(&site, reader, &caller, &wanted, None).await;
    }
    let (procedure, version) = in_force(&site, &chosen.procedure, caller.now)?;
    let case = match (version.cases.as_slice(), chosen.case.as_str()) {
        ([only], "") => only,
        (_, "") => return Ok(choose::case(&site, reader, &caller, procedure, version, &with)),
        (_, code) => version.case(code).ok_or_else(Failure::not_found)?,
    };
    let asked = Asked { procedure, version, case, elsewhere: BTreeSet::new() };
    let typed = filled(&site, &caller, &asked, &kept)?;
    Ok(Sheet::new(&site, reader, &caller, asked, typed).await?.answer(StatusCode::OK))
}

/// What is known before the form is opened.
async fn begun(site: &Site, caller: &Caller, chosen: &Chosen) -> Result<Typed, Failure> {
    let draft = [&chosen.draft, &chosen.with].into_iter().find(|it| !it.is_empty());
    if let Some(id) = draft {
        let kept = drafts::find(site, caller, id).await?;
        return Ok(kept.map(|it| Typed::kept(it.fields)).unwrap_or_default());
    }
    let mut typed = Typed::default();
    if chosen.person.is_empty() {
        return Ok(typed);
    }
    let dossier = find(site, caller, &chosen.person).await?;
    let applicant = dossier.filing.as_ref().map(|it| it.applicant);
    if let (Some(applicant), Some(actor)) = (applicant, caller.reader_of_people(site, &dossier)) {
        let mut people = look::people_of(&site.context, actor, &dossier, ReadingPlace::Counter).await?;
        if let Some(person) = people.remove(&applicant).flatten() {
            typed.fill_in(&person);
        }
    }
    Ok(typed)
}

/// What goes along with the choice of a procedure, as an address carries it.
fn along(chosen: &Chosen) -> String {
    let pairs = [("draft", &chosen.draft), ("with", &chosen.with), ("person", &chosen.person)];
    let first = pairs.into_iter().find(|(_, value)| !value.is_empty());
    // What a draft is of is chosen anew, so only its people come along.
    let pair = first.map(|(name, value)| (if name == "draft" { "with" } else { name }, value));
    pair.and_then(|it| serde_html_form::to_string([it]).ok()).map(|it| format!("&{it}")).unwrap_or_default()
}

/// The form as it is offered: a draft of the same case as it was left, else the usual with the people who are known.
fn filled(site: &Site, caller: &Caller, asked: &Asked<'_>, kept: &Typed) -> Result<Typed, Failure> {
    let same = kept.text("procedure") == asked.procedure.code && kept.text("case") == asked.case.code;
    let mut typed = if same {
        kept.clone()
    } else {
        let counter = counters(site, caller).first().map(|(code, _)| code.clone()).unwrap_or_default();
        let mut typed = Typed::offered(asked, &counter);
        typed.take_people(kept);
        typed
    };
    if kept.text("draft").is_empty() {
        typed.set("draft", &drafts::new_id(site, caller)?);
    } else {
        typed.set("draft", kept.text("draft"));
    }
    Ok(typed)
}
