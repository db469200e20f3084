//! Somebody chooses Zalo for their telephone: at the counter, over the API, with the slip. It goes there alone; SMS takes what
//! Zalo could not bring.

use crate::client::Client;
use crate::notices::Told;
use crate::office::{Office, hidden};
use crate::support::TestDatabase;
use axum::http::header::CONTENT_TYPE;
use motcua_app::duties;
use motcua_delivery::{
    Arrival, Delivery, HttpTexter, Mailer, Mood, Phones, Receipt, Text, TextWay, Texter, Tray,
};
use serde_json::{Value, json};
use std::sync::Arc;

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];
const THEIRS: &str = "84912345678";
const HELPERS: &str = "84987654321";

/// A land transfer whose applicant chose Zalo and whose helper did not.
fn with_zalo() -> Value {
    let mut filed = Office::land_transfer();
    filed["applicant"]["texts"] = json!("zalo");
    filed["helper"] = json!({ "name": "Trần Văn Bình", "phone": "0987654321" });
    filed
}

/// An office with a gateway of both channels: that of the demo, over a socket.
async fn office(database: &TestDatabase, phones: &Phones) -> Office {
    let ways = |url: String| {
        let way = TextWay::Http(Arc::new(HttpTexter::stand_in(url, phones.clone()).unwrap()));
        let texts = Texter { sms: way.clone(), zalo: way };
        Delivery { mail: Mailer::Memory(Tray::default()), texts, ..Delivery::default() }
    };
    let office = Office::open(database).await;
    let door = office.beside(database).over(|it| it.with_delivery(ways("http://127.0.0.1:1".to_owned())));
    let url = Client::of(&door).await.url("/api/v1/texts/trial");
    office.over(|it| it.with_delivery(ways(url)))
}

fn phones() -> Phones {
    Phones::new("khong-ai-doan-duoc-bi-mat-nay".to_owned())
}

/// A dossier, and how it was seen last.
struct Filed {
    id: String,
    etag: String,
    token: String,
}

async fn received(office: &Office, filed: &Value) -> Filed {
    let received = office.post("clerk", "/api/v1/dossiers", &[], filed).await.expect(201);
    let body = received.json();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    duties::drain(&office.context).await.unwrap();
    Filed { id: text(&body["dossier"]["id"]), token: text(&body["token"]), etag: received.etag().to_owned() }
}

impl Filed {
    async fn act(&mut self, office: &Office, who: &str, verb: &str, body: Value) {
        let answer = office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        duties::drain(&office.context).await.unwrap();
    }

