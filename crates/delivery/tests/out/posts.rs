//! What is posted to servers of others.

use crate::listener::Listener;
use motcua_delivery::{Failure, HttpPoster, Post, Posted, Poster};
use std::time::Duration;
use uuid::Uuid;

fn poster(inside: bool) -> Poster {
    Poster::Http(HttpPoster::new(Duration::from_millis(500), inside).unwrap())
}

fn post(url: String) -> Post {
    let headers = [("content-type", "application/json"), ("x-signature", "abc")];
    Post {
        id: Uuid::from_u128(1),
        url,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        body: "{\"a\":\"ế\"}".into(),
    }
}

#[tokio::test]
async fn what_is_posted_comes_as_it_is_and_the_answer_is_told() {
    let other = Listener::start().await;
    other.answers(202, "", "taken");
    let posted = poster(true).send(&post(other.url("/a?b=1"))).await.unwrap();
    assert_eq!(posted, Posted { status: 202, after: None, body: "taken".to_owned() });
    let asked = other.asked().remove(0);
    assert_eq!((asked.line.as_str(), asked.body.as_str()), ("POST /a?b=1 HTTP/1.1", "{\"a\":\"ế\"}"));
    assert_eq!((asked.header("x-signature"), asked.header("content-type")), ("abc", "application/json"));
    other.answers(429, "retry-after: 17\r\n", "");
    let posted = poster(true).send(&post(other.url("/"))).await.unwrap();
    assert_eq!((posted.status, posted.after, posted.is_taken()), (429, Some(17), false));
}

#[tokio::test]
async fn no_redirect_is_followed_and_no_answer_is_read_to_its_end() {
    let (other, inside) = (Listener::start().await, Listener::start().await);
    other.answers(302, &format!("location: {}\r\n", inside.url("/secret")), "");
    assert_eq!(poster(true).send(&post(other.url("/"))).await.unwrap().status, 302);
    assert!(inside.asked().is_empty());
    other.answers(200, "", &"a".repeat(3_000_000));
    assert_eq!(poster(true).send(&post(other.url("/"))).await.unwrap().body.len(), 16 * 1024);
}

#[tokio::test]
async fn nobody_is_waited_for_and_nothing_inside_is_spoken_to() {
    let other = Listener::start().await;
    other.is_silent();
    let failure = poster(true).send(&post(other.url("/"))).await.unwrap_err();
    assert_eq!(failure, Failure::later("no answer in time"));
    let failure = poster(true).send(&post("http://127.0.0.1:1/".to_owned())).await.unwrap_err();
    assert!(matches!(failure, Failure::Later { .. }), "{failure}");
    let before = other.asked().len();
    let by_name = format!("https://localhost:{}/", other.address.port());
    for url in [other.url("/"), by_name, "https://ip6-localhost/".to_owned(), "http://cong.vn/".to_owned()] {
        let failure = poster(false).send(&post(url.clone())).await.unwrap_err();
        assert!(
            matches!(failure, Failure::Never { address: true, .. } | Failure::Later { .. }),
            "{url}: {failure}"
        );
    }
    assert_eq!(other.asked().len(), before);
}

#[tokio::test]
async fn a_header_that_is_none_posts_nothing() {
    let other = Listener::start().await;
    let wicked = Post { headers: vec![("x-a".to_owned(), "b\r\nx-c: d".to_owned())], ..post(other.url("/")) };
    assert!(matches!(poster(true).send(&wicked).await, Err(Failure::Never { address: false, .. })));
    assert!(other.asked().is_empty());
}
