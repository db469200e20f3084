//! What others find in a mail: the parser of Python, which shares nothing with ours.

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PARSER: &str = r#"
import sys, json, email, email.policy, base64
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
def part(it):
    said = {"type": it.get_content_type(), "name": it.get_filename()}
    if it.get_content_maintype() == "text":
        said["text"] = it.get_content()
    elif not it.is_multipart():
        said["bytes"] = base64.b64encode(it.get_payload(decode=True)).decode()
    return said
print(json.dumps({
    "head": [[name, str(value)] for name, value in mail.items()],
    "parts": [part(it) for it in mail.walk()],
    "defects": [repr(it) for part in mail.walk() for it in part.defects]
      + [repr(it) for part in mail.walk() for value in part.values() for it in getattr(value, "defects", [])],
    "longest": max(len(line) for line in mail.as_bytes().split(b"\n")),
}))
"#;

/// What Python finds in a mail; nothing where it is not installed, which is a fault where everything has to be.
pub fn parsed(mail: &[u8]) -> Option<Value> {
    let said = told(PARSER, &[], mail)?;
    Some(serde_json::from_str(&said).unwrap())
}

/// What a program of Python says of `input`.
pub fn told(program: &str, arguments: &[&str], input: &[u8]) -> Option<String> {
    // That of Debian, which has the packages of Debian; elsewhere whichever there is.
    let own = Path::new("/usr/bin/python3");
    let python = Command::new(if own.exists() { own } else { Path::new("python3") })
        .arg("-c")
        .arg(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else { return missing("python3") };
    python.stdin.take().unwrap().write_all(input).unwrap();
    let done = python.wait_with_output().unwrap();
    let faults = String::from_utf8_lossy(&done.stderr).into_owned();
    if faults.contains("ModuleNotFoundError") {
        return missing(&faults);
    }
    assert!(done.status.success(), "{faults}");
    Some(String::from_utf8(done.stdout).unwrap())
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether a missing program is a fault, only the environment knows"
)]
fn missing(what: &str) -> Option<String> {
    assert!(std::env::var_os("CI").is_none(), "missing: {what}");
    println!("skipped: {what}");
    None
}

pub fn field<'a>(parsed: &'a Value, name: &str) -> &'a str {
    let all = parsed["head"].as_array().unwrap();
    let mut found = all.iter().filter(|it| it[0].as_str().unwrap().eq_ignore_ascii_case(name));
    let value = found.next().map_or("", |it| it[1].as_str().unwrap());
    assert!(found.next().is_none(), "{name} stands twice: {parsed}");
    value
}
