//! What must be true of every page: no finding of the accessibility audit, nothing wider than the screen, nothing the
//! browser complains about, nothing from elsewhere, and whatever has the focus shows it.

use crate::chromium::Browser;
use serde_json::{Value, from_value};

const AXE: &str = include_str!("axe-4.14.1.min.js");

/// WCAG 2.0 to 2.2, A and AA, and what axe holds to be good practice.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
    .then(it => done(it.violations.map(v => v.id + ' ' + v.nodes.length + 'x ' + v.nodes[0].html.slice(0, 200))), \
          it => done(['axe: ' + it]));";

const WIDER: &str = "const d = document.documentElement; return d.scrollWidth > d.clientWidth \
    ? ['wider than the screen: ' + [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > d.clientWidth + 1).slice(0, 3).map(e => e.tagName + '.' + e.className)] : [];";

const ELSEWHERE: &str = "return performance.getEntriesByType('resource').map(it => it.name) \
    .filter(it => !it.startsWith(location.origin) && !it.startsWith('data:')).map(it => 'from elsewhere: ' + it);";

const STYLED: &str = "return [...document.querySelectorAll('[style]')].map(it => 'inline style: ' + it.outerHTML.slice(0, 120));";

/// As if the key of the tabulator had come to each: a person without a mouse sees where they are.
const UNSEEN: &str = "const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\"0\"]')]; \
    const before = document.activeElement; const modal = document.querySelector('dialog:modal'); \
    const unseen = all.filter(it => { \
      if (!it.checkVisibility() || it.disabled || it.tabIndex < 0 || (modal && !modal.contains(it))) return false; \
      it.focus({ focusVisible: true, preventScroll: true }); \
      if (document.activeElement !== it) return true; \
      const has = getComputedStyle(it); \
      return has.outlineStyle === 'none' || parseFloat(has.outlineWidth) < 2; \
    }); \
    if (before && before.focus) before.focus({ preventScroll: true }); \
    return unseen.map(it => 'focus not seen: ' + it.outerHTML.slice(0, 120));";

/// What is wrong with the page that is open.
pub async fn faults(browser: &Browser) -> Vec<String> {
    browser.run(AXE).await;
    let audited = browser.client.execute_async(RUN, Vec::new()).await.unwrap();
    let mut faults: Vec<String> = from_value(audited).unwrap();
    for script in [WIDER, ELSEWHERE, STYLED, UNSEEN] {
        faults.extend(from_value::<Vec<String>>(browser.run(script).await).unwrap());
    }
    faults.extend(browser.complaints().await);
    faults
}

/// Looks at the page that is open.
pub async fn look(browser: &Browser, called: &str) {
    assert_eq!(faults(browser).await, Vec::<String>::new(), "{called}");
}

/// Nobody scrolls sideways.
pub async fn is_as_wide_as_the_screen(browser: &Browser, called: &str) {
    assert_eq!(browser.run(WIDER).await, Value::Array(Vec::new()), "{called}");
}
