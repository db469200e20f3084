//! The folder of a province: its words stand first, what is wrong in it is told with its line, and never stops a message.

use crate::words::{mail, short};
use motcua_i18n::Locale;
use motcua_notifications::{Facts, NoticeKind, TemplateFault, Templates, sample};
use std::collections::BTreeMap;

fn folder(files: &[(&str, &str)]) -> Templates {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    Templates::with_folder(&files)
}

fn ready() -> [Facts; 1] {
    [Facts { sample: false, ..sample::full(NoticeKind::ResultReady) }]
}

#[test]
fn the_words_of_a_province_stand_before_the_built_in_ones_key_by_key() {
    let templates = folder(&[("vi.toml", "[result-ready]\nsubject = \"Mời nhận kết quả {{ number }}\"\n")]);
    assert_eq!(templates.check(), []);
    let [subject, text, _] = mail(&templates, Locale::Vi, &ready());
    assert_eq!(subject, "Mời nhận kết quả 000.01.45.G09-261123-0007");
    assert!(text.contains("Kết quả đã có. Mời ông/bà đến nhận."), "{text}");
    assert!(templates.is_own(Locale::Vi, NoticeKind::ResultReady));
    assert!(!templates.is_own(Locale::En, NoticeKind::ResultReady));
    assert!(!templates.is_own(Locale::Vi, NoticeKind::Returned));
    assert_eq!(templates.own_files().iter().collect::<Vec<_>>(), ["vi.toml"]);
}

#[test]
fn a_fault_is_told_with_file_line_and_what_and_the_built_in_words_go_out() {
    let built_in = Templates::built_in();
    for (text, line, what) in [
        // A field that the kind does not have.
        ("[result-ready]\nshort = \"{{ number }} {{ tracking }}\"\n", 2, "there is no tracking here"),
        // Also where no sample comes by.
        ("[result-ready]\n\nshort = \"{% if false %}{{ nmber }}{% endif %}\"\n", 3, "there is no nmber here"),
        ("[result-ready]\nshort = \"{{ receiving.fax }}\"\n", 2, "there is no receiving.fax here"),
        // Not asked for first, and it may be none.
        ("[result-ready]\nshort = \"{{ number }} {{ title }}\"\n", 2, "this may be none"),
        // Wrong in itself, on the third line of a long text.
        ("[result-ready]\nshort = \"\"\"\none\ntwo {% if %}\n\"\"\"\n", 4, "syntax error"),
        ("[result-ready]\nshort = \"{{ number|shout }}\"\n", 2, "unknown filter"),
        // Nothing of the kind.
        ("[result-redy]\nshort = \"x\"\n", 2, "no message has result-redy.short"),
        ("[result-ready]\nshout = \"x\"\n", 2, "no message has result-ready.shout"),
        // No file of tables of texts.
        ("[result-ready]\nshort = 7\n", 2, "expected a string"),
        ("[result-ready\nshort = \"x\"\n", 1, ""),
    ] {
        let templates = folder(&[("vi.toml", text)]);
        let faults = templates.check();
        let [TemplateFault { file, line: at, what: said }] = faults.as_slice() else {
            panic!("{text}: {faults:?}")
        };
        assert_eq!((file.as_str(), *at), ("vi.toml", line), "{text}: {said}");
        assert!(said.contains(what), "{text}: {said}");
        assert_eq!(templates.faults().len(), 1);
        assert_eq!(short(&templates, Locale::Vi, &ready()), short(&built_in, Locale::Vi, &ready()), "{text}");
    }
}

#[test]
fn one_wrong_template_takes_no_other_with_it() {
    let templates = folder(&[(
        "vi.toml",
        "[result-ready]\nsubject = \"Có kết quả {{ number }}\"\nshort = \"{{ nothing }}\"\n[returned]\nshort = \"Xong {{ number }}\"\n",
    )]);
    assert_eq!(templates.faults().len(), 1);
    let [subject, _, _] = mail(&templates, Locale::Vi, &ready());
    assert_eq!(subject, "Có kết quả 000.01.45.G09-261123-0007");
    assert!(templates.is_own(Locale::Vi, NoticeKind::Returned));
}

#[test]
fn the_layout_may_be_another_and_a_wrong_one_is_told() {
    let own = "<!DOCTYPE html><title>{{ subject }}</title>{% for block in blocks %}{% for line in block.lines %}<p>{{ line.text }}{% endfor %}{% endfor %}";
    let templates = folder(&[("layout.html", own)]);
    assert_eq!(templates.check(), []);
    let [_, _, html] = mail(&templates, Locale::Vi, &ready());
    assert!(html.starts_with("<!DOCTYPE html><title>Hồ sơ"), "{html}");
    let templates = folder(&[("layout.html", "<html>\n{{ nonsense }}\n")]);
    assert_eq!(templates.faults().first().map(|it| (it.file.as_str(), it.line)), Some(("layout.html", 2)));
    let [_, _, html] = mail(&templates, Locale::Vi, &ready());
    assert!(html.contains("color-scheme"));
}

#[test]
fn files_that_are_read_nowhere_are_told() {
    let templates = folder(&[("vn.toml", "[received]\nshort = \"x\"\n"), ("logo.png", "x")]);
    let files: Vec<&str> = templates.faults().iter().map(|it| it.file.as_str()).collect();
    assert_eq!(files, ["logo.png", "vn.toml"]);
    let latin = BTreeMap::from([("vi.toml".to_owned(), vec![0xff, 0xfe])]);
    assert_eq!(Templates::with_folder(&latin).faults().first().map(|it| it.what.as_str()), Some("not UTF-8"));
}
