//! People as the tests know them.

use crate::example::{COUNTER, OFFICE, at};
use motcua_identity::{
    Account, Capacity, Delegation, Grant, KeptPassword, KnownTo, LoginName, PasswordHash, SigningCapacity,
};
use motcua_kernel::{AccountId, Role, Validity};
use motcua_storage::{Store, StoreError, accounts};
use time::macros::date;
use uuid::Uuid;

pub const LAN: AccountId = AccountId(Uuid::from_u128(0xc1));
pub const MINH: AccountId = AccountId(Uuid::from_u128(0xc2));

/// A hash of no known password.
pub const HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password of their own.
pub fn kept() -> KeptPassword {
    let hash = PasswordHash::parse(HASH.to_owned()).unwrap();
    KeptPassword { hash, set: at(0), known_to: KnownTo::Owner }
}

/// A clerk at the counter who also stands in for a colleague at the office.
pub fn lan() -> Account {
    let away = Validity { from: date!(2026 - 11 - 01), until: Some(date!(2026 - 12 - 01)) };
    let since = Validity::since(date!(2025 - 07 - 01));
    Account {
        id: LAN,
        login: LoginName::parse("nguyen.thi.lan").unwrap(),
        display_name: "Nguyễn Thị Lan".to_owned(),
        disabled: false,
        grants: vec![
            Grant { role: Role::UnitHead, agency: COUNTER, validity: since, delegation: None },
            Grant {
                role: Role::RecordsClerk,
                agency: OFFICE,
                validity: away,
                delegation: Some(Delegation { from: MINH }),
            },
            Grant { role: Role::Clerk, agency: COUNTER, validity: since, delegation: None },
        ],
        signing: vec![SigningCapacity {
            agency: COUNTER,
            capacity: Capacity::ForHead,
            position: "PHÓ GIÁM ĐỐC".to_owned(),
            validity: away,
        }],
    }
}

/// Someone without any role.
pub fn minh() -> Account {
    Account {
        id: MINH,
        login: LoginName::parse("tran.minh").unwrap(),
        display_name: "Trần Minh".to_owned(),
        disabled: true,
        grants: Vec::new(),
        signing: Vec::new(),
    }
}

pub async fn insert(store: &Store, account: &Account) -> Result<(), StoreError> {
    let kept = kept();
    store.write(async |tx| accounts::insert(tx, account, Some(&kept)).await).await
}
