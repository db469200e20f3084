//! The whole body of a request, from a client that goes on sending: a slow one would hold its connection for ever.

use crate::failure::Failure;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use motcua_kernel::Message;
use std::time::Duration;
use tokio::time::timeout;

/// A body has this long to come.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The body of `request`.
///
/// # Errors
/// When it is too large, is cut off, or does not come within `patience`.
pub async fn whole<S: Send + Sync>(
    request: Request,
    state: &S,
    patience: Duration,
) -> Result<Bytes, Failure> {
    let cut_off = |status| Failure::new(status, Message::new("web.body-cut-off"));
    match timeout(patience, Bytes::from_request(request, state)).await {
        Ok(read) => read.map_err(|rejection: BytesRejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Message::new("web.too-large"))
            }
            _ => cut_off(StatusCode::BAD_REQUEST),
        }),
        Err(_) => Err(cut_off(StatusCode::REQUEST_TIMEOUT)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, HttpBody};
    use axum::http::Request as HttpRequest;
    use http_body::Frame;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    /// A client that says there is a body and sends none of it.
    struct Silent;

    impl HttpBody for Silent {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_silent_client_is_not_waited_for() {
        let request = HttpRequest::new(Body::new(Silent));
        let failure = whole(request, &(), Duration::from_millis(5)).await.unwrap_err();
        assert_eq!(failure.status, StatusCode::REQUEST_TIMEOUT);
        let request = HttpRequest::new(Body::from("a=b"));
        assert_eq!(whole(request, &(), PATIENCE).await.unwrap(), "a=b");
    }
}
