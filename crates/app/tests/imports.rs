//! Spreadsheets of an administrator: everything wrong is said at once, what is right is used whole, and twice changes
//! nothing.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_app::accounts::{Origin, by_login, disable, list, log_in};
use motcua_app::admin::{
    AccountVerdict, AgencyVerdict, Fault, Importer, import_accounts, preview_accounts, preview_agencies,
    preview_calendar,
};
use motcua_app::{AppError, Clock, Context, IdSource, Province, demo};
use motcua_calendar::{DayCalendar, DayKind, shipped};
use motcua_identity::{LoginName, PasswordCost};
use motcua_kernel::{Role, parse_instant};
use motcua_storage::Store;
use std::fmt::Write;
use tempfile::TempDir;
use time::macros::date;

struct House {
    context: Context,
    url: String,
    _folder: TempDir,
}

impl House {
    async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("imports.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        motcua_migrations::apply(&url).await.unwrap();
        let clock = Clock::fixed(parse_instant("2026-11-24T08:00").unwrap());
        let context = Context::new(clock, IdSource::System, store, Province::can_tho().unwrap())
            .with_password_cost(PasswordCost::trial());
        Self { context, url, _folder: folder }
    }
}

const fn by_key(word: &str) -> Option<Role> {
    match word.as_bytes() {
        b"clerk" => Some(Role::Clerk),
        b"leader" => Some(Role::Leader),
        b"cashier" => Some(Role::Cashier),
        _ => None,
    }
}

/// Looks after everybody.
const OPERATOR: Importer<'static> = Importer { role_named: &by_key, looks_after: &|_| true };

/// Line, column and code of each fault.
fn told(faults: &[Fault]) -> Vec<String> {
    let fault = |it: &Fault| {
        format!("{} {} {}", it.line, it.refusal.field.as_deref().unwrap_or("–"), it.refusal.message.code)
    };
    faults.iter().map(fault).collect()
}

fn accounts_file(rows: &str) -> Vec<u8> {
    format!("Tên đăng nhập,Họ tên,Vai trò,Mã cơ quan,Từ ngày,Đến hết ngày\n{rows}").into_bytes()
}

const OF_TWO_PEOPLE: &str = "\
tran.thi.mau,Trần Thị Mẫu,clerk,H13.163.01,01/12/2026,
Tran.Thi.Mau,Trần Thị Mẫu,cashier,H13.163.01,01/12/2026,31/12/2026
le.van.mau,Lê Văn Mẫu,leader,H13.031,2026-12-01,
";

#[tokio::test]
async fn people_of_a_file_are_made_once_each_with_a_password_of_their_own() {
    let house = House::empty().await;
    let context = &house.context;
    let file = accounts_file(OF_TWO_PEOPLE);
    let preview = preview_accounts(context, OPERATOR, &file).await.unwrap();
    assert_eq!((preview.faults.len(), preview.count(AccountVerdict::Added)), (0, 3));
    assert!(list(context, None).await.unwrap().is_empty(), "a preview changes nothing");

    let done = import_accounts(context, OPERATOR, &file).await.unwrap();
    assert_eq!(done.passwords.len(), 2);
    assert_ne!(done.passwords[0].password, done.passwords[1].password);
    for first in &done.passwords {
        let login = first.login.as_str();
        log_in(context, Origin { address: "127.0.0.1" }, login, &first.password).await.unwrap();
    }
    let mau = by_login(context, &LoginName::parse("tran.thi.mau").unwrap()).await.unwrap();
    assert_eq!((mau.grants.len(), mau.display_name.as_str()), (2, "Trần Thị Mẫu"));
    assert_eq!(mau.grants[1].validity.until, Some(date!(2027 - 01 - 01)), "to the end of its last day");

    let again = import_accounts(context, OPERATOR, &file).await.unwrap();
    assert_eq!((again.passwords.len(), again.preview.count(AccountVerdict::Unchanged)), (0, 3));
    let more = accounts_file("tran.thi.mau,Trần Thị Mẫu,cashier,H13.163.01,01/02/2027,\n");
    let done = import_accounts(context, OPERATOR, &more).await.unwrap();
    assert_eq!((done.passwords.len(), done.preview.count(AccountVerdict::Changed)), (0, 1));
    let people = list(context, None).await.unwrap();
    let grants: Vec<usize> = people.iter().map(|it| it.grants.len()).collect();
    assert_eq!(grants, [1, 3]);
}

