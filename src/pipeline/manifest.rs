//! The manifest: what made all other files of a run, with which settings.

use serde_json::json;

use super::Plan;
use super::shelf::Kept;
use crate::analysis::Analysis;
use crate::count::{Tally, received};
use crate::file_name::last_part;
use crate::findings::Findings;
use crate::ledger::STATES;
use crate::overrides::{Decisions, Status};
use crate::redact::publishable_path;

/// The manifest's path in the output folder.
pub(super) const MANIFEST: &str = "manifest.json";

/// The manifest's bytes; `files` are all files that it lists.
pub(super) fn manifest(
    plan: &Plan,
    (analysis, decisions): (&Analysis, &Decisions),
    tally: &Tally,
    findings: &Findings,
    files: &[Kept],
) -> Vec<u8> {
    let received = received(analysis, tally);
    let totals = analysis.totals();
    let by_state: serde_json::Map<String, serde_json::Value> =
        STATES.iter().map(|state| (state.code().to_owned(), json!(totals.of(*state)))).collect();
    let settings = &plan.profile;
    let mut manifest = json!({
        "program": { "name": "yousaid", "version": env!("CARGO_PKG_VERSION") },
        "title": findings.title,
        "lexicon": {
            "file": plan.lexicon.name,
            "title": findings.lexicon.title,
            "version": findings.lexicon.version,
            "sha256": plan.lexicon.sha256,
        },
        "settings": {
            "duplicates": {
                "near": settings.duplicates.near,
                "near_from_words": settings.duplicates.near_from_words,
                "exact_from_words": settings.duplicates.exact_from_words,
                "campaign_from_respondents": settings.duplicates.campaign_from_respondents,
                "campaign_from_words": settings.duplicates.campaign_from_words,
                "same_name_and_postcode": settings.people.same_name_and_postcode,
                "boilerplate_texts": settings.boilerplate.len(),
            },
            "quotes": {
                "most": settings.quotes.most,
                "shortest": settings.quotes.shortest,
                "longest": settings.quotes.longest,
            },
            "preset": settings.preset.name(),
            "tokeniser": settings.tokeniser.as_deref().map(last_part),
            "profile_sha256": settings.sha256,
        },
        "inputs": analysis.files.iter().map(|file| json!({
            "path": publishable_path(&file.name, &analysis.wishes).as_str(),
            "sha256": file.sha256,
            "bytes": file.bytes,
            "format": file.format,
            "submissions": file.submissions,
        })).collect::<Vec<_>>(),
        "totals": {
            "received": totals.sum(),
            "by_state": by_state,
            "submissions": received.submissions,
            "respondents": received.respondents,
            "organisations": received.organisations,
            "contributions": received.contributions,
            "represented": received.represented,
            "campaigns": findings.campaigns.len(),
        },
        "outputs": files.iter().map(|file| json!({
            "path": file.path,
            "sha256": file.sha256,
            "what": file.summary,
        })).collect::<Vec<_>>(),
    });
    // What a run was not given is not told as empty, so that manifests of other runs stay as they are.
    if let Some(overrides) = &plan.overrides {
        let of = |status: Status| decisions.list.iter().filter(|of| of.status == status).count();
        manifest["overrides"] = json!({
            "file": overrides.file,
            "sha256": overrides.sha256,
            "applied": of(Status::Applied),
            "agrees": of(Status::Agrees),
            "conflicts": of(Status::Conflict),
        });
    }
    if let Some(file) = &plan.model {
        manifest["model"] = json!({
            "file": file.name,
            "sha256": file.sha256,
            "gold_sha256": file.model.origin.gold_sha256,
            "counts": plan.profile.model.counts.code(),
            "least_precision": plan.profile.model.least_precision,
        });
    }
    if let Some((checked, sha256)) = &plan.checked {
        manifest["checked"] = json!({ "sha256": sha256, "lexicon_sha256": checked.lexicon_sha256 });
    }
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("the manifest is plain JSON");
    bytes.push(b'\n');
    bytes
}
