//! A trial authority and the key store of an organisation, made by `openssl`: both hold from 2025 to 2040, whatever day the
//! tests run on.

use motcua_app::seals::{Roots, Seal, Sealer};
use motcua_kernel::Instant;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

pub const PASSWORD: &str = "Mật khẩu mẫu 1";

const AUTHORITY: &str = "[ca]
default_ca = own
[own]
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = any
[any]
commonName = supplied
organizationName = optional
[root]
basicConstraints = critical,CA:TRUE
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
";

/// Made once for all tests; a key takes its time.
pub static OWN: LazyLock<KeyStore> = LazyLock::new(|| KeyStore::new("20250101000000Z", "20400101000000Z"));

pub struct KeyStore {
    /// PKCS#12.
    pub store: Vec<u8>,
    /// The authority above it, in PEM.
    pub root: Vec<u8>,
}

impl KeyStore {
    /// One whose certificate holds in this period.
    pub fn new(from: &str, until: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::fs::write(at.join("ca.cnf"), AUTHORITY).unwrap();
        std::fs::write(at.join("index.txt"), "").unwrap();
        std::fs::write(at.join("serial"), "01").unwrap();
        let curve = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out";
        let own = "/O=UBND xã Kế Sách (mẫu)/CN=Con dấu mẫu";
        openssl(at, &format!("{curve} root.key"), &[]);
        openssl(at, &format!("{curve} own.key"), &[]);
        openssl(at, "req -new -utf8 -key root.key -out root.csr -subj", &["/CN=Gốc mẫu"]);
        openssl(at, "req -new -utf8 -key own.key -out own.csr -subj", &[own]);
        let sign = "ca -batch -notext -utf8 -config ca.cnf -keyfile root.key -startdate";
        openssl(
            at,
            &format!("{sign} {from} -enddate {until} -selfsign -extensions root -in root.csr -out root.pem"),
            &[],
        );
        openssl(
            at,
            &format!(
                "{sign} {from} -enddate {until} -cert root.pem -extensions leaf -in own.csr -out own.pem"
            ),
            &[],
        );
        let export = "pkcs12 -export -inkey own.key -in own.pem -certfile root.pem -out own.p12 -passout";
        openssl(at, export, &[&format!("pass:{PASSWORD}")]);
        let read = |name: &str| std::fs::read(at.join(name)).unwrap();
        Self { store: read("own.p12"), root: read("root.pem") }
    }

    pub fn seal(&self) -> Seal {
        Seal::new(Sealer::from_pkcs12(&self.store, PASSWORD).unwrap(), "", "Kế Sách")
    }

    /// A file signed with it at this moment.
    pub fn sealed(&self, pdf: &[u8], at: Instant) -> Vec<u8> {
        self.seal().sealed(pdf, "", at).unwrap()
    }

    pub fn roots(&self) -> Roots {
        Roots::from_bytes(&self.root).unwrap()
    }
}

fn openssl(folder: &Path, words: &str, last: &[&str]) {
    let done = Command::new("openssl").args(words.split(' ')).args(last).current_dir(folder).output();
    let done = done.expect("openssl is installed");
    assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
}
