//! Samples that are hard to set: more papers than a page holds, names of 120 letters, every letter of Vietnamese.

use super::{document, scene, sheets};
use crate::{AskedPaper, Body, Document, FormKind, PaperRow};

/// The 134 letters of Vietnamese that carry a mark or are đ, small and capital.
pub fn all_letters() -> String {
    let small = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";
    format!("{small}{}", small.to_uppercase())
}

/// A slip with 53 papers and long names; each paper says its place, so that none can be lost unseen.
pub fn long_acceptance(set: &str) -> Document {
    let mut slip = sheets::acceptance(&scene::of(set));
    slip.applicant.name = long_name();
    slip.applicant.address = Some(all_letters());
    slip.papers = (1..=53)
        .map(|place| PaperRow { name: paper(place), originals: 1, copies: place, note: None })
        .collect();
    Document { body: slip.into(), ..document(set, FormKind::AcceptanceSlip) }
}

/// A request for 53 papers.
pub fn long_request(set: &str) -> Document {
    let mut request = document(set, FormKind::SupplementRequest);
    if let Body::SupplementRequest(body) = &mut request.body {
        body.person.name = long_name();
        body.papers = (1..=53).map(asked).collect();
    }
    request
}

/// 120 letters, as the longest names of organisations are.
fn long_name() -> String {
    "Công ty Trách nhiệm hữu hạn một thành viên Tư vấn, Thiết kế, Thi công và Kinh doanh vật liệu xây dựng Nguyễn Hoàng Phước".to_owned()
}

fn paper(place: u32) -> String {
    format!("Giấy tờ thứ {place}: bản thuyết minh hạng mục công trình số {place}")
}

fn asked(place: u32) -> AskedPaper {
    AskedPaper {
        name: paper(place),
        originals: 1,
        certified: 0,
        photocopies: 0,
        note: Some(format!("chưa ký ở trang {place}")),
    }
}
