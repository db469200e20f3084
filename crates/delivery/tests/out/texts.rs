//! A gateway of text messages as a file describes it: what it is asked, how that is signed, what its answers mean.

use crate::listener::Listener;
use crate::python::told;
use motcua_delivery::{
    Adapter, Failure, GatewayAccount, GatewayFault, HttpTexter, Incoming, Phones, Receipt, Sent, Text,
    TextWay, Texter,
};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const SECRET: &str = "khong-ai-doan-duoc-bi-mat-nay";
const EXAMPLE: &str = include_str!("../../../../config/texts/example.toml");

fn gateway(file: &str, url: String, per_minute: u32) -> HttpTexter {
    let account = GatewayAccount {
        login: "cantho".to_owned(),
        secret: SECRET.to_owned(),
        sender: "UBND KESACH".to_owned(),
    };
    let adapter = Adapter::read(file).unwrap().at(url);
    HttpTexter::new(adapter, account, NonZeroU32::new(per_minute).unwrap(), Duration::from_millis(500))
        .unwrap()
}

fn texter(file: &str, url: String) -> Texter {
    Texter { sms: TextWay::Http(Arc::new(gateway(file, url, 60_000))), zalo: TextWay::Off }
}

fn text(words: &str) -> Text {
    let id = Uuid::parse_str("0195a0c0-0000-7000-8000-000000000001").unwrap();
    Text { id, channel: "sms", to: "0912 345 678".to_owned(), text: words.to_owned() }
}

const SIGNER: &str = "import sys,hmac,hashlib; \
    print('sha256='+hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())";

