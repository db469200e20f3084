//! Bắt đầu: a new house has nobody in it. Its first person is an administrator of the whole province, which is chosen in
//! the same step; afterwards there is no such step any more.
//!
//! Who may do it is not asked here: whoever has the code that the server told on its terminal.

use crate::accounts::kept;
use crate::keep::spell;
use crate::{AppError, Context, Province};
use motcua_identity::{Account, Grant, KnownTo, LoginName};
use motcua_kernel::{AccountId, Refusal, Role, Validity};
use motcua_storage::{StoreError, Tx, accounts, house_settings};
use subtle::ConstantTimeEq;

const PROVINCE: &str = "province";
/// 50 bits, in two groups that can be read aloud.
const CODE_CHARACTERS: usize = 10;
/// Characters of the longest name.
const LONGEST_NAME: usize = 100;

/// The code that lets somebody begin. It is told once and never stored.
#[derive(Clone)]
pub struct BeginCode(String);

impl BeginCode {
    /// One that nobody can guess.
    ///
    /// # Errors
    /// When the computer has no randomness to give.
    pub fn new(context: &Context) -> Result<Self, AppError> {
        Ok(Self(spell(&context.ids.secret()?, CODE_CHARACTERS)))
    }

    /// As it is told: `7K3QD-0VX2M`.
    pub fn told(&self) -> String {
        let (first, second) = self.0.split_at(CODE_CHARACTERS / 2);
        format!("{first}-{second}")
    }

    /// That `typed` is it; small letters, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// `app.begin-code` when it is not.
    pub fn check(&self, typed: &str) -> Result<(), Refusal> {
        let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        let same = typed.to_ascii_uppercase().as_bytes().ct_eq(self.0.as_bytes());
        if bool::from(same) { Ok(()) } else { Err(Refusal::new("app.begin-code").at("code")) }
    }
}

/// What the first person says.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Which province, by the name of its setting.
    pub province: String,
    /// Login name.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Password.
    pub password: String,
}

/// Whether nobody is in the house yet.
///
/// # Errors
/// When the store fails.
pub async fn is_new(context: &Context) -> Result<bool, AppError> {
    Ok(!accounts::any(&context.store.reader()).await?)
}

/// The province that was chosen, by the name of its setting; none where nobody has chosen.
///
/// # Errors
/// When the store fails.
pub async fn chosen_province(context: &Context) -> Result<Option<String>, AppError> {
    Ok(house_settings::chosen(&context.store.reader(), PROVINCE).await?)
}

/// The provinces that one can begin with today: the name of the setting, and that of the agency at the head.
pub fn provinces(context: &Context) -> Vec<(&'static str, String)> {
    let today = context.clock.now().date();
    let made = Province::BUILT_IN.iter().filter_map(|(name, make)| Some((*name, make().ok()?)));
    made.filter_map(|(name, it)| Some((name, it.agencies.by_code(it.head, today)?.name.clone()))).collect()
}

/// Makes the first administrator.
///
/// # Errors
/// Refused when a name is none, the password too weak, the province none, and when somebody has begun before.
pub async fn begin(context: &Context, wanted: &Beginning) -> Result<Account, AppError> {
    let now = context.clock.now();
    let unknown = || Refusal::new("app.begin-province").at("province");
    let built_in =
        Province::BUILT_IN.iter().find(|(name, _)| *name == wanted.province).ok_or_else(unknown)?;
    let province = (built_in.1)().map_err(|error| AppError::Unwritable(error.into()))?;
    let head = province.agencies.by_code(province.head, now.date()).ok_or_else(unknown)?;
    let login = LoginName::parse(&wanted.login)?;
    let display_name = wanted.name.trim().to_owned();
    if !(1..=LONGEST_NAME).contains(&display_name.chars().count())
        || display_name.chars().any(char::is_control)
    {
        return Err(Refusal::new("app.account-name").with("most", LONGEST_NAME).at("name").into());
    }
    let password = kept(context, &login, &wanted.password, KnownTo::Owner).await?;
    let validity = Validity::since(now.date());
    let account = Account {
        id: AccountId(context.ids.next(now)?),
        login,
        display_name,
        disabled: false,
        grants: vec![Grant { role: Role::Administrator, agency: head.id, validity, delegation: None }],
        signing: Vec::new(),
    };
    let begun = || Refusal::new("app.begun-already");
    let done = context.store.write(async |tx: &Tx| {
        if accounts::any(tx).await? {
            return Err(AppError::from(begun()));
        }
        house_settings::choose(tx, PROVINCE, &wanted.province).await?;
        accounts::insert(tx, &account, Some(&password)).await?;
        Ok(())
    });
    match done.await {
        Err(AppError::Store(StoreError::Taken { .. })) => Err(begun().into()),
        other => other.map(|()| account),
    }
}
