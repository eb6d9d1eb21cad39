//! What mail programs put into and around a message, and which of it is to be read.

use std::collections::BTreeSet;

/// Why an automatic reply is no submission.
pub(in crate::ingest) const AUTOMATIC: &str = "an automatic reply, not a submission";
/// Why a message about one that could not be delivered is none.
pub(in crate::ingest) const BOUNCE: &str = "a report that a message was not delivered, not a submission";
/// Why a receipt is none.
pub(in crate::ingest) const RECEIPT: &str =
    "a receipt that a message was delivered or read, not a submission";
/// Why a sealed message cannot be read.
pub(in crate::ingest) const SEALED: &str =
    "it is encrypted or sealed; open it in the mail program that received it, and save what it says as text";

/// Pictures in a message up to this many bytes are logos and the like.
const LARGEST_LOGO: usize = 64 * 1024;

/// Pictures up to this many bytes are, wherever they are attached.
const LARGEST_ICON: usize = 10 * 1024;

/// Whether an address is nobody's: programs write from it for many people.
pub(in crate::ingest) fn is_nobody(address: &str) -> bool {
    let local: String =
        address.split('@').next().unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
    [
        "noreply",
        "donotreply",
        "dontreply",
        "webform",
        "webforms",
        "onlineform",
        "onlineforms",
        "forms",
        "contactform",
        "wordpress",
        "website",
        "notreply",
        "mailerdaemon",
        "nobody",
    ]
    .iter()
    .any(|name| local == *name)
        || ["noreply", "donotreply"].iter().any(|name| local.starts_with(name) || local.ends_with(name))
}

/// Why a message is no submission, by its sender or subject.
pub(in crate::ingest) fn not_a_submission(from: Option<&str>, subject: Option<&str>) -> Option<&'static str> {
    let subject = subject.unwrap_or_default().trim().to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| subject.starts_with(start));
    let automatic = [
        "automatic reply:",
        "automatic reply from",
        "autoreply:",
        "auto-reply:",
        "auto reply:",
        "auto response:",
        "autoresponse:",
        "out of office:",
        "out of office re:",
        "out of the office",
        "i am out of the office",
        "out of office autoreply",
        "out of office reply",
        "out-of-office:",
        "ymateb awtomatig",
        "réponse automatique",
        "automatische antwort",
        "abwesenheitsnotiz",
    ];
    if begins(&automatic) || subject == "out of office" || subject == "automatic reply" {
        return Some(AUTOMATIC);
    }
    let is_server =
        from.is_some_and(|from| from.starts_with("mailer-daemon@") || from.starts_with("postmaster@"));
    let undelivered = [
        "undeliverable:",
        "undelivered mail returned",
        "mail delivery failed",
        "mail delivery failure",
        "delivery status notification",
        "delivery failure",
        "returned mail:",
        "failure notice",
        "message not delivered",
        "delivery has failed",
    ];
    if is_server || begins(&undelivered) {
        return Some(BOUNCE);
    }
    begins(&["read: ", "read receipt", "delivered: ", "not read: ", "return receipt"]).then_some(RECEIPT)
}

/// Whether plain words only say that the message is to be looked at as HTML.
pub(in crate::ingest) fn only_points_to_html(plain: &str) -> bool {
    let plain = plain.to_lowercase();
    plain.len() < 300
        && plain.contains("html")
        && ["view", "client", "reader", "support", "program", "format"]
            .iter()
            .any(|word| plain.contains(word))
}

/// The lines of a `format=flowed` text, joined where a space at the end says that the line goes on.
pub(in crate::ingest) fn joined_where_flowed(text: &str, drops_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let words = &line[depth..];
        let words = words.strip_prefix(' ').unwrap_or(words);
        let is_mark = words == "-- ";
        match open {
            Some(before) if before == depth && !is_mark => joined.push_str(words),
            Some(_) => {
                joined.push('\n');
                joined.push_str(if depth > 0 { line } else { words });
            }
            None => joined.push_str(if depth > 0 { line } else { words }),
        }
        open = (words.ends_with(' ') && !is_mark).then_some(depth);
        if open.is_none() {
            joined.push('\n');
        } else if drops_space {
            joined.pop();
        }
    }
    joined.trim_end_matches('\n').to_owned()
}

