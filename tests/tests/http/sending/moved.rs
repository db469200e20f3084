//! The counter writes another address down while a mail is on its way to the old one.

use super::{letterhead, mailer, notices};
use crate::notices::with_email;
use crate::office::Office;
use crate::smtp::{At, MailServer, Way};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_app::notices::NoticeState;
use motcua_delivery::Delivery;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Stands before a server and lets whoever comes through one by one.
struct Gate {
    address: SocketAddr,
    came: Arc<Semaphore>,
    through: Arc<Semaphore>,
}

impl Gate {
    async fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (came, through) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (comes, goes) = (Arc::clone(&came), Arc::clone(&through));
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                comes.add_permits(1);
                goes.acquire().await.unwrap().forget();
                tokio::spawn(async move {
                    let mut behind = TcpStream::connect(server).await.unwrap();
                    drop(tokio::io::copy_bidirectional(&mut client, &mut behind).await);
                });
            }
        });
        Self { address, came, through }
    }

    async fn somebody(&self) {
        self.came.acquire().await.unwrap().forget();
    }

    fn lets_through(&self) {
        self.through.add_permits(1);
    }
}

async fn before_the_gate(database: &TestDatabase) -> (MailServer, Gate, Office, String) {
    let mut server = MailServer::start().await;
    let gate = Gate::before(server.address).await;
    server.address = gate.address;
    let delivery =
        Delivery { mail: mailer(&server, letterhead(), Duration::from_secs(30)), ..Delivery::default() };
    let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
    let received = office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201).json();
    let id = received["dossier"]["id"].as_str().unwrap().to_owned();
    (server, gate, office, id)
}

async fn writes_down(office: &Office, id: &str, email: &str) {
    let path = format!("/api/v1/dossiers/{id}/addresses");
    let body = json!({ "who": "applicant", "email": email });
    office.post("clerk", &path, &[], &body).await.expect(200);
}

async fn way(office: &Office, id: &str) -> (String, String) {
    let told = office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
    let text = |name: &str| told["ways"][0][name].as_str().unwrap().to_owned();
    (text("address"), text("state"))
}

on_both_databases!(a_refusal_of_the_old_address_is_none_of_the_new_one, async |database: &TestDatabase| {
    let (server, gate, office, id) = before_the_gate(database).await;
    server.goes(Way::Says(At::To, "550 5.1.1 no such user"));
    let mends = async {
        gate.somebody().await;
        writes_down(&office, &id, "dung@example.vn").await;
        gate.lets_through();
        // Refused, and tried at once where it is to go now.
        gate.somebody().await;
        server.goes(Way::Takes);
        gate.lets_through();
    };
    let (drained, ()) = tokio::join!(duties::drain(&office.context), mends);
    drained.unwrap();
    let to: Vec<_> = server.got().into_iter().map(|it| it.to).collect();
    assert_eq!(to, ["dung@example.vn"]);
    assert_eq!(way(&office, &id).await, ("d***@example.vn".to_owned(), "given".to_owned()));
    let told = notices(&office, &id).await;
    assert!(told.iter().all(|it| it.state == NoticeState::Accepted), "{told:?}");
});

on_both_databases!(what_the_old_address_took_goes_to_the_new_one_too, async |database: &TestDatabase| {
    let (server, gate, office, id) = before_the_gate(database).await;
    let mends = async {
        gate.somebody().await;
        writes_down(&office, &id, "dung@example.vn").await;
        gate.lets_through();
        gate.lets_through();
    };
    let (drained, ()) = tokio::join!(duties::drain(&office.context), mends);
    drained.unwrap();
    let got = server.got();
    let to: Vec<_> = got.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(
        to,
        [crate::notices::EMAIL, "dung@example.vn"],
        "the question is asked where it is to be answered"
    );
    let told = notices(&office, &id).await;
    assert!(told.iter().all(|it| it.state == NoticeState::Accepted && it.attempts == 1), "{told:?}");
});

on_both_databases!(
    a_refusal_after_the_address_was_taken_away_writes_none_down,
    async |database: &TestDatabase| {
        let (server, gate, office, id) = before_the_gate(database).await;
        server.goes(Way::Says(At::To, "550 5.1.1 no such user"));
        let takes_away = async {
            gate.somebody().await;
            let path = format!("/api/v1/dossiers/{id}/addresses");
            let none = json!({ "who": "applicant", "email": null });
            office.post("clerk", &path, &[], &none).await.expect(200);
            gate.lets_through();
        };
        let (drained, ()) = tokio::join!(duties::drain(&office.context), takes_away);
        drained.unwrap();
        let told = office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
        assert_eq!(told["ways"][0]["address"], json!(null), "{told}");
        assert!(server.got().is_empty());
    }
);
