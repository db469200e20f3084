//! Quyển biên lai: a series that came on a day, the numbers issued to cashiers, and their fates.
//!
//! Each command looks at the whole book and changes it or refuses; nothing recorded is taken back.

use super::{Fate, FateRecorded, NumberRanges, ReceiptSeries, SeriesKind};
use motcua_kernel::{AccountId, Date, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest number of minutes, in characters.
const LONGEST_MINUTES: usize = 50;

/// A series with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBook {
    series: ReceiptSeries,
    received: Date,
    issues: Vec<NumbersIssued>,
    #[serde(with = "crate::as_pairs")]
    fates: BTreeMap<u32, FateRecorded>,
}

/// Numbers handed to a cashier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersIssued {
    /// To whom.
    pub cashier: AccountId,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// On which day.
    pub on: Date,
}

impl ReceiptBook {
    /// A series that came on the day `received`, all of it unused.
    ///
    /// # Errors
    /// Refused when the series is none, see [`ReceiptSeries::check`].
    pub fn new(series: ReceiptSeries, received: Date) -> Result<Self, Refusal> {
        series.check()?;
        Ok(Self { series, received, issues: Vec::new(), fates: BTreeMap::new() })
    }

    /// A book as its rows tell it: what was handed out, in the order of time, and every fate. It was decided when it was
    /// recorded, so it is not decided again.
    ///
    /// # Errors
    /// Refused when the series is none, see [`ReceiptSeries::check`].
    pub fn restored(
        series: ReceiptSeries,
        received: Date,
        issues: Vec<NumbersIssued>,
        fates: BTreeMap<u32, FateRecorded>,
    ) -> Result<Self, Refusal> {
        series.check()?;
        Ok(Self { series, received, issues, fates })
    }

    /// The series.
    pub fn series(&self) -> &ReceiptSeries {
        &self.series
    }

    /// The day on which it came.
    pub fn received(&self) -> Date {
        self.received
    }

    /// What was handed to whom, in the order of time.
    pub fn issues(&self) -> &[NumbersIssued] {
        &self.issues
    }

    /// What became of a number; nothing while it is unused.
    pub fn fate(&self, number: u32) -> Option<&FateRecorded> {
        self.fates.get(&number)
    }

    /// Every number that is not unused.
    pub fn fates(&self) -> &BTreeMap<u32, FateRecorded> {
        &self.fates
    }

    /// Hands numbers to a cashier.
    ///
    /// # Errors
    /// Refused before the book came, when the range is empty or leaves the series, and when a number of it was handed
    /// out before or has a fate.
    pub fn issue(&mut self, issue: NumbersIssued) -> Result<(), Refusal> {
        let NumbersIssued { first, last, on, .. } = issue;
        self.must_have_come(on)?;
        if first > last || !self.series.has(first) || !self.series.has(last) {
            return Err(Refusal::new("fees.series-range-wrong").at("last"));
        }
        let handed_out = self.issues.iter().any(|it| it.first <= last && first <= it.last);
        if handed_out || self.fates.range(first..=last).next().is_some() {
            return Err(Refusal::new("fees.series-issued").at("first"));
        }
        self.issues.push(issue);
        Ok(())
    }

    /// Takes the numbers from `first` to `last` back from the cashier who holds them: they are in nobody's hand then. They are
    /// the end of what was given at once, as the leaves that are left of a book.
    ///
    /// # Errors
    /// Refused before the book came, when `first` is behind `last`, when another holds the numbers or `last` is not the last
    /// that was given with them, and when a number of them has a fate.
    pub fn hand_back(
        &mut self,
        cashier: AccountId,
        (first, last): (u32, u32),
        on: Date,
    ) -> Result<(), Refusal> {
        self.must_have_come(on)?;
        if first > last {
            return Err(Refusal::new("fees.series-range-wrong").at("last"));
        }
        let given = |it: &NumbersIssued| it.cashier == cashier && (it.first..=it.last).contains(&first);
        let Some(end) = self.issues.iter().find(|it| given(it)).map(|it| it.last) else {
            return Err(self.about("fees.series-not-in-hand", first).at("first"));
        };
        if end != last {
            let ends = self.series.written(end);
            return Err(Refusal::new("fees.series-hand-back-end").with("last", ends).at("last"));
        }
        if let Some((spent, _)) = self.fates.range(first..=last).next_back() {
            return Err(self.about("fees.series-number-spent", *spent).at("first"));
        }
        for issue in self.issues.iter_mut().filter(|it| given(it)) {
            issue.last = first.saturating_sub(1);
        }
        self.issues.retain(|it| it.first <= it.last);
        Ok(())
    }

    /// The number a cashier uses next: the lowest unused one in hand.
    pub fn next(&self, cashier: AccountId) -> Option<u32> {
        self.in_hand(cashier).first()
    }

    /// The unused numbers a cashier holds.
    pub fn in_hand(&self, cashier: AccountId) -> NumberRanges {
        let mut ranges: Vec<_> =
            self.issues.iter().filter(|it| it.cashier == cashier).map(|it| (it.first, it.last)).collect();
        ranges.sort_unstable();
        NumberRanges::without(ranges, |first, last| self.spent(first, last))
    }

