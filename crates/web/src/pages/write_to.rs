//! Where people may ask by text, as one sentence a way.

use super::Page;
use crate::Site;
use motcua_kernel::Message;

/// One sentence for each way that the house has; `code` is that of the slip, where the page may know it.
pub fn sentences(site: &Site, page: &Page, code: Option<&str>) -> Vec<String> {
    let code = code.map_or_else(|| page.t("label.write-to-code"), str::to_owned);
    let sentence = |it: motcua_app::inquiries::WriteTo| {
        let key = if it.channel == "zalo" { "web.write-to-zalo" } else { "web.write-to-sms" };
        page.say(&Message::new(key).with("code", &code).with("address", it.address))
    };
    site.context.write_to().into_iter().map(sentence).collect()
}
