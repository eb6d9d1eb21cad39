//! The sizes of campaigns, and what they would tell beside the counts.

use std::collections::BTreeSet;

use super::campaigns::{campaign_families, themes_of};
use crate::analysis::Analysis;
use crate::count::{BOTH_WAYS, Campaigns, Level, Tally, Unit};
use crate::dedupe::{Family, FamilyKind};
use crate::disclose::{Preset, Published, Shown, ToldByCampaigns, parts, protected_parts};
use crate::lexicon::Lexicon;

/// The figures that campaigns are told beside.
pub(super) struct Counted<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) tally: &'a Tally,
    pub(super) figures: &'a Published,
    /// As [`raised_beside`] tells it.
    pub(super) beside: &'a [Option<Raised>],
}

/// For each campaign how many respondents sent its words, and how many of them added their own, as far as that may be told.
pub(super) fn campaign_sizes(analysis: &Analysis, counted: &Counted<'_>) -> Vec<(Shown, Shown)> {
    let preset = counted.figures.preset;
    let sizes: Vec<u64> = campaign_families(analysis).map(|family| family.respondents as u64).collect();
    let Some((adding, copying)) =
        protected_sizes(analysis, preset).filter(|_| !sizes_tell(analysis, counted))
    else {
        return vec![Default::default(); sizes.len()];
    };
    let sizes = parts(&sizes, 0, preset);
    let added = |((adding, copying), size): ((Shown, Shown), &Shown)| {
        if copying.is_hidden() || size.is_hidden() { Shown::default() } else { adding }
    };
    let adding = adding.into_iter().zip(copying).zip(&sizes).map(added);
    sizes.iter().copied().zip(adding).collect()
}

/// What is told of campaigns beside the counts. Where few raised a theme besides those who sent it, these are told by its number less the campaign's
/// size. Where they are a group, such as all who wrote e-mails, and few of them raised the theme in words of their own as well, these are told by its number
/// without campaigns.
pub(super) fn told_by_campaigns(
    analysis: &Analysis,
    lexicon: &Lexicon,
    tally: &Tally,
    beside: &[Option<Raised>],
    preset: Preset,
) -> ToldByCampaigns {
    let (mut beside_few, mut few_themselves) = (Vec::new(), Vec::new());
    if protected_sizes(analysis, preset).is_some() {
        let levels = beside.iter().enumerate();
        for (slot, raised) in levels.filter_map(|(slot, raised)| raised.map(|raised| (slot, raised))) {
            if slot > lexicon.priorities.len() && preset.is_few(raised.others) {
                beside_few.push((slot, raised.senders));
            }
            let count = |filter, way| tally.count(slot, filter, Unit::Respondents, way);
            let in_own_words = count(0, Campaigns::Excluded).saturating_sub(raised.others);
            // A group of nobody but senders has a row of its own, which this would tell.
            let is_of_senders = |at| {
                count(at, Campaigns::Included) == raised.senders
                    && count(at, Campaigns::Excluded) == in_own_words
            };
            let is_group = (1..tally.filters.len()).any(is_of_senders);
            if is_group && preset.is_few(in_own_words) {
                few_themselves.push((slot, raised.others));
            }
        }
    }
    ToldByCampaigns { in_every: in_every_campaign(analysis, lexicon), beside_few, few_themselves }
}

/// Who raised a level that the text of a campaign shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raised {
    /// Respondents who sent such a text.
    senders: u64,
    /// All others.
    others: u64,
}

