//! What goes wrong when a sheet is made, with the place in the template where it does. Nothing here is about data of people:
//! no value can break a template that is right.

use motcua_kernel::Refusal;

/// Why a sheet was not made, or not as its template says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// A template, a set of forms or a font is wrong.
    #[error("{file}:{line}:{column}: {message}")]
    File {
        /// The name of the file in the folder of forms.
        file: String,
        /// Its line, from 1; 0 where the whole file is meant.
        line: usize,
        /// The column in it, from 1.
        column: usize,
        /// What is wrong, as the compiler says.
        message: String,
    },
    /// The set has no such form.
    #[error("the set {set} has no form {kind}")]
    NoSuchForm {
        /// Code of the set.
        set: String,
        /// Code of the kind.
        kind: String,
    },
    /// The codes or the data can not be put on paper.
    #[error("{what} can not be printed: {why}")]
    Unprintable {
        /// Which value.
        what: String,
        /// Why.
        why: String,
    },
}

impl FormFault {
    /// What the administrator is told.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::File { file, line, column, message } => Refusal::new("forms.file")
                .with("file", file)
                .with("line", line.to_string())
                .with("column", column.to_string())
                .with("message", message),
            Self::NoSuchForm { set, kind } => {
                Refusal::new("forms.no-such-form").with("set", set).with("kind", kind)
            }
            Self::Unprintable { what, why } => {
                Refusal::new("forms.unprintable").with("what", what).with("why", why)
            }
        }
    }

    pub(crate) fn whole_file(file: &str, message: impl Into<String>) -> Self {
        Self::File { file: file.to_owned(), line: 0, column: 0, message: message.into() }
    }
}
