//! What is wrong with a template, with the place where it is. Never about data of people: a value can not break a template
//! that is right.

use motcua_kernel::Refusal;

/// A template that can not be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct TemplateFault {
    /// The name of the file in the folder of notices.
    pub file: String,
    /// Its line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl TemplateFault {
    /// What is wrong with a file as a whole.
    pub fn whole_file(file: &str, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, what: what.into() }
    }

    /// The same for whoever has to mend it.
    pub fn refusal(&self) -> Refusal {
        Refusal::new("notifications.template-fault")
            .with("file", &self.file)
            .with("line", self.line)
            .with("what", &self.what)
    }
}
