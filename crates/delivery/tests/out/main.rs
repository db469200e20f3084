//! What leaves the house, over real sockets of this machine.
#![cfg(test)]

#[path = "../../../../tests/support/smtp.rs"]
#[expect(dead_code, reason = "shared with the tests over HTTP")]
mod smtp;

mod dkim;
mod listener;
mod mail;
mod posts;
mod python;
mod refusals;
mod texts;

use motcua_delivery::{Attachment, Letterhead, Mail, Mailer, Security, SmtpServer};
use motcua_kernel::parse_instant;
use smtp::MailServer;
use std::time::Duration;
use uuid::Uuid;

fn letterhead() -> Letterhead {
    Letterhead::new("motcua@cantho.test", "Một cửa xã Kế Sách", "hoidap@cantho.test", "").unwrap()
}

fn at(server: &MailServer) -> SmtpServer {
    SmtpServer {
        host: "127.0.0.1".to_owned(),
        port: server.address.port(),
        security: Security::None,
        login: None,
        roots: Vec::new(),
        patience: Duration::from_millis(400),
        connections: 2,
    }
}

fn mailer(server: &MailServer) -> Mailer {
    Mailer::smtp(at(server), letterhead()).unwrap()
}

fn mail(number: u128) -> Mail {
    Mail {
        id: Uuid::from_u128(number),
        to: "nguyen.thi.be@example.vn".to_owned(),
        to_name: Some("Nguyễn Thị Bé".to_owned()),
        subject: "Hồ sơ H13.163.01-261130-0001: đã tiếp nhận, hẹn trả ngày 14/12/2026".to_owned(),
        text: "Kính gửi Bà Nguyễn Thị Bé,\n\nHồ sơ đã được tiếp nhận.\n.\n.. hai chấm\n".to_owned(),
        html: Some("<p>Hồ sơ đã được <b>tiếp nhận</b>.</p>".to_owned()),
        attachments: vec![Attachment {
            name: "Giấy tiếp nhận.pdf".to_owned(),
            kind: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7 not really\n.\n\x00\xff".to_vec().into(),
        }],
        unsubscribe: Some("https://motcua.cantho.test/tin/ngung/ABC".to_owned()),
        at: parse_instant("2026-11-30T09:30:00+07:00").unwrap(),
    }
}
