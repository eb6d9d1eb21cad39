//! What a workbook holds besides what its reader tells.

pub(super) mod preview;
pub(super) mod shared;
pub(super) mod sheet;
