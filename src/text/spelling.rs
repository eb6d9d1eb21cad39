//! American spellings as British ones, so that either finds the other.

use std::borrow::Cow;

/// Words that are written otherwise, by their American spelling, and how they are written here; with the endings of [`ENDINGS`]. Where both have
/// a use of their own in Britain (*check* and *cheque*, *meter* and *metre*, *tire*, *curb*, *draft*, *story*, *inquiry*) a word is not here. Sorted.
const WORDS: &[(&str, &str)] = &[
    ("acknowledgment", "acknowledgement"),
    ("aging", "ageing"),
    ("airplane", "aeroplane"),
    ("aluminum", "aluminium"),
    ("analog", "analogue"),
    ("ardor", "ardour"),
    ("armor", "armour"),
    ("artifact", "artefact"),
    ("behavior", "behaviour"),
    ("caliber", "calibre"),
    ("candor", "candour"),
    ("catalog", "catalogue"),
    ("center", "centre"),
    ("clamor", "clamour"),
    ("color", "colour"),
    ("counselor", "counsellor"),
    ("cozy", "cosy"),
    ("defense", "defence"),
    ("demeanor", "demeanour"),
    ("dialog", "dialogue"),
    ("donut", "doughnut"),
    ("endeavor", "endeavour"),
    ("enroll", "enrol"),
    ("enrollment", "enrolment"),
    ("favor", "favour"),
    ("favorite", "favourite"),
    ("fervor", "fervour"),
    ("fiber", "fibre"),
    ("flavor", "flavour"),
    ("fulfill", "fulfil"),
    ("fulfillment", "fulfilment"),
    ("glamor", "glamour"),
    ("gray", "grey"),
    ("harbor", "harbour"),
    ("honor", "honour"),
    ("humor", "humour"),
    ("installment", "instalment"),
    ("jewelry", "jewellery"),
    ("judgment", "judgement"),
    ("labor", "labour"),
    ("license", "licence"),
    ("liter", "litre"),
    ("maneuver", "manoeuvre"),
    ("marvelous", "marvellous"),
    ("mold", "mould"),
    ("mom", "mum"),
    ("mommies", "mummies"),
    ("mommy", "mummy"),
    ("mustache", "moustache"),
    ("neighbor", "neighbour"),
    ("neighborhood", "neighbourhood"),
    ("odor", "odour"),
    ("offense", "offence"),
    ("pajamas", "pyjamas"),
    ("parlor", "parlour"),
    ("plow", "plough"),
    ("practise", "practice"),
    ("pretense", "pretence"),
    ("program", "programme"),
    ("rancor", "rancour"),
    ("rigor", "rigour"),
    ("rumor", "rumour"),
    ("savior", "saviour"),
    ("savor", "savour"),
    ("skeptic", "sceptic"),
    ("skillful", "skilful"),
    ("skillfully", "skilfully"),
    ("specialties", "specialities"),
    ("specialty", "speciality"),
    ("splendor", "splendour"),
    ("sulfur", "sulphur"),
    ("theater", "theatre"),
    ("traveler", "traveller"),
    ("tumor", "tumour"),
    ("valor", "valour"),
    ("vapor", "vapour"),
    ("vigor", "vigour"),
    ("willful", "wilful"),
    ("wooly", "woolly"),
];

/// Beginnings of words, with anything behind them. Sorted; none is the beginning of another.
const BEGINNINGS: &[(&str, &str)] = &[
    ("anemi", "anaemi"),
    ("anesth", "anaesth"),
    ("apnea", "apnoea"),
    ("archeolog", "archaeolog"),
    ("bacteremi", "bacteraemi"),
    ("cecum", "caecum"),
    ("celiac", "coeliac"),
    ("cesarean", "caesarean"),
    ("cesarian", "caesarian"),
    ("diarrhea", "diarrhoea"),
    ("dyspnea", "dyspnoea"),
    ("edema", "oedema"),
    ("encyclopedi", "encyclopaedi"),
    ("esophag", "oesophag"),
    ("estrogen", "oestrogen"),
    ("etiolog", "aetiolog"),
    ("fecal", "faecal"),
    ("feces", "faeces"),
    ("fetal", "foetal"),
    ("fetus", "foetus"),
    ("gonorrhea", "gonorrhoea"),
    ("gynecolog", "gynaecolog"),
    ("hematolog", "haematolog"),
    ("hematoma", "haematoma"),
    ("hemodialys", "haemodialys"),
    ("hemoglobin", "haemoglobin"),
    ("hemophil", "haemophil"),
    ("hemorrhag", "haemorrhag"),
    ("hemorrhoid", "haemorrhoid"),
    ("homeopath", "homoeopath"),
    ("hyperglycemi", "hyperglycaemi"),
    ("hypoglycemi", "hypoglycaemi"),
    ("ischemi", "ischaemi"),
    ("leukemi", "leukaemi"),
    ("orthopedi", "orthopaedi"),
    ("pediatr", "paediatr"),
    ("pedophil", "paedophil"),
    ("septicemi", "septicaemi"),
    ("toxemi", "toxaemi"),
    ("uremi", "uraemi"),
];

