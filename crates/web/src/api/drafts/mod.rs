//! The catalogue editor over the API: a draft of a procedure, each step with it, and what it says as a value or as text.
//!
//! Every step names the `version` of the draft it was decided on; another that was kept since is not overwritten.

mod documents;

use self::documents::{
    AnnouncedDraft, BegunDraft, ChangedDraft, DraftDocument, DraftItem, DraftList, ReasonedDraft, SeenDraft,
};
use super::calendar::for_the_province;
use super::docs::Docs;
use super::procedure_check::gap;
use super::routes::route;
use super::versions::document;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::catalogue::{
    Announcement, Draft, Wanted, appraise_draft, begin_draft, change_draft, discard_draft, draft_gaps,
    open_draft, open_drafts, publish_draft, send_draft_back, submit_draft,
};
use motcua_catalogue::{Difference, content, differences, write_version};
use motcua_identity::Action;
use motcua_kernel::{Date, Refusal, parse_date};

const READS: Needs = Needs::Permission(Action::CheckCatalogue);
const WRITES: Needs = Needs::Permission(Action::ManageCatalogue);
const DECIDES: Needs = Needs::Permission(Action::PublishCatalogue);

/// What can be asked.
pub const ROUTES: &[Route] = &[
    route(
        ("list_drafts", "GET", "/api/v1/catalogue/drafts"),
        READS,
        || get(list),
        Docs::new("The drafts of procedures that are being worked on").gives::<DraftList>(200),
    ),
    route(
        ("begin_draft", "POST", "/api/v1/catalogue/drafts"),
        WRITES,
        || post(begin),
        Docs::new("Begin a draft of a procedure from its version in force")
            .takes::<BegunDraft>()
            .gives::<DraftDocument>(201),
    ),
    route(
        ("show_draft", "GET", "/api/v1/catalogue/drafts/{code}"),
        READS,
        || get(show),
        Docs::new("The draft of a procedure: what it says, lacks and says otherwise")
            .gives::<DraftDocument>(200),
    ),
    route(
        ("change_draft", "POST", "/api/v1/catalogue/drafts/{code}/content"),
        WRITES,
        || post(change),
        Docs::new("Let a draft say something else").takes::<ChangedDraft>().gives::<DraftDocument>(200),
    ),
    route(
        ("submit_draft", "POST", "/api/v1/catalogue/drafts/{code}/submission"),
        WRITES,
        || post(submit),
        Docs::new("Submit a draft that lacks nothing for appraisal")
            .takes::<SeenDraft>()
            .gives::<DraftDocument>(200),
    ),
    route(
        ("appraise_draft", "POST", "/api/v1/catalogue/drafts/{code}/appraisal"),
        DECIDES,
        || post(appraise),
        Docs::new("Appraise a submitted draft one has not written on")
            .takes::<SeenDraft>()
            .gives::<DraftDocument>(200),
    ),
    route(
        ("send_draft_back", "POST", "/api/v1/catalogue/drafts/{code}/return"),
        DECIDES,
        || post(send_back),
        Docs::new("Send a submitted or appraised draft back to be written on")
            .takes::<ReasonedDraft>()
            .gives::<DraftDocument>(200),
    ),
    route(
        ("discard_draft", "POST", "/api/v1/catalogue/drafts/{code}/discarding"),
        WRITES,
        || post(discard),
        Docs::new("Throw a draft away").takes::<ReasonedDraft>().gives::<DraftDocument>(200),
    ),
    route(
        ("publish_draft", "POST", "/api/v1/catalogue/drafts/{code}/publication"),
        DECIDES,
        || post(publish),
        Docs::new("Publish an appraised draft: a version of the catalogue from a day on")
            .takes::<AnnouncedDraft>()
            .gives::<DraftDocument>(201),
    ),
];

/// `GET /api/v1/catalogue/drafts`
pub async fn list(State(site): State<Site>) -> Result<Json<DraftList>, Failure> {
    let items = open_drafts(&site.context).await?.iter().map(item).collect();
    Ok(Json(DraftList { items }))
}

