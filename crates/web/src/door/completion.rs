//! A request that writes runs to its end even when the client goes away: its work is a task of its own.

use super::BROKEN;
use crate::failure::Failure;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Runs what is not safe to break off in a task that nobody breaks off.
pub async fn to_completion(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the task of a request ended");
            Failure::new(StatusCode::INTERNAL_SERVER_ERROR, BROKEN).into_response()
        }
    }
}
