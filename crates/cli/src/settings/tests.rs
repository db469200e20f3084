use super::*;
use motcua_app::files::{FileKind, MostPerDossier, ScannerAddress};
use motcua_notifications::Letters;
use serde_json::json;
use std::collections::BTreeSet;

fn read(file: Option<&str>, variables: &[(&str, &str)]) -> anyhow::Result<Settings> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("own.toml");
    if let Some(text) = file {
        std::fs::write(&path, text)?;
    }
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    Settings::read(file.map(|_| path.as_path()), variables.collect::<Vec<_>>())
}

fn check_refused(file: Option<&str>, variables: &[(&str, &str)], said: &[&str]) {
    let error = format!("{:#}", read(file, variables).unwrap_err());
    for part in said {
        assert!(error.contains(part), "`{part}` is not in: {error}");
    }
}

#[test]
fn the_defaults_are_read_without_a_file() {
    let settings = read(None, &[("PATH", "/bin"), ("MOTCUA_TEST_POSTGRES", "postgres://x/y")]).unwrap();
    assert_eq!(
        serde_json::to_value(&settings).unwrap(),
        json!({
            "server": {
                "listen": "127.0.0.1:8080", "public_url": "", "trusted_proxies": [], "request_bytes": 1_048_576,
            },
            "database": { "url": "sqlite:motcua.sqlite" },
            "province": { "name": "can-tho", "calendar": "", "forms": "", "notices": "", "quiet_hours": "21:00-07:00", "budget": "" },
            "attachments": {
                "folder": "motcua-files", "largest_bytes": 25_000_000, "kinds": ["pdf", "jpeg", "png", "tiff"],
                "files_per_dossier": 300, "bytes_per_dossier": 1_000_000_000,
            },
            "bucket": { "name": "", "endpoint": "", "region": "us-east-1", "access_key": "", "secret_key": "" },
            "scanner": { "address": "", "seconds": 30, "without": "refuse" },
            "seal": {
                "key_store": "", "password": "", "password_file": "", "name": "", "place": "", "roots": "",
            },
            "gateway": { "address": "", "merchant": "", "secret": "", "minutes": 15 },
            "watch": {
                "leg_soon_days": 1, "lawful_soon_days": 1, "acceptance_minutes": 0, "approval_minutes": 240,
                "answer_soon_days": 3, "collect_days": [5, 15, 30], "escalation": ["head 240", "leader 480"],
                "token_days": 7,
                "password_days": 0,
            },
            "jobs": { "at_once": 12, "lease_seconds": 300, "pause_seconds": 20 },
            "mail": {
                "host": "", "port": 587, "security": "starttls", "login": "", "password": "", "roots": "",
                "folder": "", "from": "", "from_name": "", "reply_to": "", "domain": "", "connections": 4,
                "seconds": 30, "dkim_key": "", "dkim_selector": "",
            },
            "sms": {
                "adapter": "", "login": "", "secret": "", "sender": "", "folder": "", "per_minute": 60,
                "seconds": 15, "write_to": "", "marks": false,
            },
            "zalo": {
                "adapter": "", "login": "", "secret": "", "sender": "", "folder": "", "per_minute": 60,
                "seconds": 15, "write_to": "", "marks": true,
            },
            "inquiries": { "in_ten_minutes": 5, "in_a_day": 20, "of_all_in_an_hour": 600 },
            "webhooks": { "inside": false, "seconds": 10 },
            "lookup": { "per_minute": 20, "burst": 10 },
            "log": { "level": "info", "format": "text" },
        })
    );
}

#[test]
fn the_default_file_the_type_and_the_list_name_the_same_settings() {
    let listed: BTreeSet<String> = KEYS.iter().map(|(key, _)| (*key).to_owned()).collect();
    let written: toml::Table = DEFAULT.parse().unwrap();
    let typed = toml::Table::try_from(read(None, &[]).unwrap()).unwrap();
    for table in [written, typed] {
        let mut names = BTreeSet::new();
        for (section, settings) in table {
            names.extend(settings.as_table().unwrap().keys().map(|key| format!("{section}.{key}")));
        }
        assert_eq!(names, listed);
    }
}

