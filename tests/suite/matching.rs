//! Does each rule find what the manual says, and no more?

use proptest::prelude::*;
use yousaid::lexicon::{Lexicon, parse};
use yousaid::matching::{Matcher, MatcherCache};
use yousaid::text::{Tokeniser, Vocabulary};

/// A lexicon of one priority; each theme is its id and its lines.
fn lexicon_of(head: &str, themes: &[(&str, &str)]) -> Lexicon {
    let mut source = format!("lexicon \"Test\" version 1\n{head}\n");
    if !head.contains("priority") {
        source.push_str("priority p \"Priority\"\n");
    }
    for (id, lines) in themes {
        source.push_str(&format!("theme {id} \"{id}\"\n{lines}\nmatches \"not run\"\nignores \"not run\"\n"));
    }
    parse("test.lexicon", &source).unwrap_or_else(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("the test's lexicon is unsound:\n{}\n{source}", told.join("\n"))
    })
}

/// What is shown in an answer to a question: each mention as its theme and its words.
fn shown_under(lexicon: &Lexicon, question: &str, text: &str) -> Vec<String> {
    let mut vocabulary = Vocabulary::default();
    let mut tokens = Vec::new();
    Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
    let mut cache = MatcherCache::default();
    let mentions = Matcher::new(lexicon).mentions(&tokens, &[], question, &vocabulary, &mut cache);
    mentions
        .iter()
        .map(|mention| format!("{}: {}", lexicon.themes[mention.theme as usize].id, mention.span.slice(text)))
        .collect()
}

/// Holds rules (the lines of one theme) to the words they find in each text; no words where they must find nothing.
fn assert_finds(rules: &str, cases: &[(&str, &[&str])]) {
    assert_finds_with("", rules, cases);
}

fn assert_finds_with(head: &str, rules: &str, cases: &[(&str, &[&str])]) {
    let lexicon = lexicon_of(head, &[("t", rules)]);
    for (text, words) in cases {
        let expected: Vec<String> = words.iter().map(|words| format!("t: {words}")).collect();
        assert_eq!(shown_under(&lexicon, "", text), expected, "rules `{rules}` in \"{text}\"");
    }
}

#[test]
fn a_phrase_finds_its_words_next_to_each_other_in_any_ending() {
    assert_finds(
        "phrase gp appointment",
        &[
            ("A GP appointment please", &["GP appointment"]),
            ("gp Appointments", &["gp Appointments"]),
            ("No gp, no appointment", &[]),
            ("GP's appointment", &["GP's appointment"]),
            ("Appointment with the GP", &[]),
            ("See my GP. Appointment at two.", &[]),
            ("See my GP\nAppointment at two", &[]),
            ("GP, appointment", &["GP, appointment"]),
        ],
    );
}

#[test]
fn a_hyphen_divides_and_an_apostrophe_stays() {
    assert_finds("phrase walk-in", &[("the walk-in", &["walk-in"]), ("the walk in", &["walk in"])]);
    assert_finds("phrase can't", &[("I can’t wait", &["can’t"]), ("I can't", &["can't"]), ("I can", &[])]);
    assert_finds("phrase a&e", &[("Off to A&E", &["A&E"]), ("a & e", &[])]);
    assert_finds("phrase mum and dad", &[("mum & dad", &["mum & dad"])]);
    assert_finds("phrase cafe", &[("The café", &["café"]), ("the cafe\u{301}", &["cafe\u{301}"])]);
}

#[test]
fn exact_words_are_compared_as_written() {
    assert_finds("exact AGE", &[("AGE UK", &["AGE"]), ("my age", &[]), ("AGES", &[])]);
    assert_finds("exact Age UK", &[("ask Age UK", &["Age UK"]), ("Age uk", &[])]);
    assert_finds("exact don't", &[("I don’t", &["don’t"]), ("Don't", &[])]);
}

#[test]
fn start_finds_words_that_begin_so() {
    assert_finds(
        "start pharmac",
        &[("The pharmacy and Pharmacists", &["pharmacy", "Pharmacists"]), ("polypharmacy", &[])],
    );
    assert_finds("start long wait", &[("a longer waiting list", &["longer waiting"]), ("wait long", &[])]);
}

