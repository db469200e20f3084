//! Printing: whatever sheet is made goes through here, so that a template of the province that fails is known of afterwards.
//! The counter never waits for that: it has the built-in form in hand already.

use crate::office_sheets::Checked;
use crate::{AppError, Context};
use motcua_forms::{Copies, Document, FormFault, FormKind, FormSet, Printed};
use motcua_kernel::{Instant, Refusal};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::OnceCell;

/// A form whose template failed when it was last printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormTrouble {
    /// Code of its set.
    pub set: String,
    /// The form.
    pub kind: FormKind,
    /// When.
    pub at: Instant,
    /// What is wrong, with file and line.
    pub fault: FormFault,
}

/// The latest fault of each form, since this server began.
#[derive(Debug, Default)]
pub(crate) struct FormTroubles {
    known: Mutex<BTreeMap<(String, FormKind), FormTrouble>>,
    /// What the check of the folder found, once it was made.
    pub(crate) checked: OnceCell<Checked>,
}

impl FormTroubles {
    fn note(&self, at: Instant, set: &str, kind: FormKind, fault: Option<&FormFault>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (set.to_owned(), kind);
        match fault {
            Some(fault) => {
                let trouble = FormTrouble { set: set.to_owned(), kind, at, fault: fault.clone() };
                known.insert(key, trouble);
            }
            // It works again: somebody has mended what this form is made from.
            None => {
                known.remove(&key);
            }
        }
    }

    fn all(&self) -> Vec<FormTrouble> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

impl Context {
    /// Prints sheets of one set, by its own forms or, where one fails, by those that are built in; what was wrong is kept for
    /// the administrator.
    ///
    /// # Errors
    /// Refused when they can not be made at all.
    pub async fn print(
        &self,
        set: &FormSet,
        documents: Vec<Document>,
        copies: Copies,
    ) -> Result<Printed, AppError> {
        let Some(kind) = documents.first().map(|it| it.body.kind()) else {
            return Err(Refusal::new("app.sheet-not-made").into());
        };
        let (press, own) = (self.press.clone(), set.clone());
        let printed =
            tokio::task::spawn_blocking(move || press.0.render_or_built_in(&own, &documents, copies));
        let printed = printed.await.map_err(|_| Refusal::new("app.sheet-not-made"))?;
        let printed = printed.map_err(|fault| fault.refusal())?;
        if let Some(fault) = &printed.fault {
            tracing::error!(%fault, form = kind.code(), set = set.code, "the built-in form was used");
        }
        self.troubles.note(self.clock.now(), &set.code, kind, printed.fault.as_ref());
        Ok(printed)
    }

    /// The forms whose templates failed when they were last printed here.
    pub fn form_troubles(&self) -> Vec<FormTrouble> {
        self.troubles.all()
    }

    /// The forms in force today.
    ///
    /// # Errors
    /// Refused when the rule pack of today has no set of forms.
    pub fn forms_of_today(&self) -> Result<&FormSet, Refusal> {
        let pack = self.province.packs.on(self.clock.now().date());
        let set = pack.and_then(|it| self.forms().for_pack(&it.code));
        set.ok_or_else(|| Refusal::new("app.sheet-no-set"))
    }
}
