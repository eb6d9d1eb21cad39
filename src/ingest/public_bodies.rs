//! The names of those who hold consultations.

const WORDS: [&str; 8] = ["icb", "icp", "ccg", "nhs", "trust", "council", "healthwatch", "hospitals"];

/// Whether a name has a word in it by which public bodies of health and care call themselves: "Anytown NHS Trust", "Karen ICB".
pub(super) fn names_public_body(name: &str) -> bool {
    let plain = name.to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}