/// For each level that the text of a campaign shows, who raised it.
pub(super) fn raised_beside(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Option<Raised>> {
    let shown = analysis.families.iter().map(|family| match family.kind {
        FamilyKind::Campaign => levels_of(family, analysis, lexicon),
        _ => BTreeSet::new(),
    });
    let shown: Vec<BTreeSet<usize>> = shown.collect();
    let mut raised = vec![None; 1 + lexicon.priorities.len() + lexicon.themes.len()];
    shown.iter().flatten().for_each(|slot| raised[*slot] = Some(Raised::default()));
    let in_campaigns = |theme| levels_over(theme, lexicon).filter(|slot| raised[*slot].is_some()).collect();
    let levels_of_themes: Vec<Vec<usize>> = (0..lexicon.themes.len()).map(in_campaigns).collect();
    let mut slots: Vec<usize> = Vec::new();
    for person in analysis.by_respondent().chunk_by(|one, other| one.0 == other.0) {
        let outcomes = person.iter().map(|(_, at)| &analysis.outcomes[*at as usize]);
        let counted = outcomes.filter(|outcome| outcome.state.is_counted());
        slots.clear();
        for outcome in counted.clone() {
            for of_theme in outcome.themed.mentions.chunk_by(|one, other| one.theme == other.theme) {
                slots.extend_from_slice(&levels_of_themes[of_theme[0].theme as usize]);
            }
        }
        slots.sort_unstable();
        slots.dedup();
        for slot in &slots {
            let mut sent = counted.clone().filter_map(|outcome| outcome.campaign);
            if let Some(raised) = &mut raised[*slot] {
                match sent.any(|campaign| shown[campaign as usize].contains(slot)) {
                    true => raised.senders += 1,
                    false => raised.others += 1,
                }
            }
        }
    }
    raised
}

/// For each campaign how many of its senders added words of their own, and how many did not. How many added nothing is also what campaigns add to every base:
/// so both parts of a campaign's size are protected over all campaigns. None where that is not enough, as with a single campaign: then no size is told.
fn protected_sizes(analysis: &Analysis, preset: Preset) -> Option<(Vec<Shown>, Vec<Shown>)> {
    let adding: Vec<u64> = campaign_families(analysis).map(|family| adding(family, analysis)).collect();
    let sizes = campaign_families(analysis).map(|family| family.respondents as u64);
    let copying: Vec<u64> = sizes.zip(&adding).map(|(size, adding)| size.saturating_sub(*adding)).collect();
    protected_parts(&adding, 0, preset).zip(protected_parts(&copying, 0, preset))
}

/// The numbers of the levels that the text of every campaign shows; none without campaigns.
fn in_every_campaign(analysis: &Analysis, lexicon: &Lexicon) -> Vec<usize> {
    let mut levels = campaign_families(analysis).map(|family| levels_of(family, analysis, lexicon));
    let first = levels.next().unwrap_or_default();
    let rest: Vec<BTreeSet<usize>> = levels.collect();
    first.into_iter().filter(|slot| rest.iter().all(|other| other.contains(slot))).collect()
}

/// The numbers of the levels that a campaign's text shows.
fn levels_of(family: &Family, analysis: &Analysis, lexicon: &Lexicon) -> BTreeSet<usize> {
    themes_of(family, analysis).flat_map(|theme| levels_over(theme, lexicon)).collect()
}

/// The numbers of the levels for which a theme counts.
fn levels_over(theme: usize, lexicon: &Lexicon) -> impl Iterator<Item = usize> + '_ {
    let priorities = lexicon.priorities.len();
    let themes = lexicon.way_up(theme).map(Level::Theme);
    let above = [Level::All, Level::Priority(lexicon.themes[theme].priority)];
    above.into_iter().chain(themes).map(move |level| level.slot(priorities))
}

/// Whether the sizes of campaigns would tell too much of a number that is hidden with campaigns or without them: everybody else who raised what a campaign's
/// words show did so in their own.
fn sizes_tell(analysis: &Analysis, counted: &Counted<'_>) -> bool {
    let Counted { lexicon, tally, figures, beside } = *counted;
    let preset = figures.preset;
    if !preset.protects() {
        return false;
    }
    let campaigns: Vec<(u64, BTreeSet<usize>)> = campaign_families(analysis)
        .map(|family| (family.respondents as u64, levels_of(family, analysis, lexicon)))
        .collect();
    let sent: u64 = campaigns.iter().map(|(size, _)| size).sum();
    let bases = BOTH_WAYS.map(|way| tally.base(0, Unit::Respondents, way));
    let priorities = (0..lexicon.priorities.len()).map(Level::Priority);
    let themes = (0..lexicon.themes.len()).map(Level::Theme);
    let mut sent_levels = std::iter::once(Level::All).chain(priorities).chain(themes).filter_map(|level| {
        let slot = level.slot(tally.priorities);
        let sizes = campaigns.iter().filter(|(_, levels)| levels.contains(&slot)).map(|(size, _)| size);
        Some(SentLevel {
            are_hidden: BOTH_WAYS
                .map(|way| figures.overall(level, Unit::Respondents, way).numerator.is_hidden()),
            raised: BOTH_WAYS.map(|way| tally.count(slot, 0, Unit::Respondents, way)),
            bases,
            senders: sizes.sum(),
            others: beside[slot]?.others,
        })
    });
    preset.is_few(bases[0].saturating_sub(sent)) || sent_levels.any(|level| level.tells_few(preset))
}

/// A level that the text of a campaign shows. What there is twice is with campaigns, then without them.
struct SentLevel {
    are_hidden: [bool; 2],
    /// Respondents who raised it, and all respondents.
    raised: [u64; 2],
    bases: [u64; 2],
    /// The sizes of the campaigns whose text shows it.
    senders: u64,
    /// Respondents who raised it and sent no such text.
    others: u64,
}

impl SentLevel {
    /// Whether the sizes of campaigns tell, beside a number that is shown, of how few something is: of those who raised it, or of those who did not.
    fn tells_few(&self, preset: Preset) -> bool {
        let SentLevel { raised: [all, own], bases: [base_with, base], senders, .. } = *self;
        // Of how few nobody may be told more.
        let most_few = preset.threshold().saturating_sub(1);
        match self.are_hidden {
            [false, _] if preset.is_few(self.others) => true,
            [true, false] => {
                // Nobody raised it but those who did so in their own words and those who sent it.
                let most = own + senders;
                all <= most_few && most < most_few
                    || base_with.saturating_sub(all) <= most_few && base_with > most + 1
                    || all.saturating_sub(own) <= most_few && senders < most_few
            }
            [false, true] => {
                let least = all.saturating_sub(senders);
                own <= most_few && least > 1
                    || base - own <= most_few && base.saturating_sub(least) < most_few
            }
            [true, true] | [false, false] => false,
        }
    }
}

/// How many respondents added words of their own to a campaign's.
fn adding(family: &Family, analysis: &Analysis) -> u64 {
    let adding = family.members.iter().filter(|member| !member.added.is_empty());
    let people: BTreeSet<u32> = adding.map(|member| analysis.outcomes[member.response].respondent).collect();
    people.len() as u64
}
