//! The desk of returns: a slip or a card finds what is ready; it goes out when who stands there was looked at, the
//! originals are back and what is due is paid.

use crate::money::Dossier;
use crate::office::{Office, hidden};
use crate::support;
use serde_json::json;

const CARD: &str = "092190000001||Nguyễn Thị Ngọc Ánh|12081990|Nữ|Ấp An Thành, xã Kế Sách|25042021";

on_both_databases!(a_result_is_found_and_handed_out, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut dossier = Dossier::ready(&office).await;
    office.it_is("2026-11-19T08:00");
    let cookie = office.cookie("clerk").await;
    let desk = office.open_page(&cookie, "/tra-ket-qua").await.expect(200).text;
    assert!(desk.contains("1 kết quả đang chờ trả") && desk.contains("H13.163.01-261116-0001"), "{desk}");
    let proof = hidden(&desk, "proof");
    let path = format!("/tra-ket-qua/{}", dossier.id);
    for scanned in [CARD, "h13.163.01-261116-0001"] {
        let fields = [("proof", proof.as_str()), ("scan", scanned)];
        let led = office.fill(&cookie, "/tra-ket-qua/quet", &fields).await.expect(303);
        assert_eq!(led.location(), path);
    }
    for (scanned, told) in [("H13.163.01-261116-0009", "Không tìm thấy hồ sơ"), ("<b>", "không phải mã QR")]
    {
        let fields = [("proof", proof.as_str()), ("scan", scanned)];
        let refused = office.fill(&cookie, "/tra-ket-qua/quet", &fields).await.expect(422).text;
        assert!(refused.contains(told), "{refused}");
    }

    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("Nguyễn Thị Ngọc Ánh") && page.contains("Còn phải thu 100.000"), "{page}");
    let sent = async |page: &str, more: &[(&str, &str)]| {
        let (version, key) = (hidden(page, "version"), hidden(page, "key"));
        let own = [("proof", proof.as_str()), ("version", version.as_str()), ("key", key.as_str())];
        office.fill(&cookie, &path, &[&own[..], more].concat()).await
    };
    let unseen = sent(&page, &[("how", "applicant")]).await.expect(422).text;
    assert!(unseen.contains("đối chiếu") && unseen.contains("Còn 3 bản chính chưa đánh dấu"), "{unseen}");
    let seen = [
        ("how", "applicant"),
        ("identity", "yes"),
        ("proof-of-return", "signature"),
        ("originals", "hop-dong"),
        ("originals", "giay-chung-nhan"),
        ("originals_reason", "Lưu trong hồ sơ theo quy định"),
    ];
    let unpaid = sent(&page, &seen).await.expect(422).text;
    assert!(
        unpaid.contains("Còn 100.000") && unpaid.contains("name=\"identity\" value=\"yes\" checked"),
        "{unpaid}"
    );
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    dossier.act("2026-11-19T08:05", "clerk", "record-payment", paid).await;
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    let by_post = [("how", "post"), ("originals_reason", "Lưu trong hồ sơ")];
    let no_number = sent(&page, &by_post).await.expect(422).text;
    assert!(no_number.contains("id=\"tracking.error\""), "{no_number}");
    let done = sent(&page, &seen).await.expect(303);
    let desk = office.open_page(&cookie, done.location()).await.expect(200).text;
    assert!(desk.contains("Đã trả kết quả hồ sơ H13.163.01-261116-0001"), "{desk}");
    let story = office.open_page(&cookie, &format!("/ho-so/{}", dossier.id)).await.expect(200).text;
    for told in
        ["Người nhận đã ký phiếu", "Trả lại bản chính: ", "Chưa trả lại bản chính: ", "Lưu trong hồ sơ theo"]
    {
        assert!(story.contains(told), "{told}: {story}");
    }
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("Chưa trả được") && !page.contains("name=\"identity\""), "{page}");

    let stranger = office.cookie("stranger").await;
    office.open_page(&stranger, &path).await.expect(404);
    let own = office.open_page(&stranger, "/tra-ket-qua").await.expect(200).text;
    assert!(!own.contains("261116-0001"), "{own}");
    let fields = [("proof", hidden(&own, "proof")), ("scan", CARD.to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let nobody = office.fill(&stranger, "/tra-ket-qua/quet", &fields).await.expect(200).text;
    assert!(nobody.contains("Không có kết quả nào"), "{nobody}");
});

on_both_databases!(the_look_up_code_told_finds_and_proves, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut dossier = Dossier::ready(&office).await;
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    dossier.act("2026-11-19T08:05", "clerk", "record-payment", paid).await;
    let code = dossier.code.clone();
    let cookie = office.cookie("clerk").await;
    let desk = office.open_page(&cookie, "/tra-ket-qua").await.expect(200).text;
    let proof = hidden(&desk, "proof");
    let typed = format!(" {}-{} ", &code[..3].to_lowercase(), &code[3..]);
    let led = office.fill(&cookie, "/tra-ket-qua/quet", &[("proof", &proof), ("scan", &typed)]).await;
    assert_eq!(led.expect(303).location(), format!("/tra-ket-qua/{}", dossier.id));
    let wrong = [("proof", proof.as_str()), ("scan", "ZZZZZ9")];
    let unknown = office.fill(&cookie, "/tra-ket-qua/quet", &wrong).await.expect(422).text;
    assert!(unknown.contains("mã tra cứu này"), "{unknown}");
    let stranger = office.cookie("stranger").await;
    let own = office.open_page(&stranger, "/tra-ket-qua").await.expect(200).text;
    let theirs = [("proof", hidden(&own, "proof")), ("scan", code.clone())];
    let theirs: Vec<(&str, &str)> = theirs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    office.fill(&stranger, "/tra-ket-qua/quet", &theirs).await.expect(422);

    let handed = |code: &str| {
        json!({ "method": "counter", "proof": "look-up-code", "code": code,
                "originals": ["don-dang-ky", "hop-dong", "giay-chung-nhan"] })
    };
    dossier.refused("clerk", "return-result", &handed("ZZZZZ9"), "app.look-up-code-wrong").await;
    let unsaid = json!({ "method": "counter" });
    dossier.refused("clerk", "return-result", &unsaid, "routing.originals-not-given-back").await;
    // The page of the dossier asks for the same as the desk.
    office.it_is("2026-11-19T08:10");
    let page = office.open_page(&cookie, &format!("/ho-so/{}", dossier.id)).await.expect(200).text;
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let given = async |told: &str| {
        let mut fields = vec![("proof", proof.as_str()), ("version", version.as_str())];
        fields.extend([
            ("method", "counter"),
            ("to", "applicant"),
            ("proof-of-return", "look-up-code"),
            ("code", told),
        ]);
        fields.extend(["don-dang-ky", "hop-dong", "giay-chung-nhan"].map(|it| ("originals", it)));
        office.fill(&cookie, &format!("/ho-so/{}/return-result", dossier.id), &fields).await
    };
    let again = given("ZZZZZ9").await.expect(422).text;
    assert!(again.contains("Mã tra cứu không đúng") && again.contains("value=\"ZZZZZ9\""), "{again}");
    given(&code).await.expect(303);
    let story = office.open_page(&cookie, &format!("/ho-so/{}", dossier.id)).await.expect(200).text;
    assert!(story.contains("Người nhận đọc đúng mã tra cứu."), "{story}");
    assert!(!story.contains("Chưa trả lại bản chính"), "{story}");
});
