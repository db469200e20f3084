//! The desk and the dossier as people have them in a browser: what is offered is what is allowed, and who comes second
//! hears who was first.

use crate::office::{Answer, Office};
use crate::support;
use axum::http::header::COOKIE;
use std::collections::BTreeSet;

/// What somebody has open.
struct Browser<'a> {
    office: &'a Office,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn of(office: &'a Office, name: &str) -> Self {
        Self { office, cookie: office.cookie(name).await }
    }

    async fn open(&self, path: &str) -> Answer {
        self.office.open_page(&self.cookie, path).await
    }

    /// Sends the form `id` of `page` with what is typed beside its hidden fields.
    async fn send(&self, page: &str, id: &str, typed: &[(&str, &str)]) -> Answer {
        let form = form(page, id);
        let hidden = hidden_fields(form);
        let mut fields: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend(typed);
        self.office.fill(&self.cookie, &address(form), &fields).await
    }
}

/// The form of a page in the details called `id`.
fn form<'a>(page: &'a str, id: &str) -> &'a str {
    let after = page.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no form {id}: {page}")).1;
    after.split("</details>").next().unwrap()
}

fn address(form: &str) -> String {
    let after = form.split_once("action=\"").unwrap().1;
    after.split(['"', '#']).next().unwrap().to_owned()
}

fn hidden_fields(form: &str) -> Vec<(String, String)> {
    let fields = form.split("type=\"hidden\" name=\"").skip(1);
    let field = |it: &str| {
        let mut parts = it.split('"');
        Some((parts.next()?.to_owned(), parts.nth(1)?.to_owned()))
    };
    fields.filter_map(field).collect()
}

/// The forms of a page.
fn offered(page: &str) -> BTreeSet<String> {
    let details = page.split("<details class=\"deed\" id=\"").skip(1);
    details.map(|it| it.split('"').next().unwrap().to_owned()).collect()
}

async fn received(office: &Office) -> String {
    let id = office.receive().await.json()["dossier"]["id"].as_str().unwrap().to_owned();
    format!("/ho-so/{id}")
}

on_both_databases!(
    a_clerk_hands_over_through_the_page_and_whoever_is_second_hears_it,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = received(&office).await;
        let (clerk, head) = (Browser::of(&office, "clerk").await, Browser::of(&office, "head").await);
        let desk = clerk.open("/viec-can-lam").await.expect(200).text;
        assert!(desk.contains("H13.163.01-261116-0001") && desk.contains(&path), "{desk}");
        assert!(desk.contains("Còn 8 ngày") && desk.contains("Bàn giao đi xử lý"), "{desk}");

        let (one, other) = (clerk.open(&path).await.text, head.open(&path).await.text);
        let done = clerk.send(&one, "hand-over", &[]).await.expect(303);
        assert_eq!(done.location(), path);
        let again = clerk.send(&one, "hand-over", &[]).await.expect(303);
        assert_eq!(again.location(), path, "a form sent twice is done once");

        office.it_is("2026-11-16T08:10");
        let late = head.send(&other, "withdraw", &[("reason", "Người nộp rút")]).await.expect(409).text;
        assert!(late.contains("Cán bộ clerk") && late.contains("08:00, 16/11/2026"), "{late}");
        assert!(
            late.contains("Thay đổi kể từ khi bạn mở biểu mẫu") && late.contains("Bàn giao công đoạn"),
            "{late}"
        );
        assert!(late.contains("Người nộp rút") && late.contains(&format!("href=\"{path}\"")), "{late}");

        let after = clerk.open(&path).await.expect(200).text;
        assert!(after.contains("Chờ nhận bàn giao") && !offered(&after).contains("hand-over"), "{after}");
        let land = Browser::of(&office, "land").await;
        assert!(land.open("/viec-can-lam").await.expect(200).text.contains("Nhận bàn giao"));
    }
);

on_both_databases!(
    a_form_from_elsewhere_and_a_reader_from_elsewhere_get_nothing,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = received(&office).await;
        let clerk = Browser::of(&office, "clerk").await;
        let page = clerk.open(&path).await.expect(200).text;
        let mut fields = hidden_fields(form(&page, "hand-over"));
        fields[0].1 = "00".to_owned();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let forged = office.fill(&clerk.cookie, &format!("{path}/hand-over"), &fields).await.expect(403);
        assert!(forged.text.contains("<html"), "{}", forged.text);

        let stranger = Browser::of(&office, "stranger").await;
        stranger.open(&path).await.expect(404);
        stranger.open("/ho-so/x").await.expect(404);
        let own = received_elsewhere(&office, &stranger).await;
        own.expect(404);
        let anybody = office.visit(&path).await.expect(303);
        assert!(anybody.location().starts_with("/dang-nhap?next="), "{}", anybody.location());
    }
);

