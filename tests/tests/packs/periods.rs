//! What each pack allows on the walk of `walk`, stated pack by pack with the article that says so.

/// A Monday with four weeks of working days behind it, and what is allowed to a dossier received that day at 15:30. Days
/// count from that Monday; `None`: it is allowed.
pub struct Period {
    pub pack: &'static str,
    pub monday: &'static str,
    pub number: &'static str,
    /// Until when the counter sends it off: day and time.
    pub sent_off_by: (i64, &'static str),
    /// More papers asked for on the fourth working day.
    pub ask_on_day_4: Option<&'static str>,
    /// On which day the limit ends once the papers of the first request are there.
    pub lawful_day: i64,
    /// Which request is one too many, and why.
    pub request_too_many: (usize, &'static str),
    /// A new date on the very day of the appointment.
    pub new_date_on_due_day: Option<&'static str>,
    /// A second new date.
    pub second_new_date: Option<&'static str>,
    /// What a stop stands on.
    pub stop: Option<&'static str>,
}

const BEFORE_2018: Period = Period {
    pack: "2012",
    monday: "2012-03-05",
    number: "H51.12.01-2012-0007",
    sent_off_by: (0, "17:00"),
    ask_on_day_4: None,
    // The pause from Friday 08:00 to Monday 08:00 gives one working day.
    lawful_day: 15,
    request_too_many: (3, "NĐ 63/2010 Điều 20(4)"),
    new_date_on_due_day: None,
    second_new_date: None,
    stop: None,
};

const OF_2018: Period = Period {
    pack: "2018-06",
    monday: "2018-07-02",
    number: "000.01.12.H51-180702-0007",
    sent_off_by: (1, "07:00"),
    ask_on_day_4: Some("NĐ 61/2018 Điều 19(4)"),
    // The limit starts again on Monday.
    lawful_day: 21,
    request_too_many: (2, "NĐ 61/2018 Điều 15(3)"),
    new_date_on_due_day: Some("NĐ 61/2018 Điều 19(9)"),
    second_new_date: Some("NĐ 61/2018 Điều 19(9)"),
    stop: None,
};

const OF_2025: Period = Period {
    pack: "2025-07",
    monday: "2025-10-06",
    number: "H51.12.01-251006-0007",
    ask_on_day_4: Some("như NĐ 61/2018 Điều 19(4); NĐ 118/2025 (điều tương ứng chưa đọc)"),
    request_too_many: (2, "như NĐ 61/2018 Điều 15(3); NĐ 118/2025 (điều tương ứng chưa đọc)"),
    new_date_on_due_day: Some("quy chế của tỉnh theo NĐ 118/2025"),
    second_new_date: Some("quy chế của tỉnh theo NĐ 118/2025"),
    stop: Some("NĐ 118/2025 Điều 21; TT 03/2025 Điều 7"),
    ..OF_2018
};

pub const PERIODS: [Period; 10] = [
    BEFORE_2018,
    Period { pack: "2013-07", monday: "2013-08-05", number: "H51.12.01-2013-0007", ..BEFORE_2018 },
    Period { pack: "2015-05", monday: "2015-06-01", number: "H51.12.01-2015-0007", ..BEFORE_2018 },
    OF_2018,
    Period { pack: "2019-01", monday: "2019-03-04", number: "000.01.12.H51-190304-0007", ..OF_2018 },
    Period { pack: "2020-09", monday: "2020-10-05", number: "H51.12.01-201005-0007", ..OF_2018 },
    Period { pack: "2022", monday: "2022-10-03", number: "H51.12.01-221003-0007", ..OF_2018 },
    OF_2025,
    Period { pack: "2026-01", monday: "2026-03-02", number: "H51.12.01-260302-0007", ..OF_2025 },
    Period { pack: "2026-07", monday: "2026-07-06", number: "H51.12.01-260706-0007", ..OF_2025 },
];
