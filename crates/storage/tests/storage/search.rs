//! A dossier is found by its people and by the end of its number, on behalf of the agencies it concerns and of no other.

use crate::example::{self, COUNTER, OFFICE};
use crate::past_the_store::count;
use motcua_dossier::{Dossier, Entry, Event, Party, PartyInput, Phone, Sought, apply};
use motcua_kernel::{AgencyId, PartyId};
use motcua_migrations::{Migrator, MigratorTrait};
use motcua_storage::search::{self, PersonKey};
use motcua_storage::{Store, StoreError, parties};
use uuid::Uuid;

const ELSEWHERE: AgencyId = AgencyId(Uuid::from_u128(0xa9));
const PEOPLE: [&str; 8] = [
    "Nguyễn Văn Á",
    "Đặng Thị Hường",
    "Trần Đình Đức",
    "Lê Hòa",
    "Lê Hoà",
    "ស្រី សុខា",
    "Y-Ngông Niê Kđăm",
    "Nguyễn Thị Ưng",
];

/// A dossier of this person, on its desk and in the index.
pub async fn receive(store: &Store, serial: u32, name: &str) -> Dossier {
    let phone = format!("09123456{serial:02}");
    let input = PartyInput { name, phone: Some(&phone), ..PartyInput::default() };
    let person = Party::parse(PartyId(Uuid::from_u128(0xb00 + u128::from(serial))), input).unwrap();
    let (_, mut entry) = example::received(serial);
    if let Event::Received { filing, .. } = &mut entry.event {
        filing.applicant = person.id;
    }
    let state = apply(example::dossier_id(serial), None, &entry).unwrap();
    let entries: [Entry; 1] = [entry];
    store
        .write::<_, StoreError>(async |tx| {
            parties::insert(tx, std::slice::from_ref(&person)).await?;
            example::keep_new(tx, &state, &entries).await?;
            search::change(tx, None, &state).await
        })
        .await
        .unwrap();
    state
}

async fn fill(store: &Store) {
    for (serial, name) in (1..).zip(PEOPLE) {
        receive(store, serial, name).await;
    }
}

async fn names(store: &Store, typed: &str, agencies: &[AgencyId]) -> Vec<String> {
    let sought = Sought::parse(typed).ok().unwrap();
    let found =
        search::people_by(&store.reader(), PersonKey::Words(&sought.words), agencies, 100).await.unwrap();
    let mut names: Vec<String> = found.iter().map(|it| it.name.as_str().to_owned()).collect();
    names.sort();
    names
}

async fn check_all(store: &Store) {
    let check = async |typed: &str, expected: &[&str]| {
        assert_eq!(names(store, typed, &[COUNTER]).await, expected, "{typed}");
        assert_eq!(names(store, typed, &[ELSEWHERE, OFFICE]).await, expected, "{typed}");
        assert_eq!(names(store, typed, &[ELSEWHERE]).await, [""; 0], "{typed}");
        assert_eq!(names(store, typed, &[]).await, [""; 0], "{typed}");
    };
    check("nguyen van a", &["Nguyễn Văn Á"]).await;
    check("NGUYỄN", &["Nguyễn Thị Ưng", "Nguyễn Văn Á"]).await;
    check("dang thi huong", &["Đặng Thị Hường"]).await;
    check("huong dang", &["Đặng Thị Hường"]).await;
    check("tran dinh duc", &["Trần Đình Đức"]).await;
    check("hòa", &["Lê Hoà", "Lê Hòa"]).await;
    check("hoà", &["Lê Hoà", "Lê Hòa"]).await;
    check("ung", &["Nguyễn Thị Ưng"]).await;
    check("ស្រី", &["ស្រី សុខា"]).await;
    check("សុខា", &["ស្រី សុខា"]).await;
    check("ngong", &["Y-Ngông Niê Kđăm"]).await;
    check("guyen", &[]).await;
    check("nguyen hoa", &[]).await;
}