/// A form with a proof that counts, for a dossier this person does not know.
async fn received_elsewhere(office: &Office, stranger: &Browser<'_>) -> Answer {
    let path = received(office).await;
    let desk = stranger.open("/viec-can-lam").await.expect(200).text;
    assert!(desk.contains("Không còn việc nào"), "{desk}");
    let proof = crate::office::hidden(&desk, "proof");
    office.fill(&stranger.cookie, &format!("{path}/hand-over"), &[("proof", &proof), ("version", "1")]).await
}

on_both_databases!(what_is_offered_is_what_is_allowed, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let path = received(&office).await;
    let of = async |who: &str| offered(&Browser::of(&office, who).await.open(&path).await.expect(200).text);
    let set = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<String>>();
    let counter = [
        "hand-over",
        "ask-supplement",
        "request-correction",
        "withdraw",
        "request-annulment",
        "record-incident",
    ];
    assert_eq!(of("clerk").await, set(&counter));
    assert_eq!(of("head").await, set(&[&counter[..], &["stop"]].concat()));
    assert_eq!(of("land").await, set(&["request-correction", "request-annulment", "record-incident"]));
    assert_eq!(of("supervisor").await, set(&[]));

    let clerk = Browser::of(&office, "clerk").await;
    let page = clerk.open(&path).await.text;
    clerk.send(&page, "hand-over", &[]).await.expect(303);
    assert_eq!(
        of("land").await,
        set(&[
            "accept-1",
            "question-1",
            "send-back-1",
            "draft-apology-1",
            "request-correction",
            "request-annulment",
            "record-incident"
        ])
    );
});

on_both_databases!(every_offer_can_be_taken, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let path = received(&office).await;
    let clerk = Browser::of(&office, "clerk").await;
    let page = clerk.open(&path).await.text;
    let sent = clerk.send(&page, "hand-over", &[]).await;
    sent.expect(303);
    let land = Browser::of(&office, "land").await;
    let page = land.open(&path).await.text;
    land.send(&page, "accept-1", &[]).await.expect(303);
    let page = land.open(&path).await.text;
    land.send(&page, "claim-1", &[]).await.expect(303);
    let page = land.open(&path).await.text;
    land.send(&page, "finish-step-1", &[]).await.expect(303);

    let page = land.open(&path).await.text;
    let refused = land.send(&page, "ask-supplement-1", &[("component", "hop-dong")]).await.expect(422).text;
    assert!(refused.contains("value=\"hop-dong\" checked"), "{refused}");
    let (ticked, why) = (("component", "hop-dong"), ("component-reason-hop-dong", "Thiếu trang 2"));
    let none = land.send(&page, "ask-supplement-1", &[]).await.expect(422).text;
    assert!(none.contains("Chưa nêu nội dung cần bổ sung"), "{none}");
    land.send(&page, "ask-supplement-1", &[ticked, why]).await.expect(303);
    let page = clerk.open(&path).await.text;
    assert!(page.contains("Thiếu trang 2") && page.contains("Hợp đồng"), "{page}");
    clerk.send(&page, "complete-supplement", &[]).await.expect(303);

    let fault = [("kind", "papers-damaged"), ("agency", "H13.031"), ("cost", "30000")];
    let words = [("account", "Ướt khi mưa dột."), ("apology", "Xin lỗi ông bà.")];
    let page = clerk.open(&path).await.text;
    clerk.send(&page, "record-incident", &[&fault[..], &words[..]].concat()).await.expect(303);
    let page = clerk.open(&path).await.text;
    assert!(page.contains("hư hỏng giấy tờ") && page.contains("Ướt khi mưa dột."), "{page}");

    let head = Browser::of(&office, "land-head").await;
    let page = head.open(&path).await.text;
    let to = office.accounts["land-records"].id.to_string();
    head.send(&page, "assign-1", &[("assignee", &to)]).await.expect(303);
    let page = head.open(&path).await.text;
    assert!(page.contains("Cán bộ land-records"), "{page}");
    let empty = head.send(&page, "assign-1", &[("assignee", "")]).await.expect(422).text;
    assert!(empty.contains("role=\"alert\""), "{empty}");
    let asked = [("agency", "H13.007"), ("budget", "2 working days"), ("question", "Có trong quy hoạch?")];
    head.send(&page, "ask-opinion-1", &asked).await.expect(303);
    let page = head.open(&path).await.text;
    let ground = [("ground", "court"), ("reason", "Tòa án thụ lý")];
    head.send(&page, "suspend", &ground).await.expect(303);
    let page = head.open(&path).await.text;
    assert!(page.contains("Tòa án") && offered(&page).contains("resume"), "{page}");
});

