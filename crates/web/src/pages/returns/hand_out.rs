//! One result and whoever comes for it: identity looked at, originals given back, what is due paid, then it is theirs.

use super::{HERE, is_ready};
use crate::Site;
use crate::api::find;
use crate::api::perform;
use crate::api::verbs::{ReturnResult, ReturnedBy, ReturnedTo};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::charges::{Owed, owed_and_paid};
use crate::pages::names::{self, Paper};
use crate::pages::{Page, html};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::look::{self, ReadingPlace};
use motcua_app::routing::{identity_checked, originals_accounted};
use motcua_dossier::{Dossier, NationalId, Party, Phone, ProofOfReturn};
use motcua_kernel::{Message, Refusal, Vnd};

#[derive(Template)]
#[template(path = "hand_out.html")]
struct Sheet<'a> {
    page: Page,
    dossier: &'a Dossier,
    number: String,
    procedure: String,
    agency: String,
    officer: String,
    today: String,
    /// Whether it can go out now.
    ready: bool,
    status: String,
    result: String,
    refused: bool,
    applicant: Option<Person>,
    helper: Option<Person>,
    originals: Vec<Original>,
    proofs: Vec<(String, String)>,
    owed: Vec<Owed>,
    due: Vnd,
    key: String,
    typed: Typed,
    problems: Vec<(String, String)>,
}

/// Somebody who may come for it.
struct Person {
    name: String,
    national_id: String,
    phone: String,
}

/// A paper of which the house has originals.
struct Original {
    paper: Paper,
    /// Whether it goes back.
    back: bool,
}

/// What stands in the form.
#[derive(Default)]
struct Typed {
    how: String,
    tracking: String,
    identity: bool,
    /// Codes of the papers whose originals go back.
    originals: Vec<String>,
    reason: String,
    proof: String,
    code: String,
}

impl Typed {
    fn sent(form: &Filled) -> Self {
        let on = |name: &str| !form.text(name).is_empty();
        Self {
            how: form.text("how").to_owned(),
            tracking: form.text("tracking").to_owned(),
            identity: on("identity"),
            originals: form.all("originals").map(str::to_owned).collect(),
            reason: form.text("originals_reason").to_owned(),
            proof: form.text("proof-of-return").to_owned(),
            code: form.text("code").to_owned(),
        }
    }

    fn by_post(&self) -> bool {
        self.how == "post"
    }

    /// What shows who takes it; a postal item shows it by its number.
    fn proof(&self) -> Option<ProofOfReturn> {
        let named = |it: &&ProofOfReturn| key_of(*it, "") == self.proof;
        ProofOfReturn::ALL.iter().find(named).copied().filter(|_| !self.by_post())
    }

    /// Everything that was not looked at, each at its field.
    fn wrong(&self, dossier: &Dossier) -> Vec<Refusal> {
        let identity = identity_checked(self.by_post(), self.identity);
        let originals = originals_accounted(dossier, &self.originals, !self.reason.is_empty());
        let unproven = !self.by_post() && self.proof().is_none();
        let proof = unproven.then(|| Refusal::new("web.proof-of-return-missing").at("proof-of-return"));
        [identity.err(), originals.err(), proof].into_iter().flatten().collect()
    }

    fn verb(&self) -> ReturnResult {
        ReturnResult {
            method: if self.by_post() { ReturnedBy::Post } else { ReturnedBy::Counter },
            to: Some(if self.how == "helper" { ReturnedTo::Helper } else { ReturnedTo::Applicant }),
            tracking: Some(self.tracking.clone()),
            proof: self.proof(),
            code: Some(self.code.clone()),
            originals: self.originals.clone(),
            originals_reason: Some(self.reason.clone()),
        }
    }
}

/// `GET /tra-ket-qua/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    show(&site, reader, &caller, &dossier, Typed::default(), Vec::new()).await
}

/// `POST /tra-ket-qua/{id}`
pub async fn hand_out(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let typed = Typed::sent(&form);
    let wrong = typed.wrong(&dossier);
    if !wrong.is_empty() {
        let told = |it: Refusal| (it.field.unwrap_or_default(), it.message);
        return show(&site, reader, &caller, &dossier, typed, wrong.into_iter().map(told).collect()).await;
    }
    match perform(&site, &caller, &dossier, typed.verb(), form.seen()?, form.once).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}?done={}", dossier.id)).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            let field = failure.field.unwrap_or_default().into_string();
            show(&site, reader, &caller, &dossier, typed, vec![(field, failure.message)]).await
        }
        Err(failure) => Err(failure),
    }
}

async fn show(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    dossier: &Dossier,
    typed: Typed,
    problems: Vec<(String, Message)>,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-returns", Some(caller), HERE);
    let filing = dossier.filing.as_ref().ok_or_else(Failure::not_found)?;
    let (mut applicant, mut helper) = (None, None);
    if let Some(actor) = caller.reader_of_people(site, dossier) {
        let mut people = look::people_of(&site.context, actor, dossier, ReadingPlace::Counter).await?;
        applicant = people.remove(&filing.applicant).flatten().map(Person::from);
        helper = filing.helper.and_then(|it| people.remove(&it).flatten()).map(Person::from);
    }
    let result = dossier.result.as_ref();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let sheet = Sheet {
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        agency: names::agency(site, filing.receiving),
        officer: caller.account.display_name.clone(),
        today: page.moment(caller.now),
        ready: is_ready(dossier),
        status: page.word("status", dossier.status.code()),
        result: result.map(|it| it.number.clone()).unwrap_or_default(),
        refused: result.is_some_and(|it| it.refused),
        applicant,
        helper,
        originals: originals(site, dossier, &typed),
        proofs: proofs(&page),
        owed: owed_and_paid(&page, dossier),
        due: dossier.unpaid_at_return(),
        key: site.context.ids.next(caller.now).map_err(AppError::from)?.to_string(),
        typed,
        problems: problems.into_iter().map(|(field, it)| (field, page.say(&it))).collect(),
        dossier,
        page,
    };
    Ok(html(status, &sheet))
}

/// Papers of which the house has originals.
fn originals(site: &Site, dossier: &Dossier, typed: &Typed) -> Vec<Original> {
    let kept = names::papers(site, dossier).into_iter().filter(|it| it.originals > 0);
    kept.map(|paper| Original { back: typed.originals.contains(&paper.code), paper }).collect()
}

fn proofs(page: &Page) -> Vec<(String, String)> {
    let keys = ProofOfReturn::ALL.iter().map(|it| key_of(it, ""));
    keys.map(|key| (key.clone(), page.word("proof-of-return", &key))).collect()
}

impl Sheet<'_> {
    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }

    fn is_proof(&self, key: &str) -> bool {
        self.typed.proof == key || (self.typed.how.is_empty() && key == "signature")
    }

    fn is_chosen(&self, how: &str) -> bool {
        self.typed.how == how || (self.typed.how.is_empty() && how == "applicant")
    }
}

impl From<Party> for Person {
    fn from(party: Party) -> Self {
        Self {
            name: party.name.as_str().to_owned(),
            national_id: party.national_id.as_ref().map_or("", NationalId::as_str).to_owned(),
            phone: party.phone.as_ref().map_or("", Phone::as_str).to_owned(),
        }
    }
}
