//! What becomes of the ways in when an account is disabled, let in again, or given another password or role.

use crate::office::{Office, PASSWORD};
use crate::support;
use motcua_app::AppError;
use motcua_app::accounts::{self, Origin, log_in};
use motcua_identity::{Grant, LoginName};
use motcua_kernel::{Role, Validity};
use time::macros::date;

const ORIGIN: Origin<'static> = Origin { address: "127.0.0.1" };
const DESK: &str = "/viec-can-lam";
const TOKENS: &str = "/api/v1/tokens";

fn login(name: &str) -> LoginName {
    LoginName::parse(name).unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Refused(refusal)) => refusal.message.code.to_string(),
        other => panic!("{other:?}"),
    }
}

on_both_databases!(a_disabled_account_is_out_at_once, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let (clerk, head) = (office.cookie("clerk").await, office.cookie("head").await);
    office.open_page(&clerk, DESK).await.expect(200);
    office.get("clerk", TOKENS).await.expect(200);

    assert_eq!(accounts::disable(&office.context, &login("clerk")).await.unwrap(), 1);
    office.open_page(&clerk, DESK).await.expect(303);
    assert_ne!(office.get("clerk", TOKENS).await.status, 200);
    assert_eq!(code(log_in(&office.context, ORIGIN, "clerk", PASSWORD).await), "identity.login-wrong");
    office.open_page(&head, DESK).await.expect(200);

    accounts::enable(&office.context, &login("clerk")).await.unwrap();
    office.open_page(&clerk, DESK).await.expect(303);
    office.get("clerk", TOKENS).await.expect(200);
    log_in(&office.context, ORIGIN, "clerk", PASSWORD).await.unwrap();
    for unknown in [
        accounts::disable(&office.context, &login("no.one")).await,
        accounts::enable(&office.context, &login("no.one")).await.map(|()| 0),
    ] {
        assert_eq!(code(unknown), "app.login-unknown");
    }
});

on_both_databases!(
    another_password_ends_sessions_and_leaves_tokens,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let cookie = office.cookie("clerk").await;
        for _ in 0..3 {
            assert_eq!(code(log_in(&office.context, ORIGIN, "clerk", "wrong").await), "identity.login-wrong");
        }
        let weak = accounts::set_password(&office.context, &login("clerk"), "short").await;
        assert_eq!(code(weak), "identity.password-too-short");
        office.open_page(&cookie, DESK).await.expect(200);

        let set = accounts::set_password(&office.context, &login("clerk"), "another one to remember")
            .await
            .unwrap();
        assert_eq!((set.sessions_ended, set.tokens_left), (1, 1));
        office.open_page(&cookie, DESK).await.expect(303);
        office.get("clerk", TOKENS).await.expect(200);
        let elsewhere = Origin { address: "127.0.0.2" };
        assert_eq!(code(log_in(&office.context, elsewhere, "clerk", PASSWORD).await), "identity.login-wrong");
        log_in(&office.context, elsewhere, "clerk", "another one to remember").await.unwrap();
    }
);

on_both_databases!(a_role_is_given_once_for_a_time, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let validity = Validity { from: date!(2026 - 11 - 01), until: Some(date!(2026 - 12 - 01)) };
    let agency = office.agency("H13.163.01");
    let cashier = Grant { role: Role::Cashier, agency, validity, delegation: None };
    let give = async |grant| accounts::grant(&office.context, &login("nobody"), grant).await;
    office.get("nobody", "/api/v1/desk?agency=H13.163.01").await.expect(403);
    assert_eq!(give(cashier).await.unwrap().grants.len(), 2);
    let found = accounts::by_login(&office.context, &login("nobody")).await.unwrap();
    assert_eq!(found.grants[1], cashier);
    let cookie = office.cookie("nobody").await;
    office.open_page(&cookie, DESK).await.expect(200);

    assert_eq!(code(give(cashier).await), "app.grant-held");
    let after = Validity { from: date!(2026 - 12 - 01), until: None };
    give(Grant { validity: after, ..cashier }).await.unwrap();
    let never = Validity { from: date!(2027 - 01 - 01), until: Some(date!(2027 - 01 - 01)) };
    assert_eq!(code(give(Grant { role: Role::Clerk, validity: never, ..cashier }).await), "app.grant-empty");
    let there = accounts::list(&office.context, Some(agency)).await.unwrap();
    let logins: Vec<&str> = there.iter().map(|it| it.login.as_str()).collect();
    assert!(
        logins.contains(&"nobody") && logins.contains(&"clerk") && !logins.contains(&"land"),
        "{logins:?}"
    );
    assert!(logins.is_sorted(), "{logins:?}");
});
