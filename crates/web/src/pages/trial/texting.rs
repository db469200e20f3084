//! A telephone of the demo sends a text to the house: it comes through the door that a gateway comes through, and the answer
//! lies among the texts of the page.

use super::shown;
use crate::Site;
use crate::api::texts::came;
use crate::door::{ClientAddress, Filled, Reader};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::delivery::{Incoming, Phones};
use motcua_app::inquiries::phone_of;
use motcua_kernel::Message;
use std::time::Duration;

pub const HERE: &str = "/tin-nhan-thu/nhan";

/// So often it is looked whether the answer has come before the page is shown.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// What somebody typed.
pub struct Typed {
    pub phone: String,
    pub channel: String,
    pub text: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self { phone: String::new(), channel: "sms".to_owned(), text: "HS ".to_owned() }
    }
}

/// `POST /tin-nhan-thu/nhan`
pub async fn send(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    address: ClientAddress,
    filled: Filled,
) -> Result<Response, Failure> {
    let phones = site.context.delivery().texts.phones().ok_or_else(Failure::not_found)?;
    let channel = if filled.text("channel") == "zalo" { "zalo" } else { "sms" };
    let typed = Typed {
        phone: filled.text("phone").to_owned(),
        channel: channel.to_owned(),
        text: filled.text("text").to_owned(),
    };
    if phone_of(&typed.phone).is_none() {
        let fault = Message::new("dossier.phone-invalid");
        return shown(&site, reader, (StatusCode::UNPROCESSABLE_ENTITY, None), typed, Some(&fault));
    }
    let their_id =
        format!("den-{}", site.context.ids.next(site.context.clock.now()).map_err(AppError::from)?);
    let posted = phones.texted(&Incoming { their_id, from: typed.phone, text: typed.text });
    let before = phones.arrivals().last().map(|it| it.id.clone());
    let signed = |name: &str| name.eq_ignore_ascii_case(Phones::HEADER).then(|| posted.signature.clone());
    let answered = came(&site, address, channel, signed, posted.body.as_bytes()).await?;
    if !answered {
        return Ok(Redirect::to("/tin-nhan-thu?done=silent").into_response());
    }
    for _ in 0..LOOKS {
        if phones.arrivals().last().map(|it| it.id.clone()) != before {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Ok(Redirect::to("/tin-nhan-thu?done=asked").into_response())
}
