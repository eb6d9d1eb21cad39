//! What of a response could be quoted for a theme: the sentence that reads best.

use super::QuoteSettings;
use super::standing::{ends_as_sentence, is_about_itself, is_form, stands_alone};
use crate::analysis::Outcome;
use crate::text::{Span, hash_of};

/// Words that could be quoted.
pub(super) struct Extract {
    pub(super) span: Span,
    /// Whether something of the sentence is left out before it, and behind it.
    pub(super) is_cut: (bool, bool),
    /// How well it reads.
    pub(super) score: i64,
    /// Whether some of it is quoted already.
    pub(super) is_quoted: bool,
}

/// The sentences around a theme's mentions that read best; those that are not `quoted` already come first.
pub(super) fn best_extract(
    text: &str,
    outcome: &Outcome,
    theme: usize,
    sentences: &[Span],
    quoted: &[Span],
    settings: &QuoteSettings,
) -> Option<Extract> {
    let mentions: Vec<Span> = outcome
        .themed
        .mentions
        .iter()
        .filter(|mention| mention.theme as usize == theme && outcome.is_own(mention))
        .map(|mention| mention.span)
        .collect();
    let mentions_in = |span: Span| span.overlapping(&mentions, |mention| *mention);
    let is_sendable =
        |span: Span| outcome.added.is_empty() || outcome.added.iter().any(|added| added.covers(span));
    // Whoever writes no stop at all writes a point a line.
    let is_unstopped = !sentences.iter().any(|sentence| ends_as_sentence(sentence.slice(text)));
    let whole = text.trim_end().len();
    let mut best: Option<Extract> = None;
    for (at, sentence) in sentences.iter().enumerate() {
        if !mentions_in(*sentence).iter().any(|mention| sentence.covers(*mention)) || !is_sendable(*sentence)
        {
            continue;
        }
        let mut span = without_list_mark(text, *sentence);
        let is_item = is_unstopped || span != *sentence;
        let stands = |span: Span, is_cut: bool| {
            stands_alone(span.slice(text), is_cut || is_item || span.end as usize == whole)
                // Of the sentence by itself that is known.
                && (span == *sentence || !is_about_itself(span.slice(text)))
        };
        let mut words = word_count(span.slice(text));
        // A very short sentence is read with the next one of its paragraph.
        if words < 9
            && let Some(next) = sentences.get(at + 1)
            && !text[span.end as usize..next.start as usize].contains('\n')
            && is_sendable(*next)
            && !is_form(next.slice(text))
            && word_count(next.slice(text)) + words <= settings.longest
            && stands(Span { end: next.end, ..span }, false)
        {
            span.end = next.end;
            words += word_count(next.slice(text));
        }
        let mut is_cut = (false, false);
        if words > settings.longest {
            let mention = mentions_in(span).iter().find(|mention| span.covers(**mention));
            let Some(part) = mention.and_then(|mention| part_around(text, span, *mention, settings.longest))
            else {
                continue;
            };
            is_cut = (part.start > span.start, part.end < span.end);
            span = part;
            words = word_count(span.slice(text));
        }
        if words < settings.shortest || words > settings.longest || !stands(span, is_cut.1) {
            continue;
        }
        let score = readability(span.slice(text), words)
            + 8 * mentions_in(span).iter().filter(|mention| span.covers(**mention)).count().min(3) as i64
            - OTHER_THEME * other_themes(outcome, theme, span).min(4) as i64
            - 25 * span.overlapping(&outcome.themed.details, |detail| detail.span).len() as i64
            - 20 * i64::from(is_cut.0 || is_cut.1)
            - 10 * i64::from(span.end > sentence.end && turns(text, sentences[at + 1]));
        let is_quoted = quoted.iter().any(|known| known.overlaps(span));
        let is_better =
            best.as_ref().is_none_or(|known| (!is_quoted, score) > (!known.is_quoted, known.score));
        // Whether it is a form takes longest to tell.
        if is_better && !is_form(sentence.slice(text)) {
            best = Some(Extract { span, is_cut, score, is_quoted });
        }
    }
    best
}

/// What an extract is worth less for each other theme that it shows: where it speaks of many things, it names this one in passing.
const OTHER_THEME: i64 = 6;

