//! Where events may be posted to, as far as an address shows it. Whether that host may be reached from here is asked when it
//! is: names change what they mean.

use motcua_kernel::Refusal;

const LONGEST: usize = 2_000;

/// An address that events can be posted to.
///
/// # Errors
/// `app.webhook-url-wrong` when it is none: `https://` or `http://`, a host, no user, no fragment, no space.
pub(super) fn checked(text: &str) -> Result<String, Refusal> {
    let wrong = || Refusal::new("app.webhook-url-wrong").at("url");
    let text = text.trim();
    let rest = ["https://", "http://"].iter().find_map(|it| text.strip_prefix(it)).ok_or_else(wrong)?;
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let is_plain =
        text.len() <= LONGEST && text.chars().all(|it| it.is_ascii_graphic() && it != '#' && it != '\\');
    let is_host = !host.is_empty() && !host.starts_with(':') && !host.contains('@');
    if is_plain && is_host { Ok(text.to_owned()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn an_address_has_a_host_and_holds_no_name_of_a_user() {
        for fine in ["https://a.vn/nhan?x=1", "http://10.0.0.1:8080", " https://[::1]:9/x ", "https://a.vn\n"]
        {
            assert!(checked(fine).is_ok(), "{fine}");
        }
        let long = format!("https://a.vn/{}", "x".repeat(2_000));
        for wrong in [
            "",
            "a.vn",
            "ftp://a.vn",
            "https://",
            "https:///x",
            "https://:80",
            "https://u@a.vn",
            "https://a.vn/#x",
            "https://a.vn/ x",
            "https://\u{1ea1}.vn",
            "https://a.vn\\x",
            "javascript:x",
            &long,
        ] {
            assert!(checked(wrong).is_err(), "{wrong:?}");
        }
    }
}