on_both_databases!(
    whoever_is_second_gets_back_everything_that_was_written,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = received(&office).await;
        let (clerk, head) = (Browser::of(&office, "clerk").await, Browser::of(&office, "head").await);
        let before = head.open(&path).await.text;
        let page = clerk.open(&path).await.text;
        clerk.send(&page, "hand-over", &[]).await.expect(303);
        let asked = [("component", "hop-dong"), ("component-reason-hop-dong", "Thiếu trang 2")];
        let late = head.send(&before, "ask-supplement", &asked).await.expect(409).text;
        assert!(
            late.contains("Thiếu trang 2") && !late.contains("<blockquote class=\"said\">hop-dong"),
            "{late}"
        );
        let right =
            [("what", "applicant"), ("name", "Nguyễn Thị Anh"), ("address", "Ấp 2"), ("reason", "Sai")];
        let late = head.send(&before, "request-correction", &right).await.expect(409).text;
        for written in ["Nguyễn Thị Anh", "Ấp 2", "Sai"] {
            assert!(late.contains(&format!("<blockquote class=\"said\">{written}")), "{written}: {late}");
        }
    }
);

on_both_databases!(
    only_who_works_on_a_dossier_reads_whose_it_is,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = received(&office).await;
        for (who, seen) in [("clerk", true), ("land", true), ("supervisor", false)] {
            let page = Browser::of(&office, who).await.open(&path).await.expect(200).text;
            assert_eq!(page.contains("Nguyễn Thị Ngọc Ánh"), seen, "{who}: {page}");
            assert_eq!(page.contains("092190000001"), seen, "{who}");
        }
    }
);

on_both_databases!(
    a_correction_is_asked_for_and_confirmed_by_two_people,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = received(&office).await;
        let (clerk, head) = (Browser::of(&office, "clerk").await, Browser::of(&office, "head").await);
        let page = clerk.open(&path).await.text;
        let typed = [
            ("what", "applicant"),
            ("name", "Nguyễn Thị Ngọc Anh"),
            ("code", "hop-dong"),
            ("reason", "Sai dấu"),
        ];
        let kept =
            clerk.send(&page, "request-correction", &[("what", "applicant"), ("reason", "Sai dấu")]).await;
        assert!(kept.expect(422).text.contains(">Sai dấu</textarea>"));
        clerk.send(&page, "request-correction", &typed).await.expect(303);
        assert!(!offered(&clerk.open(&path).await.text).contains("confirm-correction"));
        let page = head.open(&path).await.text;
        head.send(&page, "confirm-correction", &[]).await.expect(303);
        assert!(clerk.open(&path).await.text.contains("Nguyễn Thị Ngọc Anh"));
    }
);

on_both_databases!(
    the_supervisor_reads_times_and_fees_and_no_names,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        received(&office).await;
        let supervisor = Browser::of(&office, "supervisor").await;
        let led = supervisor.open("/viec-can-lam").await.expect(303);
        assert_eq!(led.location(), "/theo-doi");
        office.it_is("2026-11-17T08:00");
        let supervisor = Browser::of(&office, "supervisor").await;
        let page = supervisor.open("/theo-doi").await.expect(200).text;
        assert!(page.contains("H13.163.01-261116-0001") && page.contains("8:00"), "{page}");
        assert!(!page.contains("Nguyễn Thị Ngọc Ánh"), "{page}");
        let empty = supervisor.open("/theo-doi?from=2026-10-01&before=2026-11-01").await.expect(200).text;
        assert!(empty.contains("Không có hồ sơ nào"), "{empty}");
        let clerk = Browser::of(&office, "clerk").await;
        clerk.open("/theo-doi").await.expect(403);
    }
);

on_both_databases!(what_no_address_means_is_told, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let (clerk, supervisor) = (Browser::of(&office, "clerk").await, Browser::of(&office, "supervisor").await);
    for path in ["?agency=x", "?after=x", "?after=1.2.3", "?agency=H13.163.01&agency=H13", "?page=2"] {
        let told = clerk.open(&format!("/viec-can-lam{path}")).await.expect(400);
        assert!(told.text.contains("<html"), "{path}: {}", told.text);
    }
    clerk.open("/viec-can-lam?agency=H13.031").await.expect(403);
    for path in ["?agency=x", "?from=x", "?from=2026-02-30", "?from=2026-11-02&before=2026-11-02", "?after=1"]
    {
        supervisor.open(&format!("/theo-doi{path}")).await.expect(400);
    }
    let page =
        office.send("GET", "/viec-can-lam", &[(COOKIE.as_str(), "motcua_session=x")], Vec::new()).await;
    page.expect(303);
});