#[test]
fn near_finds_words_in_one_sentence_in_any_order() {
    assert_finds(
        "near 3 get appointment",
        &[
            ("get an appointment", &["get an appointment"]),
            ("an appointment I can get", &["appointment I can get"]),
            ("get me a quick appointment", &[]),
            ("get me a appointment", &["get me a appointment"]),
            ("I get. An appointment", &[]),
            ("get", &[]),
            ("appointment", &[]),
        ],
    );
    assert_finds(
        "near 8 \"get through\" surgery",
        &[
            ("get through to the surgery", &["get through to the surgery"]),
            ("get to the surgery through here", &[]),
        ],
    );
    assert_finds("near 5 bus bus", &[("one bus only", &[]), ("bus after bus", &["bus after bus"])]);
}

#[test]
fn one_word_stands_for_one_part_of_a_rule() {
    assert_finds(
        "near 6 bus bus bus bus",
        &[("bus to bus to bus", &[]), ("bus to bus to bus bus", &["bus to bus to bus bus"])],
    );
    assert_finds(
        "near 6 ward bed (bus | late) (late | car)",
        &[("bed was late ward", &[]), ("bed late car ward", &["bed late car ward"])],
    );
}

#[test]
fn before_finds_words_in_their_order_only() {
    assert_finds(
        "before 5 wait ambulance",
        &[
            ("waited hours for an ambulance", &["waited hours for an ambulance"]),
            ("the ambulance had a wait", &[]),
            ("wait one two three four five ambulance", &[]),
            ("wait. Ambulance", &[]),
        ],
    );
    assert_finds("before 6 a b c", &[("a x b x c", &["a x b x c"]), ("a c b", &[]), ("b a c", &[])]);
}

#[test]
fn whole_is_the_whole_response() {
    assert_finds(
        "whole nothing at all",
        &[
            ("Nothing at all.", &["Nothing at all"]),
            ("  nothing at all!! ", &["nothing at all"]),
            ("Nothing. At all.", &["Nothing. At all"]),
            ("Nothing at all to add", &[]),
            ("There is nothing at all", &[]),
        ],
    );
}

#[test]
fn groups_lists_and_optional_words_stand_for_each_way_of_saying_it() {
    assert_finds(
        "phrase see (a | the | my own)? (doctor | gp)",
        &[
            ("see a doctor", &["see a doctor"]),
            ("see my own GP", &["see my own GP"]),
            ("see doctors", &["see doctors"]),
            ("see that doctor", &[]),
        ],
    );
    assert_finds(
        "phrase the? late bus",
        &[("the late bus", &["the late bus"]), ("a late bus", &["late bus"])],
    );
    assert_finds_with(
        "list staff = doctor | practice nurse | @more\nlist none = x",
        "phrase bus",
        &[("bus", &["bus"])],
    );
    assert_finds_with(
        "list staff = doctor | practice nurse",
        "near 4 @staff rude",
        &[
            ("the practice nurses were rude", &["practice nurses were rude"]),
            ("rude doctor", &["rude doctor"]),
            ("the nurse was rude", &[]),
        ],
    );
}

#[test]
fn a_list_inside_a_list_stands_for_its_words() {
    assert_finds_with(
        "list nurses = nurse | matron\nlist staff = doctor | @nurses",
        "phrase rude @staff",
        &[("a rude matron", &["rude matron"]), ("a rude doctor", &["rude doctor"]), ("a rude bus", &[])],
    );
}

#[test]
fn wild_cards_and_words_as_written_stand_inside_any_rule() {
    assert_finds(
        "phrase pharmac* closed",
        &[("the pharmacist closed", &["pharmacist closed"]), ("farm closed", &[])],
    );
    assert_finds("phrase =IT system", &[("the IT systems", &["IT systems"]), ("it system", &[])]);
    assert_finds("near 4 =AGE bus", &[("AGE and the bus", &["AGE and the bus"]), ("age and the bus", &[])]);
}