#[test]
fn every_setting_of_the_default_file_is_explained() {
    let lines: Vec<&str> = DEFAULT.lines().collect();
    let mut settings = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(" = ")) {
        let comment: Vec<&str> =
            lines[..at].iter().rev().copied().take_while(|it| it.starts_with('#')).collect();
        let comment: String = comment.iter().rev().map(|it| it.trim_start_matches('#')).collect();
        let (meaning, change) = comment.split_once(" Default: ").unwrap_or_default();
        assert!(!meaning.is_empty() && change.contains(". "), "`{line}` is not explained: {comment}");
        settings += 1;
    }
    assert_eq!(settings, KEYS.len());
}

#[test]
fn a_variable_wins_over_the_file_and_the_file_over_the_default() {
    let file = "[lookup]\nper_minute = 30\nburst = 3\n[server]\ntrusted_proxies = [\"10.0.0.2\"]\n";
    let variables = [
        ("MOTCUA_LOOKUP__BURST", "4"),
        ("MOTCUA_SERVER__TRUSTED_PROXIES", "10.0.0.3, ::1"),
        ("MOTCUA_SERVER__PUBLIC_URL", "https://motcua.example.vn/"),
        ("MOTCUA_LOG__LEVEL", "info,sqlx=debug"),
    ];
    let settings = read(Some(file), &variables).unwrap();
    assert_eq!((settings.lookup.per_minute.get(), settings.lookup.burst.get()), (30, 4));
    assert_eq!(settings.server.trusted_proxies, ["10.0.0.3", "::1"].map(|it| it.parse::<IpAddr>().unwrap()));
    assert_eq!(settings.server.request_bytes.get(), 1_048_576);
    assert_eq!(settings.log.level, "info,sqlx=debug");
    let address = settings.server.listen;
    assert_eq!(settings.server.public_url(address), "https://motcua.example.vn");
    assert!(settings.server.secure_cookies());
    assert!(read(None, &[("MOTCUA_SERVER__TRUSTED_PROXIES", "")]).unwrap().server.trusted_proxies.is_empty());
}

#[test]
fn each_province_that_comes_with_the_program_can_be_chosen() {
    for (name, expected) in [("can-tho", ProvinceName::CanTho), ("soc-trang", ProvinceName::SocTrang)] {
        let settings = read(None, &[("MOTCUA_PROVINCE__NAME", name)]).unwrap();
        assert_eq!(settings.province.name, expected);
        assert!(crate::database::province(&settings.province).unwrap().catalogue.procedures().count() > 0);
    }
}

#[test]
fn without_a_public_url_links_lead_to_where_the_server_answers() {
    let check = |address: &str, expected: &str| {
        let server = read(None, &[]).unwrap().server;
        assert_eq!(server.public_url(address.parse().unwrap()), expected);
        assert!(!server.secure_cookies());
    };
    check("127.0.0.1:8080", "http://127.0.0.1:8080");
    check("0.0.0.0:80", "http://localhost:80");
    check("[::1]:8080", "http://[::1]:8080");
}

#[test]
fn what_is_no_setting_is_named_with_its_place() {
    check_refused(
        Some("[server]\nlissten = \"127.0.0.1:1\""),
        &[],
        &["`server.lissten` in ", "own.toml", "server.listen"],
    );
    check_refused(Some("[mail]"), &[], &["`mail` in "]);
    check_refused(Some("server = 5"), &[], &["`server` in "]);
    check_refused(Some("[server"), &[], &["own.toml can not be read as settings"]);
    check_refused(None, &[("MOTCUA_SERVER__LISSTEN", "x")], &["the variable MOTCUA_SERVER__LISSTEN is no"]);
    check_refused(None, &[("MOTCUA_LISTEN", "x")], &["the variable MOTCUA_LISTEN is no setting"]);
    check_refused(None, &[("MOTCUA_server__listen", "x")], &["MOTCUA_server__listen is no setting"]);
    let error = Settings::read(Some(Path::new("no/such.toml")), []).unwrap_err();
    assert!(format!("{error:#}").starts_with("no/such.toml can not be read: "), "{error:#}");
}

