//! Which priorities come first, with campaign letters and without them, in sentences.

use super::PriorityRow;
use super::figures::{out_of, shown, things};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{PublishedFigure, Share, Shown};
use crate::findings::Findings;

/// The priorities that come first, as far as anybody can tell from what is shown.
pub struct Leading<'a> {
    /// Counting everybody, those with the largest numbers shown, the most raised first.
    pub with: Vec<&'a PriorityRow>,
    /// Priorities whose number is hidden though it is not small: each may be larger than those shown.
    pub hidden: Vec<&'a PriorityRow>,
    /// Counting only what people wrote themselves, the most raised first, as far as no hidden number can be larger.
    pub without: Vec<&'a PriorityRow>,
    /// Priorities whose number without campaign letters is hidden, and may be larger than the next one shown: there the order ends.
    pub hidden_without: Vec<&'a PriorityRow>,
}

impl<'a> Leading<'a> {
    /// So many priorities are compared.
    pub const MOST: usize = 5;

    /// Of rows in the order of [`super::priority_rows`].
    pub fn of(rows: &'a [PriorityRow]) -> Leading<'a> {
        let rank_with = |row: &&PriorityRow| row.included.numerator.rank();
        let with: Vec<&PriorityRow> = rows.iter().filter(|row| rank_with(row) > 0).collect();
        let with = first_places(&with, Self::MOST, rank_with).to_vec();
        let hidden = rows.iter().filter(|row| may_be_large(row.included.numerator)).collect();
        let mut without: Vec<&PriorityRow> =
            rows.iter().filter(|row| row.excluded.numerator.rank() > 0).collect();
        without.sort_by_key(|row| (std::cmp::Reverse(row.excluded.numerator.rank()), row.priority));
        let hidden_rows = || rows.iter().filter(|row| row.excluded.numerator.is_hidden());
        let largest = hidden_rows().map(most_without).max().unwrap_or(0);
        let told = without.iter().take_while(|row| row.excluded.numerator.rank() >= largest).count();
        let next = without.get(told).map_or(0, |row| row.excluded.numerator.rank());
        without.truncate(told);
        without = first_places(&without, Self::MOST, |row| row.excluded.numerator.rank()).to_vec();
        let ends_here = |row: &&PriorityRow| {
            told < Self::MOST && row.included.numerator.fewer().is_none() && most_without(row) > next
        };
        Leading { with, hidden, without, hidden_without: hidden_rows().filter(ends_here).collect() }
    }

    /// Whether it can be told that other priorities come first without campaign letters, or the same in another order.
    pub fn differ(&self) -> bool {
        let names = |rows: &[&PriorityRow]| rows.iter().map(|row| row.priority).collect::<Vec<_>>();
        let (with, without) = (names(&self.with), names(&self.without));
        if self.hidden_without.is_empty() { with != without } else { !with.starts_with(&without) }
    }

    /// What stands above the priorities that come first, counting everybody.
    pub fn heading(&self) -> &'static str {
        if self.hidden.is_empty() { "Raised most" } else { "Largest of the numbers shown" }
    }

    /// Whose numbers are hidden and may be larger, in a sentence; none where none is.
    pub fn hidden_told(&self, findings: &Findings) -> Option<String> {
        (!self.hidden.is_empty())
            .then(|| format!("{}, and may be larger.", are_hidden(findings, &self.hidden, "hidden")))
    }

    /// Why no order, or no longer one, can be told without campaign letters, in a sentence; none where it can.
    pub fn hidden_without_told(&self, findings: &Findings) -> Option<String> {
        if self.hidden_without.is_empty() {
            return None;
        }
        let (what, than) = match self.without.len() {
            0 => ("Which priorities come first without campaign letters", "those shown"),
            _ => ("What comes next without them", "the next one shown"),
        };
        let hidden = are_hidden(findings, &self.hidden_without, "hidden there");
        Some(format!("{what} cannot be told. {hidden}, and may be larger than {than}."))
    }
}

/// Whether a number is hidden and nobody is told that it is small.
pub(super) fn may_be_large(number: Shown) -> bool {
    number.is_hidden() && number.fewer().is_none()
}

/// The most that can stand behind a number that is hidden without campaign letters: no more raised a priority than did with them.
fn most_without(row: &PriorityRow) -> u64 {
    let with = row.included.numerator;
    with.value().or(with.fewer().map(|threshold| threshold.saturating_sub(1))).unwrap_or(u64::MAX)
}

