//! Files are shown to a scanner before they are kept; the scanner of these tests listens on a loopback socket.

use super::*;
use motcua_files::{Scanner, ScannerAddress, WithoutScanner};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};

/// The test file of the European Institute for Computer Antivirus Research, which every scanner calls infected; in two
/// halves, so that none does so with this source.
const EICAR: [&str; 2] = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STAN", "DARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// How the scanner behaves.
#[derive(Clone, Copy)]
enum Manner {
    /// As `clamd` does.
    Works,
    /// It listens and never says anything.
    IsSlow,
    /// It hangs up in the middle of the file.
    Dies,
    /// It has a limit of its own, says so and hangs up.
    FindsItTooLarge,
    /// It says that all is well and has not heard the file.
    AnswersTooEarly,
}

fn eicar() -> Vec<u8> {
    [PDF, EICAR.concat().as_bytes()].concat()
}

async fn answer(mut line: impl AsyncRead + AsyncWrite + Unpin, manner: Manner) {
    let mut command = Vec::new();
    while command.last() != Some(&0) {
        command.push(line.read_u8().await.unwrap());
    }
    if command == b"zPING\0" {
        return line.write_all(b"PONG\0").await.unwrap();
    }
    assert_eq!(command, b"zINSTREAM\0");
    match manner {
        Manner::Works => {}
        Manner::IsSlow => return std::future::pending().await,
        Manner::Dies => return drop(line.read_u32().await),
        Manner::FindsItTooLarge => {
            line.write_all(b"INSTREAM size limit exceeded. ERROR\0").await.unwrap();
            return;
        }
        Manner::AnswersTooEarly => return line.write_all(b"stream: OK\0").await.unwrap(),
    }
    let mut heard = Vec::new();
    loop {
        let length = usize::try_from(line.read_u32().await.unwrap()).unwrap();
        if length == 0 {
            break;
        }
        let start = heard.len();
        heard.resize(start + length, 0);
        line.read_exact(&mut heard[start..]).await.unwrap();
    }
    let mark = EICAR.concat();
    let found = heard.windows(mark.len()).any(|it| it == mark.as_bytes());
    let said: &[u8] = if found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
    line.write_all(said).await.unwrap();
}

async fn scanner(manner: Manner) -> ScannerAddress {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            tokio::spawn(answer(line, manner));
        }
    });
    ScannerAddress::Tcp(at)
}

fn scanned(place: Place, at: ScannerAddress, without: WithoutScanner) -> Place {
    let scanner = Scanner { at, patience: Duration::from_millis(500), without };
    Place { store: place.store.clone().scanned_by(scanner), ..place }
}

async fn works_for(place: Place) {
    let place = scanned(place, scanner(Manner::Works).await, WithoutScanner::Refuse);
    refused(place.put(1, &[&eicar()]).await, "files.infected");
    assert_eq!(place.count(), 0);
    let clean = [PDF, &vec![7; 300_000]].concat();
    let kept = place.put(2, &[&clean]).await.unwrap();
    assert_eq!(place.read(&kept).await.unwrap(), clean);
    assert_eq!(place.count(), 1);
}

#[tokio::test]
async fn what_is_infected_never_lies_in_the_folder() {
    works_for(Place::folder(MOST)).await;
}

#[tokio::test]
async fn what_is_infected_never_lies_in_the_bucket() {
    works_for(Place::bucket(MOST).await).await;
}

#[tokio::test]
async fn whoever_sent_an_infected_file_is_told_what_was_found() {
    let place = scanned(Place::folder(MOST), scanner(Manner::Works).await, WithoutScanner::LetThrough);
    let Err(FileError::Refused(refusal)) = place.put(1, &[&eicar()]).await else { panic!("it came in") };
    assert_eq!(refusal.message.values, [("what".into(), "Eicar-Test-Signature".to_owned())]);
}

#[tokio::test]
async fn a_scanner_on_a_socket_of_this_machine_is_asked_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            answer(line, Manner::Works).await;
        }
    });
    let place = scanned(Place::folder(MOST), ScannerAddress::Unix(path), WithoutScanner::Refuse);
    refused(place.put(1, &[&eicar()]).await, "files.infected");
    place.put(2, &[PDF]).await.unwrap();
}

#[tokio::test]
async fn a_file_that_nobody_could_look_at_is_refused_or_let_through_as_the_operator_says() {
    let check = async |at: ScannerAddress| {
        let large = [PDF, &vec![7; 900_000]].concat();
        let place = scanned(Place::folder(MOST), at.clone(), WithoutScanner::Refuse);
        refused(place.put(1, &[&large]).await, "files.scan-unavailable");
        assert_eq!(place.count(), 0);
        let place = scanned(place, at, WithoutScanner::LetThrough);
        place.put(1, &[&large]).await.unwrap();
        assert_eq!(place.count(), 1);
    };
    for manner in [Manner::IsSlow, Manner::Dies, Manner::FindsItTooLarge, Manner::AnswersTooEarly] {
        check(scanner(manner).await).await;
    }
    check(ScannerAddress::Unix("/no/such/clamd.ctl".into())).await;
    // A port that was just given back.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    check(ScannerAddress::Tcp(free.to_string())).await;
}

#[tokio::test]
async fn whether_the_scanner_is_there_can_be_asked_without_a_file() {
    let scanner = |at| Scanner { at, patience: Duration::from_millis(500), without: WithoutScanner::Refuse };
    scanner(self::scanner(Manner::Works).await).ping().await.unwrap();
    assert!(scanner(ScannerAddress::Unix("/no/such/clamd.ctl".into())).ping().await.is_err());
}
