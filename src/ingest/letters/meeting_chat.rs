//! Chats of online meetings, as Zoom saves them, "10:02:13 From Jean W to Everyone : No bus", and as they are copied from Teams, "[10:03] Jean W" or
//! "Jean W  10:03" above the words.

use super::chat::Line;
use super::turns::is_role;
use crate::ingest::public_bodies::names_public_body;
use crate::text::WEEKDAYS;

/// So many messages at least are a chat copied from Teams; as Zoom saves them, fewer.
const FEWEST: usize = 3;
const FEWEST_SAVED: usize = 2;

/// A title stands above the first message in so many lines at most.
const LINES_OF_TITLE: usize = 3;

/// A name has at most so many words, what stands in brackets behind it counted.
const LONGEST_NAME: usize = 7;

/// A recording counts from nought, a clock is later.
const FIRST_HOUR: u32 = 6;

/// Each line's message, where these are a meeting's chat.
pub(super) fn messages<'a>(lines: &[&'a str]) -> Option<Vec<Option<Line<'a>>>> {
    let saved: Vec<Option<Line<'a>>> = lines.iter().map(|line| saved(line)).collect();
    if begins(&saved) && saved.iter().flatten().count() >= FEWEST_SAVED {
        return Some(saved);
    }
    let copied: Vec<Option<(u32, Line<'a>)>> = lines.iter().map(|line| copied(line)).collect();
    let first = copied.iter().flatten().next()?.0;
    let copied: Vec<Option<Line<'a>>> = copied.into_iter().map(|found| found.map(|(_, line)| line)).collect();
    let names: Vec<&str> = copied.iter().flatten().filter_map(|line| line.who).collect();
    let comes_again = (1..names.len()).any(|at| names[..at].contains(&names[at]));
    let is_held = names.iter().any(|name| is_of_organisation(name));
    let has_words = |at: usize| {
        copied[at].as_ref().is_some_and(|line| !line.text.is_empty())
            || copied.get(at + 1).is_some_and(Option::is_none)
    };
    let with_words = (0..copied.len()).filter(|at| copied[*at].is_some() && has_words(*at)).count();
    let leads = |name: &&str| is_role(&name.to_lowercase()) && !is_of_organisation(name);
    let is_chat = begins(&copied)
        && first >= FIRST_HOUR
        && names.len() >= FEWEST
        && with_words * 3 >= names.len() * 2
        && (comes_again || is_held)
        && !names.iter().any(leads);
    is_chat.then_some(copied)
}

/// Whether a text is a chat as Zoom saves it, though tabs divide its lines like a table.
pub(in crate::ingest) fn is_saved(text: &str) -> bool {
    let lines = text.lines().map(saved);
    let found: Vec<Option<Line<'_>>> = lines.take(200).collect();
    begins(&found) && found.iter().flatten().count() >= FEWEST_SAVED
}

fn begins(lines: &[Option<Line<'_>>]) -> bool {
    lines.iter().position(Option::is_some).is_some_and(|first| first <= LINES_OF_TITLE)
}

/// Whether a name says that somebody is of those who hold the meeting: "Karen ICB (she/her)".
pub(super) fn is_of_organisation(name: &str) -> bool {
    const ROLES: [&str; 5] = ["host", "facilitator", "moderator", "organiser", "co-host"];
    let plain = name.to_lowercase();
    let mut words = plain.split(|c: char| !c.is_alphanumeric() && c != '-');
    names_public_body(name) || words.any(|word| ROLES.contains(&word))
}

/// "10:02:13 From Jean W to Everyone : No bus", "10:02:13\t From  Jean W  to  Everyone:".
fn saved(line: &str) -> Option<Line<'_>> {
    let at = line.find("From ")?;
    let stamp = line[..at].trim().trim_start_matches('\u{feff}');
    hour(stamp.split_whitespace().next_back()?)?;
    let rest = line[at + "From ".len()..].trim();
    let divided = rest.split_once(" : ").or_else(|| rest.split_once(": "));
    let (head, text) = divided.or_else(|| Some((rest.strip_suffix(':')?, "")))?;
    let to = [" to ", " To "].iter().find_map(|to| head.find(to)).unwrap_or(head.len());
    let who = head[..to].trim();
    (is_name(who) && stamp.len() <= 24).then_some(Line { who: Some(who), text: text.trim() })
}