on_both_databases!(people_are_found_without_marks_by_who_may_know_of_them, async |database| {
    fill(&database.store).await;
    check_all(&database.store).await;
    let phone = Phone::parse("0912345602").ok().unwrap();
    let by_phone = async |agencies: &[AgencyId]| {
        search::people_by(&database.store.reader(), PersonKey::Phone(&phone), agencies, 10)
            .await
            .unwrap()
            .len()
    };
    assert_eq!((by_phone(&[COUNTER]).await, by_phone(&[ELSEWHERE]).await), (1, 0));
});

on_both_databases!(a_number_is_found_by_its_end, async |database| {
    let store = &database.store;
    fill(store).await;
    let found = async |typed: &str, agency| {
        let tail = Sought::parse(typed).ok().unwrap().tail.unwrap();
        search::by_tail(&store.reader(), &tail, &[agency], 100).await.unwrap()
    };
    assert_eq!(found("0003", COUNTER).await, [example::dossier_id(3)]);
    assert_eq!(found("241124-0003", COUNTER).await, []);
    assert_eq!(found("261124-0003", OFFICE).await, [example::dossier_id(3)]);
    assert_eq!(found("H13.15-261124-0003", OFFICE).await, [example::dossier_id(3)]);
    assert_eq!(found("0003", ELSEWHERE).await, []);
});

on_both_databases!(what_was_there_before_the_index_is_found_too, async |database| {
    fill(&database.store).await;
    let connection = database.connect().await;
    let later = Migrator::migrations().iter().rev().position(|it| it.name() == "m0006_search").unwrap();
    let steps = u32::try_from(later + 1).unwrap();
    Migrator::down(&connection, Some(steps)).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    let store = Store::open(&database.url).await.unwrap();
    check_all(&store).await;
    let tail = Sought::parse("0003").ok().unwrap().tail.unwrap();
    assert_eq!(
        search::by_tail(&store.reader(), &tail, &[OFFICE], 9).await.unwrap(),
        [example::dossier_id(3)]
    );
    assert_eq!(count(database, "dossier_party").await, 8);
    assert_eq!(count(database, "dossier_agency").await, 16);
});

on_both_databases!(who_is_erased_is_not_found, async |database| {
    let store = &database.store;
    fill(store).await;
    let erased = PartyId(Uuid::from_u128(0xb02));
    store.write::<_, StoreError>(async |tx| parties::erase(tx, erased, "theo yêu cầu").await).await.unwrap();
    assert_eq!(names(store, "dang thi huong", &[COUNTER]).await, [""; 0]);
    assert_eq!(names(store, "nguyen", &[COUNTER]).await.len(), 2);
    if !database.is_postgres() {
        assert_eq!(count(database, "party_words WHERE party_words MATCH 'huong'").await, 0);
    }
});

on_both_databases!(people_and_agencies_of_a_dossier_change, async |database| {
    let store = &database.store;
    let before = receive(store, 1, "Nguyễn Văn Á").await;
    let mut after = before.clone();
    let other = Party::parse(
        PartyId(Uuid::from_u128(0xbb)),
        PartyInput { name: "Võ Thị Lan", ..PartyInput::default() },
    )
    .unwrap();
    let filing = after.filing.as_mut().unwrap();
    filing.applicant = other.id;
    filing.handed_in_at = Some(ELSEWHERE);
    store
        .write::<_, StoreError>(async |tx| {
            parties::insert(tx, std::slice::from_ref(&other)).await?;
            search::change(tx, Some(&before), &after).await
        })
        .await
        .unwrap();
    assert_eq!(names(store, "nguyen", &[COUNTER]).await, [""; 0]);
    assert_eq!(names(store, "lan", &[ELSEWHERE]).await, ["Võ Thị Lan"]);
    store.write::<_, StoreError>(async |tx| search::change(tx, Some(&after), &before).await).await.unwrap();
    assert_eq!(names(store, "lan", &[COUNTER]).await, [""; 0]);
    assert_eq!(names(store, "nguyen", &[ELSEWHERE]).await, [""; 0]);
});