#[tokio::test]
async fn the_example_asks_as_it_says_and_its_signature_is_right() {
    let other = Listener::start().await;
    other.answers(200, "", r#"{"status":"success","data":{"message_id":77}}"#);
    let texter = texter(EXAMPLE, other.url("/send"));
    let words = "Hồ sơ \"0001\" {to} \\ xong\n, \"x\": 1}";
    let sent = texter.send(&text(words)).await.unwrap();
    assert_eq!(sent, Sent::Accepted { their_id: Some("77".to_owned()) });
    let asked = other.asked().remove(0);
    assert_eq!(asked.line, "POST /send HTTP/1.1");
    assert_eq!(asked.header("authorization"), "Basic Y2FudGhvOmtob25nLWFpLWRvYW4tZHVvYy1iaS1tYXQtbmF5");
    let said: Value = serde_json::from_str(&asked.body).unwrap();
    let wanted = json!({
        "to": ["84912345678"], "content": words, "sender": "UBND KESACH", "type": 2,
        "request_id": "0195a0c0-0000-7000-8000-000000000001",
    });
    assert_eq!(said, wanted);
    if let Some(signature) = told(SIGNER, &[SECRET], asked.body.as_bytes()) {
        assert_eq!(asked.header("x-signature"), signature.trim());
    }
    assert_eq!(format!("{:?}", text(words)), "sms 0195a0c0-0000-7000-8000-000000000001");
}

#[tokio::test]
async fn an_answer_means_what_the_file_says() {
    let other = Listener::start().await;
    let texter = texter(EXAMPLE, other.url("/"));
    let check = async |status: u16, body: &str, wanted: &str| {
        other.answers(status, "retry-after: 9\r\n", body);
        let said = match texter.send(&text("xong")).await {
            Ok(Sent::Accepted { their_id: Some(_) }) => "named",
            Ok(Sent::Accepted { their_id: None }) => "taken",
            Err(Failure::Later { after: Some(9), .. }) => "later",
            Err(Failure::Later { .. }) => "later without a wait",
            Err(Failure::NoRoom { .. }) => "no room",
            Err(Failure::Never { address: true, .. }) => "address",
            Err(Failure::Never { address: false, .. }) => "never",
        };
        assert_eq!(said, wanted, "{status} {body}");
    };
    check(200, r#"{"status":"success","data":{"message_id":"a"}}"#, "named").await;
    check(201, r#"{"status":"success"}"#, "taken").await;
    check(200, r#"{"status":"no-balance"}"#, "later").await;
    check(200, r#"{"status":"wrong-number"}"#, "address").await;
    check(200, r#"{"status":"something"}"#, "never").await;
    check(200, "<html>", "never").await;
    check(400, r#"{"status":"success"}"#, "never").await;
    check(400, r#"{"status":"too-many"}"#, "later").await;
    check(401, "", "later").await;
    check(429, "", "later").await;
    check(503, "", "later").await;
    other.is_silent();
    assert_eq!(texter.send(&text("xong")).await, Err(Failure::later("no answer in time")));
}

#[tokio::test]
async fn numbers_fields_and_queries_go_as_they_are_wanted() {
    let other = Listener::start().await;
    other.answers(200, "", "");
    let form = r#"
        [request]
        url = "https://cong.vn"
        body = "form"
        numbers = "0"
        fields = { phone = "{to}", msg = "{text}", key = "{secret}", kind = 2 }
        signature = { field = "sum", over = "{to}|{text}|{sender}", encoding = "base64" }
    "#;
    texter(form, other.url("/f")).send(&text("a&b=c đ")).await.unwrap();
    let query = r#"
        [request]
        url = "https://cong.vn"
        method = "GET"
        body = "query"
        numbers = "+84"
        fields = { phone = "{to}", at = "{seconds}" }
        headers = { X-Token = "{login}" }
    "#;
    texter(query, other.url("/q?v=1")).send(&text("xong")).await.unwrap();
    let [form, query] = other.asked().try_into().unwrap();
    assert!(
        form.body.starts_with(&format!("key={SECRET}&kind=2&msg=a%26b%3Dc+%C4%91&phone=0912345678&sum=")),
        "{form:?}"
    );
    assert_eq!(query.line, "GET /q?v=1&at=1742158692&phone=%2B84912345678 HTTP/1.1");
    assert_eq!(query.header("x-token"), "cantho");
}

#[tokio::test]
async fn what_is_no_number_is_told_and_nobody_is_asked() {
    let other = Listener::start().await;
    let texter = texter(EXAMPLE, other.url("/"));
    for wrong in ["", "0", "12345", "+1 555 0100", "0912345678901", "091234567x", "0912\r\n345678"] {
        let failure = texter.send(&Text { to: wrong.to_owned(), ..text("xong") }).await.unwrap_err();
        assert!(matches!(failure, Failure::Never { address: true, .. }), "{wrong:?}: {failure}");
    }
    assert!(other.asked().is_empty());
    let off = texter.send(&Text { channel: "zalo", ..text("xong") }).await;
    assert!(matches!(off, Err(Failure::Never { address: false, .. })));
}

#[tokio::test]
async fn more_than_a_gateway_takes_waits() {
    let other = Listener::start().await;
    other.answers(200, "", r#"{"status":"success"}"#);
    let slow = gateway(EXAMPLE, other.url("/"), 2);
    let texter = Texter { sms: TextWay::Http(Arc::new(slow)), zalo: TextWay::Off };
    texter.send(&text("một")).await.unwrap();
    let failure = texter.send(&text("hai")).await.unwrap_err();
    assert!(matches!(failure, Failure::NoRoom { after: 20..=31, .. }), "it was not tried: {failure:?}");
    assert_eq!(other.asked().len(), 1);
}

#[test]
fn a_file_that_is_wrong_says_where() {
    let check = |file: &str, said: &str| {
        let fault = Adapter::read(file).unwrap_err().to_string();
        assert!(fault.contains(said), "{said} is not in {fault}");
    };
    check("", "request");
    check("[request]\nurl = \"https://a.vn\"\nfeilds = {}", "feilds");
    check("[request]\nurl = \"https://a.vn\"\nfields = { a = \"{tu}\" }", "{tu} is no place");
    check("[request]\nurl = \"https://a.vn\"\nfields = { a = \"{to\" }", "not shut");
    check("[request]\nurl = \"https://a.vn\"\nfields = { a = \"{body}\" }", "{body}");
    check(
        "[request]\nurl = \"https://a.vn\"\nbody = \"form\"\nfields = { a = [\"{to}\"] }",
        "inside another",
    );
    check("[request]\nurl = \"https://a.vn\"\nsignature = { over = \"{to}\" }", "a header or a field");
    check(
        "[request]\nurl = \"https://a.vn\"\n[answer]\ncode = \"status\"\naccepted = [\"0\"]",
        "begins with a slash",
    );
    check("[request]\nurl = \"https://a.vn\"\n[answer]\ncode = \"/status\"", "answer.accepted");
}

#[test]
fn a_receipt_counts_with_its_signature_alone() {
    let gateway = gateway(EXAMPLE, "https://cong.vn".to_owned(), 60);
    let body = r#"{"message_id":"77","state":"delivered"}"#;
    let signer = "import sys,hmac,hashlib; \
        print('sha256='+hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())";
    let Some(right) = told(signer, &[SECRET], body.as_bytes()) else { return };
    let read = |signature: Option<&str>, body: &str| {
        let header = |name: &str| signature.filter(|_| name == "X-Signature").map(str::to_owned);
        gateway.receipt(header, body.as_bytes())
    };
    let taken = Receipt { their_id: "77".to_owned(), delivered: Some(true) };
    assert_eq!(read(Some(right.trim()), body), Ok(taken));
    let wrong = Err(GatewayFault::WrongSignature);
    assert_eq!(read(None, body), wrong);
    assert_eq!(read(Some(""), body), wrong);
    assert_eq!(read(Some("sha256="), body), wrong);
    assert_eq!(read(Some(&right.trim().replace('a', "b")), body), wrong);
    assert_eq!(read(Some(right.trim()), &body.replace("77", "78")), wrong);
    assert_eq!(read(Some(right.trim()), "{"), Err(GatewayFault::Unreadable));
    assert_eq!(read(Some(right.trim()), "{}"), Err(GatewayFault::Unreadable));
}

#[tokio::test]
async fn the_stand_in_takes_what_is_signed_once() {
    let phones = Phones::new(SECRET.to_owned());
    let other = Listener::start().await;
    other.answers(200, "", r#"{"code":"0","id":"thu-1"}"#);
    let texter = HttpTexter::stand_in(other.url("/api/v1/texts/trial"), phones.clone()).unwrap();
    let texter = Texter { sms: TextWay::Http(Arc::new(texter)), zalo: TextWay::Off };
    texter.send(&text("Hồ sơ đã xong")).await.unwrap();
    let asked = other.asked().remove(0);
    let signature = asked.header(Phones::HEADER);
    let answer = phones.take(signature, asked.body.as_bytes()).await;
    let id = "thu-0195a0c0-0000-7000-8000-000000000001";
    assert_eq!((answer.status, answer.body.as_str()), (200, &*format!(r#"{{"code":"0","id":"{id}"}}"#)));
    assert_eq!(phones.take(signature, asked.body.as_bytes()).await, answer, "the same again");
    let arrived = phones.arrivals();
    assert_eq!(
        (arrived.len(), arrived[0].text.as_str(), arrived[0].to.as_str()),
        (1, "Hồ sơ đã xong", "84912345678")
    );
    assert_eq!(phones.take("", asked.body.as_bytes()).await.status, 403);
    assert_eq!(phones.take(signature, b"{}").await.status, 403);

    let receipt = Receipt { their_id: arrived[0].their_id(), delivered: Some(false) };
    let said = phones.receipt(&receipt);
    let header = |name: &str| (name == Phones::HEADER).then(|| said.signature.clone());
    let read = texter.gateway("sms").unwrap().receipt(header, said.body.as_bytes());
    assert_eq!(read, Ok(receipt));
}

const TEXTED: &str = r#"{"message_id":"m-1","sender":"84912345678","content":"HS K7M2PX"}"#;

#[test]
fn a_text_that_came_counts_with_its_signature_alone() {
    let gateway = gateway(EXAMPLE, "https://cong.vn".to_owned(), 60);
    let signer = "import sys,hmac,hashlib; \
        print('sha256='+hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())";
    let Some(right) = told(signer, &[SECRET], TEXTED.as_bytes()) else { return };
    let read = |signature: Option<&str>, body: &str| {
        let header = |name: &str| signature.filter(|_| name == "X-Signature").map(str::to_owned);
        gateway.incoming(header, body.as_bytes())
    };
    let came = read(Some(right.trim()), TEXTED).unwrap().unwrap();
    assert_eq!(
        (came.their_id.as_str(), came.from.as_str(), came.text.as_str()),
        ("m-1", "84912345678", "HS K7M2PX")
    );
    assert_eq!(format!("{came:?}"), "m-1", "nothing of a person is ever logged");
    let wrong = Err(GatewayFault::WrongSignature);
    assert_eq!(read(None, TEXTED), wrong);
    assert_eq!(read(Some(right.trim()), &TEXTED.replace("K7M2PX", "K7M2PY")), wrong);
    for body in ["", "{", "\u{0}"] {
        assert_eq!(read(Some(right.trim()), body), Err(GatewayFault::Unreadable), "{body:?}");
    }
    // What is believed and is no text: a picture, somebody who follows the house, more than anybody types.
    let picture = r#"{"message_id":"1","sender":"0912345678","image":"https://cong.vn/1.jpg"}"#;
    let long = TEXTED.replace("K7M2PX", &"K7M2PX ".repeat(600));
    for body in [picture, r#"{"event":"follow"}"#, "{}", "[]", &long, &TEXTED.replace("84912345678", " ")] {
        assert_eq!(read(Some(right.trim()), body), wrong, "{body}");
        let Some(proof) = told(signer, &[SECRET], body.as_bytes()) else { return };
        assert_eq!(read(Some(proof.trim()), body), Ok(None), "{body}");
    }
}

#[test]
fn what_signs_a_text_that_came_is_over_what_it_says() {
    let with = |over: &str| {
        Adapter::read(&format!(
            "[request]\nurl = \"https://a.vn\"\n[inbound]\nid = \"/id\"\nfrom = \"/from\"\ntext = \"/text\"\nbody = \"form\"\n\
             [inbound.signature]\nfield = \"sign\"\nover = \"{over}\"\n"
        ))
    };
    for part in ["{id}", "{from}|{text}", "{id}|{from}"] {
        assert!(with(part).unwrap_err().to_string().contains("{id}, {from} and {text}"), "{part}");
    }
    let account =
        GatewayAccount { login: "kesach".to_owned(), secret: SECRET.to_owned(), sender: String::new() };
    let minute = std::num::NonZeroU32::MIN;
    let patience = std::time::Duration::from_secs(1);
    let texter = HttpTexter::new(with("{id}|{from}|{text}").unwrap(), account, minute, patience).unwrap();
    let signer = "import sys,hmac,hashlib; print(hmac.new(sys.argv[1].encode(), sys.argv[2].encode(), hashlib.sha256).hexdigest())";
    let Some(sign) = told(signer, &[SECRET, "7|0912345678|HS K7M2PX"], b"") else { return };
    let body = format!("id=7&from=0912345678&text=HS+K7M2PX&sign={}", sign.trim());
    assert_eq!(texter.incoming(|_| None, body.as_bytes()).unwrap().unwrap().text, "HS K7M2PX");
    let other = body.replace("0912345678", "0912345679");
    assert_eq!(texter.incoming(|_| None, other.as_bytes()), Err(GatewayFault::WrongSignature));
    let again = body.replace("id=7", "id=8");
    assert_eq!(
        texter.incoming(|_| None, again.as_bytes()),
        Err(GatewayFault::WrongSignature),
        "another name"
    );
    assert_eq!(texter.receipt(|_| None, b"id=7"), Err(GatewayFault::NotPosted));
    let elsewhere = "[request]\nurl = \"https://a.vn\"\n[request.fields]\nto = \"{from}\"\n";
    assert!(Adapter::read(elsewhere).unwrap_err().to_string().contains("{from} may stand"));
}

#[test]
fn what_the_stand_in_posts_of_a_text_is_read_as_from_a_gateway() {
    let phones = Phones::new(SECRET.to_owned());
    let texter =
        HttpTexter::stand_in("http://127.0.0.1:1/api/v1/texts/trial".to_owned(), phones.clone()).unwrap();
    let sent =
        Incoming { their_id: "thu-1".to_owned(), from: "0912345678".to_owned(), text: "\"}{\n".to_owned() };
    let posted = phones.texted(&sent);
    let header = |name: &str| (name == Phones::HEADER).then(|| posted.signature.clone());
    assert_eq!(texter.incoming(header, posted.body.as_bytes()), Ok(Some(sent)));
}
