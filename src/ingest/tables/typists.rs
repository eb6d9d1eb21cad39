//! Addresses of those who typed in what other people had said: they tell nobody's answers apart.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ingest::Reading;

/// An address of a public body that stands in so many rows of one table is a member of staff's; of any other address the run tells from here on.
const FEWEST_ROWS: usize = 3;
const FEWEST_ROWS_TOLD: usize = 4;

/// Parts of addresses of those who hold consultations.
const BODIES: [&str; 6] = [".nhs.net", ".nhs.uk", ".nhs.scot", ".gov.uk", ".gov.wales", ".gov.scot"];
const NAMES: [&str; 8] = [
    "engagement",
    "consultation",
    "consultations",
    "feedback",
    "enquiries",
    "comms",
    "communications",
    "involvement",
];

/// Takes the address for nobody's where staff gave theirs for several rows' respondents. What the run tells of them.
pub(super) fn set_aside(submissions: Range<usize>, reading: &mut Reading) -> Vec<String> {
    let mut rows: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for at in submissions {
        if let Some(identity) = reading.submissions[at].respondent.identity {
            rows.entry(identity).or_default().push(at);
        }
    }
    let (mut of_staff, mut of_one) = (Vec::new(), Vec::new());
    for (identity, rows) in rows {
        let who = reading.consultation.identities.name(identity);
        if rows.len() >= FEWEST_ROWS && is_of_staff(who) {
            rows.iter().for_each(|at| reading.submissions[*at].respondent.identity = None);
            of_staff.push(rows.len());
        } else if rows.len() >= FEWEST_ROWS_TOLD && who.contains('@') {
            of_one.push(rows.len());
        }
    }
    let told = |rows: &[usize], what: &str, means: &str| {
        let (addresses, rows) = (rows.len(), rows.iter().sum::<usize>());
        let addresses =
            if addresses == 1 { "one address".to_owned() } else { format!("{addresses} addresses") };
        (rows > 0).then(|| format!("{rows} rows give {addresses} {what}: {means}"))
    };
    let staff = told(
        &of_staff,
        "of a public body",
        "taken for staff's who typed in what others had said, so that each row is a respondent",
    );
    let one = told(
        &of_one,
        "that comes again in four rows or more",
        "each counts as one respondent; if somebody typed in what others had said, make its column 'private' in the profile",
    );
    staff.into_iter().chain(one).collect()
}

fn is_of_staff(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let domain = format!(".{domain}");
    BODIES.iter().any(|body| domain.ends_with(body))
        || domain.contains("healthwatch")
        || NAMES.contains(&local)
}
