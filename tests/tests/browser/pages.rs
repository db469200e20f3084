//! Every page once, as whoever it is for, on a PC and on a phone.

use crate::audit;
use crate::chromium::{DESKTOP, PHONE, SMALL, Size, Wanted};
use crate::house::{House, visit};
use crate::main_pages::MAIN_PAGES;

/// Whoever it is for, and the pages; nobody for those of the public. A star is the first of the things that page lists.
const PAGES: [(Option<&str>, &[&str]); 7] = [
    (
        None,
        &[
            "/",
            "/dang-nhap",
            "/tra-cuu",
            "/quy-dinh",
            "/dev/components",
            "/tin-nhan-thu",
            "/thu-tuc",
            "/thu-tuc?q=khai+sinh&level=commune",
            "/thu-tuc/1.001193",
            "/thu-tuc/1.013831?agency=H13.163.01",
            "/co-quan",
            "/co-quan/H13.163.01",
        ],
    ),
    (
        Some("truongtt.kesach"),
        &[
            "/viec-can-lam",
            "/tiep-nhan",
            "/ho-so-giay",
            "/phim-tat",
            "/viec-can-lam*",
            "/viec-can-lam*/tep/doi-chieu",
            "/thu-tuc/1.001193",
            "/dev/components",
            "/tim-kiem?q=nguyen",
        ],
    ),
    (
        Some("lanhdao.datdai"),
        &["/phe-duyet", "/canh-bao", "/tin-bao", "/tin-bao/thu", "/vang-mat", "/mat-khau"],
    ),
    (Some("vanthu.datdai"), &["/dong-dau"]),
    (
        Some("tiepnhan.kesach"),
        &[
            "/tiep-nhan?procedure=2.000635",
            "/tiep-nhan/nhanh",
            "/tiep-nhan/hom-nay",
            "/tiep-nhan/goi-dien",
            "/tra-ket-qua",
            "/tiep-nhan/lien-thong?group=lt-khai-sinh",
            "/thu-ngan",
            "/so-thu?first=2026-11-02&last=2026-11-30",
            "/so-thu/thang?first=2026-11-02&last=2026-11-30",
            "/so-thu/nop-ngan-sach?first=2026-11-02&last=2026-11-30",
            "/so-theo-doi",
            "/ban-giao?what=waiting",
            "/sao-ke",
            "/sao-ke/truc-tuyen",
        ],
    ),
    (
        Some("giamsat.cantho"),
        &["/theo-doi", "/dieu-hanh", "/dieu-hanh/ho-so?show=solved", "/tim-kiem?q=0001"],
    ),
    (
        Some("quantri.cantho"),
        &[
            "/danh-muc",
            "/danh-muc/1.013831",
            "/danh-muc/1.013831/so-sanh",
            "/danh-muc/1.013831/du-thao",
            "/lich",
            "/tai-khoan",
            "/tai-khoan/moi",
            "/tai-khoan/cua/tiepnhan.kesach",
            "/tai-khoan/nhap",
            "/quan-tri",
            "/quan-tri/co-quan",
            "/quan-tri/co-quan*",
            "/quan-tri/co-quan*/tai-khoan",
            "/quan-tri/thiet-lap",
            "/quan-tri/cong-viec",
            "/quan-tri/cong-viec?state=waiting",
            "/quan-tri/cong-viec?state=waiting*",
            "/tin-bao",
            "/quan-tri/dang-ky-su-kien",
            "/quan-tri/dang-ky-su-kien/moi",
            "/quan-tri/bieu-mau",
            "/quan-tri/mau-tin",
            "/quan-tri/mau-tin/supplement-requested",
            "/quan-tri/mau-tin/received?language=km&shape=bare",
            "/bien-lai",
        ],
    ),
];

/// The first of the things a page lists.
const FIRST: &str = "return document.querySelector(\"main :is(a[href^='/ho-so/'], a[href^='/quan-tri/co-quan/'], a[href^='/quan-tri/cong-viec/'])\").href";

async fn each_at(size: Size) {
    visit(Wanted { size, scripts: true }, async |house: &House, browser| {
        for (person, pages) in PAGES {
            if let Some(login) = person {
                house.enter(browser, login).await;
            }
            browser.complaints().await;
            for page in pages {
                match page.split_once('*') {
                    Some((list, below)) => {
                        browser.go(&house.at(list)).await;
                        let first = browser.run(FIRST).await.as_str().unwrap().to_owned();
                        browser.go(&format!("{first}{below}")).await;
                    }
                    None => browser.go(&house.at(page)).await,
                }
                audit::look(browser, &format!("{page} at {}", size.0)).await;
            }
            browser.client.delete_all_cookies().await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_disturbs_on_the_pc_of_a_counter() {
    each_at(DESKTOP).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_disturbs_on_a_phone() {
    each_at(PHONE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_disturbs_on_the_smallest_phone() {
    each_at(SMALL).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_pages_are_whole_in_khmer() {
    visit(Wanted { size: PHONE, scripts: true }, async |house, browser| {
        for page in MAIN_PAGES {
            page.open(house, browser, "km").await;
            assert_eq!(browser.run("return document.documentElement.lang").await, "km", "{}", page.name);
            audit::look(browser, &format!("{} in Khmer", page.name)).await;
        }
    })
    .await;
}
