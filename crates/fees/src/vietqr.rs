//! VietQR: a request for a transfer as the payload of a QR code, by EMVCo's merchant-presented form as NAPAS uses it.
//!
//! Draws nothing and sends nothing. A payload whose sum is wrong is never read; tags it does not know are passed over.

use crate::tlv::{Field, field, fields, value};
use crate::{AccountNumber, TransferReference};
use crc::{CRC_16_IBM_3740, Crc};
use motcua_kernel::{Refusal, Vnd};
use std::fmt;

/// NAPAS among the networks.
const NAPAS: &str = "A000000727";
/// Transfer to an account (`QRIBFTTC` would be to a card).
const TO_ACCOUNT: &str = "QRIBFTTA";
/// The đồng by ISO 4217.
const DONG: &str = "704";
/// Longest amount of EMVCo, in characters.
const LONGEST_AMOUNT: usize = 13;
/// Longest text of a transfer, in characters.
const LONGEST_PURPOSE: usize = 25;
/// Tag and length of the sum at the end, which it covers too.
const SUM_HEAD: &str = "6304";
/// CRC-16/CCITT-FALSE.
const SUM: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

/// What the payer's bank is asked to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferRequest {
    /// Where to.
    pub account: AccountNumber,
    /// How much, above zero; the payer types it where it is absent.
    pub amount: Option<Vnd>,
    /// What for.
    pub purpose: Option<Purpose>,
}

/// Nội dung chuyển khoản: 1 to 25 printable ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose(String);

/// Why a text is no payload of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrFault {
    /// No sum at the end.
    #[error("the payload does not end with its sum")]
    SumMissing,
    /// The sum is another one.
    #[error("the sum of the payload is {computed:04X}, not what it says")]
    SumWrong {
        /// What the payload comes to.
        computed: u16,
    },
    /// A field breaks off, or its length is no number.
    #[error("a field of the payload is broken")]
    Broken,
    /// Not EMVCo's form, or for no account at NAPAS.
    #[error("the payload asks for no transfer to an account at NAPAS")]
    NotNapas,
    /// Bank or account have not their shape.
    #[error("bank or account of the payload have not their shape")]
    Account,
    /// Not in đồng.
    #[error("the payload is not in đồng")]
    Currency,
    /// No whole amount above zero.
    #[error("the amount of the payload is no whole amount above zero")]
    Amount,
    /// The text is too long or has letters that banks do not carry.
    #[error("the text of the payload is no text of a transfer")]
    Purpose,
}

impl Purpose {
    /// A text for a transfer, without spaces around it.
    ///
    /// # Errors
    /// Refused when it is empty, longer than 25 characters, or has other characters than those of ASCII.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let printable = text.bytes().all(|it| it.is_ascii_graphic() || it == b' ');
        if text.is_empty() || text.len() > LONGEST_PURPOSE || !printable {
            return Err(Refusal::new("fees.purpose-wrong").with("most", LONGEST_PURPOSE).at("purpose"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&TransferReference> for Purpose {
    fn from(reference: &TransferReference) -> Self {
        Self(reference.as_str().to_owned())
    }
}

/// The payload to be drawn as a QR code.
///
/// # Errors
/// Refused when the amount is not above zero or has more than 13 digits.
pub fn payload(request: &TransferRequest) -> Result<String, Refusal> {
    let wrong = || Refusal::new("fees.qr-amount-wrong").at("amount");
    let amount = request.amount.map(|it| it.0.to_string());
    if request.amount.is_some_and(|it| it <= Vnd::ZERO) {
        return Err(wrong());
    }
    if amount.as_ref().is_some_and(|it| it.len() > LONGEST_AMOUNT) {
        return Err(wrong());
    }
    let written = written(request, amount.as_deref()).ok_or_else(wrong)?;
    let sum = SUM.checksum(written.as_bytes());
    Ok(format!("{written}{sum:04X}"))
}

/// Everything before the sum; always there, since no part is as long as a field may be.
fn written(request: &TransferRequest, amount: Option<&str>) -> Option<String> {
    let account = field("00", request.account.bin())? + &field("01", request.account.number())?;
    let network = field("00", NAPAS)? + &field("01", &account)? + &field("02", TO_ACCOUNT)?;
    // 11 can be paid again and again, 12 once.
    let initiation = if amount.is_some() { "12" } else { "11" };
    let mut text = field("00", "01")? + &field("01", initiation)? + &field("38", &network)?;
    text.push_str(&field("53", DONG)?);
    if let Some(amount) = amount {
        text.push_str(&field("54", amount)?);
    }
    text.push_str(&field("58", "VN")?);
    if let Some(purpose) = &request.purpose {
        text.push_str(&field("62", &field("08", purpose.as_str())?)?);
    }
    text.push_str(SUM_HEAD);
    Some(text)
}

/// Reads a payload back, ours or another's.
///
/// # Errors
/// The first thing that is wrong; its sum before all.
pub fn read(payload: &str) -> Result<TransferRequest, QrFault> {
    let fields = fields(checked(payload.trim())?).ok_or(QrFault::Broken)?;
    if value(&fields, "00") != Some("01") {
        return Err(QrFault::NotNapas);
    }
    let account = account(value(&fields, "38").ok_or(QrFault::NotNapas)?)?;
    if value(&fields, "53") != Some(DONG) {
        return Err(QrFault::Currency);
    }
    Ok(TransferRequest {
        account,
        amount: value(&fields, "54").map(whole_amount).transpose()?,
        purpose: purpose(&fields)?,
    })
}

/// What stands before the sum, when the sum is right.
fn checked(payload: &str) -> Result<&str, QrFault> {
    let at = payload.len().checked_sub(4).ok_or(QrFault::SumMissing)?;
    let (covered, stated) = payload.split_at_checked(at).ok_or(QrFault::SumMissing)?;
    let before = covered.strip_suffix(SUM_HEAD).ok_or(QrFault::SumMissing)?;
    let computed = SUM.checksum(covered.as_bytes());
    if !format!("{computed:04X}").eq_ignore_ascii_case(stated) {
        return Err(QrFault::SumWrong { computed });
    }
    Ok(before)
}

fn account(network: &str) -> Result<AccountNumber, QrFault> {
    let network = fields(network).ok_or(QrFault::Broken)?;
    if value(&network, "00") != Some(NAPAS) || value(&network, "02") != Some(TO_ACCOUNT) {
        return Err(QrFault::NotNapas);
    }
    let parts = value(&network, "01").ok_or(QrFault::Account)?;
    let parts = fields(parts).ok_or(QrFault::Broken)?;
    let (bin, number) = value(&parts, "00").zip(value(&parts, "01")).ok_or(QrFault::Account)?;
    AccountNumber::new(bin, number).map_err(|_| QrFault::Account)
}

/// Whole đồng; decimals only where they are zeros.
fn whole_amount(text: &str) -> Result<Vnd, QrFault> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let fits = text.len() <= LONGEST_AMOUNT && whole.bytes().all(|it| it.is_ascii_digit());
    if !fits || decimals.bytes().any(|it| it != b'0') {
        return Err(QrFault::Amount);
    }
    whole.parse().ok().filter(|it| *it > 0).map(Vnd).ok_or(QrFault::Amount)
}

fn purpose(all: &[Field<'_>]) -> Result<Option<Purpose>, QrFault> {
    let Some(more) = value(all, "62") else { return Ok(None) };
    let more = fields(more).ok_or(QrFault::Broken)?;
    value(&more, "08").map(|it| Purpose::new(it).map_err(|_| QrFault::Purpose)).transpose()
}