#[tokio::test]
async fn everything_wrong_with_people_is_said_at_once_and_nobody_is_made() {
    let house = House::empty().await;
    let context = &house.context;
    import_accounts(context, OPERATOR, &accounts_file(OF_TWO_PEOPLE)).await.unwrap();
    disable(context, &LoginName::parse("le.van.mau").unwrap()).await.unwrap();
    let file = accounts_file(
        "ok.nguoi.moi,Người Mới,clerk,H13.163.01,01/12/2026,\n\
         ab,,king,H13.163.01,hôm nay,\n\
         ba.moi,Bà Mới,clerk,H99,01/12/2026,30/11/2026\n\
         ba.moi,Bà Mới,clerk,H99,01/12/2026,\n\
         ong.moi,Ông Mới,clerk,H13.163.01,01/12/2026,\n\
         ong.moi,Ông Khác,clerk,H13.163.01,02/12/2026,\n\
         tran.thi.mau,Trần Thị Khác,clerk,H13.163.01,01/12/2026,\n\
         tran.thi.mau,Trần Thị Mẫu,clerk,H13.163.01,05/12/2026,\n\
         le.van.mau,Lê Văn Mẫu,clerk,H13.163.01,01/12/2026,\n",
    );
    let preview = preview_accounts(context, OPERATOR, &file).await.unwrap();
    assert_eq!(
        told(&preview.faults),
        [
            "3 login identity.login-name-invalid",
            "3 name app.import-cell-empty",
            "3 role app.import-role",
            "3 from app.import-date",
            "4 until app.import-ends-before",
            "5 agency app.import-agency",
            "7 name app.import-name-differs",
            "7 role app.import-row-twice",
            "8 login app.import-login-of-other",
            "9 name app.import-name-differs",
            "9 role app.import-row-twice",
            "10 login app.import-account-disabled",
        ]
    );
    let refused = import_accounts(context, OPERATOR, &file).await.err();
    assert!(matches!(refused, Some(AppError::Refused(it)) if it.message.code.0 == "app.import-faulty"));
    assert_eq!(list(context, None).await.unwrap().len(), 2, "nobody was made");

    let ward = Importer { role_named: &by_key, looks_after: &|_| false };
    let preview = preview_accounts(context, ward, &accounts_file(OF_TWO_PEOPLE)).await.unwrap();
    assert!(preview.faults.iter().all(|it| it.refusal.message.code.0 == "app.import-agency-of-others"));
    assert_eq!(preview.faults.len(), 3);
}

#[tokio::test]
async fn a_file_that_is_none_of_ours_is_refused_whole() {
    let house = House::empty().await;
    for (file, code) in [
        ("Tên đăng nhập,Họ tên\na,b\n", "app.paper-columns-missing"),
        ("login,name,role,agency,from,mật khẩu\na,b,c,d,e,f\n", "app.paper-column-unknown"),
        ("login,name,role,agency,from\n", "app.import-no-rows"),
        ("", "spreadsheet.empty"),
    ] {
        let refused = preview_accounts(&house.context, OPERATOR, file.as_bytes()).await.err();
        assert!(
            matches!(&refused, Some(AppError::Refused(it)) if it.message.code.0 == code),
            "{file}: {refused:?}"
        );
    }
}

fn agencies_file(rows: &str) -> Vec<u8> {
    format!(
        "Mã cơ quan,Tên cơ quan,Loại cơ quan,Cấp,Mã cơ quan cấp trên,Từ ngày,Đến hết ngày,Mã cơ quan kế thừa,Dùng hệ \
         thống\n{rows}"
    )
    .into_bytes()
}

