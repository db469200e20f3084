//! What must be true of every page: no finding of the accessibility audit, nothing wider than the screen, nothing the
//! browser complains about, nothing from elsewhere.

use crate::chromium::Browser;
use fantoccini::Locator;
use serde_json::Value;

const AXE: &str = include_str!("axe-4.14.1.min.js");

/// WCAG 2.0 to 2.2, A and AA, and what axe holds to be good practice.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
    .then(it => done(it.violations.map(v => v.id + ' ' + v.nodes.length + 'x ' + v.nodes[0].html.slice(0, 200))), \
          it => done(['axe: ' + it]));";

/// Looks at the page that is open.
pub async fn look(browser: &Browser, called: &str) {
    browser.run(AXE).await;
    let found = browser.client.execute_async(RUN, Vec::new()).await.unwrap();
    assert_eq!(found, Value::Array(Vec::new()), "{called}");
    is_as_wide_as_the_screen(browser, called).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new(), "{called}");
    let elsewhere = browser
        .run("return performance.getEntriesByType('resource').map(it => it.name).filter(it => !it.startsWith(location.origin) && !it.startsWith('data:'));")
        .await;
    assert_eq!(elsewhere, Value::Array(Vec::new()), "{called}");
    assert!(
        browser.client.find_all(Locator::Css("[style]")).await.unwrap().is_empty(),
        "{called}: inline style"
    );
}

/// Nobody scrolls sideways.
pub async fn is_as_wide_as_the_screen(browser: &Browser, called: &str) {
    let wider = browser
        .run("const d = document.documentElement; return d.scrollWidth > d.clientWidth ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > d.clientWidth + 1).slice(0, 3).map(e => e.tagName + '.' + e.className) : [];")
        .await;
    assert_eq!(wider, Value::Array(Vec::new()), "{called} is wider than the screen");
}
