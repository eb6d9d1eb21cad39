//! Days as tables write them.

use std::borrow::Cow;

/// Whether dates have the month first (`2/27/2019`), as far as their own numbers tell; none where each could be either.
pub(in crate::ingest) fn month_first<'a>(cells: impl Iterator<Item = &'a str>) -> Option<bool> {
    let (mut day, mut month) = (0usize, 0usize);
    for cell in cells {
        let first_part = cell.trim().split([' ', 'T']).next().unwrap_or_default();
        let mut parts = first_part.split(['/', '-', '.']).map(|part| part.parse::<u32>().unwrap_or(0));
        let (Some(first), Some(second), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        day += usize::from((13..=31).contains(&first) && (1..=12).contains(&second));
        month += usize::from((1..=12).contains(&first) && (13..=31).contains(&second));
    }
    (day != month).then_some(month > day)
}

/// The day of a date in ISO form where that is certain (`2019-02-27 14:05`, or `27/02/2019`, or with the month first where that is
/// known); else the cell as it is.
pub(super) fn day_of(cell: &str, month_first: bool) -> Cow<'_, str> {
    let day = cell.split([' ', 'T']).next().unwrap_or(cell);
    let mut parts = day.split(['/', '-', '.']);
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Cow::Borrowed(cell);
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if ![first, second, third].into_iter().all(is_number) {
        return Cow::Borrowed(cell);
    }
    match (first.len(), second.len(), third.len()) {
        (4, 2, 2) if day.as_bytes()[4] == b'-' => Cow::Borrowed(day),
        (4, _, _) => Cow::Owned(format!("{first}-{second:0>2}-{third:0>2}")),
        (1..=2, 1..=2, 2 | 4) => {
            let century = if third.len() == 2 { "20" } else { "" };
            let (day, month) = if month_first { (second, first) } else { (first, second) };
            Cow::Owned(format!("{century}{third}-{month:0>2}-{day:0>2}"))
        }
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_day_and_month_is_read_from_the_dates() {
        assert_eq!(month_first(["3/4/2019", "2/27/2019 1:05 PM"].into_iter()), Some(true));
        assert_eq!(month_first(["3/4/2019", "27/02/2019"].into_iter()), Some(false));
        assert_eq!(month_first(["3/4/2019", "2019-02-27"].into_iter()), None);
        assert_eq!(day_of("2/27/2019 13:05", true), "2019-02-27");
        assert_eq!(day_of("27/2/19", false), "2019-02-27");
        assert_eq!(day_of("2019-02-27T10:00", true), "2019-02-27");
        assert_eq!(day_of("February", true), "February");
    }
}
