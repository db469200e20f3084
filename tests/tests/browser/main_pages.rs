//! The ten main pages: what is looked at in Khmer as well, and shown in `docs/screens`.

use crate::chromium::Browser;
use crate::citizen::on_the_slip;
use crate::house::House;

/// A page, by the name of its picture.
pub struct MainPage {
    pub name: &'static str,
    /// Whose it is; nobody's when it is the public's.
    login: Option<&'static str>,
    path: Path,
}

enum Path {
    Fixed(&'static str),
    /// What the QR of a slip opens.
    Status,
    /// The first dossier on the desk.
    FirstOnDesk,
}

const fn page(name: &'static str, login: &'static str, path: &'static str) -> MainPage {
    MainPage { name, login: Some(login), path: Path::Fixed(path) }
}

pub const MAIN_PAGES: [MainPage; 10] = [
    MainPage { name: "start", login: None, path: Path::Fixed("/") },
    MainPage { name: "procedure", login: None, path: Path::Fixed("/thu-tuc/1.013831") },
    MainPage { name: "status", login: None, path: Path::Status },
    page("intake", "tiepnhan.kesach", "/tiep-nhan?procedure=1.013831&case=toan-bo-thua"),
    page("express", "tiepnhan.kesach", "/tiep-nhan/nhanh"),
    page("desk", "truongtt.kesach", "/viec-can-lam"),
    MainPage { name: "dossier", login: Some("truongtt.kesach"), path: Path::FirstOnDesk },
    page("approvals", "lanhdao.ubnd.kesach", "/phe-duyet"),
    page("supervision", "giamsat.cantho", "/dieu-hanh"),
    page("calendar", "quantri.cantho", "/lich"),
];

impl MainPage {
    /// Opens it in a browser that knows nobody yet, in the language of this tag.
    pub async fn open(&self, house: &House, browser: &Browser, language: &str) {
        browser.client.delete_all_cookies().await.unwrap();
        let status = match self.path {
            Path::Status => Some(on_the_slip(house, browser).await),
            Path::Fixed(_) | Path::FirstOnDesk => None,
        };
        if let Some(login) = self.login {
            house.enter(browser, login).await;
        }
        browser.go(&house.at(&format!("/ngon-ngu/{language}"))).await;
        browser.complaints().await;
        match self.path {
            Path::Fixed(path) => browser.go(&house.at(path)).await,
            Path::Status => browser.go(&status.unwrap_or_default()).await,
            Path::FirstOnDesk => {
                browser.go(&house.at("/viec-can-lam")).await;
                let first = browser.find("main a[href^='/ho-so/']").await.attr("href").await.unwrap();
                browser.go(&house.at(&first.unwrap_or_default())).await;
            }
        }
    }
}