/// A name for an attachment that no other of the message has; it has an ending that fits its type.
pub(in crate::ingest) fn named(
    told: Option<String>,
    kind: &str,
    number: usize,
    taken: &BTreeSet<String>,
) -> String {
    let ending = match kind {
        "message/inside" => ".eml",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/csv" => ".csv",
        "text/calendar" => ".ics",
        "text/rtf" | "application/rtf" => ".rtf",
        "application/pdf" => ".pdf",
        "application/ms-tnef" => ".dat",
        kind if kind.starts_with("image/") => ".image",
        _ => "",
    };
    let name = match told {
        Some(name) if kind == "message/inside" && !name.to_lowercase().ends_with(".eml") => {
            format!("{name}.eml")
        }
        Some(name) if name.contains('.') => name,
        Some(name) => name + ending,
        None if kind == "message/inside" => format!("message {number}.eml"),
        None => format!("attachment {number}{ending}"),
    };
    let name: String = name.chars().take(150).collect();
    if !taken.contains(&name) {
        return name;
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (name.as_str(), String::new()),
    };
    format!("{stem} ({number}){ending}")
}

/// What an attachment is that is not read, and not missed: a logo, a signature, a contact card.
pub(in crate::ingest) fn not_to_read(
    name: &str,
    kind: &str,
    size: usize,
    is_shown: bool,
) -> Option<&'static str> {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let is_picture = kind.starts_with("image/")
        || ends(&[".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emz", ".wmz", ".image"]);
    if is_picture {
        let is_small = size <= LARGEST_ICON || is_shown && size <= LARGEST_LOGO;
        return is_small.then_some("a small picture in the message, such as a logo (not read)");
    }
    if kind == "text/calendar" || ends(&[".ics"]) {
        Some("a calendar entry attached to the message (not read)")
    } else if ["text/vcard", "text/x-vcard", "text/directory"].contains(&kind) || ends(&[".vcf"]) {
        Some("a contact card attached to the message (not read)")
    } else if kind.ends_with("pkcs7-signature")
        || kind.ends_with("pgp-signature")
        || ends(&[".p7s", "signature.asc"])
    {
        Some("a digital signature of the message (not read)")
    } else if kind == "application/pgp-keys" {
        Some("a public key of the sender (not read)")
    } else if kind.starts_with("message/") && kind != "message/inside" || kind == "text/rfc822-headers" {
        Some("a mail server's report (not read)")
    } else {
        None
    }
}

/// Whether an attachment is an encrypted or sealed message.
pub(in crate::ingest) fn is_sealed(name: &str, kind: &str) -> bool {
    kind.ends_with("pkcs7-mime")
        || kind == "application/pgp-encrypted"
        || name.to_lowercase().ends_with(".p7m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_at_their_depth() {
        let text = "More buses \nplease.\n> Why \n> so? \nBecause.\n-- \nJo";
        assert_eq!(joined_where_flowed(text, false), "More buses please.\n> Why so? \nBecause.\n-- \nJo");
        assert_eq!(joined_where_flowed("字 \n字", true), "字字");
    }

    #[test]
    fn subjects_of_automatic_replies_are_known_and_peoples_are_not() {
        assert_eq!(not_a_submission(None, Some("Automatic reply: Your views")), Some(AUTOMATIC));
        assert_eq!(not_a_submission(Some("mailer-daemon@example.org"), None), Some(BOUNCE));
        assert_eq!(not_a_submission(None, Some("Out of office hours care is poor")), None);
    }

    #[test]
    fn addresses_of_programs_are_nobodys() {
        for (address, nobody) in [
            ("no-reply@example.org", true),
            ("consultation.noreply@example.org", true),
            ("do_not_reply@example.org", true),
            ("jo@example.org", false),
        ] {
            assert_eq!(is_nobody(address), nobody, "{address}");
        }
    }

    #[test]
    fn logos_are_no_loss_and_photographs_are() {
        assert!(not_to_read("logo.png", "image/png", 5_000, false).is_some());
        assert!(not_to_read("image001.png", "image/png", 40_000, true).is_some());
        assert!(not_to_read("letter.jpg", "image/jpeg", 400_000, true).is_none());
        assert!(not_to_read("response.docx", "application/octet-stream", 5, true).is_none());
    }
}