#[test]
fn agencies_of_a_file_come_back_as_lines_that_make_the_same_tree() {
    let tree = Province::can_tho().unwrap().agencies;
    let file = agencies_file(
        "H13.014,Sở Mẫu,sở,tỉnh,H13,01/12/2026,,,\n\
         H13.014.01,\"Phòng \"\"Mẫu\"\"\",phòng,cấp tỉnh,H13.014,01/12/2026,,,không\n\
         H13.002,Sở Nội vụ,department,province,H13,01/07/2025,,,có\n\
         H13.003,Sở Tư pháp,department,province,H13,2025-07-01,30/11/2026,H13.014,\n",
    );
    let preview = preview_agencies(&tree, &file).unwrap();
    assert_eq!(preview.faults, []);
    let verdicts: Vec<&AgencyVerdict> = preview.rows.iter().map(|it| &it.verdict).collect();
    let changed = AgencyVerdict::Changed(vec!["until", "successor"]);
    assert_eq!(verdicts, [&AgencyVerdict::Added, &AgencyVerdict::Added, &AgencyVerdict::Unchanged, &changed]);
    let lines = preview.toml();
    let expected = "# To be added to `agencies`:\n    \
        { code = \"H13.014\", name = \"Sở Mẫu\", kind = \"department\", level = \"province\", parent = \"H13\", \
        from = \"2026-12-01\", verified = false },\n    \
        { code = \"H13.014.01\", name = \"Phòng \\\"Mẫu\\\"\", kind = \"division\", level = \"province\", \
        parent = \"H13.014\", from = \"2026-12-01\", inside = false, verified = false },\n\
        # In place of the rows with the same code and first day:\n    \
        { code = \"H13.003\", name = \"Sở Tư pháp\", kind = \"department\", level = \"province\", parent = \"H13\", \
        from = \"2025-07-01\", until = \"2026-12-01\", successor = \"H13.014\", verified = false },\n";
    assert_eq!(lines, expected);

    // A province file with these lines in it makes a tree to which the same file adds nothing.
    let root = "{ code = \"H13\", name = \"UBND\", kind = \"peoples-committee\", level = \"province\", \
                from = \"2025-07-01\", verified = true },\n";
    let text = format!("agencies = [\n{root}{lines}]\n");
    let made = motcua_identity::agency_file::parse([("mau.toml", text.as_str())]).unwrap();
    let again = preview_agencies(&made, &file).unwrap();
    let same = again.rows.iter().filter(|it| it.verdict == AgencyVerdict::Unchanged);
    let same: Vec<&str> = same.map(|it| it.agency.code.as_str()).collect();
    assert_eq!(same, ["H13.014", "H13.014.01", "H13.003"]);
}

#[test]
fn everything_wrong_with_agencies_is_said_at_once() {
    let tree = Province::can_tho().unwrap().agencies;
    let check = |rows: &str, faults: &[&str]| {
        let preview = preview_agencies(&tree, &agencies_file(rows)).unwrap();
        assert_eq!(told(&preview.faults), faults, "{rows}");
    };
    check(
        "H13..1,,bộ,quận,H13,01/12/2026,,,chưa\n\
         H13.014,Sở Mẫu,sở,tỉnh,H99,01/12/2026,,H13.015,\n\
         H13.015,Sở Khác,sở,tỉnh,H13,01/12/2026,31/12/2026,H13.099,\n\
         H13.015,Sở Khác,sở,tỉnh,H13,01/12/2026,,,\n\
         H13.002,Sở Nội vụ,sở,tỉnh,H13,01/12/2026,,,\n",
        &[
            "2 code app.import-agency-code",
            "2 name app.import-cell-empty",
            "2 kind app.import-word",
            "2 level app.import-word",
            "2 inside app.import-word",
            "3 successor app.import-successor-without-end",
            "3 parent app.import-agency",
            "4 successor app.import-agency",
            "5 code app.import-row-twice",
            "6 code app.import-code-taken",
        ],
    );
    check(
        "H13.014,Sở Một,sở,tỉnh,H13.015,01/12/2026,,,\nH13.015,Sở Hai,sở,tỉnh,H13.014,01/12/2026,,,\n",
        &["2 code app.import-agency-cycle"],
    );
}

