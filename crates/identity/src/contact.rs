//! Where people find an agency and how they reach it.

use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};

/// Characters of the longest line.
const LONGEST: usize = 300;
/// Windows of the largest counter.
const MOST_WINDOWS: usize = 40;

/// Where people find an agency and how they reach it; what it does not say is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Code of the agency.
    pub agency: String,
    /// Địa chỉ.
    pub address: Option<String>,
    /// Điện thoại.
    pub phone: Option<String>,
    /// Thư điện tử.
    pub email: Option<String>,
    /// Where petitions (phản ánh, kiến nghị) are sent.
    pub petitions: Option<String>,
    /// Quầy: what each window is for.
    #[serde(default)]
    pub windows: Vec<String>,
    /// Whether it was seen at the agency; if not, pages say that it is a sample.
    pub verified: bool,
}

/// A contact as somebody typed it; an empty text says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactInput {
    /// Địa chỉ.
    pub address: String,
    /// Điện thoại.
    pub phone: String,
    /// Thư điện tử.
    pub email: String,
    /// Where petitions are sent.
    pub petitions: String,
    /// What each window is for.
    pub windows: Vec<String>,
    /// Whether it was seen at the agency.
    pub verified: bool,
}

impl Contact {
    /// What was typed for the agency with this code.
    ///
    /// # Errors
    /// The first line that is too long, no telephone number or no mail address; more windows than a counter has; and when
    /// nothing stands there that could have been seen at the agency.
    pub fn parse(agency: &str, typed: &ContactInput) -> Result<Self, Refusal> {
        let contact = Self {
            agency: agency.to_owned(),
            address: line(&typed.address, "address")?,
            phone: line(&typed.phone, "phone")?,
            email: line(&typed.email, "email")?,
            petitions: line(&typed.petitions, "petitions")?,
            windows: windows(&typed.windows)?,
            verified: typed.verified,
        };
        if contact.phone.as_deref().is_some_and(|it| !is_phone(it)) {
            return Err(Refusal::new("identity.contact-phone").at("phone"));
        }
        if contact.email.as_deref().is_some_and(|it| !is_mail(it)) {
            return Err(Refusal::new("identity.contact-email").at("email"));
        }
        if contact.verified && contact.address.is_none() && contact.phone.is_none() {
            return Err(Refusal::new("identity.contact-nothing-seen").at("verified"));
        }
        Ok(contact)
    }
}

fn line(typed: &str, field: &'static str) -> Result<Option<String>, Refusal> {
    let tidy = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.chars().count() > LONGEST || tidy.chars().any(char::is_control) {
        return Err(Refusal::new("identity.contact-line").with("most", LONGEST).at(field));
    }
    Ok(Some(tidy).filter(|it| !it.is_empty()))
}

fn windows(typed: &[String]) -> Result<Vec<String>, Refusal> {
    let lines: Vec<Option<String>> = typed.iter().map(|it| line(it, "windows")).collect::<Result<_, _>>()?;
    let windows: Vec<String> = lines.into_iter().flatten().collect();
    if windows.len() > MOST_WINDOWS {
        return Err(Refusal::new("identity.contact-windows").with("most", MOST_WINDOWS).at("windows"));
    }
    Ok(windows)
}

/// Also short numbers of hot lines, extensions in brackets and several numbers.
fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 3
        && text.chars().all(|it| it.is_ascii_digit() || " .+-()/,;".contains(it))
}

fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain =
        |it: &str| !it.is_empty() && !it.contains(|it: char| it.is_whitespace() || "@,;<>\"".contains(it));
    plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(typed: &ContactInput) -> Option<String> {
        Contact::parse("H13", typed).err().and_then(|it| it.field)
    }

    #[test]
    fn what_is_typed_is_tidied_and_what_is_empty_is_not_known() {
        let typed = ContactInput {
            address: "  Số 1,  đường Hoà Bình ".to_owned(),
            phone: "0292 3 820 100; 1900 1022 (nhánh 3)".replace("(nhánh 3)", "(3)"),
            email: " motcua@cantho.gov.vn".to_owned(),
            petitions: String::new(),
            windows: vec!["Quầy 1: Đất đai".to_owned(), "  ".to_owned()],
            verified: true,
        };
        let contact = Contact::parse("H13", &typed).unwrap();
        assert_eq!(contact.address.as_deref(), Some("Số 1, đường Hoà Bình"));
        assert_eq!(contact.email.as_deref(), Some("motcua@cantho.gov.vn"));
        assert_eq!((contact.petitions, contact.windows), (None, vec!["Quầy 1: Đất đai".to_owned()]));
    }

    #[test]
    fn what_can_not_be_so_is_named() {
        let typed = ContactInput::default();
        assert_eq!(field(&typed), None, "nothing is known");
        for phone in ["hỏi bảo vệ", "12", "0292 x"] {
            assert_eq!(
                field(&ContactInput { phone: phone.to_owned(), ..typed.clone() }).as_deref(),
                Some("phone")
            );
        }
        for email in ["cantho", "a@b", "a b@c.vn", "a@.vn", "a@b.vn, c@d.vn", "@b.vn"] {
            assert_eq!(
                field(&ContactInput { email: email.to_owned(), ..typed.clone() }).as_deref(),
                Some("email")
            );
        }
        let long = ContactInput { petitions: "ă".repeat(301), ..typed.clone() };
        assert_eq!(field(&long).as_deref(), Some("petitions"));
        let many = ContactInput { windows: vec!["Quầy".to_owned(); 41], ..typed.clone() };
        assert_eq!(field(&many).as_deref(), Some("windows"));
        assert_eq!(field(&ContactInput { verified: true, ..typed }).as_deref(), Some("verified"));
    }
}
