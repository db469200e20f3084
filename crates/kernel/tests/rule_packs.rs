//! Every difference between a rule pack and the one before it, each with its article: what the law changed, said once more
//! by hand. A pack that changes without this table fails, and so does a table that the packs do not follow.

use motcua_kernel::{Change, PackRow, RowValue, RulePacks, pack_rows};

/// Pack, parameter, what it was, what it is (`-`: nothing is set), article, confidence. The same value twice: it stands on
/// another article.
const DIFFERENCES: &str = "
2013-07 | office.holidays | 9 | 10 | Bộ luật Lao động 2012, từ 01/5/2013 (chưa kiểm chứng) | G
2013-07 | office.tet_days | 4 | 5 | Bộ luật Lao động 2012, từ 01/5/2013 (chưa kiểm chứng) | G
2013-07 | reports.control_periods | quarter | half-year | NĐ 63/2010 Điều 35 sửa đổi bởi NĐ 48/2013 | T
2013-07 | reports.control_unit | committee-office | justice-department | NĐ 48/2013/NĐ-CP | T

2015-05 | office.levels | province, district, commune | province, district, commune | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | office.territory | competence | competence | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | office.units | reception-unit | reception-unit | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | reception.forms | local-forms | local-forms | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn); cấu hình của tỉnh | G
2015-05 | handover.cut_off | - | - | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | apology.form | - | - | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | apology.max_reappointments | - | - | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | apology.working_days_before | - | - | QĐ 09/2015/QĐ-TTg (chưa đọc toàn văn) | G
2015-05 | reports.cost_method | letter-28-2010 | circular-07-2014 | TT 07/2014/TT-BTP (chưa kiểm chứng) | G

2018-06 | office.levels | province, district, commune | province, district, commune | NĐ 61/2018/NĐ-CP | T
2018-06 | office.territory | competence | competence | NĐ 61/2018/NĐ-CP: hầu hết như trước (chưa kiểm chứng) | G
2018-06 | office.units | reception-unit | one-stop-unit, province-centre | NĐ 61/2018 Điều 3 | T
2018-06 | reception.identity | identity-card | identity-card, citizen-card | chưa kiểm chứng | G
2018-06 | reception.receipt | always | except-immediate | NĐ 61/2018 Điều 17(4) | T
2018-06 | reception.scanning | - | papers | NĐ 61/2018 Điều 17(1) | T
2018-06 | number.format | year-book | right-to-left | NĐ 61/2018 Điều 26 | T
2018-06 | handover.cut_off | - | 15:00 | NĐ 61/2018 Điều 18(2) | T
2018-06 | supplement.ask_within_working_days | - | 3 | NĐ 61/2018 Điều 19(4) | T
2018-06 | supplement.max_requests | 2 | 1 | NĐ 61/2018 Điều 15(3) | T
2018-06 | supplement.policy | pause | restart | NĐ 61/2018 Điều 19(4) | T
2018-06 | apology.form | - | letter | NĐ 61/2018 Điều 19(9) | T
2018-06 | apology.max_reappointments | - | 1 | NĐ 61/2018 Điều 19(9) | T
2018-06 | apology.working_days_before | - | 1 | NĐ 61/2018 Điều 19(9) | T
2018-06 | ending.stop_notice | no | no | NĐ 61/2018 không quy định | G
2018-06 | online.notice | - | when-incomplete | NĐ 61/2018 Điều 17(2) | T
2018-06 | online.places | agency-page, province-portal | province-portal | chưa kiểm chứng | G
2018-06 | privacy.law | secrecy | secrecy | NĐ 61/2018 Điều 25(4) | T
2018-06 | catalogue.announce_ahead | 10 | 5 | NĐ 63/2010 Điều 15 sửa đổi bởi NĐ 92/2017 | T
2018-06 | catalogue.announce_unit | working-days | calendar-days | NĐ 63/2010 Điều 15 sửa đổi bởi NĐ 92/2017 | T
2018-06 | catalogue.parts | nine | eight | NĐ 63/2010 Điều 8(2) sửa đổi bởi NĐ 92/2017 | T
2018-06 | reports.control_unit | justice-department | committee-office | NĐ 92/2017/NĐ-CP (chưa kiểm chứng) | G
2018-06 | reports.cost_method | circular-07-2014 | circular-02-2017 | TT 02/2017/TT-VPCP Điều 27 | S
2018-06 | reports.evaluation | survey | survey | QĐ 2640/QĐ-BNV ngày 10/10/2017 (chưa kiểm chứng) | G
2018-06 | reports.reform_periods | quarter, half-year, year | - | Kế hoạch 09/KH-UBND hết giai đoạn 2012-2015 | G
2018-06 | reports.sheets | - | circular-02-2017 | TT 02/2017/TT-VPCP (chưa kiểm chứng) | G
2018-06 | reports.survey_target_percent | 60 | - | Kế hoạch 09/KH-UBND hết giai đoạn 2012-2015 | G

