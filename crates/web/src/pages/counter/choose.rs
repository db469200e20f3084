//! Before the form: which procedure, and which of its cases. A few letters are enough: the first of each word of the name,
//! a part of it without accents, or the code.

use super::drafts::{self, Offer};
use super::{HERE, Problem, Site, counter_ids};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::notices::count_calls;
use motcua_catalogue::{Procedure, ProcedureGroup, ProcedureVersion};
use motcua_i18n::fold;
use motcua_kernel::Instant;

/// What is looked for, and what goes along with the choice.
#[derive(Default)]
pub struct Wanted {
    pub search: String,
    /// As the address of the form carries it.
    pub along: String,
    /// Whose visit it is, when that is known.
    pub who: String,
}

#[derive(Template)]
#[template(path = "counter_procedures.html")]
struct Procedures<'a> {
    page: Page,
    wanted: &'a Wanted,
    groups: Vec<&'a ProcedureGroup>,
    found: Vec<(&'a Procedure, &'a ProcedureVersion)>,
    drafts: Vec<Offer>,
    /// How many people the counter has to call.
    calls: u64,
    /// What was wrong with a scan.
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "counter_cases.html")]
struct Cases<'a> {
    page: Page,
    procedure: &'a Procedure,
    version: &'a ProcedureVersion,
    along: &'a str,
}

/// The procedures in force that are meant by what is looked for, the likeliest first; all of them when nothing is.
pub async fn procedure(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    wanted: &Wanted,
    problem: Option<Problem>,
) -> Result<Response, Failure> {
    let words = fold(&wanted.search);
    let found =
        found(site, caller.now, &words).into_iter().map(|(_, procedure, version)| (procedure, version));
    let of_group = |it: &&ProcedureGroup| {
        it.in_force_on(caller.now.date()) && likeness(&words, &it.code, &it.name, &it.field).is_some()
    };
    let groups = site.context.province.groups.iter().filter(of_group).collect();
    let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let drafts = drafts::offers(site, &page, caller).await?;
    let problem = problem.map(|it| page.say(&it.message));
    let calls = count_calls(&site.context, &counter_ids(site, caller)).await?;
    Ok(html(status, &Procedures { wanted, groups, found: found.collect(), drafts, calls, problem, page }))
}

/// The code of the one procedure that is meant: the only one found, or the only one so much like it.
pub fn meant<'a>(site: &'a Site, now: Instant, search: &str) -> Option<&'a str> {
    let words = fold(search);
    if words.is_empty() {
        return None;
    }
    let found = found(site, now, &words);
    let (first, procedure, _) = found.first()?;
    let alone = found.get(1).is_none_or(|(second, ..)| first < second);
    alone.then_some(procedure.code.as_str())
}

fn found<'a>(
    site: &'a Site,
    now: Instant,
    words: &str,
) -> Vec<(Likeness, &'a Procedure, &'a ProcedureVersion)> {
    let catalogue = &site.context.province.catalogue;
    let in_force =
        catalogue.procedures().filter_map(|it| Some((it, catalogue.version_on(&it.code, now.date())?)));
    let like = |(procedure, version): (&'a Procedure, &'a ProcedureVersion)| {
        let likeness = likeness(words, &procedure.code, &version.name, &procedure.field)?;
        Some((likeness, procedure, version))
    };
    let mut found: Vec<_> = in_force.filter_map(like).collect();
    found.sort_by_cached_key(|(likeness, procedure, _)| {
        (*likeness, fold(&procedure.field), procedure.code.clone())
    });
    found
}

/// How much something is like what is looked for, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Its code.
    Code,
    /// The first letters of its words.
    Initials,
    /// How its name begins.
    Beginning,
    /// Every word is somewhere in it.
    Words,
}

/// `words` is folded already.
fn likeness(words: &str, code: &str, name: &str, field: &str) -> Option<Likeness> {
    let (code, whole) = (fold(code), fold(name));
    let name = whole.strip_prefix("thu tuc ").unwrap_or(&whole);
    let initials: String = name.split(' ').filter_map(|it| it.chars().next()).collect();
    if words == code {
        Some(Likeness::Code)
    } else if words.len() >= 3 && !words.contains(' ') && initials.starts_with(words) {
        Some(Likeness::Initials)
    } else if !words.is_empty() && name.starts_with(words) {
        Some(Likeness::Beginning)
    } else {
        let about = format!("{code} {whole} {}", fold(field));
        words.split(' ').all(|word| about.contains(word)).then_some(Likeness::Words)
    }
}

/// The cases of a procedure.
pub fn case(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    procedure: &Procedure,
    version: &ProcedureVersion,
    along: &str,
) -> Response {
    let page = Page::new(site, reader.locale, "label.counter-title", Some(caller), HERE);
    html(StatusCode::OK, &Cases { page, procedure, version, along })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_are_enough() {
        let like = |typed: &str| likeness(&fold(typed), "1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch");
        assert_eq!(like("1.001193"), Some(Likeness::Code));
        assert_eq!(like("dkk"), Some(Likeness::Initials));
        assert_eq!(like("ĐKKS"), Some(Likeness::Initials));
        assert_eq!(like("dang ky kh"), Some(Likeness::Beginning));
        assert_eq!(like("khai sinh ho tich"), Some(Likeness::Words));
        assert_eq!(like("kết hôn"), None);
        assert_eq!(like(""), Some(Likeness::Words));
        assert_eq!(like("kt"), None);
    }
}
