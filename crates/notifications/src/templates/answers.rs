//! Answers to texts: one short text of one or several, by the same words and with the same care as notices.

use super::{LONGEST_SHORT, Templates, Writing};
use crate::engine::Engine;
use crate::inquiry::{Answer, AnswerKind, sample};
use crate::values::{answer_data, one_line};
use crate::words::{FRAME, OF_AN_ANSWER, name_of};
use crate::{Form, Rendered, TemplateFault};
use minijinja::Value;
use minijinja::value::Serde;
use motcua_i18n::Locale;
use serde_json::json;

impl Templates {
    /// One short text; `is_sample` says that everything in it is made up.
    ///
    /// # Errors
    /// A built-in template is wrong, or there is nothing to answer.
    pub fn answer(
        &self,
        locale: Locale,
        answers: &[Answer],
        is_sample: bool,
    ) -> Result<Rendered, TemplateFault> {
        if answers.is_empty() {
            return Err(TemplateFault::whole_file("", "there is nothing to answer"));
        }
        let mut writing = Writing { templates: self, locale, fault: None };
        let mut said = Vec::new();
        if is_sample {
            let sample = writing.say(&name_of(locale, FRAME, "sample"), &Value::from(Serde(json!({}))))?;
            said.push(format!("[{}]", sample.trim()));
        }
        for it in answers {
            let name = name_of(locale, it.kind().code(), OF_AN_ANSWER);
            said.push(writing.say(&name, &Value::from(Serde(answer_data(it))))?);
        }
        let text = one_line(&said.join(" "), LONGEST_SHORT).replace('\u{a0}', " ");
        Ok(Rendered { form: Form::Short { text }, fault: writing.fault })
    }

    /// Whether the words of this answer are the province's.
    pub fn is_own_answer(&self, locale: Locale, kind: AnswerKind) -> bool {
        self.differs(&name_of(locale, kind.code(), OF_AN_ANSWER))
    }

    /// What is wrong with any answer that is made of samples.
    pub(super) fn check_answers(&self) -> impl Iterator<Item = TemplateFault> {
        let every = AnswerKind::ALL.into_iter().flat_map(sample::all);
        let faults = every
            .flat_map(|it| Locale::ALL.map(|locale| self.answer(locale, std::slice::from_ref(&it), true)));
        faults.filter_map(|it| it.map_or_else(Some, |rendered| rendered.fault))
    }
}

/// What is wrong with the template `name` of an answer of this kind when it is given samples.
pub(super) fn wrong(engine: &Engine, name: &str, kind: AnswerKind) -> Option<TemplateFault> {
    let samples = sample::all(kind);
    let unknown = samples.first().and_then(|it| engine.unknown(name, &answer_data(it)));
    unknown.or_else(|| {
        samples.iter().find_map(|it| engine.render(name, &Value::from(Serde(answer_data(it)))).err())
    })
}