2019-01 | reception.forms | local-forms | six-forms | TT 01/2018 Điều 9-10 | T
2019-01 | number.format | right-to-left | right-to-left | NĐ 61/2018 Điều 26; TT 01/2018 Điều 19 | T
2019-01 | number.serial_width | 4 | 4 | TT 01/2018 Điều 19 | T
2019-01 | privacy.dates_by_number_alone | no | no | TT 01/2018 Điều 16(2)d | T
2019-01 | reports.evaluation | survey | survey, nine-indicators | TT 01/2018 Điều 13-15 | T

2020-09 | number.format | right-to-left | left-to-right | QĐ 20/2020/QĐ-TTg | T
2020-09 | number.old_form_until | - | 2022-09-15 | QĐ 20/2020/QĐ-TTg: chuyển tiếp 24 tháng | T
2020-09 | online.check_working_hours | - | 8 | NĐ 45/2020 Điều 11 | S
2020-09 | online.places | province-portal | province-portal, national-portal | NĐ 45/2020/NĐ-CP (chưa kiểm chứng) | G
2020-09 | reports.control_periods | half-year | month, quarter, half-year, year | NĐ 09/2019 Điều 12 (chưa kiểm chứng) | G
2020-09 | reports.cut_day | - | 14 | NĐ 09/2019 Điều 12 (chưa kiểm chứng) | G

2022 | office.holidays | 10 | 11 | Bộ luật Lao động 2019 Điều 112 | T
2022 | office.tet_days | 5 | 5 | Bộ luật Lao động 2019 Điều 112 | T
2022 | reception.scanning | papers | papers-and-results | NĐ 107/2021/NĐ-CP | S
2022 | supplement.overdue_beyond | - | 1 | QĐ 766/QĐ-TTg | I
2022 | online.levels | one-to-four | whole-or-part | NĐ 42/2022/NĐ-CP | S
2022 | catalogue.announce_unit | calendar-days | working-days | QĐ 766/QĐ-TTg: đo theo ngày làm việc | I
2022 | catalogue.post_within_working_days | - | 5 | QĐ 766/QĐ-TTg | I
2022 | reports.evaluation | survey, nine-indicators | survey, nine-indicators, index-766 | TT 01/2018 Điều 13-15; QĐ 766/QĐ-TTg | I
2022 | reports.sheets | circular-02-2017 | circular-01-2020 | TT 01/2020/TT-VPCP | I
2022 | petitions.answer_working_days | - | 15 | QĐ 766/QĐ-TTg | I
2022 | petitions.ask_working_days | - | 5 | QĐ 766/QĐ-TTg | I
2022 | petitions.publish_working_days | - | 2 | QĐ 766/QĐ-TTg | I
2022 | petitions.refuse_working_days | - | 2 | QĐ 766/QĐ-TTg | I

2025-07 | office.levels | province, district, commune | province, commune | NĐ 118/2025/NĐ-CP | S
2025-07 | office.territory | competence | whole-province | NĐ 118/2025 Điều 14 | S
2025-07 | office.units | one-stop-unit, province-centre | province-centre, commune-centre, reception-point | NĐ 118/2025 Điều 7 | S
2025-07 | reception.identity | identity-card, citizen-card | citizen-card, personal-number, vneid | chưa kiểm chứng | G
2025-07 | reception.receipt | except-immediate | except-immediate | như NĐ 61/2018 Điều 17(4); NĐ 118/2025 (điều tương ứng chưa đọc) | G
2025-07 | reception.scanning | papers-and-results | papers-and-results | NĐ 118/2025 Điều 17(1)c; NĐ 107/2021/NĐ-CP | S
2025-07 | number.old_form_until | 2022-09-15 | - | QĐ 20/2020/QĐ-TTg: hết chuyển tiếp từ 15/9/2022 | T
2025-07 | handover.cut_off | 15:00 | 15:00 | quy chế của tỉnh theo NĐ 118/2025 | S
2025-07 | supplement.ask_within_working_days | 3 | 3 | như NĐ 61/2018 Điều 19(4); NĐ 118/2025 (điều tương ứng chưa đọc) | G
2025-07 | supplement.max_requests | 1 | 1 | như NĐ 61/2018 Điều 15(3); NĐ 118/2025 (điều tương ứng chưa đọc) | G
2025-07 | supplement.policy | restart | restart | như NĐ 61/2018 Điều 19(4); NĐ 118/2025 (điều tương ứng chưa đọc) | G
2025-07 | apology.form | letter | letter | quy chế của tỉnh theo NĐ 118/2025 | S
2025-07 | apology.max_reappointments | 1 | 1 | quy chế của tỉnh theo NĐ 118/2025 | S
2025-07 | apology.working_days_before | 1 | 1 | quy chế của tỉnh theo NĐ 118/2025 | S
2025-07 | ending.stop_notice | no | yes | NĐ 118/2025 Điều 21; TT 03/2025 Điều 7 | S
2025-07 | online.notice | when-incomplete | when-incomplete | NĐ 118/2025 Điều 17(2) | S
2025-07 | online.places | province-portal, national-portal | national-portal | NĐ 118/2025 Điều 16 | S
2025-07 | privacy.breach_notice_hours | - | 72 | NĐ 13/2023/NĐ-CP | S
2025-07 | privacy.law | secrecy | decree-13-2023 | NĐ 13/2023/NĐ-CP | S