    /// The unused numbers of the book, in hands or not.
    pub fn unused(&self) -> NumberRanges {
        let whole = [(self.series.first, self.series.last)];
        NumberRanges::without(whole, |first, last| self.spent(first, last))
    }

    fn spent(&self, first: u32, last: u32) -> Vec<u32> {
        self.fates.range(first..=last).map(|(number, _)| *number).collect()
    }

    /// How many numbers of the book are unused, where they are no more than `threshold`: new ones are to be ordered.
    pub fn running_out(&self, threshold: u64) -> Option<u64> {
        Some(self.unused().count()).filter(|left| *left <= threshold)
    }

    /// How many numbers the cashier still holds, where they are no more than `threshold`: new ones are to be handed out.
    pub fn running_out_of(&self, cashier: AccountId, threshold: u64) -> Option<u64> {
        Some(self.in_hand(cashier).count()).filter(|left| *left <= threshold)
    }

    /// Uses the next number of a series that is numbered here, and says which it was.
    ///
    /// # Errors
    /// Refused for pre-printed receipts, before the book came, and when the cashier has no number left.
    pub fn take(&mut self, cashier: AccountId, on: Date) -> Result<u32, Refusal> {
        self.must_have_come(on)?;
        match self.series.kind {
            SeriesKind::SelfPrinted | SeriesKind::Electronic => {}
            SeriesKind::PrePrinted => return Err(Refusal::new("fees.series-pre-printed").at("number")),
        }
        let number = self.next(cashier).ok_or_else(|| Refusal::new("fees.series-empty"))?;
        self.fates.insert(number, FateRecorded { fate: Fate::Used, on, by: cashier });
        Ok(number)
    }

    /// Uses the pre-printed number that the cashier reads off the paper.
    ///
    /// # Errors
    /// Refused for series numbered here (see [`ReceiptBook::take`]), before the book came, when the number is not in
    /// the cashier's hand or has a fate, and when a lower one in hand has none: that one is accounted for first.
    pub fn confirm(&mut self, cashier: AccountId, number: u32, on: Date) -> Result<(), Refusal> {
        self.must_have_come(on)?;
        match self.series.kind {
            SeriesKind::PrePrinted => {}
            SeriesKind::SelfPrinted | SeriesKind::Electronic => {
                return Err(Refusal::new("fees.series-numbered-here").at("number"));
            }
        }
        if self.holder(number) != Some(cashier) {
            return Err(self.about("fees.series-not-in-hand", number));
        }
        self.must_be_unused(number)?;
        if let Some(next) = self.next(cashier).filter(|it| *it < number) {
            let gap = Refusal::new("fees.series-gap").with("first", self.series.written(next));
            return Err(gap.with("last", self.series.written(number - 1)).at("number"));
        }
        self.fates.insert(number, FateRecorded { fate: Fate::Used, on, by: cashier });
        Ok(())
    }

    /// Accounts for a number that was not used: spoilt, lost or crossed out, with minutes. The one who does it holds the
    /// number, or nobody does yet.
    ///
    /// # Errors
    /// Refused before the book came, when another holds the number, it has a fate, or the series has no such number;
    /// when `fate` is that it was used; and when the minutes have no number, or one of more than 50 characters.
    pub fn account_for(&mut self, by: AccountId, number: u32, fate: Fate, on: Date) -> Result<(), Refusal> {
        self.must_have_come(on)?;
        let Some(minutes) = fate.minutes().map(str::trim) else {
            return Err(Refusal::new("fees.series-fate-used").at("fate"));
        };
        if minutes.is_empty() || minutes.chars().count() > LONGEST_MINUTES {
            let most = LONGEST_MINUTES;
            return Err(Refusal::new("fees.series-minutes-missing").with("most", most).at("minutes"));
        }
        match self.holder(number) {
            Some(holder) if holder == by => {}
            None if self.series.has(number) => {}
            Some(_) | None => return Err(self.about("fees.series-not-in-hand", number)),
        }
        self.must_be_unused(number)?;
        self.fates.insert(number, FateRecorded { fate, on, by });
        Ok(())
    }

    /// Who was handed the number.
    pub fn holder(&self, number: u32) -> Option<AccountId> {
        self.issues.iter().find(|it| (it.first..=it.last).contains(&number)).map(|it| it.cashier)
    }

    fn must_have_come(&self, on: Date) -> Result<(), Refusal> {
        if on < self.received { Err(Refusal::new("fees.series-not-received").at("on")) } else { Ok(()) }
    }

    fn must_be_unused(&self, number: u32) -> Result<(), Refusal> {
        if self.fates.contains_key(&number) {
            Err(self.about("fees.series-number-spent", number))
        } else {
            Ok(())
        }
    }

    fn about(&self, key: &'static str, number: u32) -> Refusal {
        Refusal::new(key).with("number", self.series.written(number)).at("number")
    }
}