#[test]
fn an_except_of_a_theme_takes_the_mention_that_shares_a_word() {
    assert_finds(
        "phrase appointment\nexcept phrase hospital appointment",
        &[
            ("an appointment", &["appointment"]),
            ("a hospital appointment", &[]),
            ("a hospital appointment and an appointment", &["appointment"]),
        ],
    );
}

#[test]
fn an_except_of_a_priority_holds_for_all_its_themes_and_no_others() {
    let lexicon = lexicon_of(
        "priority p \"P\"\nexcept phrase bus lane",
        &[("one", "phrase bus"), ("two", "phrase lane")],
    );
    assert_eq!(shown_under(&lexicon, "", "the bus lane"), Vec::<String>::new());
    assert_eq!(shown_under(&lexicon, "", "the bus in the lane"), ["one: bus", "two: lane"]);
    let lexicon = parse(
        "test.lexicon",
        "lexicon \"T\" version 1\npriority p \"P\"\nexcept phrase bus lane\ntheme one \"1\"\nphrase bus\nmatches \"a\"\nignores \"b\"\n\
         priority q \"Q\"\ntheme two \"2\"\nphrase lane\nmatches \"a\"\nignores \"b\"\n",
    )
    .expect("the lexicon is sound");
    assert_eq!(shown_under(&lexicon, "", "the bus lane"), ["two: lane"]);
}

#[test]
fn dismiss_takes_a_subject_away_at_most_three_words_off() {
    assert_finds_with(
        "dismiss not about",
        "phrase bus",
        &[
            ("It's not about buses", &[]),
            ("It's not about the late night bus", &[]),
            ("It's not about the very late night bus", &["bus"]),
            ("It's not about parking. The bus is late", &["bus"]),
            ("The bus is not about", &["bus"]),
        ],
    );
}

#[test]
fn a_denied_subject_was_raised_unless_the_theme_skips_it() {
    assert_finds("phrase good", &[("not good", &["good"]), ("never any good", &["good"])]);
    assert_finds(
        "skip negated\nphrase good",
        &[
            ("good", &["good"]),
            ("not good", &[]),
            ("wasn't any good", &[]),
            ("wasn’t good", &[]),
            ("without a good", &[]),
            ("never was it good", &[]),
            ("never was it any good", &["good"]),
            ("It was not. Good though", &["Good"]),
            ("Good, not bad", &["Good"]),
        ],
    );
}

#[test]
fn a_lone_rule_counts_only_where_no_other_theme_shows() {
    let lexicon =
        lexicon_of("", &[("thanks", "lone phrase thank you\nphrase grateful"), ("bus", "phrase bus")]);
    for (text, shown) in [
        ("Thank you", &["thanks: Thank you"][..]),
        ("Thank you for the bus", &["bus: bus"]),
        ("Thank you, grateful", &["thanks: Thank you", "thanks: grateful"]),
        ("Grateful for the bus, thank you", &["thanks: Grateful", "bus: bus"]),
    ] {
        assert_eq!(shown_under(&lexicon, "", text), shown, "{text}");
    }
}

#[test]
fn two_lone_themes_show_together() {
    let lexicon = lexicon_of("", &[("thanks", "lone phrase thank you"), ("praise", "lone phrase great")]);
    assert_eq!(shown_under(&lexicon, "", "Great, thank you"), ["thanks: thank you", "praise: Great"]);
}

#[test]
fn an_asked_rule_counts_only_under_its_question() {
    let lexicon =
        lexicon_of("", &[("t", "asked \"improve\" whole nothing\nasked \"Improve\" lone phrase bus")]);
    assert_eq!(shown_under(&lexicon, "What could we IMPROVE?", "Nothing"), ["t: Nothing"]);
    assert_eq!(shown_under(&lexicon, "Anything else?", "Nothing"), Vec::<String>::new());
    assert_eq!(shown_under(&lexicon, "What could we improve?", "the bus"), ["t: bus"]);
}

