//! Đăng xuất: the session ends on the server, whatever the browser keeps.

use crate::{AppError, Context};
use motcua_identity::SessionToken;
use motcua_storage::{Tx, sessions};

/// Ends the session of this token, if there is one.
///
/// # Errors
/// When the store fails.
pub async fn log_out(context: &Context, token: &SessionToken) -> Result<(), AppError> {
    let key = token.key();
    Ok(context.store.write(async |tx: &Tx| sessions::end(tx, &key).await).await?)
}