#[test]
fn a_wrong_value_is_told_with_its_setting_its_place_and_what_it_must_be() {
    let check = |key: &str, wrong: &[&str], must_be: &str| {
        let (section, name) = key.split_once('.').unwrap();
        for value in wrong {
            let file = format!("[{section}]\n{name} = {value}");
            check_refused(Some(&file), &[], &[&format!("`{key}` in "), "own.toml must be ", must_be]);
            let value = value.trim_matches('"');
            if !value.starts_with('[') {
                let variable = variable(key);
                check_refused(None, &[(&variable, value)], &[&variable, " must be ", must_be]);
            }
        }
    };
    check("server.listen", &["\"localhost\"", "\"127.0.0.1\"", "8080"], "an address and a port");
    check(
        "server.public_url",
        &["\"motcua.vn\"", "\"https://\"", "\"http://a b\"", "\"ftp://a\""],
        "http:// or https://",
    );
    check("server.trusted_proxies", &["[\"proxy\"]", "\"10.0.0.1,,\"", "[1]"], "a list of IP addresses");
    check("server.request_bytes", &["0", "-1", "1.5", "\"1 MB\""], "a whole number of bytes");
    check("database.url", &["\"motcua.sqlite\"", "\"mysql://x\""], "sqlite:FILE or postgres:");
    check("province.name", &["\"ha-noi\"", "1"], "can-tho");
    check(
        "attachments.kinds",
        &["[]", "\"\"", "[\"exe\"]", "\"pdf,,png\"", "\"PDF\""],
        "a list of one or more of",
    );
    check("attachments.files_per_dossier", &["0", "\"many\""], "a whole number from 1");
    check("bucket.endpoint", &["\"s3.vn\"", "\"https://\""], "http:// or https://");
    check(
        "scanner.address",
        &["\"clamd\"", "\"tcp:clamav\"", "\"unix:clamd.ctl\""],
        "unix:PATH or tcp:HOST:PORT",
    );
    check("scanner.seconds", &["0", "\"soon\""], "a whole number of seconds");
    check("scanner.without", &["\"ignore\"", "\"\""], "\"refuse\" or \"let-through\"");
    check("gateway.address", &["\"cong.vn\"", "\"https://\""], "http:// or https://");
    check("gateway.minutes", &["0", "\"soon\""], "a whole number of minutes");
    check("mail.port", &["0", "99999", "\"smtp\""], "a port");
    check("mail.security", &["\"ssl\"", "\"\""], "\"starttls\"");
    check("mail.seconds", &["0", "\"soon\""], "a whole number of seconds");
    check("sms.per_minute", &["0", "1.5"], "a whole number from 1");
    check("zalo.seconds", &["0"], "a whole number of seconds");
    check("webhooks.inside", &["\"perhaps\"", "[]"], "true or false");
    check("watch.leg_soon_days", &["0", "\"soon\""], "a whole number of working days");
    check("watch.acceptance_minutes", &["-1", "\"\""], "0, or a whole number of working minutes");
    check("watch.collect_days", &["[-1]", "\"5; 15\"", "true"], "a list of working days");
    check("watch.escalation", &["[\"chief 240\"]", "\"head\"", "\"head 0\""], "a list of steps");
    check("lookup.per_minute", &["0", "20.7", "true", "99999999999"], "a whole number from 1");
    check("lookup.burst", &["0", "\"\""], "a whole number from 1");
    check("log.level", &["\"inof\"", "\"\"", "\"5\"", "\"info,,\"", "\"a=b=c\""], "error, warn, info");
    check("log.format", &["\"xml\"", "\"TEXT\""], "\"text\" or \"json\"");
}

#[test]
fn a_password_is_not_shown() {
    let check = |url: &str, shown: &str| {
        let settings = read(None, &[("MOTCUA_DATABASE__URL", url)]).unwrap();
        assert_eq!(settings.database.url.to_string(), shown);
        assert_eq!(settings.database.url.as_str(), url);
        let all = format!("{settings:?} {}", serde_json::to_string(&settings).unwrap());
        assert!(!all.contains("se@cret"), "{all}");
    };
    check("postgres://me:se@cret@host/motcua", "postgres://host/motcua");
    check("postgres://me:x?se@cret@host/motcua", "postgres://…");
    check("postgres://host/motcua?user=me&password=se@cret", "postgres://…");
    check("postgres://me@host/motcua?password=secret", "postgres://host/motcua");
    check("sqlite:motcua.sqlite", "sqlite:motcua.sqlite");
}