/// "The numbers of Buses; Parking; Beds; and 4 other priorities are hidden".
fn are_hidden(findings: &Findings, rows: &[&PriorityRow], hidden: &str) -> String {
    const MOST_NAMED: usize = 3;
    let names: Vec<&str> = rows.iter().take(MOST_NAMED).map(|row| name(findings, row)).collect();
    let others = match rows.len() - names.len() {
        0 => String::new(),
        others => format!("; and {}", things(others, "other priority", "other priorities")),
    };
    let (number, is) = if rows.len() == 1 { ("number", "is") } else { ("numbers", "are") };
    format!("The {number} of {}{others} {is} {hidden}", names.join("; "))
}

/// What was raised most, and what campaign letters change of that: from one sentence to three, in which so many priorities are named.
pub(super) fn leading_sentences(findings: &Findings, rows: &[PriorityRow], named: usize) -> Vec<String> {
    let leading = Leading::of(rows);
    let first_of = |rows: &[&PriorityRow], figure: fn(&PriorityRow) -> PublishedFigure| {
        in_order(findings, first_places(rows, named, |row| figure(row).numerator.rank()), figure)
    };
    let Some(first) = first_of(&leading.with, |row| row.included) else { return Vec::new() };
    let heading = leading.heading();
    let hidden = leading.hidden_told(findings).map_or(String::new(), |told| format!(" {told}"));
    if findings.campaigns.is_empty() {
        return vec![format!("{heading}: {first}.{hidden}")];
    }
    // Where fewer are named than could be, what comes next can be told.
    let ends_here = leading.without.len() <= named;
    let why_it_ends = leading.hidden_without_told(findings).filter(|_| ends_here);
    let without = [without_letters(findings, &leading, named), why_it_ends];
    vec![
        format!("{heading}, campaign letters included: {first}.{hidden}"),
        without.into_iter().flatten().collect::<Vec<_>>().join(" "),
        what_they_change(findings),
    ]
}

/// What comes first without campaign letters, as far as that can be told; none where it cannot.
fn without_letters(findings: &Findings, leading: &Leading<'_>, named: usize) -> Option<String> {
    let first = first_places(&leading.without, named, |row| row.excluded.numerator.rank());
    let same = "Without campaign letters the same";
    if leading.differ() {
        let first = in_order(findings, first, |row| row.excluded)?;
        return Some(format!("Without campaign letters the order is another: {first}."));
    }
    match (leading.hidden_without.is_empty(), leading.without.len()) {
        (true, _) => Some(format!("{same} priorities come first, in the same order.")),
        (false, 0) => None,
        (false, 1) => Some(format!("{same} priority comes first.")),
        (false, some) => Some(format!("{same} {some} priorities come first, in the same order.")),
    }
}

/// How many sent the words of campaigns, and the themes whose figures these change most.
fn what_they_change(findings: &Findings) -> String {
    let sent = PublishedFigure {
        numerator: findings.received.in_campaigns,
        denominator: findings.received.respondents,
    };
    let mut said = format!(
        "{}: {} sent words that {}others sent too.",
        things(findings.campaigns.len(), "campaign", "campaigns"),
        out_of(sent, "respondents"),
        many(findings),
    );
    let most: Vec<String> = fall_most(findings)
        .into_iter()
        .map(|(theme, [with, without])| {
            let name = &findings.lexicon.themes[theme].name;
            format!("{name} ({} with them, {} without)", shown(with.numerator), shown(without.numerator))
        })
        .collect();
    if !most.is_empty() {
        said.push_str(&format!(" The figures that rest most on their letters: {}.", most.join("; ")));
    }
    said
}

/// That those who sent the words of campaigns are many, where their number is told: a hidden one may be small.
pub(super) fn many(findings: &Findings) -> &'static str {
    if findings.received.in_campaigns.is_hidden() { "" } else { "many " }
}

/// The themes that lose the largest share of their numbers without campaign letters, with their figures both ways.
fn fall_most(findings: &Findings) -> Vec<(usize, [PublishedFigure; 2])> {
    const MOST_NAMED: usize = 3;
    let both = |theme| {
        [Campaigns::Included, Campaigns::Excluded]
            .map(|way| findings.figures.overall(Level::Theme(theme), Unit::Respondents, way))
    };
    let falls = |theme: usize| {
        let [with, without] = both(theme);
        let all = with.numerator.value()?;
        let by = all.saturating_sub(without.numerator.value()?);
        (by > 0).then(|| (std::cmp::Reverse((by * 1000 / all, by)), theme))
    };
    let mut falling: Vec<_> = (0..findings.lexicon.themes.len()).filter_map(falls).collect();
    falling.sort_unstable();
    falling.into_iter().take(MOST_NAMED).map(|(_, theme)| (theme, both(theme))).collect()
}

