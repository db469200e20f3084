//! A gateway of texts: the stand-in of a demo behind a port of this machine, which keeps what it was asked as it came.

use super::python::told;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use motcua_delivery::{HttpTexter, Phones, TextWay, Texter};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const SIGNER: &str = "import sys,hmac,hashlib; \
    print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())";

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    signature: String,
    body: String,
}

impl Asked {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Whether Python makes the same signature of it; nothing where there is none.
    pub fn is_signed(&self) -> Option<bool> {
        Some(told(SIGNER, &[Gateway::SECRET], self.body.as_bytes())?.trim() == self.signature)
    }
}

#[derive(Clone)]
pub struct Gateway {
    pub phones: Phones,
    asked: Arc<Mutex<Vec<Asked>>>,
    url: String,
}

impl Gateway {
    pub const SECRET: &str = "khong-ai-doan-duoc-bi-mat-nay";

    pub fn url(&self) -> &str {
        &self.url
    }

    pub async fn open() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", socket.local_addr().unwrap());
        let gateway = Self { phones: Phones::new(Self::SECRET.to_owned()), asked: Arc::default(), url };
        let router = Router::new().route("/send", post(take)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(socket, router).await.unwrap() });
        gateway
    }

    /// The way to it.
    pub fn texter(&self) -> Texter {
        let way = HttpTexter::stand_in(self.url.clone(), self.phones.clone()).unwrap();
        Texter { sms: TextWay::Http(Arc::new(way)), zalo: TextWay::Off }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn take(State(gateway): State<Gateway>, headers: HeaderMap, body: Bytes) -> Response {
    let signature = headers.get(Phones::HEADER).map_or("", |it| it.to_str().unwrap()).to_owned();
    let answer = gateway.phones.take(&signature, &body).await;
    let body = String::from_utf8(body.to_vec()).unwrap();
    gateway.asked.lock().unwrap().push(Asked { signature, body });
    (StatusCode::from_u16(answer.status).unwrap(), answer.body).into_response()
}
