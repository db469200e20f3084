//! Codes that machines read from paper, as vector pictures. What is in them is the caller's; nothing here makes addresses.

mod code128;
mod qr;

pub use code128::code128_svg;
pub use qr::qr_svg;
