//! What is stored with every change of a dossier: its state, its events, who has what to do, what the public sees.

use crate::act::Boxed;
use crate::family::follow_in_bundle;
use crate::money::book;
use crate::{AppError, Context, Province, apologies, duties, notices, watch};
use motcua_dossier::{Dossier, Entry, SLIP_CODE_LETTERS, desk_rows, public_status};
use motcua_kernel::DossierId;
use motcua_storage::applicants::{self, Applicant};
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{StoreError, Tx, desk, dossiers, jobs, search};

/// How the public finds a dossier: the token in the QR, and the code to type beside the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// Not to be guessed.
    pub token: String,
    /// Six characters, printed on the slip.
    pub code: String,
}

impl LookUp {
    /// One that nobody can guess: 128 bits for the QR, 30 bits for the slip.
    pub(crate) fn new(context: &Context) -> Result<Self, AppError> {
        let secret = context.ids.secret()?;
        Ok(Self {
            token: spell(&secret[..16], TOKEN_CHARACTERS),
            code: spell(&secret[16..], SLIP_CODE_LETTERS),
        })
    }
}

const TOKEN_CHARACTERS: usize = 26;
/// Crockford's base 32: no letter that is read as a digit or as another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The first `characters` of 5 bits each.
pub(crate) fn spell(bytes: &[u8], characters: usize) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let digit = |at: usize| (0..5).fold(0, |value, offset| value << 1 | bit(at * 5 + offset));
    (0..characters).map(|at| char::from(ALPHABET[digit(at)])).collect()
}

/// A dossier that was not there before, with how the public finds it and its place on the slip.
pub(crate) async fn keep_new(
    tx: &Tx,
    province: &Province,
    dossier: &Dossier,
    entries: &[Entry],
    look_up: Option<(&LookUp, u16)>,
) -> Result<(), AppError> {
    dossiers::insert(tx, dossier, entries).await?;
    keep_applicant(tx, dossier, entries).await?;
    desk::change(tx, dossier.id, &[], &desk_rows(dossier)).await?;
    search::change(tx, None, dossier).await?;
    watch::keep(tx, province, None, dossier).await?;
    if let (Some(reception), Some((look_up, place)), Some(view)) =
        (&dossier.reception, look_up, public_view(province, dossier)?)
    {
        let view = StatusView {
            token: look_up.token.clone(),
            code: look_up.code.clone(),
            dossier: dossier.id,
            place,
            number: reception.number.clone(),
            version: dossier.seq,
            view,
        };
        status_views::put(tx, &view).await?;
    }
    Ok(())
}

/// Whose it is, so that the person is known when they come again.
async fn keep_applicant(tx: &Tx, dossier: &Dossier, entries: &[Entry]) -> Result<(), AppError> {
    let at = dossier.reception.as_ref().map(|it| it.at).or_else(|| entries.first().map(|it| it.occurred));
    if let (Some(filing), Some(at)) = (&dossier.filing, at) {
        let applicant =
            Applicant { dossier: dossier.id, party: filing.applicant, receiving: filing.receiving, at };
        applicants::put(tx, &applicant).await?;
    }
    Ok(())
}

/// A dossier that was `before`, and all that follows from the change: work, and what it means for its bundle.
pub(crate) fn keep_changed<'a>(
    tx: &'a Tx,
    context: &'a Context,
    before: &'a Dossier,
    after: &'a Dossier,
    entries: &'a [Entry],
) -> Boxed<'a, Result<(), AppError>> {
    Box::pin(async move {
        keep_alone(tx, context, before, after, entries).await?;
        // Of few dossiers, and so not part of every change's future.
        Box::pin(follow_in_bundle(tx, context, before, after)).await
    })
}

/// The same, but for the other dossiers of its bundle.
pub(crate) fn keep_alone<'a>(
    tx: &'a Tx,
    context: &'a Context,
    before: &'a Dossier,
    after: &'a Dossier,
    entries: &'a [Entry],
) -> Boxed<'a, Result<(), AppError>> {
    Box::pin(async move {
        dossiers::save(tx, before.seq, after, entries).await?;
        if before.filing.as_ref().map(|it| it.applicant) != after.filing.as_ref().map(|it| it.applicant) {
            keep_applicant(tx, after, entries).await?;
        }
        desk::change(tx, after.id, &desk_rows(before), &desk_rows(after)).await?;
        search::change(tx, Some(before), after).await?;
        watch::keep(tx, &context.province, Some(before), after).await?;
        watch::lapsed(tx, context, before, after).await?;
        apologies::forget_answered(tx, before, after, entries).await?;
        book::keep(tx, context, after, entries).await?;
        jobs::enqueue(tx, &duties::following(context, before, after)?).await?;
        // Of few changes is anybody told, and so it is not part of every change's future.
        Box::pin(notices::follow(tx, context, Some(before), after, entries)).await?;
        if let Some(view) = public_view(&context.province, after)? {
            status_views::refresh(tx, after.id, after.seq, &view).await?;
        }
        Ok(())
    })
}

/// What the public sees of it, as it is served; none for a visit without a number and for a case of a log.
pub(crate) fn public_view(province: &Province, dossier: &Dossier) -> Result<Option<String>, AppError> {
    let Some(filing) = &dossier.filing else { return Ok(None) };
    let version = province.version(filing.version)?;
    let Some(procedure) = province.catalogue.by_id(version.procedure) else { return Ok(None) };
    let Some(view) = public_status(dossier, procedure, version, &province.agencies) else { return Ok(None) };
    serde_json::to_string(&view).map(Some).map_err(|error| unwritable(dossier.id, &error))
}

fn unwritable(id: DossierId, error: &serde_json::Error) -> AppError {
    AppError::Store(StoreError::Corrupt { table: "status_view", id: id.to_string(), what: error.to_string() })
}