2026-01 | reception.forms | six-forms | seven-forms | TT 03/2025/TT-VPCP | S
2026-01 | reception.scanning | papers-and-results | reuse-and-exemptions | TT 03/2025 Điều 5(2) | S
2026-01 | number.owner_digits | - | 2 | TT 03/2025 Điều 13(3), thêm bởi TT 04/2025 Điều 23 | S
2026-01 | apology.form | letter | letter-with-extension | TT 03/2025/TT-VPCP | S
2026-01 | privacy.breach_notice_hours | 72 | 72 | như NĐ 13/2023; thời hạn theo Luật 91/2025 chưa kiểm chứng | G
2026-01 | privacy.law | decree-13-2023 | law-91-2025 | Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP | S
2026-01 | reports.evaluation | survey, nine-indicators, index-766 | survey, index-766-of-2026 | QĐ 766/QĐ-TTg với công thức năm 2026; chín chỉ số của TT 01/2018 còn giữ hay không chưa kiểm chứng | I

2026-07 | office.holidays | 11 | 12 | Bộ luật Lao động 2019 Điều 112; NQ 28/2026/QH16 | S
2026-07 | online.levels | whole-or-part | whole-and-proactive | NĐ 224/2026 Điều 14, 16 | T
2026-07 | online.notice | when-incomplete | each-change | NĐ 224/2026 Điều 15(1)g | T
2026-07 | online.outage_notice_working_days | - | 7 | NĐ 224/2026 Điều 13 | T
2026-07 | reports.live_figures | no | yes | NĐ 224/2026 Điều 19(2) | T
";

fn said(value: &RowValue) -> String {
    match value {
        RowValue::Absent => "-".to_owned(),
        RowValue::Flag(is) => if *is { "yes" } else { "no" }.to_owned(),
        RowValue::Number(number) => number.to_string(),
        RowValue::Word(word) => word.clone(),
        RowValue::Words(words) => words.join(", "),
    }
}

fn line(code: &str, row: &PackRow) -> Option<String> {
    let value = said(&row.value);
    let before = match &row.change {
        Change::First | Change::Same => return None,
        Change::Ground => value.clone(),
        Change::Value(before) => said(before),
    };
    let (key, article, letter) = (row.key(), &row.article, row.confidence.letter());
    Some(format!("{code} | {key} | {before} | {value} | {article} | {letter}"))
}

#[test]
fn each_difference_is_the_one_its_article_makes() {
    let packs = RulePacks::shipped().unwrap();
    let found: Vec<String> = packs
        .iter()
        .flat_map(|pack| {
            let rows = pack_rows(pack, packs.before(pack));
            rows.iter().filter_map(|row| line(&pack.code, row)).collect::<Vec<_>>()
        })
        .collect();
    let wanted: Vec<&str> = DIFFERENCES.lines().filter(|it| !it.is_empty()).collect();
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    assert_eq!(found.len(), wanted.len(), "differences that only one side knows");
}

#[test]
fn what_nobody_read_is_never_given_as_read() {
    let packs = RulePacks::shipped().unwrap();
    for pack in packs.iter() {
        for row in pack_rows(pack, None) {
            let open = ["chưa kiểm chứng", "chưa đọc", "cấu hình của tỉnh", "không quy định"];
            let unread = open.iter().any(|it| row.article.contains(it));
            let sure = matches!(row.confidence.letter(), "T" | "S");
            assert!(!(unread && sure), "{} {}: {}", pack.code, row.key(), row.article);
            assert!(!row.article.trim().is_empty(), "{} {}", pack.code, row.key());
        }
    }
}
