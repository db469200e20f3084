//! What a listener gets is judged by libraries that are not ours: signatures by `standardwebhooks`, events by `cloudevents`.
//! `scripts/test` installs them; without them this says that it was skipped, and fails where `CI=true`.

use super::Dossier;
use super::listener::{Listener, Message, open, subscribe};
use crate::support;
use serde_json::json;
use std::io::Write as _;
use std::process::{Command, Stdio};

const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python/webhooks.py");
const ASKED: &str = "import cloudevents.core, standardwebhooks";

/// A python that has both.
pub fn python() -> Option<String> {
    let named = support::setting("MOTCUA_TEST_PYTHON").unwrap_or_else(|| "python3".to_owned());
    let has = Command::new(&named).args(["-c", ASKED]).stderr(Stdio::null()).status();
    if has.is_ok_and(|it| it.success()) {
        return Some(named);
    }
    assert_ne!(support::setting("CI").as_deref(), Some("true"), "CI has no judge of webhooks");
    let _ = writeln!(
        std::io::stderr(),
        "skipped: no python with cloudevents and standardwebhooks; scripts/test has one"
    );
    None
}

pub fn judge(python: &str, secret: &str, messages: &[Message]) {
    let told: Vec<_> = messages
        .iter()
        .map(|it| json!({ "secret": secret, "headers": it.headers, "body": it.body }))
        .collect();
    let mut judge =
        Command::new(python).arg(JUDGE).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    judge.stdin.take().unwrap().write_all(json!(told).to_string().as_bytes()).unwrap();
    let said = judge.wait_with_output().unwrap();
    assert!(said.status.success());
    assert_eq!(String::from_utf8(said.stdout).unwrap().trim(), messages.len().to_string());
}

on_both_databases!(
    libraries_of_others_take_the_signature_and_the_event,
    async |database: &support::TestDatabase| {
        let Some(python) = python() else { return };
        let office = open(database).await;
        let listener = Listener::open().await;
        let (path, secret) = subscribe(&office, &listener, "H13", &[]).await;
        let mut dossier = Dossier::received(&office).await;
        dossier.goes_on().await;
        let length = dossier.length().await;
        judge(&python, &secret, &listener.hears(&office, length).await);

        // A day long both secrets sign, then the new one alone.
        let made = office.post("administrator", &format!("{path}/secret"), &[], &json!({})).await.expect(200);
        let newer = made.json()["secret"].as_str().unwrap().to_owned();
        assert_ne!(newer, secret);
        let pinged = office.post("administrator", &format!("{path}/ping"), &[], &json!({})).await.expect(200);
        assert_eq!(pinged.json()["status"], 204);
        let ping = listener.hears(&office, 1).await;
        assert_eq!(ping[0].json()["type"], "vn.motcua.ping");
        judge(&python, &secret, &ping);
        judge(&python, &newer, &ping);
        office.it_is("2026-11-17T08:00:01");
        Dossier::received(&office).await;
        let later = listener.hears(&office, 1).await;
        judge(&python, &newer, &later);
        assert_eq!(later[0].headers["webhook-signature"].split(' ').count(), 1);
    }
);
