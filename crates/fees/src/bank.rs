//! Tài khoản nhận tiền: where a transfer goes, by the number of the bank at NAPAS and of the account.
//!
//! Checks shapes only: whether an account exists, its bank alone knows.

use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest account number NAPAS carries.
const LONGEST_NUMBER: usize = 19;
/// Longest name of a holder, as banks print it.
const LONGEST_HOLDER: usize = 70;

/// Bank and account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "AccountText", into = "AccountText")]
pub struct AccountNumber {
    bin: String,
    number: String,
}

/// An account with the name of its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    #[serde(flatten)]
    at: AccountNumber,
    holder: Holder,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Holder(String);

impl AccountNumber {
    /// From the six digits of the bank at NAPAS and up to 19 letters and digits of the account; spaces are left out.
    ///
    /// # Errors
    /// Refused when either has another shape.
    pub fn new(bin: &str, number: &str) -> Result<Self, Refusal> {
        let (bin, number) = (without_spaces(bin), without_spaces(number).to_uppercase());
        if bin.len() != 6 || !bin.bytes().all(|it| it.is_ascii_digit()) {
            return Err(Refusal::new("fees.bank-bin-wrong").at("bin"));
        }
        let fits = (1..=LONGEST_NUMBER).contains(&number.len());
        if !fits || !number.bytes().all(|it| it.is_ascii_alphanumeric()) {
            return Err(Refusal::new("fees.bank-account-wrong").with("most", LONGEST_NUMBER).at("number"));
        }
        Ok(Self { bin, number })
    }

    /// The bank's number at NAPAS.
    pub fn bin(&self) -> &str {
        &self.bin
    }

    /// The account's number at its bank.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.bin, self.number)
    }
}

impl BankAccount {
    /// An account of `holder`, of 1 to 70 characters.
    ///
    /// # Errors
    /// Refused when a number or the holder has not its shape.
    pub fn new(bin: &str, number: &str, holder: &str) -> Result<Self, Refusal> {
        Ok(Self { at: AccountNumber::new(bin, number)?, holder: Holder::try_from(holder.to_owned())? })
    }

    /// Bank and account.
    pub fn at(&self) -> &AccountNumber {
        &self.at
    }

    /// Whose it is.
    pub fn holder(&self) -> &str {
        &self.holder.0
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// As it is stored.
#[derive(Serialize, Deserialize)]
struct AccountText {
    bin: String,
    number: String,
}

impl TryFrom<AccountText> for AccountNumber {
    type Error = Refusal;

    fn try_from(text: AccountText) -> Result<Self, Refusal> {
        Self::new(&text.bin, &text.number)
    }
}

impl From<AccountNumber> for AccountText {
    fn from(it: AccountNumber) -> Self {
        Self { bin: it.bin, number: it.number }
    }
}

impl TryFrom<String> for Holder {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() || words.chars().count() > LONGEST_HOLDER {
            return Err(Refusal::new("fees.bank-holder-wrong").with("most", LONGEST_HOLDER).at("holder"));
        }
        Ok(Self(words))
    }
}

impl From<Holder> for String {
    fn from(it: Holder) -> Self {
        it.0
    }
}

/// A bank that takes transfers by VietQR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Its number at NAPAS.
    pub bin: String,
    /// Its code (`VCB`).
    pub code: String,
    /// Its short name (`Vietcombank`).
    pub name: String,
}

/// The banks of `config/banks.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banks {
    #[serde(rename = "bank")]
    all: Vec<Bank>,
}

impl Banks {
    /// Reads the file.
    ///
    /// # Errors
    /// What the file has wrong, with the line.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// All, in the order of the file.
    pub fn all(&self) -> &[Bank] {
        &self.all
    }

    /// The bank with this number at NAPAS.
    pub fn by_bin(&self, bin: &str) -> Option<&Bank> {
        self.all.iter().find(|it| it.bin == bin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_the_shape_of_one() {
        let check = |bin, number, expected: Result<&str, &str>| {
            let read = AccountNumber::new(bin, number).map(|it| it.to_string());
            let read = read.map_err(|it| it.message.code.to_string());
            assert_eq!(read.as_deref().map_err(String::as_str), expected, "{bin} {number}");
        };
        check("970436", "0881000458086", Ok("970436-0881000458086"));
        check(" 970 436", "0881 0004 58086", Ok("970436-0881000458086"));
        check("970436", "vqr123abc", Ok("970436-VQR123ABC"));
        check("97043", "1", Err("fees.bank-bin-wrong"));
        check("97043A", "1", Err("fees.bank-bin-wrong"));
        check("970436", "", Err("fees.bank-account-wrong"));
        check("970436", "12345678901234567890", Err("fees.bank-account-wrong"));
        check("970436", "12-34", Err("fees.bank-account-wrong"));
    }

    #[test]
    fn a_holder_is_named() {
        let account = BankAccount::new("970436", "1", "  UBND  PHUONG\u{a0}NINH KIEU ").unwrap();
        assert_eq!(account.holder(), "UBND PHUONG NINH KIEU");
        for holder in ["", "  ", &"A".repeat(71)] {
            assert!(BankAccount::new("970436", "1", holder).is_err(), "{holder}");
        }
    }

    #[test]
    fn what_was_stored_is_checked_when_it_is_read() {
        let account = BankAccount::new("970436", "0881000458086", "KBNN").unwrap();
        let stored = serde_json::to_string(&account).unwrap();
        assert_eq!(stored, r#"{"bin":"970436","number":"0881000458086","holder":"KBNN"}"#);
        assert_eq!(serde_json::from_str::<BankAccount>(&stored).unwrap(), account);
        assert!(serde_json::from_str::<BankAccount>(&stored.replace("970436", "97")).is_err());
        assert!(serde_json::from_str::<BankAccount>(&stored.replace("KBNN", " ")).is_err());
    }

    #[test]
    fn the_shipped_banks_have_six_digits_and_stand_there_once() {
        let banks = Banks::parse(include_str!("../../../config/banks.toml")).unwrap();
        let mut bins: Vec<&str> = banks.all().iter().map(|it| it.bin.as_str()).collect();
        assert!(bins.iter().all(|it| AccountNumber::new(it, "1").is_ok()));
        bins.sort_unstable();
        bins.dedup();
        assert_eq!(bins.len(), banks.all().len());
        assert_eq!(banks.by_bin("970436").unwrap().code, "VCB");
        assert_eq!(banks.by_bin("000000"), None);
    }
}
