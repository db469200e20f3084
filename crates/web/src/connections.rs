//! Connections of clients: taken in as long as there is room, and not kept waiting for by slow ones.
//!
//! The loop of a server library would do, but has no time limit for the head of a request: a client could hold a
//! connection forever by sending nothing.

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// A client has this long to say what it wants, also on a connection that is kept open.
const REQUEST_HEAD: Duration = Duration::from_secs(30);
/// Connections at once; more wait until one ends.
pub const MOST: usize = 2_000;
/// Answers that are owed when the server ends have this long.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// When the computer has no connection to give, asking at once again would only keep it busy.
const OUT_OF_CONNECTIONS: Duration = Duration::from_millis(100);

/// Answers until `stop` comes, then gives what is owed.
pub async fn answer(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut visitors = router.into_make_service_with_connect_info::<SocketAddr>();
    let mut stop = pin!(stop);
    let mut server = Builder::new(TokioExecutor::new()).http1_only();
    server.http1().timer(TokioTimer::new()).header_read_timeout(REQUEST_HEAD);
    let (open, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST)));
    loop {
        let client = tokio::select! {
            () = &mut stop => break,
            client = next(&listener, &room) => client,
        };
        let Some((place, stream, address)) = client else { break };
        let Ok(visitor) = visitors.call(address).await;
        let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(visitor));
        let connection = open.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST_ANSWERS, open.shutdown()).await.is_err() {
        tracing::warn!("stopped before the last answers were given");
    }
}

/// The next client, once there is room for one.
async fn next(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = room.clone().acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return Some((place, stream, address)),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a connection could not be taken in"
                );
                tokio::time::sleep(OUT_OF_CONNECTIONS).await;
            }
        }
    }
}
