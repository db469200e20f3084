//! Many at once, over real sockets: numbers without gap or duplicate, one winner of each pair.

use crate::client::Client;
use crate::office::Office;
use crate::support;
use serde_json::json;
use std::collections::BTreeSet;

const RECEPTIONS: usize = 1_000;
const PAIRS: usize = 50;

on_both_databases!(
    a_thousand_at_one_counter_get_numbers_without_gap_or_duplicate,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let client = Client::of(&office).await;
        let receptions = (0..RECEPTIONS).map(|at| {
            let client = client.clone();
            let (token, mut body) = (office.token("clerk").to_owned(), Office::land_transfer());
            body["applicant"]["name"] = json!(format!("Nguyễn Văn An {at}"));
            tokio::spawn(async move { client.post("/api/v1/dossiers", &token, &[], &body).await.unwrap() })
        });
        let mut serials = BTreeSet::new();
        for reception in receptions.collect::<Vec<_>>() {
            let answer = reception.await.unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text);
            let number = answer.json()["dossier"]["number"].as_str().unwrap().to_owned();
            serials.insert(number.rsplit('-').next().unwrap().parse::<usize>().unwrap());
        }
        assert_eq!(serials, (1..=RECEPTIONS).collect());
    }
);

on_both_databases!(
    of_each_pair_one_wins_and_the_other_hears_who,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let client = Client::of(&office).await;
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        let mut tag = office
            .act("land", &id, "accept", sent.etag(), &json!({ "leg": 1 }))
            .await
            .expect(200)
            .etag()
            .to_owned();
        let path = format!("/api/v1/dossiers/{id}/assign");
        // Nobody is given what the one before was given.
        let assignees = [["land", "land-head"], ["land-leader", "land-records"]];
        for pair in 0..PAIRS {
            let assign = |who: &'static str, to: &'static str| {
                let (client, path, tag) = (client.clone(), path.clone(), tag.clone());
                let token = office.token(who).to_owned();
                let body = json!({ "leg": 1, "assignee": office.accounts[to].id });
                tokio::spawn(async move {
                    client.post(&path, &token, &[("if-match", &tag)], &body).await.unwrap()
                })
            };
            let one = assign("land-head", assignees[pair % 2][0]);
            let other = assign("land-leader", assignees[pair % 2][1]);
            let (one, other) = (one.await.unwrap(), other.await.unwrap());
            let (winner, won, lost) = match (one.status, other.status) {
                (200, 412) => ("land-head", one, other),
                (412, 200) => ("land-leader", other, one),
                both => panic!("not exactly one won: {both:?} {} {}", one.text, other.text),
            };
            let problem = lost.json();
            assert_eq!(problem["code"], "web.stale");
            assert_eq!(problem["changed_by"]["name"], format!("Cán bộ {winner}"), "{problem}");
            assert_eq!(problem["changed_at"], "2026-11-16T08:00:00+07:00");
            tag = won.header("etag").to_owned();
        }
    }
);

on_both_databases!(
    of_each_pair_of_browsers_one_wins_and_the_other_hears_who,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        let accepted = office.act("land", &id, "accept", sent.etag(), &json!({ "leg": 1 })).await.expect(200);
        let mut version: u32 = accepted.etag().trim_matches('"').parse().unwrap();
        let browsers =
            [office.cookie_and_proof("land-head").await, office.cookie_and_proof("land-leader").await];
        let path = format!("/ho-so/{id}/assign");
        let assignees = [["land", "land-head"], ["land-leader", "land-records"]];
        for pair in 0..PAIRS {
            let assign = async |who: usize| {
                let (cookie, proof) = &browsers[who];
                let assignee = office.accounts[assignees[pair % 2][who]].id.to_string();
                let (key, seen) = (format!("pair {pair} browser {who}"), version.to_string());
                let fields = [
                    ("proof", proof.as_str()),
                    ("key", &key),
                    ("version", &seen),
                    ("leg", "1"),
                    ("assignee", &assignee),
                ];
                office.fill(cookie, &path, &fields).await
            };
            let (one, other) = tokio::join!(assign(0), assign(1));
            let (winner, lost) = match (one.status.as_u16(), other.status.as_u16()) {
                (303, 409) => ("land-head", other),
                (409, 303) => ("land-leader", one),
                both => panic!("not exactly one won: {both:?} {} {}", one.text, other.text),
            };
            assert!(lost.text.contains(&format!("Cán bộ {winner}")), "{}", lost.text);
            assert!(lost.text.contains("08:00, 16/11/2026"), "{}", lost.text);
            version += 1;
        }
    }
);