/// The year as the calendar in force projects it.
fn year_of_2027() -> String {
    let mut rows = "Ngày,Loại ngày,Tên ngày\n".to_owned();
    for (date, it) in shipped().exceptions().filter(|(date, _)| date.year() == 2027) {
        let kind = match it.kind {
            DayKind::Holiday => "nghỉ lễ",
            DayKind::Observed => "nghỉ bù",
            DayKind::SubstitutedOff => "nghỉ hoán đổi",
            DayKind::MakeupWorkday => "làm bù",
        };
        writeln!(rows, "{date},{kind},\"{}\"", it.name).unwrap();
    }
    rows
}

#[tokio::test]
async fn a_decided_year_replaces_the_projected_one_and_says_which_dates_move() {
    let house = House::empty().await;
    let filling = Store::open_for_filling(&house.url).await.unwrap();
    demo::fill(&house.context, filling, demo::World::CanTho).await.unwrap();
    let context = &house.context;
    let quiet = |_| {};
    let same = preview_calendar(context, year_of_2027().as_bytes(), &quiet).await.unwrap();
    assert_eq!((same.faults.len(), same.differences.len()), (0, 0));
    assert!(same.days.is_announced(2027) && !same.days.is_announced(2028) && !shipped().is_announced(2027));

    // Of 2026 every working day of the week after is swapped off: open dossiers get other dates.
    let mut rows = "Ngày,Loại ngày,Tên ngày\n".to_owned();
    for (date, it) in shipped().exceptions().filter(|(date, _)| date.year() == 2026) {
        let kind = serde_json::to_value(it.kind).unwrap();
        writeln!(rows, "{date},{},\"{}\"", kind.as_str().unwrap(), it.name).unwrap();
    }
    rows.push_str("25/11/2026,nghỉ hoán đổi,Nghỉ bão\n26/11/2026,nghỉ hoán đổi,Nghỉ bão\n");
    let storm = preview_calendar(context, rows.as_bytes(), &quiet).await.unwrap();
    let dates: Vec<String> = storm.differences.iter().map(|it| it.date.to_string()).collect();
    assert_eq!(
        (told(&storm.faults), dates),
        (vec![], vec!["2026-11-25".to_owned(), "2026-11-26".to_owned()])
    );
    assert!(!storm.moved.moved.is_empty());
    assert!(storm.moved.moved.iter().all(|it| it.after > it.before));
    let stored =
        motcua_app::upkeep::recompute(context, motcua_app::upkeep::Trial::Only, &quiet).await.unwrap();
    assert_eq!(stored.moved, [], "a preview moves nothing");
    let read = DayCalendar::parse_csv(&storm.days.to_csv().unwrap()).unwrap();
    assert_eq!(read, storm.days);
    assert_eq!(read.exception(date!(2026 - 11 - 25)), Some((DayKind::SubstitutedOff, "Nghỉ bão")));
}

#[tokio::test]
async fn everything_wrong_with_days_is_said_at_once() {
    let house = House::empty().await;
    let check = async |rows: &str, faults: &[&str]| {
        let preview = preview_calendar(&house.context, rows.as_bytes(), &|_| {}).await.unwrap();
        assert_eq!(told(&preview.faults), faults, "{rows}");
        assert_eq!(preview.days, shipped());
    };
    check(
        "Ngày,Loại ngày,Tên ngày\n\
         31/02/2027,nghỉ lễ,Ngày Lạ\n\
         02/01/2027,nghỉ bù,Nghỉ bù\n\
         04/01/2027,làm bù,Làm bù\n\
         05/01/2027,ngủ,\n\
         05/01/2027,nghỉ hoán đổi,Một\n\
         05/01/2027,nghỉ hoán đổi,Hai\n",
        &[
            "2 date app.import-date",
            "3 kind app.import-day-rests-already",
            "4 kind app.import-day-works-already",
            "5 kind app.import-word",
            "5 name app.import-cell-empty",
            "7 date app.import-row-twice",
        ],
    )
    .await;
    let year = year_of_2027();
    let lines: Vec<&str> = year.lines().filter(|it| !it.starts_with("2027-09-02")).collect();
    let without_national_day = lines.join("\n");
    check(&without_national_day, &["2 date app.import-holiday-lacks"]).await;
}
