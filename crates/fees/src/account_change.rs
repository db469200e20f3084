//! Đổi tài khoản nhận tiền: whoever changes where the money of an agency goes is not whoever says that it may go there.
//!
//! Checks shapes and persons only: that the account is the agency's, the one who confirms it looks up at the bank.

use crate::{BankAccount, Banks};
use motcua_kernel::{AccountId, Refusal};

/// An account as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountTyped {
    /// The bank's number at NAPAS, six digits.
    pub bin: String,
    /// The account's number at its bank.
    pub number: String,
    /// Whose it is, as the bank prints it.
    pub holder: String,
}

/// The account that was typed, at one of the banks that take transfers by VietQR.
///
/// # Errors
/// Refused when a part has not its shape (see [`BankAccount::new`]), and when no bank of the list has the number.
pub fn typed_account(banks: &Banks, typed: &AccountTyped) -> Result<BankAccount, Refusal> {
    let account = BankAccount::new(&typed.bin, &typed.number, &typed.holder)?;
    match banks.by_bin(account.at().bin()) {
        Some(_) => Ok(account),
        None => Err(Refusal::new("fees.bank-unknown").with("bin", account.at().bin()).at("bin")),
    }
}

/// Whether `by` may say yes to an account that `kept_by` wrote down.
///
/// # Errors
/// Refused to whoever wrote it down.
pub fn confirm_account(kept_by: AccountId, by: AccountId) -> Result<(), Refusal> {
    if kept_by == by { Err(Refusal::new("fees.bank-account-own")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_account_is_at_a_bank_of_the_list_and_confirmed_by_another() {
        let banks = Banks::parse(include_str!("../../../config/banks.toml")).unwrap();
        let typed = |bin: &str, number: &str, holder: &str| {
            let [bin, number, holder] = [bin, number, holder].map(str::to_owned);
            typed_account(&banks, &AccountTyped { bin, number, holder })
                .map(|it| it.at().to_string())
                .map_err(|it| (it.message.code.to_string(), it.field))
        };
        let wrong = |code: &str, field: &str| Err((code.to_owned(), Some(field.into())));
        assert_eq!(
            typed("970436", "0881 000 458 086", "UBND XA KE SACH"),
            Ok("970436-0881000458086".to_owned())
        );
        assert_eq!(typed("999999", "1", "A"), wrong("fees.bank-unknown", "bin"));
        assert_eq!(typed("97043", "1", "A"), wrong("fees.bank-bin-wrong", "bin"));
        assert_eq!(typed("970436", "12-34", "A"), wrong("fees.bank-account-wrong", "number"));
        assert_eq!(typed("970436", "1234", " "), wrong("fees.bank-holder-wrong", "holder"));
        let [one, other] = [1, 2].map(|it| AccountId(Uuid::from_u128(it)));
        assert!(confirm_account(one, one).is_err());
        assert_eq!(confirm_account(one, other), Ok(()));
    }
}
