//! An administrator subscribes another system, tries it, changes its secret, has it told again, and ends it: in a browser.

use super::Dossier;
use super::listener::{Listener, open, subscribe, tell};
use crate::office::Office;
use crate::support;
use motcua_kernel::Role;

const HERE: &str = "/quan-tri/dang-ky-su-kien";

/// The secret that a page shows.
fn secret(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("whsec_")?;
    Some(rest.split('<').next()?.to_owned())
}

on_both_databases!(
    an_administrator_subscribes_another_system_in_the_browser,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let listener = Listener::open().await;
        let (cookie, proof) = office.cookie_and_proof("administrator").await;
        let new = format!("{HERE}/moi");
        let page = office.open_page(&cookie, &new).await.expect(200).text;
        assert!(page.contains("value=\"received\"") && page.contains("H13.163.01 · "), "{page}");
        let typed = |url: &str, name: &str, agency: &str| {
            [
                ("proof", proof.as_str()),
                ("name", name),
                ("url", url),
                ("agency", agency),
                ("types", "received"),
            ]
            .map(|(key, value)| (key, value.to_owned()))
        };
        let send = async |fields: [(&str, String); 5]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
            office.fill(&cookie, &new, &fields).await
        };
        for (url, name, agency, words) in [
            ("ftp://x", "Kho", "H13", "Địa chỉ nhận phải bắt đầu"),
            (listener.url.as_str(), " ", "H13", "Tên hệ thống"),
            (listener.url.as_str(), "Kho", "H99", "H99"),
            ("http://example.vn/x", "Kho", "H13", "Không được gửi tới địa chỉ này"),
        ] {
            let refused = send(typed(url, name, agency)).await.expect(422).text;
            assert!(refused.contains(words), "{words}: {refused}");
            assert!(refused.contains("value=\"received\" checked"), "what was chosen stays: {refused}");
        }
        let made = send(typed(&listener.url, "Kho <b>dữ liệu", "H13.163 · x")).await.expect(200).text;
        let first = secret(&made).expect("the secret is shown");
        assert!(made.contains("Kho &#60;b&#62;"), "{made}");
        let list = office.open_page(&cookie, HERE).await.expect(200).text;
        assert!(list.contains(&listener.url) && list.contains("Đang gửi"), "{list}");
        let link = format!("href=\"{HERE}/");
        let one = list.split(&link).map(|it| it.split('"').next().unwrap());
        let one = one.filter(|it| it.len() == 36).map(|it| format!("{HERE}/{it}")).next().unwrap();
        let page = office.open_page(&cookie, &one).await.expect(200).text;
        assert_eq!(secret(&page), None, "a secret is shown once");

        let press = async |what: &str, fields: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> =
                [("proof", proof.as_str())].iter().chain(fields).copied().collect();
            office.fill(&cookie, &format!("{one}/{what}"), &fields).await
        };
        let pinged = press("gui-thu", &[]).await.expect(200).text;
        assert!(pinged.contains("máy chủ trả lời 204"), "{pinged}");
        assert_eq!(listener.hears(&office, 1).await[0].json()["type"], "vn.motcua.ping");
        let rotated = press("khoa-ky", &[]).await.expect(200).text;
        assert_ne!(secret(&rotated), Some(first));

        let dossier = Dossier::received(&office).await;
        assert_eq!(listener.hears(&office, 1).await[0].dossier(), dossier.id);
        press("gui-lai", &[("how", "dossier"), ("dossier", &dossier.number)]).await.expect(303);
        assert_eq!(listener.hears(&office, 1).await[0].dossier(), dossier.id);
        press("gui-lai", &[("how", "since"), ("since", "2026-11-16T00:00")]).await.expect(303);
        assert_eq!(listener.hears(&office, 1).await[0].dossier(), dossier.id);
        let refused = press("gui-lai", &[("how", "after"), ("after", "hôm qua")]).await.expect(422).text;
        assert!(refused.contains("value=\"hôm qua\""), "{refused}");
        let page = office.open_page(&cookie, &one).await.expect(200).text;
        assert!(page.contains("Tiếp nhận") && page.contains(&format!("{}:1", dossier.id)), "{page}");

        press("trang-thai", &[("state", "off")]).await.expect(303);
        Dossier::received(&office).await;
        tell(&office).await;
        assert!(listener.taken().is_empty());
        press("xoa", &[]).await.expect(303);
        office.open_page(&cookie, &one).await.expect(404);
    }
);

on_both_databases!(
    subscriptions_are_kept_where_somebody_is_administrator,
    async |database: &support::TestDatabase| {
        let mut office = open(database).await;
        let listener = Listener::open().await;
        office.hire("commune-administrator", Role::Administrator, "H13.163").await;
        let (path, _) = subscribe(&office, &listener, "H13", &[]).await;
        office.get("commune-administrator", &path).await.expect(404);
        let wanted =
            |agency: &str| serde_json::json!({ "name": "Xã", "url": listener.url, "agency": agency });
        let post = async |office: &Office, agency: &str| {
            office.post("commune-administrator", "/api/v1/webhooks", &[], &wanted(agency)).await
        };
        post(&office, "H13").await.expect(403);
        post(&office, "H13.164.01").await.expect(403);
        post(&office, "H13.163.01").await.expect(201);
        let seen = office.get("commune-administrator", "/api/v1/webhooks").await.expect(200).json();
        assert_eq!(seen["items"].as_array().unwrap().len(), 1, "{seen}");
        let all = office.get("administrator", "/api/v1/webhooks").await.expect(200).json();
        assert_eq!(all["items"].as_array().unwrap().len(), 2, "{all}");
        let bearer = format!("Bearer {}", office.token("administrator"));
        let headers = [("authorization", bearer.as_str())];
        office.send("DELETE", &path, &headers, Vec::new()).await.expect(204);
        office.get("administrator", &path).await.expect(404);
    }
);