/// How many other themes show in an extract.
fn other_themes(outcome: &Outcome, theme: usize, span: Span) -> usize {
    let mut others: Vec<u32> = outcome
        .themed
        .mentions
        .iter()
        .filter(|mention| mention.theme as usize != theme && span.covers(mention.span))
        .map(|mention| mention.theme)
        .collect();
    others.sort_unstable();
    others.dedup();
    others.len()
}

/// Whether a sentence turns away from what was said before it: "I cannot fault the ward. But then …"
fn turns(text: &str, sentence: Span) -> bool {
    let first = sentence.slice(text).split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    ["But", "However", "Then", "Until", "Yet", "Except", "Although"].contains(&first)
}

/// The longest run of a sentence's parts around a mention that has at most so many words. Parts end at `;`, `:`, `,` and dashes.
fn part_around(text: &str, sentence: Span, mention: Span, longest: usize) -> Option<Span> {
    let words = sentence.slice(text);
    let mut ends: Vec<usize> = words
        .match_indices([';', ':', ',', '–', '—'])
        .map(|(at, mark)| at + mark.len())
        .filter(|at| words[*at..].starts_with(' '))
        .collect();
    ends.push(words.len());
    let mut parts: Vec<(usize, usize)> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        parts.push((start, end));
        start = end;
    }
    let inside = |at: u32| (at - sentence.start) as usize;
    let first = parts.iter().position(|(_, end)| inside(mention.start) < *end)?;
    let last = parts.iter().position(|(_, end)| inside(mention.end) <= *end)?;
    let counts: Vec<usize> = parts.iter().map(|(start, end)| word_count(&words[*start..*end])).collect();
    let mut count: usize = counts[first..=last].iter().sum();
    if count > longest {
        return None;
    }
    let (mut from, mut to) = (first, last);
    loop {
        if to + 1 < parts.len() && count + counts[to + 1] <= longest {
            to += 1;
            count += counts[to];
        } else if from > 0 && count + counts[from - 1] <= longest {
            from -= 1;
            count += counts[from];
        } else {
            break;
        }
    }
    let (start, end) = (parts[from].0, parts[to].1);
    let start = start + (words[start..end].len() - words[start..end].trim_start().len());
    let end = if to + 1 < parts.len() {
        start + words[start..end].trim_end_matches([',', ';', ':', '–', '—', ' ']).len()
    } else {
        end
    };
    Some(Span::new(sentence.start as usize + start, sentence.start as usize + end))
}

/// The sentence behind the mark of a list: `- safe cycle routes`, `• a later bus`.
fn without_list_mark(text: &str, sentence: Span) -> Span {
    const MARKS: &[char] = &['-', '–', '—', '•', '*', '·', '▪', '◦', '‣', '●', '○', '➢'];
    let words = sentence.slice(text);
    match words.strip_prefix(MARKS).map(|rest| (rest, rest.trim_start())) {
        Some((rest, item)) if item.len() < rest.len() => {
            Span { start: sentence.end - item.len() as u32, ..sentence }
        }
        _ => sentence,
    }
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How well an extract reads by itself: 12 to 35 words, begins and ends as a sentence does, not all in capitals.
fn readability(text: &str, words: usize) -> i64 {
    let length = match words {
        12..=35 => 60,
        8..=11 | 36..=42 => 42,
        6..=7 => 24,
        _ => 8,
    };
    let first = text.chars().next();
    let begins_well =
        i64::from(first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '\'')))
            * 8;
    let ends_well = i64::from(ends_as_sentence(text)) * 6;
    let starts_alone = ["and ", "but ", "so ", "also ", "which ", "or "]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start)));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let shouts = i64::from(capitals * 2 > letters) * 25;
    // Of two that read equally well, neither the first nor the last received is preferred.
    let fair = (hash_of(text) % 8) as i64;
    length + begins_well + ends_well + fair - shouts - i64::from(starts_alone) * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_loses_the_mark_of_a_list() {
        for (text, item) in [
            ("- safe cycle routes", "safe cycle routes"),
            ("•\u{a0}a later bus.", "a later bus."),
            ("-5 degrees in the waiting room", "-5 degrees in the waiting room"),
            ("Plain words - and a dash", "Plain words - and a dash"),
            ("- ", ""),
            ("", ""),
        ] {
            let whole = Span::new(0, text.len());
            assert_eq!(without_list_mark(text, whole).slice(text), item, "{text}");
        }
    }
}
