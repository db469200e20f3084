//! What every answer says to the browser: nothing from elsewhere, no guessing, no framing, no keeping of what is private.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
/// Of a page that shows files of this house within itself.
const FRAMING: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; \
                       frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
/// Of such a file: only a page of this house may show it, and whatever is in it asks for nothing.
const FRAMED: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Of a message as it is mailed: it is laid out by its own style, alone in its frame, and asks for nothing.
const FRAMED_MAIL: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'self'; sandbox";

const ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
];
const UNLESS_SAID: [(HeaderName, HeaderValue); 3] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds them.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(ALWAYS);
    for (name, value) in UNLESS_SAID {
        headers.entry(name).or_insert(value);
    }
    response
}

/// A page that shows files of this house within itself.
pub fn may_frame(mut page: Response) -> Response {
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMING));
    page
}

/// A file that a page of this house may show within itself.
pub fn may_be_framed(mut file: Response) -> Response {
    let headers = file.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    file
}

/// A message as it is mailed, which a page of this house may show within itself.
pub fn as_mail_in_a_frame(mail: Response) -> Response {
    let mut mail = may_be_framed(mail);
    mail.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_MAIL));
    mail
}
