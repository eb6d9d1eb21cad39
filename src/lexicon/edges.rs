//! Words that may be left out at the edge of a rule.

use super::groups::elements_of;
use super::line::rule_line;
use super::{Arrangement, Rule, Scope};

impl Rule {
    /// The words of this rule without those at its edges that may be left out, where there are such: what it finds in truth, since
    /// a word that may be left out at an edge is left out altogether.
    pub fn without_optional_edges(&self) -> Option<String> {
        if self.pattern.arrangement != Arrangement::Together {
            return None;
        }
        let words = match self.scope {
            Scope::Dismiss => self.text.strip_prefix("dismiss")?,
            _ => rule_line(self.text.strip_prefix("except").unwrap_or(&self.text)).ok()?.words,
        };
        let elements = elements_of(words).ok()?;
        let mut kept = elements.iter().enumerate().filter(|(_, element)| !element.is_optional);
        let (first, last) = (kept.clone().next()?.0, kept.next_back()?.0);
        let kept = &elements[first..=last];
        let words = || kept.iter().map(|element| element.whole).collect::<Vec<_>>().join(" ");
        (kept.len() < elements.len()).then(words)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn edges_are_told_apart_from_the_middle() {
        let rest = |term: &str| {
            let (lexicon, _) = Lexicon::default().with_term(term).expect("a sound rule");
            lexicon.rules[0].without_optional_edges()
        };
        assert_eq!(rest("letter? on time").as_deref(), Some("on time"));
        assert_eq!(rest("(see | saw)? (a | the)? doctor").as_deref(), Some("doctor"));
        assert_eq!(rest("asked \"why\" phrase bus late?").as_deref(), Some("bus"));
        assert_eq!(rest("see (a | the)? doctor"), None);
        assert_eq!(rest("whole thank you?"), None);
    }
}