#[test]
fn a_bucket_and_a_scanner_are_set_and_the_secret_is_not_shown() {
    let off = read(None, &[]).unwrap();
    assert!(off.bucket.address().is_none() && off.scanner.asked().is_none());
    assert_eq!(off.attachments.kinds, FileKind::USUAL);
    assert_eq!(off.attachments.most_per_dossier(), MostPerDossier::default());

    let file = "[bucket]\nname = \"motcua\"\nendpoint = \"https://s3.example.vn/\"\naccess_key = \"khoa\"\n";
    let variables = [
        ("MOTCUA_BUCKET__SECRET_KEY", "geheim"),
        ("MOTCUA_SCANNER__ADDRESS", "tcp:clamav:3310"),
        ("MOTCUA_ATTACHMENTS__KINDS", "pdf, docx"),
    ];
    let settings = read(Some(file), &variables).unwrap();
    let address = settings.bucket.address().unwrap();
    assert_eq!((address.endpoint.as_str(), address.secret_key.as_str()), ("https://s3.example.vn", "geheim"));
    assert_eq!(settings.scanner.asked().unwrap().at, ScannerAddress::Tcp("clamav:3310".to_owned()));
    assert_eq!(settings.attachments.kinds, [FileKind::Pdf, FileKind::Docx]);
    let all = format!("{settings:?} {}", serde_json::to_string(&settings).unwrap());
    let shown: String = settings.shown().into_iter().map(|it| it.value).collect();
    assert!(!all.contains("geheim") && !shown.contains("geheim"), "{all} {shown}");
}

#[test]
fn a_seal_is_set_by_files_and_its_password_is_not_shown() {
    let off = read(None, &[]).unwrap();
    assert!(off.seal.made().unwrap().is_none());
    assert_eq!(off.seal.roots().unwrap().count(), 0);

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("seal.p12"), "no key store").unwrap();
    std::fs::write(path("roots.pem"), "no certificate").unwrap();
    std::fs::write(path("password"), "geheim\n").unwrap();
    let check = |variables: &[(&str, &str)], said: &str| {
        let settings = read(None, variables).unwrap();
        let error = settings.seal.made().err().or(settings.seal.roots().err()).unwrap();
        assert!(format!("{error:#}").contains(said), "`{said}` is not in: {error:#}");
    };
    check(&[("MOTCUA_SEAL__KEY_STORE", &path("none.p12"))], "none.p12");
    check(&[("MOTCUA_SEAL__KEY_STORE", &path("seal.p12"))], "the key store can not be read");
    check(&[("MOTCUA_SEAL__ROOTS", &path("roots.pem"))], "a certificate can not be read");
    let twice = [
        ("MOTCUA_SEAL__KEY_STORE", &*path("seal.p12")),
        ("MOTCUA_SEAL__PASSWORD", "geheim"),
        ("MOTCUA_SEAL__PASSWORD_FILE", &*path("password")),
    ];
    check(&twice, "both set");
    let settings = read(None, &twice[..2]).unwrap();
    let all = format!("{settings:?} {}", serde_json::to_string(&settings).unwrap());
    let shown: String = settings.shown().into_iter().map(|it| it.value).collect();
    assert!(!all.contains("geheim") && !shown.contains("geheim"), "{all} {shown}");
    assert!(shown.contains("seal.p12"), "{shown}");
}

#[test]
fn the_example_for_production_names_only_settings_and_tells_no_secret() {
    let settings = read(Some(include_str!("../../../../config/production.example.toml")), &[]).unwrap();
    assert!(settings.server.secure_cookies());
    assert_eq!(settings.bucket.address().unwrap().secret_key, "");
    assert!(settings.scanner.asked().is_some());
}

#[test]
fn every_setting_is_shown_with_its_place_and_no_password() {
    let variables = [("MOTCUA_DATABASE__URL", "postgres://motcua:geheim@db/motcua")];
    let settings = read(Some("[lookup]\nburst = 3\n"), &variables).unwrap();
    let shown = settings.shown();
    assert_eq!(shown.len(), KEYS.len());
    let of = |key: &str| shown.iter().find(|it| it.key == key).unwrap();
    assert_eq!(of("log.level").source, SettingSource::Default);
    assert_eq!(of("database.url").source, SettingSource::Variable("MOTCUA_DATABASE__URL".to_owned()));
    assert!(!of("database.url").value.contains("geheim"), "{}", of("database.url").value);
    assert!(matches!(&of("lookup.burst").source, SettingSource::File(file) if file.ends_with("own.toml")));
    assert_eq!(of("lookup.burst").value, "3");
}

