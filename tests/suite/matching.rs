//! Does each rule find what the manual says, and no more?

use proptest::prelude::*;
use yousaid::lexicon::{Lexicon, parse};
use yousaid::matching::{Matcher, MatcherCache, Passage};
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
    let passage = Passage { text, tokens: &tokens, hidden: &[], question };
    let mentions = Matcher::new(lexicon).mentions(&passage, &vocabulary, &mut cache);
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
fn after_is_before_the_other_way_round() {
    assert_finds(
        "after 5 ambulance wait",
        &[
            ("waited hours for an ambulance", &["waited hours for an ambulance"]),
            ("the ambulance had a wait", &[]),
        ],
    );
    assert_finds("after 6 c b a", &[("a x b x c", &["a x b x c"]), ("c b a", &[])]);
}

#[test]
fn regex_finds_codes_that_stand_between_words() {
    assert_finds(
        "regex \"A5\\d\\d\"",
        &[
            ("Close the A500, the A5001 and XA500", &["A500"]),
            ("a500", &[]),
            ("(A500).", &["A500"]),
            ("the caf\u{e9} on A\u{335}500 and A500\u{301}", &[]),
        ],
    );
    assert_finds("regex \"(?i)ward \\d+[a-z]?\"", &[("On Ward 12b, ward 3", &["Ward 12b", "ward 3"])]);
    assert_finds(
        "regex \"\u{a3}?\\d+\"",
        &[("A \u{a3}5 fare and \u{20ac}6", &["5", "6"]), ("the \u{1f68c}7 bus", &["7"])],
    );
    assert_finds("regex \"one\\W+Two\"", &[("Part one. Two parts", &[]), ("one, Two", &["one, Two"])]);
    assert_finds("regex \"can\"", &[("I can't", &[]), ("I can", &["can"])]);
}

#[test]
fn a_code_counts_and_is_taken_away_like_words() {
    assert_finds(
        "phrase bus\nregex \"A5\\d\\d\" except phrase to A500\nexcept regex \"bus \\d\"",
        &[
            ("to A500 by bus 3", &[]),
            ("the A500 by bus", &["A500", "bus"]),
            ("the A500 bus", &["A500", "bus"]),
        ],
    );
}

