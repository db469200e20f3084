//! Working time: opening hours, holidays and swapped days; adding and measuring