#[test]
fn every_setting_has_its_name_in_every_language() {
    let settings: BTreeSet<String> =
        KEYS.iter().map(|(key, _)| format!("setting.{}", key.replace(['.', '_'], "-"))).collect();
    for locale in motcua_i18n::Locale::ALL {
        let texts = motcua_i18n::texts(locale).iter().map(|(key, _)| key);
        let there: BTreeSet<String> = texts.filter(|it| it.starts_with("setting.")).collect();
        assert_eq!(there, settings, "{}", locale.tag());
    }
}

#[test]
fn a_line_upwards_rises_or_is_refused_in_every_language() {
    let settings =
        read(Some("[watch]\nescalation = [\"leader 60\"]\ncollect_days = \"3, 9\"\n"), &[]).unwrap();
    let rules = settings.watched_by().unwrap();
    assert_eq!(rules.escalation, ["leader 60".parse().unwrap()]);
    assert_eq!((rules.collect_days, rules.acceptance_minutes), (vec![3, 9], None));
    let shown = settings.shown();
    assert_eq!(shown.iter().find(|it| it.key == "watch.escalation").unwrap().value, "leader 60");
    let nobody = read(None, &[("MOTCUA_WATCH__ESCALATION", "")]).unwrap();
    assert!(nobody.watched_by().unwrap().escalation.is_empty());
    check_refused(
        Some("[watch]\nescalation = [\"leader 60\", \"head 240\"]\n"),
        &[],
        &["`watch.escalation` in ", "own.toml", "Tuyến báo lên trên", "The line upwards", "ខ្សែរាយការណ៍"],
    );
    check_refused(
        None,
        &[("MOTCUA_WATCH__COLLECT_DAYS", "5, 5")],
        &["the variable MOTCUA_WATCH__COLLECT_DAYS", "phải tăng dần", "must grow"],
    );
}

#[test]
fn a_list_is_shown_without_its_brackets() {
    let shown = |file: &str| {
        let settings = read(Some(file), &[]).unwrap().shown();
        settings.into_iter().find(|it| it.key == "server.trusted_proxies").unwrap().value
    };
    assert_eq!(shown(""), "");
    assert_eq!(shown("[server]\ntrusted_proxies = [\"10.0.0.2\", \"10.0.0.3\"]\n"), "10.0.0.2, 10.0.0.3");
}

#[test]
fn a_gateway_needs_its_secret_and_shows_it_nowhere() {
    let asked = |variables: &[(&str, &str)]| read(None, variables).unwrap().gateway.asked();
    assert!(asked(&[]).unwrap().is_none());
    let address = ("MOTCUA_GATEWAY__ADDRESS", "https://cong.example.vn/pay");
    let merchant = ("MOTCUA_GATEWAY__MERCHANT", "CANTHO");
    let secret = "khong-ai-doan-duoc-bi-mat-nay-2026";
    let wrong = |variables: &[(&str, &str)], said: &str| {
        let error = format!("{:#}", asked(variables).unwrap_err());
        assert!(error.contains(said), "{error}");
    };
    wrong(&[address], "gateway.merchant");
    wrong(&[address, merchant], "gateway.secret");
    wrong(&[address, merchant, ("MOTCUA_GATEWAY__SECRET", "short")], "32 to 64");
    let all = [address, merchant, ("MOTCUA_GATEWAY__SECRET", secret)];
    assert!(!format!("{:?}", asked(&all).unwrap().unwrap()).contains(secret));
    let settings = read(None, &all).unwrap();
    let shown = settings.shown().into_iter().find(|it| it.key == "gateway.secret").unwrap();
    assert_eq!(shown.value, "…");
    assert!(!format!("{settings:?}").contains(secret));
}

