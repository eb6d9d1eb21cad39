//! Numbers that add up to a total, such as what became of everything received.

use super::hiding::protect;
use super::sensitive::published;
use super::table::{ENDLESS, Row, Table};
use super::{Preset, Shown};

/// The parts of a total as they may be shown. `rest` is what belongs to the total and stands under no name. The total itself is shown.
pub fn parts(values: &[u64], rest: u64, preset: Preset) -> Vec<Shown> {
    protected_parts(values, rest, preset).unwrap_or_else(|| vec![Shown::hidden(); values.len()])
}

/// The same; none where the total gives a small part back though all parts are hidden.
pub fn protected_parts(values: &[u64], rest: u64, preset: Preset) -> Option<Vec<Shown>> {
    if !preset.protects() {
        return Some(values.iter().map(|value| Shown::alone(*value, preset)).collect());
    }
    let total = values.iter().sum::<u64>() + rest;
    let small = |value: u64| (value > 0 && preset.hides(value)).then(|| (1, preset.threshold() - 1));
    // A number that stands beside a small rest tells how small that is.
    let cells = values.iter().chain((rest > 0).then_some(&rest)).enumerate().map(|(at, value)| {
        let mut cell = published(*value, ENDLESS, small(*value), preset);
        if at == values.len() {
            cell.may_hide = false;
            cell.is_hidden = true;
            cell.hidden_room.0 = 0;
            cell.room = cell.hidden_room;
        }
        cell
    });
    let rows = vec![Row { sum: (total, total), ..Row::default() }];
    let mut table = Table::new(values.len() + usize::from(rest > 0), rows, cells.collect());
    let is_protected = protect(&mut table).blanked.is_empty();
    is_protected.then(|| {
        let shown = |at| {
            let cell = table.cell(0, at);
            if cell.is_hidden { Shown::hidden() } else { Shown::number(preset.rounded(cell.value)) }
        };
        (0..values.len()).map(shown).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(values: &[u64], rest: u64) -> Vec<Option<u64>> {
        parts(values, rest, Preset::Fft).into_iter().map(Shown::value).collect()
    }

    #[test]
    fn the_next_smallest_hides_with_a_small_one() {
        assert_eq!(shown(&[3, 40, 13, 900], 0), [None, Some(40), None, Some(900)]);
        assert_eq!(shown(&[0, 40, 13], 0), [Some(0), Some(40), Some(13)]);
    }

    #[test]
    fn two_small_ones_that_add_up_to_little_do_not_protect_each_other() {
        assert_eq!(shown(&[1, 1, 13, 40], 0), [None, None, None, Some(40)]);
    }

    #[test]
    fn a_small_rest_is_protected_though_it_has_no_row() {
        assert_eq!(shown(&[30, 20], 2), [Some(30), None]);
    }

    #[test]
    fn rounding_alone_can_be_enough() {
        let shown: Vec<_> = parts(&[9, 50, 60, 70], 0, Preset::Dhsc).into_iter().map(Shown::value).collect();
        assert_eq!(shown[0], None);
        assert!(shown[1..].iter().flatten().all(|value| value.is_multiple_of(5)));
    }
}
