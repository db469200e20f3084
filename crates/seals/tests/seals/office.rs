//! The office of the tests: a root, the certificates below it in key stores, the samples, and the moment of all of it.

use motcua_kernel::Instant;
use motcua_seals::{Roots, SealRequest, Sealer};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

pub const PASSWORD: &str = "Mật khẩu mẫu 1";
pub const TYPST: &[u8] = include_bytes!("../fixtures/typst.pdf");
pub const TABLE: &[u8] = include_bytes!("../fixtures/table.pdf");
pub const STREAMS: &[u8] = include_bytes!("../fixtures/streams.pdf");
pub const LINEAR: &[u8] = include_bytes!("../fixtures/linear.pdf");
pub const ENCRYPTED: &[u8] = include_bytes!("../fixtures/encrypted.pdf");

/// The keys and certificates that the tests seal with; made once by `openssl`.
pub static OFFICE: LazyLock<Office> = LazyLock::new(Office::open);

pub struct Office {
    pub rsa: Vec<u8>,
    pub p256: Vec<u8>,
    /// The root above each, in the same order.
    pub roots: [Vec<u8>; 2],
}

/// How a certificate of the office differs from a good one.
pub struct Wish<'a> {
    pub key: &'a [&'a str],
    pub extensions: &'a str,
    pub export: &'a [&'a str],
}

pub const RSA: &[&str] = &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
pub const P256: &[&str] = &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
pub const FOR_SIGNING: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n";

impl Office {
    fn open() -> Self {
        let (rsa, root) = key_store(&Wish { key: RSA, extensions: FOR_SIGNING, export: &[] });
        let (p256, other) = key_store(&Wish { key: P256, extensions: FOR_SIGNING, export: &[] });
        Self { rsa, p256, roots: [root, other] }
    }

    pub fn sealers(&self) -> [Sealer; 2] {
        [&self.rsa, &self.p256].map(|it| Sealer::from_pkcs12(it, PASSWORD).unwrap())
    }

    pub fn roots(&self) -> Roots {
        Roots::from_bytes(&self.roots.concat()).unwrap()
    }
}

/// A key store as wished, and the root above its certificate.
pub fn key_store(wish: &Wish<'_>) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("extensions"), wish.extensions).unwrap();
    openssl(at, &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "root.key"]);
    let root = [
        "req",
        "-x509",
        "-new",
        "-key",
        "root.key",
        "-days",
        "30",
        "-utf8",
        "-subj",
        "/CN=Gốc mẫu",
        "-out",
        "root.pem",
    ];
    openssl(at, &root);
    openssl(at, &[&["genpkey"][..], wish.key, &["-out", "own.key"]].concat());
    let name = "/O=UBND phường Phú Lợi (mẫu)/CN=Trung tâm Phục vụ hành chính công";
    openssl(at, &["req", "-new", "-key", "own.key", "-utf8", "-subj", name, "-out", "own.csr"]);
    openssl(
        at,
        &[
            "x509",
            "-req",
            "-in",
            "own.csr",
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-CAcreateserial",
            "-days",
            "20",
            "-extfile",
            "extensions",
            "-out",
            "own.pem",
        ],
    );
    let export = [
        "pkcs12",
        "-export",
        "-inkey",
        "own.key",
        "-in",
        "own.pem",
        "-certfile",
        "root.pem",
        "-out",
        "own.p12",
    ];
    let password = format!("pass:{PASSWORD}");
    openssl(at, &[&export[..], &["-passout", password.as_str()], wish.export].concat());
    (std::fs::read(at.join("own.p12")).unwrap(), std::fs::read(at.join("root.pem")).unwrap())
}

pub fn openssl(folder: &Path, arguments: &[&str]) {
    let done =
        Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl is installed");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A moment at which the certificate of `sealer` holds: an hour after it began.
pub fn moment(sealer: &Sealer) -> Instant {
    sealer.signer().not_before.plus_minutes(60)
}

pub fn request(sealer: &Sealer) -> SealRequest {
    SealRequest {
        name: "UBND phường Phú Lợi (mẫu)".to_owned(),
        reason: "Giấy tiếp nhận hồ sơ (mẫu)".to_owned(),
        place: "Phú Lợi".to_owned(),
        signed_at: moment(sealer),
    }
}

pub fn sealed(sealer: &Sealer, pdf: &[u8]) -> Vec<u8> {
    sealer.sign(pdf, &request(sealer)).unwrap()
}
