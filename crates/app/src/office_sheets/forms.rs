//! Biểu mẫu: every form of every set, whose it is, and what is wrong with those of the province.
//!
//! The folder of a province is read once when the server begins, so its check is made once, when somebody first asks.

use crate::printing::FormTrouble;
use crate::{AppError, Context};
use motcua_forms::{Copies, FormFault, FormKind, FormSet, FormSpec, Printed, sample};
use motcua_kernel::Refusal;
use std::sync::Arc;

/// Whose a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormSource {
    /// It comes with the program.
    BuiltIn,
    /// The province has changed something it is made from.
    Own,
}

/// The forms of the house.
#[derive(Clone, Debug)]
pub struct FormFacts {
    /// The files of the province's folder; empty without one.
    pub own_files: Vec<String>,
    /// What of that folder can not be read at all.
    pub unreadable: Vec<FormFault>,
    /// Every form, set by set.
    pub forms: Vec<FormFact>,
}

/// One form of a set.
#[derive(Clone, Debug)]
pub struct FormFact {
    /// Code of the set.
    pub set: String,
    /// The title of the set.
    pub set_title: String,
    /// The rule packs that use the set.
    pub packs: Vec<String>,
    /// The form.
    pub kind: FormKind,
    /// What the set says of it.
    pub spec: FormSpec,
    /// Whose it is.
    pub source: FormSource,
    /// What is wrong with it, with file and line: the built-in form is printed instead.
    pub fault: Option<FormFault>,
    /// When it failed for a real sheet, and why.
    pub trouble: Option<FormTrouble>,
}

/// What the check of the province's folder found, by set and form.
pub(crate) type Checked = Arc<Vec<((String, FormKind), FormFault)>>;

/// Every form with what is known of it.
///
/// # Errors
/// When the check of the folder is cut off.
pub async fn form_facts(context: &Context) -> Result<FormFacts, AppError> {
    let press = &context.press.0;
    let checked = checked(context).await?;
    let troubles = context.form_troubles();
    let mut forms = Vec::new();
    for set in context.forms().iter() {
        for (kind, spec) in &set.forms {
            let this = (set.code.clone(), *kind);
            forms.push(FormFact {
                set: set.code.clone(),
                set_title: set.title.clone(),
                packs: set.packs.clone(),
                kind: *kind,
                spec: spec.clone(),
                source: source(context, set, spec),
                fault: checked.iter().find(|(it, _)| *it == this).map(|(_, fault)| fault.clone()),
                trouble: troubles.iter().find(|it| it.set == set.code && it.kind == *kind).cloned(),
            });
        }
    }
    Ok(FormFacts {
        own_files: press.own_files().iter().cloned().collect(),
        unreadable: press.unreadable().to_vec(),
        forms,
    })
}

/// A form with made-up data, as it would be printed.
///
/// # Errors
/// Not found where there is no such form; refused when even the built-in one can not be made.
pub async fn form_sample(context: &Context, set: &str, kind: FormKind) -> Result<Printed, AppError> {
    let set = context.forms().get(set).filter(|it| it.form(kind).is_some()).ok_or(AppError::NotFound)?;
    context.print(set, vec![sample::document(&set.code, kind)], Copies::All).await
}

/// Everything a form is made from: its template, what all templates share, the words, the set.
fn source(context: &Context, set: &FormSet, spec: &FormSpec) -> FormSource {
    let own = context.press.0.own_files();
    let file = format!("{}.toml", set.code);
    let made_from = [spec.template.as_str(), "lib.typ", "words.toml", file.as_str()];
    if made_from.iter().any(|it| own.contains(*it)) { FormSource::Own } else { FormSource::BuiltIn }
}

/// What is built in was tested before; only a folder of a province can be wrong.
async fn checked(context: &Context) -> Result<Checked, AppError> {
    if context.press.0.own_files().is_empty() {
        return Ok(Checked::default());
    }
    let check = async || {
        let press = Arc::clone(&context.press);
        let found = tokio::task::spawn_blocking(move || {
            let forms = press.1.iter().flat_map(|set| set.forms.keys().map(move |kind| (set, *kind)));
            let first = |(set, kind): (&FormSet, FormKind)| {
                let fault = press.0.check_form(set, kind).into_iter().next()?;
                Some(((set.code.clone(), kind), fault))
            };
            forms.filter_map(first).collect::<Vec<_>>()
        });
        let found = found.await.map_err(|_| Refusal::new("app.sheet-not-made"))?;
        Ok::<Checked, AppError>(Arc::new(found))
    };
    context.troubles.checked.get_or_try_init(check).await.map(Arc::clone)
}
