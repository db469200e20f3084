//! A browser of its own for one test: driver and profile end with it.

use crate::support::setting;
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::sync::Semaphore;

/// What Chromium is told: no window, nothing of its own over the network.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// Browsers that run at once; more would only wait for each other.
static ROOM: Semaphore = Semaphore::const_new(2);

/// The width and height of a screen.
pub type Size = (u32, u32);

/// The PC of a counter.
pub const DESKTOP: Size = (1366, 768);
/// A phone of today.
pub const PHONE: Size = (390, 844);
/// The smallest phone.
pub const SMALL: Size = (320, 640);

/// How a browser is.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub size: Size,
    pub scripts: bool,
}

/// Runs `journey` in a browser; says that it was skipped where there is none.
pub async fn browse(wanted: Wanted, journey: impl AsyncFnOnce(&Browser)) {
    let _place = ROOM.acquire().await.unwrap();
    let Some(driver) = Driver::start() else {
        assert_ne!(setting("CI").as_deref(), Some("true"), "CI has no chromedriver");
        let _ = writeln!(std::io::stderr(), "skipped: no chromedriver; `scripts/test` installs one");
        return;
    };
    let browser = Browser::open(&driver, wanted).await;
    journey(&browser).await;
    browser.client.clone().close().await.unwrap();
}

/// The process that drives a browser; it is ended by its handle.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Option<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let lines = BufReader::new(process.stdout.take()?).lines();
        let port = lines.map_while(Result::ok).find_map(|it| {
            let (_, port) = it.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        })?;
        Some(Self { process, port })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser with one window.
pub struct Browser {
    pub client: Client,
    _profile: TempDir,
}

impl Browser {
    async fn open(driver: &Driver, wanted: Wanted) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|it| (*it).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--window-size={},{}", wanted.size.0, wanted.size.1));
        let (width, height) = wanted.size;
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "goog:chromeOptions".to_owned(),
            json!({
                "args": arguments,
                "mobileEmulation": if width < 600 {
                    json!({ "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "touch": true } })
                } else {
                    Value::Null
                },
            }),
        );
        let options = capabilities.get_mut("goog:chromeOptions").and_then(Value::as_object_mut).unwrap();
        options.retain(|_, it| !it.is_null());
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap();
        let browser = Self { client, _profile: profile };
        if !wanted.scripts {
            // Scripts are not fetched rather than switched off: the driver needs them to find anything.
            browser.tell("Network.enable", json!({})).await;
            browser.tell("Network.setBlockedURLs", json!({ "urls": ["*.js"] })).await;
        }
        browser
    }

    async fn tell(&self, command: &'static str, parameters: Value) {
        self.client.issue_cmd(Told { command, parameters }).await.unwrap();
    }

    /// Forgets everything it keeps of pages it has seen.
    pub async fn forget(&self) {
        self.tell("Network.clearBrowserCache", json!({})).await;
    }

    /// A window that shows as much as this, whatever its frame takes.
    pub async fn show_exactly(&self, size: Size) {
        let metrics =
            json!({ "width": size.0, "height": size.1, "deviceScaleFactor": 1, "mobile": size.0 < 600 });
        self.tell("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// The one element this selector names, when it is there.
    pub async fn find(&self, selector: &str) -> Element {
        let wait = self.client.wait().for_element(Locator::Css(selector)).await;
        wait.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// What a person reads of it; of what was fetched anew at that moment, the new.
    pub async fn read(&self, selector: &str) -> String {
        loop {
            match self.find(selector).await.text().await {
                Ok(text) => return text,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("{selector}: {error}"),
            }
        }
    }

    /// Types into a field, which is emptied first.
    pub async fn write(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub async fn press(&self, selector: &str) {
        self.find(selector).await.click().await.unwrap();
    }

    /// Presses keys wherever the focus is, one after the other; says how many were pressed.
    pub async fn keys(&self, keys: &str) -> usize {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
        keys.chars().count()
    }

    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |it| format!("{}?{it}", url.path()))
    }

    /// Runs a script of the test, which the policy of the page does not concern.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// What the browser complained about since it was last asked: errors of scripts and breaches of the policy.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Log).await.unwrap();
        let lines = log.as_array().cloned().unwrap_or_default();
        let bad = |it: &Value| ["SEVERE", "WARNING"].iter().any(|level| it["level"] == *level);
        lines.iter().filter(|it| bad(it)).map(|it| it["message"].to_string()).collect()
    }
}

/// Asks the driver for the console.
#[derive(Debug)]
struct Log;

impl WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base_url: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

/// Tells the browser itself something.
#[derive(Debug)]
struct Told {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Told {
    fn endpoint(&self, base_url: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (axum::http::Method::POST, Some(body.to_string()))
    }
}