#[test]
fn inside_a_theme_the_longer_mention_wins_then_the_earlier_then_the_first_rule() {
    assert_finds("phrase bus\nphrase the late bus", &[("the late bus", &["the late bus"])]);
    assert_finds("phrase a b\nphrase b c", &[("a b c", &["a b"])]);
    assert_finds("phrase a b\nphrase b c d", &[("a b c d", &["b c d"])]);
    assert_finds("phrase bus", &[("bus bus bus", &["bus", "bus", "bus"])]);
    let lexicon = lexicon_of("", &[("t", "phrase bus\nstart bus")]);
    let (mut vocabulary, mut tokens) = (Vocabulary::default(), Vec::new());
    Tokeniser::Scan.tokenise("bus", &mut vocabulary, &mut tokens);
    let mentions =
        Matcher::new(&lexicon).mentions(&tokens, &[], "", &vocabulary, &mut MatcherCache::default());
    let lines: Vec<usize> = mentions.iter().map(|m| lexicon.rules[m.rule as usize].line).collect();
    assert_eq!(lines, [lexicon.rules[0].line], "of two rules at one place the first in the file has it");
}

#[test]
fn themes_do_not_compete() {
    let lexicon = lexicon_of("", &[("bus", "phrase bus"), ("late", "phrase late bus")]);
    assert_eq!(shown_under(&lexicon, "", "a late bus"), ["bus: bus", "late: late bus"]);
}

#[test]
fn the_starter_lexicons_do_what_their_examples_say() {
    let folder = crate::consultation::project("lexicons");
    for file in crate::consultation::files_below(&folder) {
        let source = std::fs::read_to_string(folder.join(&file)).expect("the lexicon was listed");
        if let Err(faults) = yousaid::pipeline::CheckedLexicon::read(&file, &source) {
            let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("lexicons/{}", told.join("\nlexicons/"));
        }
    }
}

// A slow and obvious matcher: tries every place and every way of placing words, and applies the manual's sentences one by one.

/// The words of the random texts and rules: few, so that rules meet often; no stem is another's beginning but `an` of `ant`.
const ALPHABET: [&str; 5] = ["ant", "bee", "cat", "an", "dog"];

#[derive(Debug, Clone)]
enum ObviousRule {
    /// Words next to each other; each any of these.
    Phrase(Vec<Vec<usize>>),
    Start(&'static str),
    Whole(Vec<Vec<usize>>),
    /// Parts at most so many words apart; each part any of these runs of words.
    Near(usize, Vec<Vec<Vec<usize>>>),
    Before(usize, Vec<Vec<Vec<usize>>>),
}

fn written(words: &[usize]) -> String {
    words.iter().map(|word| ALPHABET[*word]).collect::<Vec<_>>().join(" ")
}

fn any_of(options: &[String]) -> String {
    if let [one] = options { one.clone() } else { format!("({})", options.join(" | ")) }
}

impl ObviousRule {
    fn line(&self) -> String {
        let steps = |steps: &[Vec<usize>]| {
            let step = |step: &Vec<usize>| {
                any_of(&step.iter().map(|word| ALPHABET[*word].to_owned()).collect::<Vec<_>>())
            };
            steps.iter().map(step).collect::<Vec<_>>().join(" ")
        };
        let parts = |parts: &[Vec<Vec<usize>>]| {
            let part = |part: &Vec<Vec<usize>>| match &part[..] {
                [one] if one.len() > 1 => format!("\"{}\"", written(one)),
                options => any_of(&options.iter().map(|words| written(words)).collect::<Vec<_>>()),
            };
            parts.iter().map(part).collect::<Vec<_>>().join(" ")
        };
        match self {
            ObviousRule::Phrase(body) => format!("phrase {}", steps(body)),
            ObviousRule::Start(beginning) => format!("start {beginning}"),
            ObviousRule::Whole(body) => format!("whole {}", steps(body)),
            ObviousRule::Near(within, body) => format!("near {within} {}", parts(body)),
            ObviousRule::Before(within, body) => format!("before {within} {}", parts(body)),
        }
    }

