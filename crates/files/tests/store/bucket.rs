//! A stand-in of an S3 store on a loopback socket, and what becomes of a file when the store does not work.
//!
//! It keeps objects as files and knows what the house asks of a store: put, get, delete, list, and parts. It looks at who
//! signed and not at the signature.

use super::*;
use http_body_util::Full;
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use motcua_files::BucketAddress;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use tokio::net::TcpListener;

const BUCKET: &str = "motcua";

type Whole = Full<bytes::Bytes>;

/// The store, and the folder that its objects are in.
pub struct StandIn {
    at: SocketAddr,
    shelves: Arc<Shelves>,
}

/// What it holds and saw, and which part it will not take.
struct Shelves {
    root: TempDir,
    largest_body: AtomicU64,
    uploads: AtomicU64,
    refused_part: AtomicU64,
}

impl StandIn {
    pub async fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        let none = || AtomicU64::new(0);
        let shelves = Shelves { root, largest_body: none(), uploads: none(), refused_part: none() };
        let (listener, shelves) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(shelves));
        let at = listener.local_addr().unwrap();
        let served = Arc::clone(&shelves);
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let served = Arc::clone(&served);
                let answer = service_fn(move |request| {
                    let served = Arc::clone(&served);
                    async move { Ok::<_, Infallible>(served.answer(request).await) }
                });
                let line =
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(line), answer);
                tokio::spawn(line);
            }
        });
        Self { at, shelves }
    }

    pub fn address(&self) -> BucketAddress {
        BucketAddress {
            endpoint: format!("http://{}", self.at),
            region: "vn".to_owned(),
            bucket: BUCKET.to_owned(),
            access_key: "khoa".to_owned(),
            secret_key: "bi-mat".to_owned(),
        }
    }

    pub fn folder(&self) -> PathBuf {
        self.shelves.root.path().to_owned()
    }

    /// Files in it; also parts of those that are not whole.
    pub fn count(&self) -> usize {
        count(self.shelves.root.path())
    }

    pub fn largest_body(&self) -> u64 {
        self.shelves.largest_body.load(SeqCst)
    }
}

