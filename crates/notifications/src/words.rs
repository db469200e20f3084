//! Files of words, read: tables of templates by kind of notice, each template with the line on which it stands.

use crate::inquiry::AnswerKind;
use crate::{NoticeKind, TemplateFault};
use motcua_i18n::Locale;
use std::collections::BTreeMap;
use toml::Spanned;

/// The page that every mail is laid out by, in every language.
pub(crate) const LAYOUT: &str = "layout.html";

/// What is said around the words of a kind, whatever it is.
pub(crate) const FRAME: &str = "frame";

/// The templates of each kind.
pub(crate) const OF_A_KIND: [&str; 3] = ["subject", "text", "short"];

/// The template of each kind of answer.
pub(crate) const OF_AN_ANSWER: &str = "short";

/// The templates of the frame.
pub(crate) const OF_THE_FRAME: [&str; 6] =
    ["sample", "greeting", "about", "contact", "closing", "unsubscribe"];

/// A template and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// `vi/received/text`, or the name of the layout.
    pub name: String,
    /// Name of the file in the folder.
    pub file: String,
    /// The line of the file on which the template begins, from 1.
    pub line: usize,
    pub text: String,
}

/// The name of a template.
pub(crate) fn name_of(locale: Locale, table: &str, key: &str) -> String {
    format!("{}/{table}/{key}", locale.tag())
}

/// The templates of one file, and what can not be read in it.
pub(crate) fn read(file: &str, bytes: &[u8]) -> (Vec<Source>, Vec<TemplateFault>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (Vec::new(), vec![TemplateFault::whole_file(file, "not UTF-8")]);
    };
    if file == LAYOUT {
        let (name, file) = (LAYOUT.to_owned(), file.to_owned());
        return (vec![Source { name, file, line: 1, text: text.to_owned() }], Vec::new());
    }
    if let Some(locale) = file.strip_suffix(".toml").and_then(Locale::from_tag) {
        return tables(locale, file, text);
    }
    let what = "no such file is read here: vi.toml, km.toml, en.toml and layout.html are";
    (Vec::new(), vec![TemplateFault::whole_file(file, what)])
}

fn tables(locale: Locale, file: &str, text: &str) -> (Vec<Source>, Vec<TemplateFault>) {
    let read: Result<BTreeMap<String, BTreeMap<String, Spanned<String>>>, _> = toml::from_str(text);
    let tables = match read {
        Ok(tables) => tables,
        Err(error) => {
            let line = error.span().map_or(0, |it| line_of(text, it.start));
            let what = error.message().to_owned();
            return (Vec::new(), vec![TemplateFault { file: file.to_owned(), line, what }]);
        }
    };
    let (mut sources, mut faults) = (Vec::new(), Vec::new());
    for (table, keys) in tables {
        for (key, template) in keys {
            let line = first_line(text, &template);
            if is_known(&table, &key) {
                let (name, file) = (name_of(locale, &table, &key), file.to_owned());
                sources.push(Source { name, file, line, text: template.into_inner() });
            } else {
                faults.push(TemplateFault {
                    file: file.to_owned(),
                    line,
                    what: format!("no message has {table}.{key}"),
                });
            }
        }
    }
    (sources, faults)
}

fn is_known(table: &str, key: &str) -> bool {
    if table == FRAME {
        OF_THE_FRAME.contains(&key)
    } else if table.parse::<AnswerKind>().is_ok() {
        key == OF_AN_ANSWER
    } else {
        table.parse::<NoticeKind>().is_ok() && OF_A_KIND.contains(&key)
    }
}

fn line_of(text: &str, place: usize) -> usize {
    text.get(..place).unwrap_or_default().matches('\n').count() + 1
}

/// The line of the first letter: a text that begins with three quotation marks and a line break begins on the next line.
fn first_line(text: &str, template: &Spanned<String>) -> usize {
    let written = text.get(template.span()).unwrap_or_default();
    let opened = ["\"\"\"", "'''"].iter().find_map(|it| written.strip_prefix(it));
    let breaks = opened.is_some_and(|it| it.starts_with(['\n', '\r']));
    line_of(text, template.span().start) + usize::from(breaks)
}