#[test]
fn an_unsound_code_is_a_fault_with_its_line() {
    for (rule, said) in [
        ("regex \"A5(\"", "this is not a sound pattern: unclosed group"),
        ("regex A5", "the pattern stands in quotation marks"),
        ("regex \"\\w{9999}\"", "this pattern grows too large"),
        ("regex \"x?\"", "this pattern finds places without a sign"),
    ] {
        let source = format!("lexicon \"T\" version 1\npriority p \"P\"\ntheme t \"T\"\n{rule}\n");
        let faults = parse("t.lexicon", &source).expect_err(rule);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|told| told.starts_with(&format!("t.lexicon:4: {said}"))), "{told:?}");
    }
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
        "list more = x\nlist staff = doctor | practice nurse | @more",
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
fn each_kind_of_rule_compares_the_words_of_a_list_in_its_own_way() {
    assert_finds_with(
        "list staff = nurse | doctor",
        "phrase rude @staff\nexact kind @staff\nphrase late @staff",
        &[
            ("rude nurses", &["rude nurses"]),
            ("kind nurse", &["kind nurse"]),
            ("kind nurses", &[]),
            ("late nurses", &["late nurses"]),
        ],
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
fn groups_stand_inside_groups_and_optional_words_inside_both() {
    assert_finds(
        "phrase (get (a | an | my own)? (appointment | slot) | book online)",
        &[
            ("get an appointment", &["get an appointment"]),
            ("get my own slot", &["get my own slot"]),
            ("get slots", &["get slots"]),
            ("booking online", &["booking online"]),
            ("get that slot", &[]),
        ],
    );
    assert_finds(
        "near 6 \"get (straight | right)? through\" (surgery | out of hours?)",
        &[
            ("get right through to the surgery", &["get right through to the surgery"]),
            ("out of hours I get through", &["out of hours I get through"]),
            ("out of work I get through", &["out of work I get through"]),
        ],
    );
    assert_finds_with(
        "list staff = (practice | ward)? nurse | doctor",
        "whole rude @staff\nstart rude? matr",
        &[("Rude ward nurse", &["Rude ward nurse"]), ("rude matrons", &["rude matrons"])],
    );
}

#[test]
fn an_except_of_a_rule_holds_for_that_rule_alone() {
    assert_finds(
        "phrase appointment except phrase hospital appointment except near 2 dentist appointment\nphrase hospital",
        &[
            ("an appointment", &["appointment"]),
            ("a hospital appointment", &["hospital"]),
            ("a dentist's appointment", &[]),
            ("the dentist, my appointment at the hospital", &["hospital"]),
            ("the dentist was kind about my appointment", &["appointment"]),
        ],
    );
    assert_finds("phrase all except parking", &[("All except parking", &["All except parking"])]);
    let source =
        "lexicon \"T\" version 1\npriority p \"P\"\ntheme t \"T\"\nexcept phrase a except phrase b\n";
    let faults = parse("t.lexicon", source).expect_err("an exception of an exception");
    assert!(faults.iter().any(|fault| fault.to_string().contains("an exception has no exceptions")));
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
fn what_is_wished_or_supposed_was_raised_unless_the_theme_skips_it() {
    assert_finds("phrase bus", &[("It would be nice if there was a bus", &["bus"])]);
    assert_finds(
        "skip hypothetical\nphrase bus",
        &[
            ("There was a bus", &["bus"]),
            ("If there was a bus", &[]),
            ("It would be nice to have a bus", &[]),
            ("There should have been a bus", &[]),
            ("We'd like a bus", &[]),
            ("A bus would be nice", &[]),
            ("The bus never came, which would annoy anyone", &["bus"]),
            ("If only. The bus was late", &["bus"]),
            ("If one two three four five six seven bus", &[]),
            ("If one two three four five six seven eight bus", &["bus"]),
        ],
    );
}

#[test]
fn a_theme_can_count_under_its_questions_alone() {
    let lexicon = lexicon_of(
        "priority p \"P\"\nasked \"change\"",
        &[("one", "asked \"improve\"\nasked \"better\"\nphrase bus"), ("two", "phrase late")],
    );
    let text = "the late bus";
    assert_eq!(shown_under(&lexicon, "What could be BETTER?", text), ["one: bus"]);
    assert_eq!(shown_under(&lexicon, "What should we improve?", text), ["one: bus"]);
    assert_eq!(shown_under(&lexicon, "What would you change?", text), ["two: late"]);
    assert_eq!(shown_under(&lexicon, "", text), Vec::<String>::new());
}

/// A theme with rules, and themes under it; each is its line and its rules.
fn family_of(parent: &str, below: &[(&str, &str)]) -> Lexicon {
    let mut lines = parent.to_owned();
    for (sub, rules) in below {
        lines.push_str(&format!("\nmatches \"not run\"\nignores \"not run\"\n{sub}\n{rules}"));
    }
    lexicon_of("", &[("buses", &lines)])
}

#[test]
fn the_closer_theme_has_words_that_both_find() {
    let lexicon = family_of(
        "phrase bus",
        &[
            ("sub late \"Late\"", "phrase late bus"),
            ("sub night \"Night\" of late", "phrase night"),
            ("sub fares \"Fares\"", "phrase fare"),
        ],
    );
    assert_eq!(
        lexicon.themes.iter().map(|theme| theme.parent).collect::<Vec<_>>(),
        [None, Some(0), Some(1), Some(0)]
    );
    assert_eq!(shown_under(&lexicon, "", "a bus, a late bus"), ["buses: bus", "late: late bus"]);
    assert_eq!(shown_under(&lexicon, "", "the late bus at night"), ["late: late bus", "night: night"]);
    assert_eq!(shown_under(&lexicon, "", "the fare"), ["fares: fare"]);
}

#[test]
fn what_is_said_of_a_theme_holds_for_those_under_it() {
    let lexicon = family_of(
        "skip negated\nexcept phrase bus lane\nphrase lane",
        &[("sub buses-own \"Own\"", "phrase bus\nexcept phrase bus pass")],
    );
    for (text, shown) in [
        ("the bus", &["buses-own: bus"][..]),
        ("no bus", &[]),
        ("the bus lane", &[]),
        ("the bus pass", &[]),
        ("a lane pass", &["buses: lane"]),
    ] {
        assert_eq!(shown_under(&lexicon, "", text), shown, "{text}");
    }
}

#[test]
fn a_sub_theme_stands_under_an_open_theme() {
    for (lines, said) in [
        ("sub a \"A\"", "'sub' stands under a theme"),
        (
            "theme t \"T\"\nphrase t\nsub a \"A\" of b",
            "'of b' names no theme that this one could be a part of; here that is t",
        ),
        ("theme t \"T\"\nphrase t\nsub a \"A\" in t", "'in t' is not understood here"),
    ] {
        let source = format!("lexicon \"T\" version 1\npriority p \"P\"\n{lines}\n");
        let faults = parse("t.lexicon", &source).expect_err(lines);
        assert!(faults.iter().any(|fault| fault.to_string().contains(said)), "{lines}: {faults:?}");
    }
}

#[test]
fn either_spelling_of_a_word_finds_the_other() {
    assert_finds(
        "phrase organise\nphrase pediatric center",
        &[
            ("Organized well, disorganised", &["Organized"]),
            ("the paediatric centre", &["paediatric centre"]),
            ("an organ donor", &[]),
        ],
    );
    assert_finds("start organiz", &[("good organisation", &["organisation"]), ("organic", &[])]);
    assert_finds("start paediat", &[("Pediatrics", &["Pediatrics"])]);
    assert_finds("exact colour", &[("the colour color", &["colour"])]);
    assert_finds("phrase =color", &[("the colour color", &["color"])]);
}

#[test]
fn long_words_may_be_misspelt_where_a_rule_is_loose() {
    let misspelt = "Cant get an apointment with a receptinist";
    assert_finds("phrase appointment\nphrase receptionist", &[(misspelt, &[])]);
    assert_finds(
        "loose phrase appointment\nphrase receptionist",
        &[(misspelt, &["apointment"]), ("my appointments", &["appointments"]), ("a disappointment", &[])],
    );
    assert_finds("loose\nnear 5 appointment receptionist", &[(misspelt, &["apointment with a receptinist"])]);
    assert_finds("loose phrase injection", &[("an infection", &[]), ("the inyection", &["inyection"])]);
    assert_finds_with(
        "loose",
        "strict phrase injection\nphrase appointment",
        &[("the inyection apointment", &["apointment"])],
    );
    assert_finds("loose phrase appointment\nphrase apointment", &[("apointment", &["apointment"])]);
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
fn a_lone_match_beside_another_theme_takes_no_ordinary_match_along() {
    let lexicon = lexicon_of(
        "",
        &[("thanks", "lone phrase thank you so much\nphrase thank you"), ("bus", "phrase bus")],
    );
    assert_eq!(shown_under(&lexicon, "", "Thank you so much"), ["thanks: Thank you so much"]);
    assert_eq!(shown_under(&lexicon, "", "Thank you so much for the bus"), ["thanks: Thank you", "bus: bus"]);
}

#[test]
fn a_word_after_a_tilde_is_found_in_just_this_form_in_any_capitals() {
    assert_finds(
        "phrase ~caring staff\nphrase walk ~in",
        &[
            ("Caring staff, CARING STAFF", &["Caring staff", "CARING STAFF"]),
            ("care staff, cared staffs, careing staff", &[]),
            ("walked in, walking inn", &["walked in"]),
        ],
    );
    assert_finds(
        "near 3 ~walk-in centre",
        &[("the Walk-In centre", &["Walk-In centre"]), ("walked in centre", &[])],
    );
    assert_finds("loose phrase ~appointment", &[("apointment, appointments, Appointment", &["Appointment"])]);
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
fn a_question_is_known_however_its_apostrophes_and_spaces_are_written() {
    let lexicon = lexicon_of("", &[("t", "asked \"what's not  working\" phrase bus")]);
    for question in
        ["What's not working well?", "What\u{2019}s  not\nworking well?", "WHAT\u{b4}S NOT\u{a0}WORKING?"]
    {
        assert_eq!(shown_under(&lexicon, question, "the bus"), ["t: bus"], "{question}");
    }
    assert_eq!(shown_under(&lexicon, "What is working well?", "the bus"), Vec::<String>::new());
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
    let passage = Passage { text: "bus", tokens: &tokens, hidden: &[], question: "" };
    let mentions = Matcher::new(&lexicon).mentions(&passage, &vocabulary, &mut MatcherCache::default());
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
        if !file.ends_with(".lexicon") {
            continue;
        }
        let source = std::fs::read_to_string(folder.join(&file)).expect("the lexicon was listed");
        if let Err(faults) = yousaid::pipeline::CheckedLexicon::read(&file, &source) {
            let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("lexicons/{}", told.join("\nlexicons/"));
        }
    }
}

// A slow and obvious matcher: tries every place and every way of placing words, and applies the manual's sentences one by one.

/// The words of the random texts and rules: few, so that rules meet often; no stem is another's beginning but `an` of `ant`.
const ALPHABET: [&str; 6] = ["ant", "bee", "cat", "an", "dog", "elk"];

/// The first so many words are those that rules name.
const NAMED: usize = 5;

#[derive(Debug, Clone)]
enum ObviousRule {
    /// Words next to each other; each any of these.
    Phrase(Vec<Vec<usize>>),
    Start(&'static str),
    Whole(Vec<Vec<usize>>),
    /// Parts at most so many words apart; each part any of these runs of words.
    Near(usize, Vec<Vec<Vec<usize>>>),
    Before(usize, Vec<Vec<Vec<usize>>>),
    After(usize, Vec<Vec<Vec<usize>>>),
    /// A word after the kind `exact` or, in a phrase, a mark: as written, or in just this form.
    Exact(usize, &'static str),
    /// A word of the alphabet by the pattern of its first letter and how many more it has.
    Regex(char, usize),
    /// Words, each of which but the first may be left out.
    Optional(Vec<usize>),
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
            ObviousRule::After(within, body) => format!("after {within} {}", parts(body)),
            ObviousRule::Exact(word, written) => format!("{written}{}", ALPHABET[*word]),
            ObviousRule::Regex(letter, more) => format!("regex \"{letter}[a-z]{{{more}}}\""),
            ObviousRule::Optional(words) => {
                let rest: String =
                    words[1..].iter().map(|word| format!(" (x | {})?", ALPHABET[*word])).collect();
                format!("phrase ({}{rest} | never)", ALPHABET[words[0]])
            }
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
            ObviousRule::After(within, parts) => {
                let reversed: Vec<Vec<Vec<usize>>> = parts.iter().rev().cloned().collect();
                placements(words, &reversed, *within, true)
            }
            ObviousRule::Exact(word, _) => {
                all.filter(|at| words[*at].0 == *word).map(|at| (at, at + 1)).collect()
            }
            ObviousRule::Regex(letter, more) => all
                .filter(|at| {
                    let word = ALPHABET[words[*at].0];
                    word.starts_with(*letter) && word.len() == more + 1
                })
                .map(|at| (at, at + 1))
                .collect(),
            ObviousRule::Optional(body) => {
                let mut ways: Vec<Vec<usize>> = vec![vec![body[0]]];
                for word in &body[1..] {
                    let with: Vec<Vec<usize>> =
                        ways.iter().map(|way| [&way[..], &[*word]].concat()).collect();
                    ways.extend(with);
                }
                let mut found: Vec<(usize, usize)> = Vec::new();
                for way in ways {
                    let way: Vec<Vec<usize>> = way.into_iter().map(|word| vec![word]).collect();
                    found.extend(ObviousRule::Phrase(way).places(words));
                }
                found.sort_unstable();
                found.dedup();
                found
            }
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
fn settled(mut places: Vec<Placed>) -> Vec<Placed> {
    places.sort_by_key(|(start, end, rule)| (std::cmp::Reverse(end - start), *start, *rule));
    let mut kept: Vec<Placed> = Vec::new();
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
    let word = || 0..NAMED;
    let distance = || prop_oneof![5 => 1usize..6, 1 => 6usize..31];
    let step = || prop::collection::vec(word(), 1..3);
    let run = || prop::collection::vec(word(), 1..3);
    let part = move || prop::collection::vec(run(), 1..3);
    prop_oneof![
        3 => prop::collection::vec(step(), 1..4).prop_map(ObviousRule::Phrase),
        1 => prop::sample::select(vec!["an", "ant", "a", "d", "c"]).prop_map(ObviousRule::Start),
        1 => prop::collection::vec(step(), 1..4).prop_map(ObviousRule::Whole),
        3 => (distance(), prop::collection::vec(part(), 2..=most_parts)).prop_map(|(n, parts)| ObviousRule::Near(n, parts)),
        2 => (distance(), prop::collection::vec(part(), 2..=most_parts)).prop_map(|(n, parts)| ObviousRule::Before(n, parts)),
        2 => (distance(), prop::collection::vec(part(), 2..=most_parts)).prop_map(|(n, parts)| ObviousRule::After(n, parts)),
        1 => (word(), prop::sample::select(vec!["exact ", "phrase =", "phrase ~"])).prop_map(|(word, written)| ObviousRule::Exact(word, written)),
        1 => (prop::sample::select(vec!['a', 'b', 'd']), 1usize..3).prop_map(|(letter, more)| ObviousRule::Regex(letter, more)),
        1 => prop::collection::vec(word(), 1..4).prop_map(ObviousRule::Optional),
    ]
}

/// A theme of random rules, with what may be said of it besides.
#[derive(Debug, Clone)]
struct ObviousTheme {
    /// Rules, each with the exceptions of its own line, and whether it is `lone`.
    rules: Vec<(ObviousRule, Vec<ObviousRule>, bool)>,
    exceptions: Vec<ObviousRule>,
    /// Whether it stands under the theme before it.
    is_sub: bool,
}

fn theme(most_parts: usize) -> impl Strategy<Value = ObviousTheme> {
    let exceptions = || prop::collection::vec(rule(2), 0..2);
    let own = prop_oneof![3 => Just(Vec::new()), 1 => exceptions()];
    let rules = prop::collection::vec((rule(most_parts), own, prop::bool::weighted(0.15)), 1..4);
    let of_theme = prop_oneof![3 => Just(Vec::new()), 1 => exceptions()];
    (rules, of_theme, prop::bool::weighted(0.4)).prop_map(|(rules, exceptions, is_sub)| ObviousTheme {
        rules,
        exceptions,
        is_sub,
    })
}

/// Words of the alphabet, each with whether a full stop follows it.
type RandomText = Vec<(usize, bool)>;

fn themes_and_texts(most_parts: usize) -> impl Strategy<Value = (Vec<ObviousTheme>, Vec<RandomText>)> {
    let themes = prop::collection::vec(theme(most_parts), 1..4);
    let text = prop::collection::vec((0..NAMED, prop::bool::weighted(0.15)), 0..9);
    (themes, prop::collection::vec(text, 6))
}

/// Long texts, in which the words that rules name lie far apart.
fn themes_and_long_texts() -> impl Strategy<Value = (Vec<ObviousTheme>, Vec<RandomText>)> {
    let themes = prop::collection::vec(theme(3), 1..4);
    let word = prop_oneof![1 => 0..NAMED, 7 => Just(NAMED)];
    let text = prop::collection::vec((word, prop::bool::weighted(0.01)), 40..300);
    (themes, prop::collection::vec(text, 3))
}

/// The lexicon of random themes as text, and for each theme those that it is a part of.
fn written_out(themes: &[ObviousTheme]) -> (String, Vec<Vec<usize>>) {
    let mut source = "lexicon \"Random\" version 1\npriority p \"P\"\n".to_owned();
    let mut above: Vec<Vec<usize>> = Vec::new();
    for (at, theme) in themes.iter().enumerate() {
        if theme.is_sub && at > 0 {
            source.push_str(&format!("sub t{at} \"T\" of t{}\n", at - 1));
            above.push([&above[at - 1][..], &[at - 1]].concat());
        } else {
            source.push_str(&format!("theme t{at} \"T\"\n"));
            above.push(Vec::new());
        }
        for (rule, exceptions, is_lone) in &theme.rules {
            let own: String = exceptions.iter().map(|rule| format!(" except {}", rule.line())).collect();
            source.push_str(&format!("{}{}{own}\n", if *is_lone { "lone " } else { "" }, rule.line()));
        }
        for exception in &theme.exceptions {
            source.push_str(&format!("except {}\n", exception.line()));
        }
        source.push_str("matches \"not run\"\nignores \"not run\"\n");
    }
    (source, above)
}

/// The first word of a place, the word behind its last, and the line of its rule in order.
type Placed = (usize, usize, usize);

/// A mention: its theme, its first word, the word behind its last, and the line of its rule in order.
type Found = (usize, usize, usize, usize);

/// What the manual says that these themes show.
fn expected(themes: &[ObviousTheme], above: &[Vec<usize>], words: &[(usize, usize)]) -> Vec<Found> {
    let shares = |one: (usize, usize), other: (usize, usize)| one.0 < other.1 && other.0 < one.1;
    // Of each theme the places of its rules, and whether the rule is `lone`.
    let mut of_themes: Vec<Vec<(Placed, bool)>> = Vec::new();
    let mut number = 0;
    for (at, theme) in themes.iter().enumerate() {
        let of_theme: Vec<(usize, usize)> = above[at]
            .iter()
            .chain([&at])
            .flat_map(|theme| themes[*theme].exceptions.iter().flat_map(|rule| rule.places(words)))
            .collect();
        let mut places = Vec::new();
        for (rule, exceptions, is_lone) in &theme.rules {
            let own: Vec<(usize, usize)> = exceptions.iter().flat_map(|rule| rule.places(words)).collect();
            let counts = |place: &(usize, usize)| {
                !own.iter().chain(&of_theme).any(|exception| shares(*place, *exception))
            };
            let counted = rule.places(words).into_iter().filter(counts);
            places.extend(counted.map(|(start, end)| ((start, end, number), *is_lone)));
            number += 1 + exceptions.len();
        }
        number += theme.exceptions.len();
        of_themes.push(places);
    }
    let shows_by_itself = |places: &Vec<(Placed, bool)>| places.iter().any(|(_, is_lone)| !is_lone);
    let ordinary: Vec<bool> = of_themes.iter().map(shows_by_itself).collect();
    let mut found: Vec<Found> = Vec::new();
    for (at, places) in of_themes.into_iter().enumerate() {
        let has_company = ordinary.iter().enumerate().any(|(other, is)| *is && other != at);
        let stay = places.into_iter().filter(|(_, is_lone)| !(*is_lone && has_company));
        let stay = stay.map(|(place, _)| place).collect();
        found.extend(settled(stay).into_iter().map(|(start, end, rule)| (at, start, end, rule)));
    }
    let all = found.clone();
    found.retain(|(theme, start, end, _)| {
        !all.iter()
            .any(|(other, from, to, _)| above[*other].contains(theme) && shares((*start, *end), (*from, *to)))
    });
    found
}

fn assert_agree(themes: &[ObviousTheme], texts: &[RandomText]) -> Result<(), TestCaseError> {
    let (source, above) = written_out(themes);
    let lexicon = parse("random.lexicon", &source).unwrap_or_else(|faults| panic!("{}\n{source}", faults[0]));
    let matcher = Matcher::new(&lexicon);
    let (mut vocabulary, mut cache) = (Vocabulary::default(), MatcherCache::default());
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
        let mut tokens = Vec::new();
        Tokeniser::Scan.tokenise(&text, &mut vocabulary, &mut tokens);
        prop_assert_eq!(tokens.len(), words.len());
        let passage = Passage { text: &text, tokens: &tokens, hidden: &[], question: "" };
        let mentions = matcher.mentions(&passage, &vocabulary, &mut cache);
        let token_at =
            |byte: u32| tokens.iter().position(|token| token.span.start == byte || token.span.end == byte);
        let found: Vec<Found> = mentions
            .iter()
            .map(|mention| {
                let (start, end) = (token_at(mention.span.start), token_at(mention.span.end));
                (mention.theme as usize, start.unwrap_or(999), end.unwrap_or(999) + 1, mention.rule as usize)
            })
            .collect();
        prop_assert_eq!(
            found,
            expected(themes, &above, &placed),
            "(theme, first word, behind the last, rule) found and expected in \"{}\" by\n{}",
            text,
            source
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
    fn the_engine_agrees_on_long_texts_too((themes, texts) in themes_and_long_texts()) {
        assert_agree(&themes, &texts)?;
    }

    #[test]
    fn the_engine_agrees_on_rules_of_four_parts_too((themes, texts) in themes_and_texts(4)) {
        assert_agree(&themes, &texts)?;
    }
}
