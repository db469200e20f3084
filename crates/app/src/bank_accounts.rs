//! Tài khoản nhận tiền của cơ quan: the accounts of a province, from its file.
//!
//! Never makes one up: an agency without an account, and with none above it, asks for no transfer.

use motcua_fees::BankAccount;
use motcua_kernel::{AgencyId, AgencyTree, Refusal};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The account of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyAccount {
    /// Bank, number and holder.
    pub account: BankAccount,
    /// Whether no bank has it; whoever shows it says so.
    pub sample: bool,
}

/// Why the file can not be used.
#[derive(Debug, thiserror::Error)]
pub enum BankAccountsError {
    /// It is no TOML of the expected shape.
    #[error("bank accounts {file}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What is wrong, with the line.
        #[source]
        problem: toml::de::Error,
    },
    /// An account is of no agency, or of one that has another.
    #[error("the account of {0} belongs to no agency, or to one that has another")]
    Agency(String),
    /// A number or a name has not its shape.
    #[error("the account of {agency} has not its shape: {refusal}")]
    Shape {
        /// Whose.
        agency: String,
        /// What is wrong.
        #[source]
        refusal: Refusal,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "account")]
    accounts: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    agency: String,
    bin: String,
    number: String,
    holder: String,
    sample: bool,
}

/// The accounts in `(file name, TOML text)` pairs; each is that of the last agency of `tree` that had the code.
pub(crate) fn read<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    tree: &AgencyTree,
) -> Result<BTreeMap<AgencyId, AgencyAccount>, BankAccountsError> {
    let mut found = BTreeMap::new();
    for (file, text) in files {
        let read: File = toml::from_str(text)
            .map_err(|problem| BankAccountsError::Unreadable { file: file.to_owned(), problem })?;
        for row in read.accounts {
            let last = tree.iter().filter(|it| it.code == row.agency).max_by_key(|it| it.validity.from);
            let id = last.map(|it| it.id).filter(|it| !found.contains_key(it));
            let id = id.ok_or_else(|| BankAccountsError::Agency(row.agency.clone()))?;
            let account = BankAccount::new(&row.bin, &row.number, &row.holder)
                .map_err(|refusal| BankAccountsError::Shape { agency: row.agency.clone(), refusal })?;
            found.insert(id, AgencyAccount { account, sample: row.sample });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use crate::Province;

    #[test]
    fn a_counter_without_an_account_uses_the_nearest_above_it_and_a_sample_is_of_no_bank() {
        let province = Province::can_tho().unwrap();
        let id = |code: &str| province.agencies.iter().find(|it| it.code == code).unwrap().id;
        let number = |code: &str| province.account_near(id(code)).unwrap().account.at().number().to_owned();
        assert_eq!(number("H13.163.01"), "0000000000163");
        assert_eq!(number("H13.164.01"), "0000000000013");
        for it in province.accounts.values().filter(|it| it.sample) {
            assert_eq!(province.banks.by_bin(it.account.at().bin()), None, "{it:?}");
        }
    }

    #[test]
    fn an_account_of_nobody_or_of_no_shape_is_an_error() {
        let province = Province::can_tho().unwrap();
        let read = |text: &str| super::read([("x", text)], &province.agencies).map_err(|it| it.to_string());
        let row = |agency: &str, bin: &str| {
            format!(
                "[[account]]\nagency = \"{agency}\"\nbin = \"{bin}\"\nnumber = \"1\"\nholder = \"A\"\nsample = true\n"
            )
        };
        assert_eq!(read(&row("H13", "999999")).unwrap().len(), 1);
        assert!(read(&row("H99", "999999")).unwrap_err().contains("H99"));
        assert!(read(&row("H13", "99")).unwrap_err().contains("H13"));
        assert!(read(&(row("H13", "999999") + &row("H13", "999999"))).is_err());
        assert!(read("[[account]]\nagency = \"H13\"\n").is_err());
    }
}