    /// Where it stands: from the first word to behind the last. `words` are indices into the alphabet, each with its sentence.
    fn places(&self, words: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let is_one_sentence = |from: usize, to: usize| words[from].1 == words[to - 1].1;
        let fits = |body: &[Vec<usize>], from: usize| {
            from + body.len() <= words.len()
                && body.iter().zip(&words[from..]).all(|(any, word)| any.contains(&word.0))
        };
        let all = 0..words.len();
        match self {
            ObviousRule::Phrase(body) => all
                .filter(|from| fits(body, *from) && is_one_sentence(*from, from + body.len()))
                .map(|from| (from, from + body.len()))
                .collect(),
            ObviousRule::Start(beginning) => all
                .filter(|at| ALPHABET[words[*at].0].starts_with(beginning))
                .map(|at| (at, at + 1))
                .collect(),
            ObviousRule::Whole(body) => {
                let is_whole = body.len() == words.len() && fits(body, 0);
                if is_whole { vec![(0, words.len())] } else { Vec::new() }
            }
            ObviousRule::Near(within, parts) => placements(words, parts, *within, false),
            ObviousRule::Before(within, parts) => placements(words, parts, *within, true),
        }
    }
}

/// For each place of the first part, the tightest way to place all parts in one sentence without sharing a word, the last of them starting
/// at most `within` words after the first.
fn placements(
    words: &[(usize, usize)],
    parts: &[Vec<Vec<usize>>],
    within: usize,
    in_order: bool,
) -> Vec<(usize, usize)> {
    let hits: Vec<Vec<(usize, usize)>> = parts
        .iter()
        .map(|part| {
            let mut hits: Vec<(usize, usize)> = part
                .iter()
                .flat_map(|run| {
                    let stands = |from: &usize| {
                        from + run.len() <= words.len()
                            && run.iter().zip(&words[*from..]).all(|(word, (other, _))| word == other)
                            && words[*from].1 == words[from + run.len() - 1].1
                    };
                    (0..words.len()).filter(stands).map(|from| (from, from + run.len())).collect::<Vec<_>>()
                })
                .collect();
            hits.sort_unstable();
            hits.dedup();
            hits
        })
        .collect();
    let mut found = Vec::new();
    for first in &hits[0] {
        let mut ways: Vec<Vec<(usize, usize)>> = vec![vec![*first]];
        for part in &hits[1..] {
            ways = ways
                .iter()
                .flat_map(|way| part.iter().map(move |hit| [&way[..], &[*hit]].concat()))
                .collect();
        }
        ways.retain(|way| {
            let apart = |one: &(usize, usize), other: &(usize, usize)| one.1 <= other.0 || other.1 <= one.0;
            let shares_no_word =
                (0..way.len()).all(|at| way[..at].iter().all(|other| apart(other, &way[at])));
            let starts = || way.iter().map(|hit| hit.0);
            let spread = starts().max().unwrap_or(0) - starts().min().unwrap_or(0);
            let is_ordered = way.windows(2).all(|pair| pair[0].1 <= pair[1].0);
            let sentence = words[way[0].0].1;
            shares_no_word
                && spread <= within
                && (is_ordered || !in_order)
                && way.iter().all(|hit| words[hit.0].1 == sentence)
        });
        let extent = |way: &Vec<(usize, usize)>| {
            let start = way.iter().map(|hit| hit.0).min().unwrap_or(0);
            (start, way.iter().map(|hit| hit.1).max().unwrap_or(0))
        };
        found.extend(ways.iter().map(extent).min_by_key(|(start, end)| (end - start, *start)));
    }
    found
}

/// Longest first, then earliest, then the rule that stands first; none shares a word with one that stays.
fn settled(mut places: Vec<(usize, usize, usize)>) -> Vec<(usize, usize, usize)> {
    places.sort_by_key(|(start, end, rule)| (std::cmp::Reverse(end - start), *start, *rule));
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    for place in places {
        if kept.iter().all(|other| place.1 <= other.0 || other.1 <= place.0) {
            kept.push(place);
        }
    }
    kept.sort_unstable();
    kept
}

/// Any rule; those about distance have at most so many parts.
fn rule(most_parts: usize) -> impl Strategy<Value = ObviousRule> {
    let word = || 0..ALPHABET.len();
    let step = || prop::collection::vec(word(), 1..3);
    let run = || prop::collection::vec(word(), 1..3);
    let part = move || prop::collection::vec(run(), 1..3);
    prop_oneof![
        3 => prop::collection::vec(step(), 1..4).prop_map(ObviousRule::Phrase),
        1 => prop::sample::select(vec!["an", "ant", "a", "d", "c"]).prop_map(ObviousRule::Start),
        1 => prop::collection::vec(step(), 1..4).prop_map(ObviousRule::Whole),
        3 => (1usize..6, prop::collection::vec(part(), 2..=most_parts)).prop_map(|(n, parts)| ObviousRule::Near(n, parts)),
        3 => (1usize..6, prop::collection::vec(part(), 2..=most_parts)).prop_map(|(n, parts)| ObviousRule::Before(n, parts)),
    ]
}

/// Words of the alphabet, each with whether a full stop follows it.
type RandomText = Vec<(usize, bool)>;

fn themes_and_texts(most_parts: usize) -> impl Strategy<Value = (Vec<Vec<ObviousRule>>, Vec<RandomText>)> {
    let themes = prop::collection::vec(prop::collection::vec(rule(most_parts), 1..4), 1..3);
    let text = prop::collection::vec((0..ALPHABET.len(), prop::bool::weighted(0.15)), 0..9);
    (themes, prop::collection::vec(text, 6))
}

fn assert_agree(themes: &[Vec<ObviousRule>], texts: &[RandomText]) -> Result<(), TestCaseError> {
    let lines: Vec<String> = themes
        .iter()
        .map(|rules| rules.iter().map(ObviousRule::line).collect::<Vec<_>>().join("\n"))
        .collect();
    let named: Vec<(String, &str)> =
        lines.iter().enumerate().map(|(at, lines)| (format!("t{at}"), lines.as_str())).collect();
    let named: Vec<(&str, &str)> = named.iter().map(|(id, lines)| (id.as_str(), *lines)).collect();
    let lexicon = lexicon_of("", &named);
    let matcher = Matcher::new(&lexicon);
    for words in texts {
        let mut text = String::new();
        let mut placed = Vec::new();
        let mut sentence = 0;
        for (word, ends) in words {
            placed.push((*word, sentence));
            text.push_str(ALPHABET[*word]);
            text.push_str(if *ends { ". " } else { " " });
            sentence += usize::from(*ends);
        }
        let mut vocabulary = Vocabulary::default();
        let mut tokens = Vec::new();
        Tokeniser::Scan.tokenise(&text, &mut vocabulary, &mut tokens);
        prop_assert_eq!(tokens.len(), words.len());
        let mentions = matcher.mentions(&tokens, &[], "", &vocabulary, &mut MatcherCache::default());
        let token_at =
            |byte: u32| tokens.iter().position(|token| token.span.start == byte || token.span.end == byte);
        let found: Vec<(usize, usize, usize, usize)> = mentions
            .iter()
            .map(|mention| {
                let (start, end) = (token_at(mention.span.start), token_at(mention.span.end));
                (mention.theme as usize, start.unwrap_or(99), end.unwrap_or(99) + 1, mention.rule as usize)
            })
            .collect();
        let mut expected = Vec::new();
        let mut first_rule = 0;
        for (theme, rules) in themes.iter().enumerate() {
            let places = rules.iter().enumerate().flat_map(|(at, rule)| {
                rule.places(&placed).into_iter().map(move |(start, end)| (start, end, first_rule + at))
            });
            expected.extend(
                settled(places.collect()).into_iter().map(|(start, end, rule)| (theme, start, end, rule)),
            );
            first_rule += rules.len();
        }
        prop_assert_eq!(
            found,
            expected,
            "(theme, first word, behind the last, rule) found and expected in \"{}\" by\n{}",
            text,
            lines.join("\n--\n")
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_a_slow_and_obvious_matcher((themes, texts) in themes_and_texts(3)) {
        assert_agree(&themes, &texts)?;
    }

    #[test]
    fn the_engine_agrees_on_rules_of_four_parts_too((themes, texts) in themes_and_texts(4)) {
        assert_agree(&themes, &texts)?;
    }
}