/// What may follow a word of [`WORDS`].
const ENDINGS: &[&str] = &[
    "", "'s", "able", "ably", "al", "ally", "d", "ed", "er", "ers", "ful", "fully", "hood", "hoods", "ing",
    "ings", "ite", "ites", "less", "ly", "ment", "ments", "s", "y",
];

/// What may follow the *z* of a verb in *-ize* or *-yze*, and of what is made of it.
const AFTER_Z: &[&str] =
    &["able", "ation", "ational", "ations", "e", "ed", "er", "ers", "es", "ing", "ingly"];

/// The British spelling of a normal form that is spelt as in America; none for any other word.
pub fn british(normal: &str) -> Option<String> {
    if normal.len() < 3 || !normal.is_ascii() {
        return None;
    }
    let spelt = of_word(normal).or_else(|| of_beginning(normal));
    with_s(spelt.as_deref().unwrap_or(normal)).or(spelt)
}

/// A normal form spelt the British way.
pub(super) fn spelt(normal: &str) -> Cow<'_, str> {
    british(normal).map_or(Cow::Borrowed(normal), Cow::Owned)
}

/// The beginning of words, as a lexicon has it (`organiz`), spelt the British way.
pub fn british_beginning(beginning: &str) -> String {
    let spelt = british(beginning).unwrap_or_else(|| beginning.to_owned());
    match spelt.strip_suffix("iz").filter(|before| before.len() >= LEAST_BEFORE_Z) {
        Some(before) => format!("{before}is"),
        None => spelt,
    }
}

fn of_word(normal: &str) -> Option<String> {
    // The longest word that this one begins with stands last among those that are not behind it.
    let until = WORDS.partition_point(|(word, _)| *word <= normal);
    let (word, here) = WORDS[..until].iter().rev().take(4).find(|(word, _)| normal.starts_with(word))?;
    let ending = &normal[word.len()..];
    ENDINGS.binary_search(&ending).ok()?;
    // "centre" and "ed" are "centred".
    let is_swallowed = here.ends_with('e') && !word.ends_with('e') && ending.starts_with(['e', 'i']);
    let here = if is_swallowed { &here[..here.len() - 1] } else { here };
    Some(format!("{here}{ending}"))
}

fn of_beginning(normal: &str) -> Option<String> {
    let until = BEGINNINGS.partition_point(|(beginning, _)| *beginning <= normal);
    let (beginning, here) = BEGINNINGS[..until].last()?;
    Some(format!("{here}{}", normal.strip_prefix(beginning)?))
}

/// "prize" and "size" have fewer letters before their *-ize*.
const LEAST_BEFORE_Z: usize = 3;

fn with_s(word: &str) -> Option<String> {
    let at = word.rfind('z')?;
    let before = word[..at].strip_suffix(['i', 'y'])?;
    let is_verb = before.len() >= LEAST_BEFORE_Z && AFTER_Z.contains(&&word[at + 1..]);
    is_verb.then(|| format!("{}s{}", &word[..at], &word[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem;

    #[test]
    fn lists_are_sorted_and_no_beginning_hides_another() {
        for list in [WORDS, BEGINNINGS] {
            assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        assert!(BEGINNINGS.windows(2).all(|pair| !pair[1].0.starts_with(pair[0].0)));
        assert!(ENDINGS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn either_spelling_has_the_same_stem() {
        for (here, there) in [
            ("organisation", "organization"),
            ("organising", "organizes"),
            ("analysed", "analyzed"),
            ("centre", "centers"),
            ("centred", "centered"),
            ("colourful", "colorful"),
            ("neighbours", "neighbors"),
            ("programme", "programs"),
            ("paediatrics", "pediatric"),
            ("anaemia", "anemia"),
            ("anaemic", "anemic"),
            ("anaesthetised", "anesthetized"),
            ("haemorrhage", "hemorrhaging"),
            ("travelling", "traveling"),
            ("cancelled", "canceled"),
            ("Behavioural", "Behavioral"),
        ] {
            assert_eq!(stem(here), stem(there), "{here} and {there}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for word in [
            "size",
            "prized",
            "seizing",
            "citizen",
            "horizon",
            "quiz",
            "four",
            "doctor",
            "colorado",
            "laboratory",
            "humorous",
            "vigorous",
            "meter",
            "moment",
            "grayling",
            "epidemic",
            "them",
        ] {
            assert_eq!(british(word), None, "{word}");
        }
        assert_ne!(stem("organization"), stem("organ"));
    }

    #[test]
    fn beginnings_are_spelt_as_words_are() {
        for (there, here) in
            [("organiz", "organis"), ("pediatr", "paediatr"), ("siz", "siz"), ("colo", "colo")]
        {
            assert_eq!(british_beginning(there), here);
        }
    }
}
