//! Files that no dossier names go after a day; those that one names stay, whatever is going on meanwhile.

use crate::files::{PDF, count, id_of, send, with_folder};
use crate::office::Office;
use crate::support;
use motcua_app::files::{self, Arriving, Collecting, CollectingEnd, OrphanReport};
use std::fs::File;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

const HOUR: u64 = 60 * 60;

/// Lets everything below `folder` lie there since this many hours, by the clock of the office.
fn age(office: &Office, folder: &Path, hours: u64) {
    let now = Duration::from_micros(office.context.clock.now().micros().try_into().unwrap());
    let since = UNIX_EPOCH + now - Duration::from_secs(hours * HOUR);
    for entry in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        if entry.is_dir() {
            age(office, &entry, hours);
        } else {
            File::options().write(true).open(entry).unwrap().set_modified(since).unwrap();
        }
    }
}

async fn arriving(office: &Office) -> Arriving {
    let mut arriving = files::receive(&office.context).await.unwrap();
    arriving.write(PDF).await.unwrap();
    arriving
}

async fn collect(office: &Office, collecting: Collecting) -> OrphanReport {
    files::collect_orphans(&office.context, collecting, &|_| ()).await.unwrap()
}

on_both_databases!(files_that_no_dossier_names_go_after_a_day, async |database: &support::TestDatabase| {
    let (folder, office) = with_folder(database).await;
    let path = format!("/api/v1/dossiers/{}/files", id_of(&office.receive().await));
    let named = send(&office, "clerk", &path, PDF).await.expect(201);
    // The server died between the file and its line; before the file was whole; and after the line of one that was taken
    // away.
    arriving(&office).await.keep().await.unwrap();
    std::mem::forget(arriving(&office).await);
    let taken = send(&office, "clerk", &path, PDF).await.expect(201);
    let bearer = format!("Bearer {}", office.token("clerk"));
    office.send("DELETE", taken.location(), &[("authorization", &bearer)], Vec::new()).await.expect(204);
    let name = taken.location().rsplit('/').next().unwrap().replace('-', "");
    std::fs::write(folder.path().join(&name[30..]).join(&name), PDF).unwrap();
    std::fs::write(folder.path().join(&name[30..]).join("not-ours.txt"), "keep me").unwrap();
    assert_eq!(count(folder.path()), 5);

    age(&office, folder.path(), 23);
    let young = collect(&office, Collecting::Careful).await;
    assert_eq!((young.known, young.orphans, young.broken_off), (0, 0, 0));

    age(&office, folder.path(), 25);
    let going_on = arriving(&office).await;
    let looked = collect(&office, Collecting::Trial).await;
    assert_eq!((looked.known, looked.orphans, looked.broken_off), (1, 2, 1));
    assert_eq!((looked.bytes, looked.end), (2 * u64::try_from(PDF.len()).unwrap(), CollectingEnd::Left));
    assert_eq!(count(folder.path()), 6);

    // Meanwhile others go on sending.
    let (collected, sent) =
        tokio::join!(collect(&office, Collecting::Careful), send(&office, "clerk", &path, PDF));
    assert_eq!(collected, OrphanReport { end: CollectingEnd::Taken, ..looked });
    going_on.keep().await.unwrap();
    for put in [&named, &sent.expect(201)] {
        assert_eq!(office.get("clerk", put.location()).await.expect(200).text.as_bytes(), PDF);
    }
    assert_eq!(count(folder.path()), 4);
    assert_eq!(collect(&office, Collecting::Careful).await.orphans, 0);
});

on_both_databases!(
    the_files_of_another_database_are_not_taken_for_orphans,
    async |database: &support::TestDatabase| {
        let (folder, office) = with_folder(database).await;
        let path = format!("/api/v1/dossiers/{}/files", id_of(&office.receive().await));
        send(&office, "clerk", &path, PDF).await.expect(201);
        for _ in 0..21 {
            arriving(&office).await.keep().await.unwrap();
        }
        age(&office, folder.path(), 25);
        let careful = collect(&office, Collecting::Careful).await;
        assert_eq!((careful.known, careful.orphans, careful.end), (1, 21, CollectingEnd::TooMany));
        assert_eq!(count(folder.path()), 22);
        assert_eq!(collect(&office, Collecting::Whatever).await.end, CollectingEnd::Taken);
        assert_eq!(count(folder.path()), 1);
    }
);
