//! What a server says, and what it means: about the house, the address or the mail. Always within the time it has.

use crate::smtp::{At, MailServer, Way};
use crate::{mail, mailer};
use motcua_delivery::Failure;
use std::time::Duration;
use tokio::time::{Instant, sleep};

const NOW: Duration = Duration::from_secs(3);

#[tokio::test]
async fn a_refusal_means_what_it_is_about() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    let check = async |way: Way, wanted: &str| {
        server.goes(way);
        let failure = mailer.send(&mail(1)).await.unwrap_err();
        let kind = match &failure {
            Failure::Later { .. } => "later",
            Failure::NoRoom { .. } => "no room",
            Failure::Never { address: true, .. } => "address",
            Failure::Never { address: false, .. } => "never",
        };
        assert_eq!(kind, wanted, "{way:?}: {failure}");
        assert!(!failure.to_string().contains("example"), "no address is repeated: {failure}");
    };
    check(Way::Says(At::Greeting, "554 5.3.2 not now"), "later").await;
    check(Way::Says(At::Greeting, "421 4.3.2 not now"), "later").await;
    check(Way::Says(At::From, "550 5.1.8 sender unknown"), "later").await;
    check(Way::Says(At::From, "451 4.3.0 not now"), "later").await;
    check(Way::Says(At::To, "450 4.2.1 <nguyen.thi.be@example.vn> busy"), "later").await;
    check(Way::Says(At::To, "550 5.1.1 <nguyen.thi.be@example.vn> user unknown"), "address").await;
    check(Way::Says(At::To, "550 no such user"), "address").await;
    check(Way::Says(At::To, "553 5.1.3 bad address"), "address").await;
    check(Way::Says(At::To, "550 5.7.1 you are on a list"), "never").await;
    check(Way::Says(At::To, "552 5.2.2 mailbox full"), "never").await;
    check(Way::Says(At::Data, "452 4.3.1 no room"), "later").await;
    check(Way::Says(At::Data, "554 5.5.1 no valid recipients"), "never").await;
    check(Way::Says(At::End, "451 4.7.1 greylisted"), "later").await;
    check(Way::Says(At::End, "554 5.6.0 looks like spam"), "never").await;
    server.goes(Way::Takes);
    mailer.send(&mail(1)).await.unwrap();
    assert_eq!(server.got().len(), 1, "what was refused was not taken");
}

#[tokio::test]
async fn a_server_that_says_nothing_holds_nobody_for_long() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    for at in [At::Greeting, At::From, At::To, At::Data, At::Middle, At::End] {
        server.goes(Way::Hangs(at));
        let begun = Instant::now();
        let failure = mailer.send(&mail(1)).await.unwrap_err();
        assert!(matches!(failure, Failure::Later { .. }), "{at:?}: {failure}");
        assert!(begun.elapsed() < NOW, "{at:?}");
    }
    server.goes(Way::Takes);
    mailer.send(&mail(1)).await.unwrap();
    assert_eq!(server.got().len(), 1, "no connection in the middle of something is used again");
}

#[tokio::test]
async fn a_server_that_dies_gets_the_same_mail_again() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    for at in [At::Greeting, At::From, At::To, At::Data, At::Middle, At::End] {
        server.goes(Way::Dies(at));
        let failure = mailer.send(&mail(1)).await.unwrap_err();
        assert!(matches!(failure, Failure::Later { .. }), "{at:?}: {failure}");
    }
    server.goes(Way::Takes);
    mailer.send(&mail(1)).await.unwrap();
    let got = server.got();
    assert_eq!(got.len(), 2, "the one whose answer was lost, and the one after it");
    assert_eq!(got.iter().map(|it| it.answered).collect::<Vec<_>>(), [false, true]);
    assert_eq!(got[0].field("Message-ID"), got[1].field("Message-ID"));
    assert_eq!(got[0].field("Idempotency-Key"), got[1].field("Idempotency-Key"));
}

#[tokio::test]
async fn a_server_that_is_gone_and_comes_back_is_found_again() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    mailer.send(&mail(1)).await.unwrap();
    let address = server.address;
    drop(server);
    sleep(Duration::from_millis(50)).await;
    // The kept connection may be alive in the test's runtime; what counts is that nothing is lost and nobody waits.
    let failure = mailer.send(&mail(2)).await;
    let again = MailServer::start_at(address).await;
    if failure.is_err() {
        mailer.send(&mail(2)).await.unwrap();
        assert_eq!(again.got().len(), 1);
    }
}