/// `GET /api/v1/catalogue/drafts/{code}`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<DraftDocument>, Failure> {
    let draft = open_draft(&site.context, &code).await?.ok_or_else(Failure::not_found)?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts`
pub async fn begin(
    State(site): State<Site>,
    caller: Caller,
    body: Checked<BegunDraft>,
) -> Result<(StatusCode, Json<DraftDocument>), Failure> {
    let actor = for_the_province(&site, &caller)?;
    let draft = begin_draft(&site.context, actor, &body.value.procedure).await?;
    Ok((StatusCode::CREATED, Json(document_of(&site, &caller, &draft)?)))
}

/// `POST /api/v1/catalogue/drafts/{code}/content`
pub async fn change(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<ChangedDraft>,
) -> Result<Json<DraftDocument>, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let ChangedDraft { version, content, text } = body.value;
    let wanted = match (content, text.as_deref()) {
        (Some(content), None) => Wanted::Content(content),
        (None, Some(text)) => Wanted::Text(text),
        (Some(_), Some(_)) | (None, None) => {
            return Err(Refusal::new("web.content-or-text").at("content").into());
        }
    };
    let draft = change_draft(&site.context, actor, (&code, version), wanted).await?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts/{code}/submission`
pub async fn submit(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<SeenDraft>,
) -> Result<Json<DraftDocument>, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let draft = submit_draft(&site.context, actor, (&code, body.value.version)).await?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts/{code}/appraisal`
pub async fn appraise(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<SeenDraft>,
) -> Result<Json<DraftDocument>, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let draft = appraise_draft(&site.context, actor, (&code, body.value.version)).await?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts/{code}/return`
pub async fn send_back(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<ReasonedDraft>,
) -> Result<Json<DraftDocument>, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let ReasonedDraft { version, reason } = body.value;
    let draft = send_draft_back(&site.context, actor, (&code, version), &reason).await?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts/{code}/discarding`
pub async fn discard(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<ReasonedDraft>,
) -> Result<Json<DraftDocument>, Failure> {
    let actor = for_the_province(&site, &caller)?;
    let ReasonedDraft { version, reason } = body.value;
    let draft = discard_draft(&site.context, actor, (&code, version), &reason).await?;
    document_of(&site, &caller, &draft).map(Json)
}

/// `POST /api/v1/catalogue/drafts/{code}/publication`
pub async fn publish(
    State(site): State<Site>,
    caller: Caller,
    Path(code): Path<String>,
    body: Checked<AnnouncedDraft>,
) -> Result<(StatusCode, Json<DraftDocument>), Failure> {
    let actor = for_the_province(&site, &caller)?;
    let AnnouncedDraft { version, from, decision, decided, reason } = body.value;
    let announcement = announced(&from, decided.as_deref(), decision, reason)?;
    let draft = publish_draft(&site.context, actor, (&code, version), &announcement).await?;
    Ok((StatusCode::CREATED, Json(document_of(&site, &caller, &draft)?)))
}

/// What was typed or sent, with its dates read.
pub fn announced(
    from: &str,
    decided: Option<&str>,
    decision: String,
    reason: String,
) -> Result<Announcement, Refusal> {
    let read =
        |text: &str, at: &'static str| parse_date(text).ok_or_else(|| Refusal::new("web.date-wrong").at(at));
    let decided = decided.filter(|it| !it.is_empty()).map(|it| read(it, "decided")).transpose()?;
    Ok(Announcement { from: read(from, "from")?, decision, decided, reason })
}

/// What a draft says otherwise than the version in force on `today`, or than the one that was in force last.
pub fn changed_by(site: &Site, draft: &Draft, today: Date) -> Vec<Difference> {
    let catalogue = &site.context.province.catalogue;
    let code = &draft.kept.code;
    let model = catalogue.version_on(code, today).or_else(|| catalogue.last_announced(code));
    let mut found = model.map(|it| differences(it, &draft.version)).unwrap_or_default();
    found.retain(|it| it.place.first().is_none_or(|part| part != "publication"));
    found
}

fn document_of(site: &Site, caller: &Caller, draft: &Draft) -> Result<DraftDocument, Failure> {
    let today = caller.now.date();
    let province = &site.context.province;
    let procedure = province.catalogue.procedure(&draft.kept.code).ok_or_else(Failure::not_found)?;
    let text = write_version(&draft.version).unwrap_or_default();
    Ok(DraftDocument {
        draft: item(draft),
        from: draft.kept.published.map(|_| draft.version.validity.from.to_string()),
        content: content(&draft.version),
        text,
        gaps: draft_gaps(province, procedure, &draft.version, today)?.iter().map(gap).collect(),
        differences: changed_by(site, draft, today).into_iter().map(document).collect(),
    })
}

fn item(draft: &Draft) -> DraftItem {
    let kept = &draft.kept;
    DraftItem {
        procedure: kept.code.clone(),
        stage: draft.stage.code(),
        version: kept.version,
        made_by: kept.made.by.0,
        made_at: words::moment(kept.made.at),
        changed_by: kept.changed.by.0,
        changed_at: words::moment(kept.changed.at),
    }
}