impl Shelves {
    async fn answer(&self, request: Request<Incoming>) -> Response<Whole> {
        let signed = request.headers().get("authorization").and_then(|it| it.to_str().ok());
        if !signed
            .is_some_and(|it| it.starts_with("AWS4-HMAC-SHA256 Credential=khoa/") && it.contains("/vn/s3/"))
        {
            return said(StatusCode::FORBIDDEN, "<Error><Code>InvalidAccessKeyId</Code></Error>");
        }
        let query = request.uri().query().unwrap_or_default().to_owned();
        let asked = |name: &str| {
            let mut pairs = query.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        };
        let path = request.uri().path().strip_prefix("/motcua").unwrap().trim_matches('/').to_owned();
        let object = self.root.path().join(&path);
        let parts = asked("uploadId").map(|it| self.root.path().join(format!("upload-{it}")));
        match (request.method().clone(), parts) {
            (Method::GET, None) if asked("list-type").is_some() => self.list(&asked("prefix").unwrap()),
            (Method::GET, None) => match std::fs::read(&object) {
                Ok(bytes) => found(bytes),
                Err(_) => said(StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>"),
            },
            (Method::POST, None) => {
                let upload = self.uploads.fetch_add(1, SeqCst);
                std::fs::create_dir(self.root.path().join(format!("upload-{upload}"))).unwrap();
                std::fs::write(self.root.path().join(format!("upload-{upload}/open")), "").unwrap();
                said(
                    StatusCode::OK,
                    &format!(
                        "<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
                    ),
                )
            }
            (Method::PUT, None) => self.keep(request, &object).await,
            (Method::PUT, Some(parts)) => {
                let number: u64 = asked("partNumber").unwrap().parse().unwrap();
                if number == self.refused_part.load(SeqCst) {
                    return said(StatusCode::FORBIDDEN, "<Error><Code>AccessDenied</Code></Error>");
                }
                self.keep(request, &parts.join(format!("{number:05}"))).await
            }
            (Method::POST, Some(parts)) => {
                std::fs::remove_file(parts.join("open")).unwrap();
                let mut names: Vec<_> =
                    std::fs::read_dir(&parts).unwrap().map(|it| it.unwrap().path()).collect();
                names.sort();
                std::fs::create_dir_all(object.parent().unwrap()).unwrap();
                let mut whole = std::fs::File::create(&object).unwrap();
                for name in names {
                    std::io::copy(&mut std::fs::File::open(name).unwrap(), &mut whole).unwrap();
                }
                std::fs::remove_dir_all(parts).unwrap();
                said(
                    StatusCode::OK,
                    "<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>",
                )
            }
            (Method::DELETE, Some(parts)) => {
                std::fs::remove_dir_all(parts).unwrap();
                said(StatusCode::NO_CONTENT, "")
            }
            (Method::DELETE, None) => {
                // As S3 does: what is not there is away already.
                std::fs::remove_file(object).ok();
                said(StatusCode::NO_CONTENT, "")
            }
            (method, _) => panic!("{method} {path}?{query}"),
        }
    }

    async fn keep(&self, request: Request<Incoming>, to: &Path) -> Response<Whole> {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        let (mut file, mut length) = (std::fs::File::create(to).unwrap(), 0);
        let mut body = pin!(request.into_body());
        while let Some(frame) = std::future::poll_fn(|waiting| body.as_mut().poll_frame(waiting)).await {
            let piece = frame.unwrap().into_data().unwrap();
            length += u64::try_from(piece.len()).unwrap();
            file.write_all(&piece).unwrap();
        }
        self.largest_body.fetch_max(length, SeqCst);
        let mut answer = said(StatusCode::OK, "");
        answer.headers_mut().insert("etag", "\"part\"".parse().unwrap());
        answer
    }

    fn list(&self, prefix: &str) -> Response<Whole> {
        let below = prefix.trim_end_matches("%2F").trim_end_matches('/');
        let mut text = "<ListBucketResult><IsTruncated>false</IsTruncated>".to_owned();
        for entry in std::fs::read_dir(self.root.path().join(below)).into_iter().flatten() {
            let entry = entry.unwrap();
            let (name, size) = (entry.file_name(), entry.metadata().unwrap().len());
            write!(
                text,
                "<Contents><Key>{below}/{}</Key><Size>{size}</Size><ETag>x</ETag>\
                 <LastModified>2026-08-03T01:02:03.000Z</LastModified></Contents>",
                name.to_str().unwrap()
            )
            .unwrap();
        }
        said(StatusCode::OK, &format!("{text}</ListBucketResult>"))
    }
}

fn said(status: StatusCode, text: &str) -> Response<Whole> {
    Response::builder().status(status).body(Whole::from(text.to_owned())).unwrap()
}

fn found(object: Vec<u8>) -> Response<Whole> {
    let mut answer = Response::new(Whole::from(object));
    let headers = answer.headers_mut();
    headers.insert("last-modified", "Mon, 03 Aug 2026 01:02:03 GMT".parse().unwrap());
    headers.insert("etag", "\"whole\"".parse().unwrap());
    answer
}

#[tokio::test]
async fn a_part_that_does_not_get_through_leaves_nothing_in_the_bucket() {
    let place = Place::bucket(20_000_000).await;
    place.bucket.as_ref().unwrap().shelves.refused_part.store(2, SeqCst);
    let failed = place.put(1, &[PDF, &vec![0; 12_000_000]]).await;
    assert!(matches!(failed, Err(FileError::Bucket(_))), "{failed:?}");
    assert_eq!(place.count(), 0);
    place.bucket.as_ref().unwrap().shelves.refused_part.store(0, SeqCst);
    place.put(1, &[PDF, &vec![0; 12_000_000]]).await.unwrap();
    assert_eq!(place.count(), 1);
}

#[tokio::test]
async fn a_key_that_the_store_does_not_know_is_an_error_of_the_operator() {
    let place = Place::bucket(MOST).await;
    let address = place.bucket.as_ref().unwrap().address();
    let wrong = BucketAddress { access_key: "ai".to_owned(), ..address };
    assert!(!format!("{wrong:?}").contains("bi-mat"));
    let place = Place { store: place.store.clone().in_bucket(&wrong).unwrap(), ..place };
    let failed = place.put(1, &[PDF]).await;
    assert!(matches!(failed, Err(FileError::Bucket(_))), "{failed:?}");
    assert!(!format!("{failed:?} {:?}", place.store).contains("bi-mat"));
    assert_eq!(place.count(), 0);
}

#[tokio::test]
async fn a_bucket_behind_tls_is_spoken_to_with_the_provider_of_the_house() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens there; what counts is that the client is built for https without another provider.
    let address = BucketAddress {
        endpoint: "https://127.0.0.1:9".to_owned(),
        region: "vn".to_owned(),
        bucket: BUCKET.to_owned(),
        access_key: "khoa".to_owned(),
        secret_key: "bi-mat".to_owned(),
    };
    FileStore::open(folder.path(), MOST).unwrap().in_bucket(&address).unwrap();
}
