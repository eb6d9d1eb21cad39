//! When a message was sent, as the headings of mail programs say it: "12 March 2024 14:22", "Tuesday, March 12, 2024 2:22 PM".

use crate::text::month;

/// A day, and a time of it where one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct Sent {
    /// Year, month, day.
    day: (u32, u32, u32),
    /// Minutes since midnight.
    minute: Option<u32>,
}

impl Sent {
    /// Reads a day whose month is a word or a number, the day before the month where both may be either.
    pub(in crate::ingest) fn read(told: &str) -> Option<Sent> {
        let plain = told.to_lowercase().replace(',', " ");
        let words: Vec<&str> = plain.split_whitespace().collect();
        let day = day_with_word(&words).or_else(|| words.iter().find_map(|word| day_in_numbers(word)))?;
        let is_day = (1900..2100).contains(&day.0) && (1..=12).contains(&day.1) && (1..=31).contains(&day.2);
        is_day.then(|| Sent { day, minute: minute(&words) })
    }

    /// The day, as `2024-03-12`.
    pub(in crate::ingest) fn day(self) -> String {
        let (year, month, day) = self.day;
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Whether it is plainly before another: on an earlier day, or on the same day at an earlier time.
    pub(super) fn is_before(self, other: Sent) -> bool {
        let is_earlier_time = matches!((self.minute, other.minute), (Some(one), Some(two)) if one < two);
        self.day < other.day || self.day == other.day && is_earlier_time
    }
}

/// "12 March 2024", "March 12th 2024".
fn day_with_word(words: &[&str]) -> Option<(u32, u32, u32)> {
    let (at, month) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| month(word.trim_end_matches('.')).map(|month| (at, month)))?;
    let after = &words[at + 1..];
    let year = after.iter().find_map(|word| number(word).filter(|year| *year >= 1900))?;
    let before = at.checked_sub(1).and_then(|before| day_of_month(words[before]));
    let day = before.or_else(|| after.first().and_then(|word| day_of_month(word)))?;
    Some((year, month, day))
}

fn day_of_month(word: &str) -> Option<u32> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    number(plain.unwrap_or(word)).filter(|day| (1..=31).contains(day))
}

/// "12/03/2024", "12.03.24", "2024-03-12".
fn day_in_numbers(word: &str) -> Option<(u32, u32, u32)> {
    let word = word.split('t').next().unwrap_or(word);
    let parts: Vec<u32> = word.split(['/', '-', '.']).map(number).collect::<Option<_>>()?;
    let [first, second, third] = parts[..] else { return None };
    if first >= 1900 {
        return Some((first, second, third));
    }
    let year = if third < 100 { third + 2000 } else { third };
    Some(if second > 12 { (year, first, second) } else { (year, second, first) })
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "14:22", "2:22 pm", "2:22pm".
fn minute(words: &[&str]) -> Option<u32> {
    let (at, time) = words.iter().enumerate().find(|(_, word)| word.contains(':'))?;
    let is_afternoon =
        time.ends_with("pm") || words.get(at + 1).is_some_and(|next| ["pm", "p.m."].contains(next));
    let is_morning =
        time.ends_with("am") || words.get(at + 1).is_some_and(|next| ["am", "a.m."].contains(next));
    let mut parts = time.trim_end_matches(char::is_alphabetic).split(':').map(number);
    let (hour, minute) = (parts.next()??, parts.next()??);
    let hour = match hour {
        12 if is_morning => 0,
        1..12 if is_afternoon => hour + 12,
        _ => hour,
    };
    Some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_mail_programs_write_them() {
        for told in [
            "12 March 2024 14:22",
            "Tuesday, March 12, 2024 2:22 PM",
            "Tue, 12 Mar 2024 14:22:05 +0000",
            "12/03/2024 14:22",
            "2024-03-12 14:22",
            "Tuesday, 12th March 2024 2:22pm",
        ] {
            let sent = Sent::read(told).expect(told);
            assert_eq!((sent.day(), sent.minute), ("2024-03-12".to_owned(), Some(14 * 60 + 22)), "{told}");
        }
        for told in ["Monday", "yesterday at 14:22", "12 March", "", "0345 600 1234"] {
            assert_eq!(Sent::read(told), None, "{told}");
        }
    }

    #[test]
    fn an_earlier_time_counts_where_both_are_told() {
        let sent = |told| Sent::read(told).expect("a day");
        assert!(sent("12 March 2024 10:00").is_before(sent("12 March 2024 11:30")));
        assert!(!sent("12 March 2024").is_before(sent("12 March 2024 11:30")));
        assert!(sent("12 March 2024").is_before(sent("13 March 2024")));
    }
}