/// "[10:03] Jean W", "[12/03/2024 10:03] Jean W: No bus", "Jean W  10:03": the hour, and the message.
fn copied(line: &str) -> Option<(u32, Line<'_>)> {
    let line = line.trim().trim_start_matches('\u{feff}');
    if let Some((stamp, rest)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
        let time = stamp.split([' ', ',', '\u{202f}', '\u{a0}']).find_map(hour)?;
        let (who, text) = rest.split_once(": ").unwrap_or((rest, ""));
        let who = who.trim().trim_end_matches(':');
        return is_name(who).then_some((time, Line { who: Some(who), text: text.trim() }));
    }
    let mut words = line.rsplitn(3, [' ', '\t', '\u{a0}', '\u{202f}']);
    let last = words.next()?;
    let time = match last.to_lowercase().as_str() {
        "am" | "pm" => words.next()?,
        _ => last,
    };
    let found = hour(time)?;
    let who = line[..line.rfind(time)?].trim();
    let are_capital = who.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    (is_name(who) && are_capital).then_some((found, Line { who: Some(who), text: "" }))
}

/// The hour of a time of day: "9:05", "10:02:13".
fn hour(time: &str) -> Option<u32> {
    let mut parts = time.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let is_part = |part: &str| part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number < 60);
    let hours = hours.parse().ok().filter(|hour| *hour < 24 && hours.len() <= 2)?;
    (is_part(minutes) && parts.next().is_none_or(is_part) && parts.next().is_none()).then_some(hours)
}

fn is_name(who: &str) -> bool {
    let plain = who.to_lowercase();
    // Nobody's name stands above what somebody noted day by day.
    let names_day = plain.split(' ').any(|word| WEEKDAYS.contains(&word));
    (1..=LONGEST_NAME).contains(&who.split_whitespace().count())
        && who.contains(char::is_alphabetic)
        && !names_day
        && !who.contains(':')
        && !who.split_whitespace().any(|word| word.parse::<u32>().is_ok())
        && !who.ends_with(['.', '?', '!', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_chat_are_known() {
        for (line, who, text) in [
            ("10:02:13 From Jean W to Everyone : No bus: none", "Jean W", "No bus: none"),
            ("10:02:13\t From  Jean W : \tNo bus", "Jean W", "No bus"),
            ("2024-03-12 10:02:13 From iPad (2) to Karen ICB (Direct Message):", "iPad (2)", ""),
        ] {
            let found = saved(line).map(|line| (line.who, line.text));
            assert_eq!(found, Some((Some(who), text)), "{line}");
        }
        for (line, who, text) in [
            ("[14:02] Karen Jessop (ICB)", "Karen Jessop (ICB)", ""),
            ("[12/03/2024 14:02] Jean W: No bus", "Jean W", "No bus"),
            ("Jean W  10:03", "Jean W", ""),
            ("Jean W 10:03 AM", "Jean W", ""),
        ] {
            let found = copied(line).map(|(_, line)| (line.who, line.text));
            assert_eq!(found, Some((Some(who), text)), "{line}");
        }
        for line in ["Letter From Jean: no bus", "The bus leaves at 10:03", "10:03", "10:02 From here on: no"]
        {
            assert!(copied(line).is_none() || saved(line).is_none(), "{line}");
        }
    }

    #[test]
    fn whoever_holds_the_meeting_is_known_by_name() {
        assert!(is_of_organisation("Karen ICB (she/her)") && is_of_organisation("Jo Marsh (Host)"));
        assert!(!is_of_organisation("Jean Nicbell") && !is_of_organisation("Derek"));
    }

    #[test]
    fn timetables_and_recordings_are_no_chats() {
        for text in [
            "Leek 10:03\nStone 10:40\nWem 11:15",
            "Sent: 12 March 2024 10:00\nNo bus\nSent: 12 March 2024 11:00\nNo ward\nSent: 12 March 2024 12:00\nNone",
            "Monday 10:03\nNobody came.\nTuesday 11:20\nStill nobody.\nMonday 12:00\nAt last.",
            "[00:01] Jean: No bus\n[00:02] Ann: No ward\n[00:03] Jean: None",
            "[10:01] Interviewer: Why?\n[10:02] Ann: No ward\n[10:03] Interviewer: Else?",
        ] {
            assert!(messages(&text.lines().collect::<Vec<_>>()).is_none(), "{text}");
        }
    }
}
