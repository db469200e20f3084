//! Files that were damaged or forged: never whole, never a panic.

use crate::office::{OFFICE, STREAMS, TABLE, TYPST, moment, sealed};
use motcua_kernel::Instant;
use motcua_seals::{Coverage, Matches, Roots, SignatureReport, verify};
use proptest::prelude::*;
use std::sync::LazyLock;

struct Sealed {
    pdf: Vec<u8>,
    /// Where the signature begins and ends.
    gap: std::ops::Range<usize>,
}

static SEALED: LazyLock<Vec<Sealed>> = LazyLock::new(|| {
    let [rsa, p256] = OFFICE.sealers();
    let ours = [(&rsa, TABLE), (&p256, STREAMS), (&rsa, TYPST)].map(|(sealer, pdf)| sealed(sealer, pdf));
    let foreign = include_bytes!("../fixtures/pyhanko-pades-rsa.pdf").to_vec();
    ours.into_iter().chain([foreign]).map(|pdf| Sealed { gap: gap(&pdf), pdf }).collect()
});

static ROOTS: LazyLock<Roots> =
    LazyLock::new(|| OFFICE.roots().and(Roots::from_bytes(crate::foreign::ROOT).unwrap()));

static NOW: LazyLock<Instant> = LazyLock::new(|| moment(&OFFICE.sealers()[0]));

/// The signature of a sealed PDF: its longest run of hexadecimal digits.
fn gap(pdf: &[u8]) -> std::ops::Range<usize> {
    let mut longest = 0..0;
    let mut start = 0;
    for (at, byte) in pdf.iter().enumerate() {
        if !byte.is_ascii_hexdigit() {
            if at - start > longest.len() {
                longest = start..at;
            }
            start = at + 1;
        }
    }
    longest
}

/// Whether it is said that this is, byte by byte, what was signed.
fn as_signed(report: &SignatureReport) -> bool {
    report.coverage == Coverage::Whole
        && report.digest == Matches::Right
        && report.signature == Matches::Right
}

fn whole(pdf: &[u8]) -> bool {
    verify(pdf, &ROOTS, *NOW).is_ok_and(|all| all.iter().any(as_signed))
}

#[test]
fn undamaged_they_are_as_signed() {
    for it in SEALED.iter() {
        assert!(whole(&it.pdf));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_cut_anywhere_is_never_whole(which in 0..4_usize, at in any::<prop::sample::Index>()) {
        let pdf = &SEALED[which].pdf;
        prop_assert!(!whole(&pdf[..at.index(pdf.len())]));
    }

    #[test]
    fn a_bit_changed_outside_the_signature_never_passes(which in 0..4_usize, at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let it = &SEALED[which];
        let mut pdf = it.pdf.clone();
        let place = at.index(pdf.len() - it.gap.len());
        let place = if place < it.gap.start { place } else { place + it.gap.len() };
        pdf[place] ^= 1 << bit;
        prop_assert!(!whole(&pdf), "byte {place}");
    }

    #[test]
    fn a_changed_signature_never_passes_for_another_signer(which in 0..4_usize, at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let it = &SEALED[which];
        let before = verify(&it.pdf, &ROOTS, *NOW).unwrap();
        let mut pdf = it.pdf.clone();
        pdf[it.gap.start + at.index(it.gap.len())] ^= 1 << bit;
        for report in verify(&pdf, &ROOTS, *NOW).unwrap_or_default().iter().filter(|it| as_signed(it)) {
            prop_assert_eq!(&report.signer, &before[0].signer);
        }
    }

    #[test]
    fn a_stretch_overwritten_or_taken_out_is_never_whole(
        which in 0..4_usize,
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..64),
        out in 1..64_usize,
    ) {
        let it = &SEALED[which];
        let mut pdf = it.pdf.clone();
        let start = at.index(pdf.len());
        let end = (start + out).min(pdf.len());
        prop_assume!(end <= it.gap.start || start >= it.gap.end);
        prop_assume!(pdf[start..end] != with[..]);
        pdf.splice(start..end, with);
        prop_assert!(!whole(&pdf));
    }

    #[test]
    fn whatever_the_bytes_are_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..2_048)) {
        let pdf = [b"%PDF-1.7\n".as_slice(), &bytes].concat();
        prop_assert!(!whole(&pdf) && !whole(&bytes));
    }
}