#[test]
fn mail_needs_to_know_who_writes_and_shows_no_password() {
    assert!(!read(None, &[]).unwrap().mail.mailer().unwrap().is_on());
    let host = ("MOTCUA_MAIL__HOST", "mail.example.vn");
    let from = ("MOTCUA_MAIL__FROM", "motcua@example.vn");
    let wrong = |variables: &[(&str, &str)], said: &str| {
        let error = format!("{:#}", read(None, variables).unwrap().mail.mailer().unwrap_err());
        assert!(error.contains(said), "{error}");
    };
    wrong(&[host], "mail.from");
    wrong(&[host, ("MOTCUA_MAIL__FROM", "motcua")], "must be addresses");
    wrong(&[host, from, ("MOTCUA_MAIL__FOLDER", "out")], "both set");
    wrong(&[host, from, ("MOTCUA_MAIL__DKIM_KEY", "none.pem")], "none.pem");
    wrong(&[host, from, ("MOTCUA_MAIL__LOGIN", "a"), ("MOTCUA_MAIL__SECURITY", "none")], "in the open");
    let secrets = [("MOTCUA_MAIL__PASSWORD", "geheim"), ("MOTCUA_SMS__SECRET", "geheim")];
    let settings = read(None, &secrets).unwrap();
    let all = format!("{settings:?} {}", serde_json::to_string(&settings).unwrap());
    let shown: String = settings.shown().into_iter().map(|it| it.value).collect();
    assert!(!all.contains("geheim") && !shown.contains("geheim"), "{all} {shown}");
}

#[test]
fn a_gateway_of_texts_is_a_file_and_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sms.toml").to_str().unwrap().to_owned();
    let adapter = ("MOTCUA_SMS__ADAPTER", path.as_str());
    let wrong = |variables: &[(&str, &str)], said: &str| {
        let error = format!("{:#}", read(None, variables).unwrap().sms.way("sms").unwrap_err());
        assert!(error.contains(said), "{error}");
    };
    wrong(&[adapter], "can not be read");
    std::fs::write(&path, "[request]\nurl = 1\n").unwrap();
    wrong(&[adapter], "sms.adapter");
    std::fs::write(&path, include_str!("../../../../config/texts/example.toml")).unwrap();
    wrong(&[adapter], "sms.secret");
    let secret = ("MOTCUA_SMS__SECRET", "khong-ai-doan-duoc");
    wrong(&[adapter, secret, ("MOTCUA_SMS__FOLDER", "out")], "both set");
    let way = read(None, &[adapter, secret]).unwrap().sms.way("sms").unwrap();
    assert!(!format!("{way:?}").contains("khong"), "{way:?}");
}

#[test]
fn a_short_text_has_marks_where_they_cost_nothing_unless_the_house_says_otherwise() {
    let usual = read(None, &[]).unwrap();
    assert_eq!((usual.sms.letters(), usual.zalo.letters()), (Letters::Plain, Letters::Marked));
    let other = read(Some("[sms]\nmarks = true\n[zalo]\nmarks = false\n"), &[]).unwrap();
    assert_eq!((other.sms.letters(), other.zalo.letters()), (Letters::Marked, Letters::Plain));
    let error = read(Some("[sms]\nmarks = \"dau\"\n"), &[]).unwrap_err();
    assert!(format!("{error:#}").contains("true or false"), "{error:#}");
}

#[test]
fn nobody_is_told_to_write_where_nothing_brings_it() {
    let settings = read(Some("[sms]\nwrite_to = \"8040\"\nfolder = \"tin\"\n"), &[]).unwrap();
    let error = settings.sms.write_to("sms").unwrap_err().to_string();
    assert!(error.contains("sms.write_to is set") && error.contains("[inbound]"), "{error}");
    assert_eq!(read(None, &[]).unwrap().zalo.write_to("zalo").unwrap(), None);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cong.toml");
    std::fs::write(&path, include_str!("../../../../config/texts/example.toml")).unwrap();
    let adapter = path.to_str().unwrap();
    let variables = [
        ("MOTCUA_SMS__ADAPTER", adapter),
        ("MOTCUA_SMS__SECRET", "mot-bi-mat-du-dai"),
        ("MOTCUA_SMS__WRITE_TO", " 8040 "),
    ];
    assert_eq!(read(None, &variables).unwrap().sms.write_to("sms").unwrap().as_deref(), Some("8040"));
}
