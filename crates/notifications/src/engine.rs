//! Templates, compiled. Nothing is looked up but what they are given; what is missing is a fault and never an empty place,
//! and nothing of a value is ever read as markup.

use crate::TemplateFault;
use crate::words::{LAYOUT, Source};
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use motcua_i18n::{Locale, spoken_date};
use motcua_kernel::{Instant, Vnd};
use std::collections::BTreeMap;

/// Compiled templates by their names.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    environment: Environment<'static>,
    sources: BTreeMap<String, Source>,
}

impl Engine {
    pub(crate) fn new() -> Self {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| {
            if name == LAYOUT { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.set_formatter(print);
        environment.add_filter("length", minijinja::filters::length);
        environment.add_filter("date", date);
        environment.add_filter("day", day);
        environment.add_filter("moment", moment);
        environment.add_filter("money", money);
        Self { environment, sources: BTreeMap::new() }
    }

    /// Takes a template, in the place of one of its name.
    pub(crate) fn add(&mut self, source: Source) -> Result<(), TemplateFault> {
        let taken = self.environment.add_template_owned(source.name.clone(), without_tag_lines(&source.text));
        taken.map_err(|it| fault(&source, &it))?;
        self.sources.insert(source.name.clone(), source);
        Ok(())
    }

    pub(crate) fn source(&self, name: &str) -> Option<&Source> {
        self.sources.get(name)
    }

    pub(crate) fn render(&self, name: &str, values: &Value) -> Result<String, TemplateFault> {
        let Some(source) = self.sources.get(name) else {
            return Err(TemplateFault::whole_file(name, "there is no such template"));
        };
        let template = self.environment.get_template(name);
        template.and_then(|it| it.render(values)).map_err(|it| fault(source, &it))
    }

    /// Names that the template says and `data` does not have, in branches that are not taken too.
    pub(crate) fn unknown(&self, name: &str, data: &serde_json::Value) -> Option<TemplateFault> {
        let source = self.sources.get(name)?;
        let template = self.environment.get_template(name).ok()?;
        let is_there = |path: &String| path.split('.').try_fold(data, |it, part| it.get(part)).is_some();
        let given = |path: &&String| !path.starts_with("locale") && !is_there(path);
        let mut named: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        named.sort_unstable();
        let path = named.iter().find(given)?;
        let place = source.text.find(path.as_str()).unwrap_or(0);
        let before = source.text.get(..place).unwrap_or_default();
        let line = source.line + before.matches('\n').count();
        Some(TemplateFault { file: source.file.clone(), line, what: format!("there is no {path} here") })
    }
}

/// Lines of nothing but tags leave no line behind: the break goes into the last tag, so that lines are still counted right.
fn without_tag_lines(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let tags = line.trim();
        match tags.strip_suffix("%}").filter(|_| line.ends_with('\n') && is_all_tags(tags)) {
            Some(open) => {
                written.push_str(open);
                written.push_str("\n%}");
            }
            None => written.push_str(line),
        }
    }
    written
}

fn is_all_tags(line: &str) -> bool {
    let mut rest = line;
    while let Some((_, after)) = rest.strip_prefix("{%").and_then(|it| it.split_once("%}")) {
        rest = after.trim_start();
    }
    rest.is_empty() && !line.is_empty()
}

fn fault(source: &Source, error: &Error) -> TemplateFault {
    let line = source.line + error.line().unwrap_or(1).saturating_sub(1);
    let detail = error.detail().map(|it| format!(": {it}")).unwrap_or_default();
    TemplateFault { file: source.file.clone(), line, what: format!("{}{detail}", error.kind()) }
}

/// What is none is a hole in a sentence: told, not printed.
fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.kind() == ValueKind::None {
        return Err(Error::new(ErrorKind::InvalidOperation, "this may be none: ask for it with `if` first"));
    }
    minijinja::escape_formatter(output, state, value)
}

fn instant(value: i64) -> Instant {
    Instant::from_micros(value)
}

/// Weekday and date, in the language of the template.
fn date(state: &State<'_, '_>, value: i64) -> String {
    spoken_date(locale(state), instant(value).date())
}

/// `30/11/2026`.
fn day(value: i64) -> String {
    let date = instant(value).date();
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// Time, weekday and date.
fn moment(state: &State<'_, '_>, value: i64) -> String {
    let time = instant(value).time();
    format!("{:02}:{:02}, {}", time.hour(), time.minute(), date(state, value))
}

/// `28.000 đồng`: the sign of the đồng is on few telephones.
fn money(value: i64) -> String {
    Vnd(value).to_string().replace(" ₫", "\u{a0}đồng")
}

fn locale(state: &State<'_, '_>) -> Locale {
    state.name().split('/').next().and_then(Locale::from_tag).unwrap_or_default()
}