fn name<'a>(findings: &'a Findings, row: &PriorityRow) -> &'a str {
    &findings.lexicon.priorities[row.priority].name
}

/// "Parking, by 40 of 90 respondents (44.4%); then Buses (30, 33.3%); Beds (12, 13.3%)" of rows that stand largest first; none where there is no priority.
fn in_order(
    findings: &Findings,
    rows: &[&PriorityRow],
    figure: impl Fn(&PriorityRow) -> PublishedFigure,
) -> Option<String> {
    let rows: Vec<Named<'_>> = rows.iter().map(|row| (name(findings, row), figure(row))).collect();
    let (first, others) = in_first_place(&rows)?;
    let each = if first.is_shared { "each " } else { "" };
    Some(format!("{}, {each}by {}{}", first.names, out_of(first.figure, "respondents"), then(others)))
}

/// A name with its figure.
pub(super) type Named<'a> = (&'a str, PublishedFigure);

/// What comes first, or shares the first place.
pub(super) struct FirstPlace {
    /// "Parking", or "Parking; and Buses": names have commas of their own.
    pub names: String,
    pub is_shared: bool,
    pub figure: PublishedFigure,
}

impl FirstPlace {
    /// "Parking was raised most often: in 4 of 9 points"; "Parking; and Buses were raised most often: each in 4 of 9 points".
    pub(super) fn told(&self, [of_one, of_several]: [&str; 2], figure: &str) -> String {
        let (verb, each) = if self.is_shared { (of_several, "each ") } else { (of_one, "") };
        format!("{} {verb}: {each}{figure}", self.names)
    }
}

/// Of what stands largest first, what comes first, and all that comes after it; none of nothing.
pub(super) fn in_first_place<'a>(rows: &'a [Named<'a>]) -> Option<(FirstPlace, &'a [Named<'a>])> {
    let (first, others) = rows.split_at(first_places(rows, 1, |(_, figure)| figure.numerator.rank()).len());
    let names: Vec<&str> = first.iter().map(|(name, _)| *name).collect();
    let (last, before) = names.split_last()?;
    let names =
        if before.is_empty() { (*last).to_owned() } else { format!("{}; and {last}", before.join("; ")) };
    Some((FirstPlace { names, is_shared: !before.is_empty(), figure: first[0].1 }, others))
}

/// The first so many of what stands largest first, and all that share the last of these places.
pub(super) fn first_places<T>(largest_first: &[T], places: usize, rank: impl Fn(&T) -> u64) -> &[T] {
    let Some(last) = largest_first.get(places.saturating_sub(1)).map(&rank) else { return largest_first };
    let more = largest_first[places..].iter().take_while(|other| rank(other) == last).count();
    &largest_first[..places + more]
}

/// What comes after the first: "; then Buses (30, 33.3%); Beds (12, 13.3%)". Names have commas of their own.
pub(super) fn then(others: &[Named<'_>]) -> String {
    let before = |at: usize| if at == 0 { "; then " } else { "; " };
    let said = |(at, (name, figure)): (usize, &Named<'_>)| {
        format!("{}{name} ({})", before(at), number_and_share(*figure))
    };
    others.iter().enumerate().map(said).collect()
}

/// `109, 18.5%`, and as much of that as is shown.
pub(super) fn number_and_share(figure: PublishedFigure) -> String {
    match figure.share() {
        Share::Percent(percent) => format!("{}, {percent:.1}%", shown(figure.numerator)),
        Share::Hidden | Share::NoBase => shown(figure.numerator),
    }
}

/// What was raised most often at events, in a sentence; none without points.
pub(super) fn at_events(findings: &Findings, rows: &[PriorityRow]) -> Option<String> {
    let points = findings.received.contributions?;
    let mut raised: Vec<&PriorityRow> =
        rows.iter().filter(|row| row.contributions.numerator.rank() > 0).collect();
    raised.sort_by_key(|row| (std::cmp::Reverse(row.contributions.numerator.rank()), row.priority));
    let raised: Vec<Named<'_>> = raised.iter().map(|row| (name(findings, row), row.contributions)).collect();
    let (first, _) = in_first_place(&raised)?;
    // A hidden number may be the largest.
    let of = match rows.iter().any(|row| may_be_large(row.contributions.numerator)) {
        true => "Of the priorities whose number is shown, ",
        false => "",
    };
    let figure = format!("in {}", out_of(first.figure, "points"));
    Some(format!(
        "At {}, {} made. {of}{}.",
        things(findings.events.len(), "event", "events"),
        if points.value() == Some(1) {
            "1 point was".to_owned()
        } else {
            format!("{} points were", shown(points))
        },
        first.told(["was raised most often", "were raised most often"], &figure),
    ))
}
