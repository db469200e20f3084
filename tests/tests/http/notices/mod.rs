//! Whoever is part of a dossier is told what happens to it: in order, once, at their hours, and never more than may be said
//! at an address that nobody has verified.

mod again;
mod corrected;
mod failing;
mod left;
mod life;
mod pages;
mod receipts;
mod said;

use crate::office::{Answer, Office};
use crate::support::TestDatabase;
use axum::http::header::CONTENT_TYPE;
use motcua_app::duties;
use motcua_delivery::{Delivery, Mail, Mailer, Text, Texter, Tray};
use serde_json::{Value, json};

/// An office with trays in place of servers.
pub struct Told {
    pub office: Office,
    pub mails: Tray<Mail>,
    pub texts: Tray<Text>,
    pub id: String,
    pub etag: String,
    pub token: String,
}

pub const EMAIL: &str = "ngoc.anh@example.vn";

/// The land transfer of somebody with a telephone and an address of mail.
pub fn with_email() -> Value {
    let mut filed = Office::land_transfer();
    filed["applicant"]["email"] = json!(EMAIL);
    filed
}

impl Told {
    /// Open at 08:00 on 16/11/2026, with one dossier received.
    pub async fn open(database: &TestDatabase, filed: &Value) -> Self {
        let (mails, texts) = (Tray::default(), Tray::default());
        let delivery = Delivery {
            mail: Mailer::Memory(mails.clone()),
            texts: Texter::memory(&texts),
            ..Delivery::default()
        };
        let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
        let received = office.post("clerk", "/api/v1/dossiers", &[], filed).await.expect(201);
        let body = received.json();
        Self {
            id: body["dossier"]["id"].as_str().unwrap().to_owned(),
            etag: received.etag().to_owned(),
            token: body["token"].as_str().unwrap().to_owned(),
            office,
            mails,
            texts,
        }
    }

    pub async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) -> Answer {
        self.office.it_is(moment);
        let answer = self.office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        self.work().await;
        answer
    }

    /// Everything that is due is sent.
    pub async fn work(&self) {
        duties::drain(&self.office.context).await.unwrap();
    }

    /// What is recorded.
    pub async fn record(&self) -> Value {
        let path = format!("/api/v1/dossiers/{}/notices", self.id);
        self.office.get("clerk", &path).await.expect(200).json()
    }

    /// Kind, way and state of every notice.
    pub async fn lines(&self) -> Vec<String> {
        let record = self.record().await;
        let line = |it: &Value| {
            let text = |name: &str| it[name].as_str().unwrap().to_owned();
            format!("{} {} {}", text("kind"), text("channel"), text("state"))
        };
        record["notices"].as_array().unwrap().iter().map(line).collect()
    }

    /// Somebody without a token sends JSON.
    pub async fn say(&self, path: &str, body: &Value) -> Answer {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        self.office.send("POST", path, &headers, body.to_string().into_bytes()).await
    }

    /// The address of the newest mail is verified with its link.
    pub async fn verify(&self) {
        let mails = self.mails.taken();
        let text = &mails.iter().find(|it| it.text.contains("/bao-tin/xac-nhan/")).unwrap().text;
        let token = link(text, "/bao-tin/xac-nhan/");
        self.say("/api/v1/address-verifications", &json!({ "token": token })).await.expect(204);
    }
}

/// The last part of the first link to `place`.
pub fn link(text: &str, place: &str) -> String {
    let after = text.split_once(place).unwrap_or_else(|| panic!("no {place}: {text}")).1;
    after.split(|it: char| it.is_whitespace() || it == '"').next().unwrap().to_owned()
}
