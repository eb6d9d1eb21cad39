//! The named columns of a file that a run wrote.

use std::ops::ControlFlow;

use crate::delimited::{Found, read_rows};
use crate::error::Fault;

/// Reads the cells of the named columns, row by row; the fault names a column that is not there.
pub fn each_row<const N: usize>(
    path: &str,
    text: &str,
    columns: [&str; N],
    mut found: impl FnMut([&str; N]),
) -> Result<(), Fault> {
    let mut at: Option<[usize; N]> = None;
    let mut fault = None;
    read_rows(text, b',', &mut |read| {
        let Found::Row(row) = read else { return ControlFlow::Continue(()) };
        match at {
            Some(at) => found(at.map(|at| row.cell(at))),
            None => {
                let mut places = [0; N];
                for (place, name) in places.iter_mut().zip(columns) {
                    match row.cells().position(|header| header == name) {
                        Some(known) => *place = known,
                        None => {
                            let message =
                                format!("there is no column '{name}'; run yousaid again on the inputs");
                            fault = Some(Fault::at(path, 1, message));
                            return ControlFlow::Break(());
                        }
                    }
                }
                at = Some(places);
            }
        }
        ControlFlow::Continue(())
    });
    fault.map_or(Ok(()), Err)
}