    async fn asks_for_papers(&mut self, office: &Office) {
        self.act(office, "clerk", "hand-over", json!({})).await;
        self.act(office, "land", "accept", json!({ "leg": 1 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        self.act(office, "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    }

    /// Kind, whose, way and state of every notice.
    async fn lines(&self, office: &Office) -> Vec<String> {
        let record = self.record(office).await;
        let line = |it: &Value| {
            let text = |name: &str| it[name].as_str().unwrap().to_owned();
            format!("{} {} {} {}", text("kind"), text("who"), text("channel"), text("state"))
        };
        record["notices"].as_array().unwrap().iter().map(line).collect()
    }

    async fn record(&self, office: &Office) -> Value {
        office.get("clerk", &format!("/api/v1/dossiers/{}/notices", self.id)).await.expect(200).json()
    }

    /// Whose, channel, state and whether it stands by, of every way.
    async fn ways(&self, office: &Office) -> Vec<String> {
        let record = self.record(office).await;
        let line = |it: &Value| {
            let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
            let stands_by = if it["stands_by"] == true { " stands by" } else { "" };
            format!("{} {} {}{}{stands_by}", text("who"), text("channel"), text("state"), text("why_off"))
        };
        record["ways"].as_array().unwrap().iter().map(line).collect()
    }
}

async fn receipt(office: &Office, phones: &Phones, arrival: &Arrival, delivered: bool) {
    let said = phones.receipt(&Receipt { their_id: arrival.their_id(), delivered: Some(delivered) });
    let signed = [(Phones::HEADER, said.signature.as_str())];
    let path = format!("/api/v1/texts/receipts/{}", arrival.channel);
    let taken = office.send("POST", &path, &signed, said.body.into_bytes()).await.expect(200).json();
    assert_eq!(taken, json!({ "known": true }));
}

on_both_databases!(
    whoever_chose_zalo_is_told_there_and_by_sms_where_it_fails,
    async |database: &TestDatabase| {
        let phones = phones();
        let office = office(database, &phones).await;
        let mut dossier = received(&office, &with_zalo()).await;
        let arrived = phones.arrivals();
        let mut to: Vec<_> = arrived.iter().map(|it| (it.channel.as_str(), it.to.as_str())).collect();
        to.sort_unstable();
        assert_eq!(to, [("sms", HELPERS), ("zalo", THEIRS)], "one message a telephone");
        let by_zalo = arrived.iter().find(|it| it.channel == "zalo").unwrap();
        assert!(by_zalo.text.contains("Hồ sơ"), "Zalo counts no letters: {}", by_zalo.text);
        let ways = dossier.ways(&office).await;
        for way in ["applicant zalo given", "applicant sms given stands by", "helper sms given"] {
            assert!(ways.contains(&way.to_owned()), "{ways:?}");
        }
        assert!(dossier.lines(&office).await.contains(&"received applicant zalo sent".to_owned()));
        receipt(&office, &phones, by_zalo, true).await;
        assert!(dossier.lines(&office).await.contains(&"received applicant zalo accepted".to_owned()));

        dossier.asks_for_papers(&office).await;
        let asked = phones.arrivals().into_iter().rfind(|it| it.channel == "zalo").unwrap();
        let before = phones.arrivals().len();
        receipt(&office, &phones, &asked, false).await;
        duties::drain(&office.context).await.unwrap();
        let last = phones.arrivals().pop().unwrap();
        assert_eq!((phones.arrivals().len(), last.channel.as_str()), (before + 1, "sms"));
        assert_eq!(last.to, THEIRS);
        let lines = dossier.lines(&office).await;
        assert!(lines.contains(&"supplement-requested applicant zalo failed".to_owned()), "{lines:?}");
        assert!(lines.contains(&"supplement-requested applicant sms sent".to_owned()), "{lines:?}");
        let calls = office.get("clerk", "/api/v1/calls").await.expect(200).json();
        assert_eq!(calls["calls"], json!([]), "nobody need call");
        receipt(&office, &phones, &last, false).await;
        let calls = office.get("clerk", "/api/v1/calls").await.expect(200).json();
        assert_eq!(calls["calls"].as_array().unwrap().len(), 1, "now somebody must");

        let clerk = office.cookie("clerk").await;
        let page = office.open_page(&clerk, &format!("/ho-so/{}", dossier.id)).await.expect(200).text;
        for words in ["Zalo", "chỉ gửi khi Zalo không tới", "0912***678", "Nhận qua SMS thay cho Zalo"]
        {
            assert!(page.contains(words), "{words} is not in {page}");
        }
    }
);

on_both_databases!(a_telephone_that_zalo_does_not_know_is_told_by_sms, async |database: &TestDatabase| {
    let (by_sms, by_zalo) = (Tray::<Text>::default(), Tray::<Text>::default());
    let texts = Texter { sms: TextWay::Memory(by_sms.clone()), zalo: TextWay::Memory(by_zalo.clone()) };
    let delivery = Delivery { texts, ..Delivery::default() };
    let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
    by_zalo.answer(Mood::BadAddress);
    let mut filed = with_zalo();
    filed.as_object_mut().unwrap().remove("helper");
    let mut dossier = received(&office, &filed).await;
    assert_eq!((by_zalo.asked(), by_sms.taken().len()), (1, 1));
    assert!(dossier.ways(&office).await.contains(&"applicant zalo offbad-address".to_owned()));
    dossier.asks_for_papers(&office).await;
    assert_eq!((by_zalo.asked(), by_sms.taken().len()), (1, 2), "Zalo is asked no more");
});

on_both_databases!(whoever_has_the_slip_chooses_between_sms_and_zalo, async |database: &TestDatabase| {
    let phones = phones();
    let office = office(database, &phones).await;
    let mut dossier = received(&office, &Office::land_transfer()).await;
    let path = format!("/tra-cuu/{}/bao-tin", dossier.token);
    let page = office.visit(&path).await.expect(200).text;
    assert!(page.contains("Nhận qua Zalo thay cho SMS") && page.contains("0912***678"), "{page}");
    let press = async |page: &str, texts: &str| {
        let (proof, way) = (hidden(page, "proof"), hidden(page, "way"));
        let fields = [("proof", proof.as_str()), ("way", way.as_str()), ("texts", texts)];
        let body = serde_html_form::to_string(fields).unwrap().into_bytes();
        office.send("POST", &format!("{path}/kenh"), &FORM, body).await
    };
    press(&page, "fax").await.expect(422);
    let page = press(&page, "zalo").await.expect(200).text;
    assert!(page.contains("Nhận qua SMS thay cho Zalo"), "{page}");
    assert_eq!(page.matches("0912***678").count(), 1, "a telephone is one line: {page}");
    dossier.asks_for_papers(&office).await;
    assert_eq!(phones.arrivals().last().unwrap().channel, "zalo");

    // They want nothing more: neither there nor by the SMS that stood by.
    let ways = office.visit(&format!("/api/v1/status/{}/ways", dossier.token)).await.expect(200).json();
    let zalo = ways["ways"].as_array().unwrap().iter().find(|it| it["channel"] == "zalo").unwrap();
    let way = format!("/api/v1/status/{}/ways/{}", dossier.token, zalo["id"].as_str().unwrap());
    let say = async |path: &str, body: Value| {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        office.send("POST", path, &headers, body.to_string().into_bytes()).await
    };
    say(&way, json!({ "told": "nothing" })).await.expect(204);
    let before = phones.arrivals().len();
    dossier.act(&office, "clerk", "complete-supplement", json!({})).await;
    let reason = json!({ "reason": "Các bên thỏa thuận lại hợp đồng." });
    dossier.act(&office, "clerk", "withdraw", reason).await;
    assert_eq!(phones.arrivals().len(), before);

    say(&way, json!({ "told": "important" })).await.expect(204);
    say(&format!("{way}/texts"), json!({ "texts": "sms" })).await.expect(204);
    let ways = dossier.ways(&office).await;
    assert!(ways.contains(&"applicant sms given".to_owned()), "{ways:?}");
    assert!(ways.contains(&"applicant zalo offreplaced".to_owned()), "{ways:?}");
});

on_both_databases!(the_counter_writes_zalo_down_and_it_is_known_who_did, async |database: &TestDatabase| {
    let phones = phones();
    let office = office(database, &phones).await;
    let dossier = received(&office, &Office::land_transfer()).await;
    let path = format!("/api/v1/dossiers/{}/texts", dossier.id);
    let wanted = |texts: &str| json!({ "who": "applicant", "texts": texts });
    office.post("stranger", &path, &[], &wanted("zalo")).await.expect(404);
    office.post("land", &path, &[], &wanted("zalo")).await.expect(403);
    let nobody = office.post("clerk", &path, &[], &json!({ "who": "helper", "texts": "zalo" })).await;
    nobody.expect(422);
    for _ in 0..2 {
        let ways = office.post("clerk", &path, &[], &wanted("zalo")).await.expect(200).json();
        assert!(ways["ways"].as_array().unwrap().iter().any(|it| it["channel"] == "zalo"), "{ways}");
    }
    let changes = dossier.record(&office).await["changes"].clone();
    assert_eq!(changes.as_array().unwrap().len(), 1, "said twice it is one change");
    assert_eq!((&changes[0]["channel"], &changes[0]["act"]), (&json!("zalo"), &json!("added")));
    let (cookie, proof) = office.cookie_and_proof("clerk").await;
    let fields = [("proof", proof.as_str()), ("who", "applicant"), ("texts", "sms")];
    office.fill(&cookie, &format!("/ho-so/{}/bao-tin/kenh", dossier.id), &fields).await.expect(303);
    let ways = dossier.ways(&office).await;
    assert!(ways.contains(&"applicant sms given".to_owned()), "{ways:?}");
});

on_both_databases!(zalo_is_offered_only_where_the_house_sends_there, async |database: &TestDatabase| {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    let mut filed = with_zalo();
    filed["applicant"].as_object_mut().unwrap().remove("phone");
    let refused = told.office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(422);
    assert_eq!(refused.code(), "app.texts-no-telephone");

    let texts = Texter { sms: TextWay::Memory(told.texts.clone()), zalo: TextWay::Off };
    told.office = told.office.over(|it| it.with_delivery(Delivery { texts, ..Delivery::default() }));
    let refused = told.office.post("clerk", "/api/v1/dossiers", &[], &with_zalo()).await.expect(422);
    assert_eq!(
        (refused.code().as_str(), &refused.json()["errors"][0]["field"]),
        ("app.zalo-not-offered", &json!("applicant.texts"))
    );
    let page = told.office.visit(&format!("/tra-cuu/{}/bao-tin", told.token)).await.expect(200).text;
    assert!(page.contains("0912***678") && !page.contains("Zalo"), "{page}");
    let clerk = told.office.cookie("clerk").await;
    let form = "/tiep-nhan?procedure=1.013831&case=toan-bo-thua";
    let page = told.office.open_page(&clerk, form).await.expect(200).text;
    assert!(page.contains("name=\"applicant.email\"") && !page.contains("Zalo"), "{page}");
    let path = format!("/api/v1/dossiers/{}/texts", told.id);
    let wanted = json!({ "who": "applicant", "texts": "zalo" });
    let refused = told.office.post("clerk", &path, &[], &wanted).await.expect(422);
    assert_eq!(refused.code(), "app.zalo-not-offered");
});
