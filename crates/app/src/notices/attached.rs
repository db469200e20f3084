//! What goes with a mail: the slip of a receipt, and the sheet that was issued for what is told. Only to somebody who is
//! known, and never at the price of the message. All of it as it was when the notice was written down, so that a mail that
//! is sent again is the same mail.

use super::facts::{Known, Trust};
use super::follow::broken;
use crate::sheets::slip_for_its_people;
use crate::{AppError, Context, files};
use motcua_delivery::Attachment;
use motcua_dossier::{Entry, Issued, replay};
use motcua_forms::{Content, FormKind};
use motcua_notifications::NoticeKind;
use motcua_storage::notices::Notice;

/// The largest file that goes with a mail.
const MOST_BYTES: usize = 5 * 1024 * 1024;
const PDF: &str = "application/pdf";

/// The sheets of what is told, each once.
pub(super) async fn attachments(
    context: &Context,
    known: &Known,
    bundle: &[Notice],
    trust: Trust,
) -> Vec<Attachment> {
    let mut attached = Vec::new();
    if trust != Trust::Verified {
        return attached;
    }
    for notice in bundle {
        let Ok(kind) = notice.kind.parse::<NoticeKind>() else { continue };
        match sheet(context, known, kind, notice).await {
            Ok(found) => attached.extend(found),
            Err(error) => tracing::warn!(
                notice = %notice.id,
                error = &error as &dyn std::error::Error,
                "a notice goes without its sheet"
            ),
        }
    }
    attached
}

async fn sheet(
    context: &Context,
    known: &Known,
    kind: NoticeKind,
    notice: &Notice,
) -> Result<Option<Attachment>, AppError> {
    if kind == NoticeKind::Received {
        let shown = if context.notices().sample { Content::Sample } else { Content::Real };
        let then: Vec<Entry> = known.history.iter().filter(|it| it.seq <= notice.seq).cloned().collect();
        let dossier = replay(notice.dossier, &then).map_err(|error| broken(notice.dossier, &error))?;
        let slip = slip_for_its_people(context, (&dossier, &then), (shown, notice.created)).await?;
        let name = FormKind::AcceptanceSlip.code();
        return Ok(slip.map(|bytes| attachment(name, bytes)));
    }
    let Some(form) = form_of(kind) else { return Ok(None) };
    let is_it = |it: &&Issued| {
        let of = it.sheet.of.is_none_or(|of| of == notice.seq);
        it.sheet.form == form.code() && of && it.at <= notice.asked()
    };
    let Some(sheet) = known.dossier.sheets.iter().rev().find(is_it).map(|it| &it.sheet) else {
        return Ok(None);
    };
    let file = files::one(context, &known.dossier, sheet.file).await?;
    let mut reading = files::folder(context)?.read(sheet.file, file.sha256).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = reading.next().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_BYTES {
            return Ok(None);
        }
    }
    Ok(Some(attachment(form.code(), bytes)))
}

fn attachment(code: &str, bytes: Vec<u8>) -> Attachment {
    Attachment { name: format!("{code}.pdf"), kind: PDF.to_owned(), bytes: bytes.into() }
}

/// The sheet that is issued for a kind of news, where there is one.
#[expect(clippy::wildcard_enum_match_arm, reason = "no other news has a sheet for the citizen")]
const fn form_of(kind: NoticeKind) -> Option<FormKind> {
    match kind {
        NoticeKind::GuidanceGiven => Some(FormKind::GuidanceSlip),
        NoticeKind::NotReceived | NoticeKind::RefusalReady => Some(FormKind::RefusalSlip),
        NoticeKind::SupplementRequested => Some(FormKind::SupplementRequest),
        NoticeKind::Reappointed | NoticeKind::Apologised => Some(FormKind::ApologyLetter),
        NoticeKind::Stopped | NoticeKind::Lapsed | NoticeKind::Withdrawn => Some(FormKind::StopNotice),
        NoticeKind::Returned | NoticeKind::ReturnedByPost => Some(FormKind::ResultReceipt),
        _ => None,
    }
}
