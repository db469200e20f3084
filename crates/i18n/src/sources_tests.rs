//! The texts and the sources know each other: a code without a text, or a text without a code, fails here.

use crate::say::{next_placeholder, value_of};
use crate::{Locale, Texts, texts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

const LONGEST: usize = 300;

/// Tables of words that stand inside a sentence, with the file that holds their codes and what stands before one.
const WORDS: [(&str, &str, &str); 2] =
    [("action", "identity/src/action.rs", "= \""), ("channel", "catalogue/src/procedure.rs", "=> \"")];

/// Tables of words for closed lists of values; the tests of the web crate, and of `rules`, hold them against the lists.
const LISTS: &[&str] = &[
    "agency-kind",
    "agency-level",
    "answer-kind",
    "bank-account-state",
    "book-kind",
    "book-means",
    "bulk-verb",
    "charge-due",
    "charge-kind",
    "collector",
    "column",
    "confidence",
    "day-kind",
    "desk-group",
    "desk-tab",
    "desk-task",
    "draft-stage",
    "drawer-fault",
    "drawer-state",
    "event-group",
    "event-kind",
    "figure-kind",
    "form",
    "gateway-outcome",
    "holder",
    "incident-kind",
    "instead-of-signing",
    "job-act",
    "job-kind",
    "job-state",
    "late-ground",
    "leg-status",
    "notice-kind",
    "notice-state",
    "notice-wants",
    "notice-way",
    "paper-origin",
    "priority-ground",
    "proof-of-return",
    "reach-act",
    "reach-state",
    "receipt-fate",
    "recurring",
    "remaining",
    "reopen-ground",
    "role",
    "rule",
    "rule-room",
    "rule-value",
    "series-kind",
    "service-level",
    "setting",
    "signing-capacity",
    "staff-mail-state",
    "statement-line",
    "status",
    "step-state",
    "stop-ground",
    "suspension-ground",
    "trial-press",
    "usage-column",
    "version-life",
    "version-part",
    "webhook-state",
    "weekday-short",
];
/// Labels of pages: texts that are no sentence.
const LABELS: &str = "label";

#[test]
fn every_code_in_the_sources_has_a_text() {
    for locale in Locale::ALL {
        let missing: Vec<String> =
            codes().into_keys().filter(|code| texts(locale).get(code).is_none()).collect();
        assert_eq!(missing, [""; 0], "no text in {}.toml", locale.tag());
    }
}

#[test]
fn every_text_is_used() {
    let codes = codes();
    for locale in Locale::ALL {
        let unused: Vec<String> =
            sentences(locale).map(|(key, _)| key).filter(|key| !codes.contains_key(key)).collect();
        assert_eq!(unused, [""; 0], "no code for it in the sources, {}.toml", locale.tag());
    }
}

#[test]
fn every_code_among_the_values_has_a_word() {
    for (table, file, before) in WORDS {
        let source = std::fs::read_to_string(crates().join(file)).unwrap();
        let wanted: BTreeSet<&str> = source
            .lines()
            .filter_map(|line| line.split_once(before)?.1.split_once('"'))
            .map(|(word, _)| word)
            .collect();
        assert!(!wanted.is_empty(), "no codes of {table} in {file}");
        for locale in Locale::ALL {
            let words = words(locale, table);
            let there: BTreeSet<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(there, wanted, "[{table}] of {}.toml", locale.tag());
        }
    }
}

#[test]
fn every_placeholder_is_given_wherever_its_code_is_used() {
    let codes = codes();
    for locale in Locale::ALL {
        for (key, text) in sentences(locale) {
            for file in codes.get(&key).into_iter().flatten() {
                let source = std::fs::read_to_string(file).unwrap();
                if only_recognised(&source, &key) {
                    continue;
                }
                for name in placeholders(text) {
                    let given = source.contains(&format!(".with(\"{name}\""))
                        || source.contains(&format!(", \"{name}\", "));
                    assert!(
                        given,
                        "{key} in {}.toml: {{{name}}} is not given in {}",
                        locale.tag(),
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn the_languages_have_the_same_texts_with_the_same_placeholders() {
    let keys = |locale| texts(locale).iter().map(|(key, _)| key).collect::<BTreeSet<_>>();
    let original = keys(Locale::Vi);
    for locale in [Locale::Km, Locale::En] {
        let there = keys(locale);
        let missing: Vec<&String> = original.difference(&there).collect();
        assert!(missing.is_empty(), "not in {}.toml: {missing:?}", locale.tag());
        for (key, text) in texts(locale).iter() {
            let original = texts(Locale::Vi).get(&key).unwrap_or_else(|| panic!("{key} is not in vi.toml"));
            assert_eq!(placeholders(text), placeholders(original), "{key} in {}.toml", locale.tag());
        }
    }
}

/// What nobody here can proofread is at least in its script, and no Vietnamese text was left standing.
#[test]
fn khmer_is_written_in_khmer() {
    let is_khmer = |letter: char| ('\u{1780}'..='\u{17ff}').contains(&letter);
    for (key, text) in texts(Locale::Km).iter() {
        let filled_only = texts(Locale::Vi).get(&key) == Some(text) && text.starts_with('{');
        assert!(filled_only || text.chars().any(is_khmer), "{key} in km.toml: {text}");
    }
}

#[test]
fn the_texts_are_well_written() {
    for locale in Locale::ALL {
        for (key, text) in texts(locale).iter() {
            let place = format!("{key} in {}.toml", locale.tag());
            assert!(is_nfc(text), "{place} is not in NFC");
            assert!(text.chars().count() <= LONGEST, "{place} is too long");
            assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{place}: spaces");
            let counts = ['{', '}'].map(|brace| text.matches(brace).count());
            assert_eq!(counts, [placeholders_in_order(text).len(); 2], "{place}: braces");
        }
        let is_label = |key: &str| key.starts_with(LABELS);
        let stop = if locale == Locale::Km { '។' } else { '.' };
        for (key, text) in sentences(locale).filter(|(key, _)| !is_label(key)) {
            assert!(text.ends_with(stop), "{key} in {}.toml ends without a period", locale.tag());
        }
    }
}

/// Whether a source only tells a code from others, as a pattern, and says nothing with it.
fn only_recognised(source: &str, key: &str) -> bool {
    source.split(&format!("\"{key}\"")).skip(1).all(|after| {
        let after = after.trim_start();
        after.starts_with('|') || after.starts_with("=>")
    })
}

/// Each message code of the rule crates, with the files that use it; tests may invent codes of their own.
fn codes() -> BTreeMap<String, BTreeSet<PathBuf>> {
    let houses: Vec<PathBuf> =
        entries(&crates()).into_iter().filter(|it| it.join("Cargo.toml").exists()).collect();
    let names = houses.iter().filter_map(|it| Some(it.file_name()?.to_str()?.to_owned()));
    let prefixes: BTreeSet<String> = names.chain([LABELS.to_owned()]).collect();
    let mut found: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for file in houses.iter().filter(|it| !it.ends_with("i18n")).flat_map(|it| sources(it)) {
        let source = std::fs::read_to_string(&file).unwrap();
        let rules = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for literal in literals(rules).filter(|it| is_code(it, &prefixes)) {
            found.entry(literal.to_owned()).or_default().insert(file.clone());
        }
    }
    assert!(found.len() > 100, "the scanner found only {} codes", found.len());
    found
}

/// What stands between two quotation marks, wherever it begins: more than the literals, never fewer.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1))
}

/// `intake.reason-missing`: the name of a crate, a dot, lower-case words with hyphens.
fn is_code(literal: &str, prefixes: &BTreeSet<String>) -> bool {
    let Some((prefix, name)) = literal.split_once('.') else { return false };
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let file_name = ["toml", "csv", "rs", "json", "html", "css", "js"].contains(&name);
    prefixes.contains(prefix) && !name.is_empty() && name.chars().all(plain) && !file_name
}

fn sentences(locale: Locale) -> impl Iterator<Item = (String, &'static str)> {
    let is_word = |key: &str| {
        let table = key.split('.').next().unwrap_or_default();
        LISTS.contains(&table) || WORDS.iter().any(|(name, ..)| *name == table)
    };
    texts(locale).iter().filter(move |(key, _)| !is_word(key))
}

fn words(locale: Locale, table: &str) -> Vec<String> {
    let all: &'static Texts = texts(locale);
    all.iter().filter_map(|(key, _)| Some(key.strip_prefix(table)?.strip_prefix('.')?.to_owned())).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    placeholders_in_order(text).into_iter().collect()
}

fn placeholders_in_order(text: &str) -> Vec<&str> {
    std::iter::successors(next_placeholder(text), |(_, _, after)| next_placeholder(after))
        .map(|(_, name, _)| value_of(name))
        .collect()
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Sources and templates of one crate.
fn sources(house: &Path) -> Vec<PathBuf> {
    let mut files = rust_files(&house.join("src"));
    let templates = house.join("templates");
    if templates.exists() {
        files.extend(below(&templates));
    }
    files
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let within = |path: PathBuf| if path.is_dir() { below(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(within).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let is_rule = |it: &PathBuf| {
        let name = it.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        it.extension().is_some_and(|end| end == "rs") && !name.ends_with("tests.rs")
    };
    below(folder).into_iter().filter(is_rule).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect()
}
