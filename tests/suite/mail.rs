//! Is a message read as its sender's own words, whatever it came in, and is every other part of it entered?

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::consultation::{Consultation, Run};
use crate::office::{docx, paragraph};

/// Place and state of every row of the ledger, as one line each, in order.
fn ledger(run: &Run) -> Vec<String> {
    run.adds_up();
    let mut rows: Vec<String> =
        run.states().into_iter().map(|(source, state)| format!("{source}: {state}")).collect();
    rows.sort();
    rows
}

fn mail(headers: &str, body: &str) -> String {
    format!("From: Jo <jo@example.org>\nSubject: Buses\n{headers}\n{body}\n").replace('\n', "\r\n")
}

/// A message of several parts: the headers of each, and what stands below them.
fn parts(kind: &str, parts: &[(&str, &str)]) -> String {
    let parts: String = parts.iter().map(|(headers, body)| format!("--x\n{headers}\n\n{body}\n")).collect();
    mail(
        &format!("MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=x\n"),
        &format!("{parts}--x--"),
    )
}

fn attached(name: &str, kind: &str) -> String {
    format!("Content-Type: {kind}; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"")
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("writing to memory does not fail");
        writer.write_all(content).expect("writing to memory does not fail");
    }
    writer.finish().expect("writing to memory does not fail").into_inner()
}

fn run(name: &str, bytes: impl AsRef<[u8]>) -> Run {
    Consultation::new().file(name, bytes).run()
}

#[test]
fn a_message_is_known_by_its_contents() {
    let message =
        mail("Date: Wed, 27 Feb 2019 10:04:00 +0000\nMessage-ID: <1@example.org>\n", "The bus was late.");
    for name in ["1.eml", "1.txt", "1", "1.dat"] {
        let run = run(name, &message).ends_with(0);
        assert_eq!(run.texts(), ["The bus was late."], "{name}");
    }
    let letter = run("letter.txt", "From: Jo\n\nThe bus was late.").ends_with(0);
    assert_eq!(letter.texts(), ["From: Jo\n\nThe bus was late."]);
}

#[test]
fn each_message_of_a_mailbox_is_a_submission() {
    let mailbox = "From jo@example.org Wed Feb 27 10:04:00 2019\nFrom: Jo <jo@example.org>\nSubject: A\n\n\
                   The bus was late.\n\nFrom now on I walk.\n\n\
                   From - Wed Feb 27 11:04:00 2019\nthis message has no headers and no body\n\n\
                   From sam@example.org Thu Feb 28 10:04:00 2019\nFrom: Sam <sam@example.org>\nSubject: B\n\n\
                   >From the ward:\nkeep the beds.\n";
    let run = run("inbox.mbox", mailbox);
    run.adds_up();
    run.keeps_words(&["From now on I walk.", "From the ward:"]);
    let states = ledger(&run);
    assert!(states.contains(&"inbox.mbox!message 1: analysed".to_owned()), "{states:?}");
    assert!(states.contains(&"inbox.mbox!message 3: analysed".to_owned()), "{states:?}");
    assert!(states.iter().any(|row| row.starts_with("inbox.mbox!message 2: ")), "{states:?}");
}

#[test]
fn plain_words_are_preferred_and_html_reads_as_it_looks() {
    let html =
        "<style>p{}</style><div style='display:none'>preview</div><p>The bus</p><ul><li>was late</li></ul>";
    let both = parts(
        "alternative",
        &[("Content-Type: text/plain", "The bus was late."), ("Content-Type: text/html", html)],
    );
    assert_eq!(run("1.eml", both).ends_with(0).texts(), ["The bus was late."]);
    let alone = mail("MIME-Version: 1.0\nContent-Type: text/html\n", html);
    assert_eq!(run("1.eml", alone).ends_with(0).texts(), ["The bus\n\n- was late"]);
}

#[test]
fn attachments_are_the_same_persons_and_small_things_are_set_aside() {
    let message = parts(
        "mixed",
        &[
            ("Content-Type: text/plain", "The bus was late."),
            (&attached("more.txt", "text/plain"), "Keep the ward."),
            (&attached("logo.png", "image/png"), "tiny"),
            (&attached("jo.vcf", "text/vcard"), "BEGIN:VCARD"),
            (&attached("day.ics", "text/calendar"), "BEGIN:VCALENDAR"),
            (&attached("smime.p7s", "application/pkcs7-signature"), "sealed"),
            (&attached("smime.p7m", "application/pkcs7-mime"), "sealed"),
        ],
    );
    let run = run("1.eml", message).ends_with(3);
    assert_eq!(
        ledger(&run),
        [
            "1.eml/day.ics: out_of_scope",
            "1.eml/jo.vcf: out_of_scope",
            "1.eml/logo.png: out_of_scope",
            "1.eml/more.txt: merged",
            "1.eml/smime.p7m: unreadable",
            "1.eml/smime.p7s: out_of_scope",
            "1.eml: analysed",
        ]
    );
}

#[test]
fn a_large_picture_is_missed() {
    let picture = format!("/9j/4AAQ{}", "AAAA".repeat(30_000));
    let message = parts(
        "mixed",
        &[
            ("Content-Type: text/plain", "The bus was late."),
            ("Content-Type: image/jpeg; name=\"letter.jpg\"\r\nContent-Transfer-Encoding: base64", &picture),
        ],
    );
    let run = run("1.eml", message).ends_with(3);
    assert_eq!(ledger(&run), ["1.eml/letter.jpg: unreadable", "1.eml: analysed"]);
}

#[test]
fn a_covering_note_is_no_response_and_what_it_covers_is() {
    let message = parts(
        "mixed",
        &[
            ("Content-Type: text/plain", "Please find attached my response.\n\nKind regards\nJo"),
            (&attached("response.txt", "text/plain"), "Keep the ward."),
        ],
    );
    let run = run("1.eml", message).ends_with(0);
    assert_eq!(run.texts(), ["Keep the ward."]);
    assert_eq!(ledger(&run), ["1.eml/response.txt: analysed", "1.eml: out_of_scope"]);
}

#[test]
fn a_blank_message_with_an_attachment_is_not_a_submission_of_its_own() {
    let message = parts(
        "mixed",
        &[("Content-Type: text/plain", ""), (&attached("response.txt", "text/plain"), "Keep the ward.")],
    );
    let run = run("1.eml", message).ends_with(0);
    assert_eq!(ledger(&run), ["1.eml/response.txt: analysed", "1.eml: blank"]);
    assert_eq!(run.texts(), ["Keep the ward."]);
}

#[test]
fn a_message_attached_to_a_message_is_its_own_senders() {
    let inner = "From: Sam <sam@example.org>\nSubject: Ward\n\nKeep the ward.";
    let message = parts(
        "mixed",
        &[("Content-Type: text/plain", "The bus was late."), ("Content-Type: message/rfc822", inner)],
    );
    let run = run("1.eml", message).ends_with(0);
    assert_eq!(ledger(&run), ["1.eml/message 1.eml: analysed", "1.eml: analysed"]);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
}

#[test]
fn a_message_that_only_passes_another_on_is_that_other() {
    let body = "FYI\n\n---------- Forwarded message ---------\nFrom: Sam <sam@example.org>\nDate: Wed, 27 Feb 2019\n\
                Subject: Ward\nTo: <jo@example.org>\n\nKeep the ward.\n\nSent from my iPhone";
    let first = format!("From: Jo <jo@example.org>\nSubject: Fwd: Ward\n\n{body}");
    let second = first.replace("sam@", "pat@").replace("Keep the ward", "The bus was late");
    let run = Consultation::new().file("1.eml", first).file("2.eml", second).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.texts(), ["Keep the ward.", "The bus was late."]);
    assert_eq!(run.manifest()["totals"]["respondents"], 2, "the two who wrote, not the one who passed on");
    assert!(run.reasons().contains("the heading of a forwarded message"), "{}", run.reasons());
}

#[test]
fn words_above_a_forwarded_message_are_the_senders_and_the_rest_is_entered() {
    let body = "The bus is late every day and I am tired of it.\n\nFrom: Sam <sam@example.org>\nSent: Monday\nTo: Jo\n\
                Subject: Your views\n\nTell us what you think.";
    let run =
        run("1.eml", format!("From: Jo <jo@example.org>\nSubject: FW: Your views\n\n{body}")).ends_with(0);
    assert_eq!(run.texts(), ["The bus is late every day and I am tired of it."]);
    assert_eq!(ledger(&run), ["1.eml: analysed", "1.eml: out_of_scope"]);
}

#[test]
fn a_colleagues_note_above_a_forwarded_letter_is_no_submission() {
    let forward = |from: &str, note: &str| {
        format!(
            "From: Sandra Lowe <{from}>\nTo: views@council.example\nSubject: FW: Ward\n\n{note}\n\nFrom: Jo <jo@example.org>\n\
             Sent: Monday\nTo: Sandra Lowe\nSubject: Ward\n\nKeep the ward."
        )
    };
    for note in [
        "Hi both, this came to my inbox, can you log it please? S",
        "For the consultation inbox. Thanks, Sandra",
    ] {
        let run = run("1.eml", forward("sandra@council.example", note)).ends_with(0);
        assert_eq!(run.texts(), ["Keep the ward."], "{note}");
        assert!(run.reasons().contains("a covering note"), "{}", run.reasons());
    }
    let comment = "My mother died waiting for a bed.";
    assert_eq!(run("1.eml", forward("sandra@gmail.com", comment)).ends_with(0).texts(), [comment]);
}

#[test]
fn a_senders_own_words_that_are_only_quoted_are_counted_once() {
    let reply = "From: Jo Ray <jo@example.org>\nSubject: RE: Ward\n\nThat is no answer.\n\n\
                 > On 18 Mar 2024, at 14:02, Your Views <views@council.example> wrote:\n>\n> Nothing is decided.\n>\n\
                 >> On 16 Mar 2024, at 09:30, Jo Ray <jo@example.org> wrote:\n>>\n>> Which ward will close?";
    let run = self::run("1.eml", reply).ends_with(0);
    assert_eq!(run.texts(), ["That is no answer.", "Which ward will close?"]);
    assert_eq!(run.manifest()["totals"]["respondents"], 1);
    let first = "From: Jo Ray <jo@example.org>\nSubject: Ward\n\nWhich ward will close?";
    let again = reply.replace("That is no answer", "I still wait for one");
    let run =
        Consultation::new().file("1.eml", first).file("2.eml", reply).file("3.eml", again).run().ends_with(0);
    assert_eq!(run.texts(), ["Which ward will close?", "That is no answer.", "I still wait for one."]);
    assert!(run.reasons().contains("they were received elsewhere too"), "{}", run.reasons());
}

#[test]
fn a_computers_own_files_are_set_aside_and_presentations_are_told_what_would_do() {
    let presentation = archive(&[("ppt/presentation.xml", b"<p/>")]);
    let run = Consultation::new()
        .file("letter.txt", "Keep the ward.")
        .file("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice())
        .file("desktop.ini", "[.ShellClassInfo]\n")
        .run()
        .ends_with(0);
    assert_eq!(
        ledger(&run),
        ["Thumbs.db: out_of_scope", "desktop.ini: out_of_scope", "letter.txt: analysed"]
    );
    let run = self::run("slides.pptx", presentation).ends_with(3);
    assert!(run.reasons().contains("save it as .pdf"), "{}", run.reasons());
}

#[test]
fn what_mail_programs_put_around_the_words_is_cut_and_entered() {
    let body = "CAUTION: This email originated from outside of the organisation. Do not click links.\n\nThe bus was late.\n\n\
                Kind regards\n\nJo Bloggs\nManager\nTel: 01538 000000\n\nSent from my iPad\n\n\
                This email and any files transmitted with it are confidential.\n";
    let run = run("1.eml", mail("", body)).ends_with(0);
    assert_eq!(run.texts(), ["The bus was late.\n\nKind regards\n\nJo Bloggs"]);
    let reasons = run.reasons();
    for what in [
        "signature block of this message (2 lines)",
        "notice about confidentiality or the like (1 line)",
        "came from outside (1 line)",
        "mail program (1 line)",
    ] {
        assert!(reasons.contains(what), "{what} is entered: {reasons}");
    }
}

#[test]
fn automatic_messages_are_no_submissions() {
    for headers in [
        "Auto-Submitted: auto-replied\n",
        "X-Autoreply: yes\n",
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n",
    ] {
        let run = run("1.eml", mail(headers, "I am away. The bus was late.")).ends_with(0);
        assert_eq!(ledger(&run), ["1.eml: out_of_scope"], "{headers}");
    }
    let by_subject = "From: Jo <jo@example.org>\nSubject: Automatic reply: Your views\n\nI am away.";
    assert_eq!(ledger(&run("1.eml", by_subject).ends_with(0)), ["1.eml: out_of_scope"]);
    let form = mail("Auto-Submitted: auto-generated\n", "The bus was late.");
    assert_eq!(
        ledger(&run("1.eml", form).ends_with(0)),
        ["1.eml: analysed"],
        "a form's message is a person's"
    );
}

#[test]
fn messages_from_an_address_of_nobody_are_not_one_persons() {
    let form = |words: &str| format!("From: no-reply@example.org\nSubject: Web form\n\n{words}");
    let run = Consultation::new()
        .file("1.eml", form("The bus was late."))
        .file("2.eml", form("Keep the ward."))
        .run()
        .ends_with(0);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
}

#[test]
fn a_blank_message_whose_subject_speaks_is_pointed_out() {
    let run = run("1.eml", "From: Jo <jo@example.org>\nSubject: Please keep the ward open\n\n").ends_with(0);
    assert_eq!(ledger(&run), ["1.eml: blank", "1.eml: out_of_scope"]);
    assert!(run.reasons().contains("5 words") && !run.reasons().contains("ward open"));
}

/// An item as Outlook saves it: its class, its other texts by number, and the files attached to it.
fn msg(class: &str, texts: &[(u16, &str)], attached: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("memory can be written");
    let mut stream = |path: String, bytes: &[u8]| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !folder.is_empty() && !file.exists(folder) {
            file.create_storage(folder).expect("memory can be written");
        }
        file.create_stream(path)
            .expect("memory can be written")
            .write_all(bytes)
            .expect("memory can be written");
    };
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut properties = vec![0u8; 32];
    // When it was sent: 27 February 2019.
    properties.extend_from_slice(&[0x40, 0, 0x39, 0, 6, 0, 0, 0]);
    properties.extend_from_slice(&131_957_352_000_000_000u64.to_le_bytes());
    stream("/__properties_version1.0".to_owned(), &properties);
    stream("/__substg1.0_001A001F".to_owned(), &utf16(class));
    for (id, text) in texts {
        stream(format!("/__substg1.0_{id:04X}001F"), &utf16(text));
    }
    for (at, (name, bytes)) in attached.iter().enumerate() {
        let folder = format!("/__attach_version1.0_#{at:08X}");
        stream(format!("{folder}/__properties_version1.0"), &[0; 8]);
        stream(format!("{folder}/__substg1.0_3707001F"), &utf16(name));
        stream(format!("{folder}/__substg1.0_37010102"), bytes);
    }
    file.flush().expect("memory can be written");
    file.into_inner().into_inner()
}

#[test]
fn an_outlook_message_is_read_with_its_sender_and_attachments() {
    let message = msg(
        "IPM.Note",
        &[
            (0x1000, "The bus was late.\r\n\r\nSent from my iPhone"),
            (0x0c1f, "Jo@Example.org"),
            (0x0037, "Buses"),
        ],
        &[("more.docx", &docx(&paragraph("Keep the ward."))), ("image001.png", b"tiny")],
    );
    for name in ["1.msg", "1"] {
        let eml = "From: jo@example.org\nSubject: Again\n\nFree parking for all.";
        let run = Consultation::new().file(name, &message).file("2.eml", eml).run().ends_with(0);
        assert_eq!(run.texts(), ["The bus was late.", "Keep the ward.", "Free parking for all."]);
        assert_eq!(
            run.manifest()["totals"]["respondents"],
            1,
            "the address tells that they are one person's"
        );
        assert!(ledger(&run).contains(&format!("{name}/image001.png: out_of_scope")), "{:?}", ledger(&run));
    }
}

#[test]
fn an_outlook_message_of_html_alone_is_read() {
    let run = run("1.msg", msg("IPM.Note", &[(0x1013, "<p>The bus</p><p>was late.</p>")], &[])).ends_with(0);
    assert_eq!(run.texts(), ["The bus\n\nwas late."]);
}

#[test]
fn an_outlook_item_that_is_no_message_is_entered_as_what_it_is() {
    for (class, what) in
        [("IPM.Contact", "a contact"), ("IPM.Task", "a task"), ("IPM.Appointment", "an appointment")]
    {
        let run = run("1.msg", msg(class, &[(0x1000, "The bus was late.")], &[])).ends_with(0);
        assert_eq!(ledger(&run), ["1.msg: out_of_scope"]);
        assert!(run.reasons().contains(what), "{}", run.reasons());
    }
    let damaged = &msg("IPM.Note", &[(0x1000, "The bus was late.")], &[])[..600];
    assert_eq!(ledger(&run("1.msg", damaged).ends_with(3)), ["1.msg: unreadable"]);
}

#[test]
fn an_archive_is_read_like_a_folder() {
    let inner = archive(&[("letter.txt", b"The bus was late.")]);
    let zip = archive(&[
        ("b\\two.txt", b"Keep the ward."),
        ("../a/one.eml", mail("", "Free parking for all.").as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/._two.txt", b"x"),
        (".DS_Store", b"x"),
        ("Thumbs.db", b"x"),
        ("consultation.toml", b"title = 1"),
        ("form.docx", &docx(&paragraph("The bed was hard."))),
    ]);
    let run = run("inbox.zip", zip).ends_with(0);
    assert_eq!(
        ledger(&run),
        [
            "inbox.zip/a/one.eml: analysed",
            "inbox.zip/b/two.txt: analysed",
            "inbox.zip/form.docx: analysed",
            "inbox.zip/inner.zip/letter.txt: analysed",
        ]
    );
    assert!(run.said().contains("consultation.toml inside an archive is not used"), "{}", run.said());
}

#[test]
fn a_profile_speaks_of_what_lies_in_an_archive() {
    let zip = archive(&[("one.txt", b"Keep the ward."), ("two.txt", b"The bus was late.")]);
    let profile = "[[file]]\nname = \"inbox.zip\"\nlocality = \"Leek\"\n[[file]]\nname = \"inbox.zip/t*\"\nout_of_scope = true\n";
    let run = Consultation::new().file("inbox.zip", zip).profile(profile).run().ends_with(0);
    assert_eq!(ledger(&run), ["inbox.zip/one.txt: analysed", "inbox.zip/two.txt: out_of_scope"]);
    assert_eq!(run.figure_within("all", "Locality", "Leek", "respondents", "included").0, 1);
}

#[test]
fn an_archive_cannot_exhaust_the_machine() {
    let zeros = vec![0u8; 30_000_000];
    let run = run("bomb.zip", archive(&[("a.txt", &zeros), ("b.txt", b"The bus was late.")])).ends_with(3);
    assert_eq!(ledger(&run), ["bomb.zip/a.txt: unreadable", "bomb.zip/b.txt: analysed"]);
    let mut nested = archive(&[("letter.txt", b"The bus was late.")]);
    for _ in 0..8 {
        nested = archive(&[("inner.zip", &nested)]);
    }
    let run = self::run("deep.zip", nested).ends_with(3);
    assert!(run.reasons().contains("files deep"), "{}", run.reasons());
}

#[test]
fn files_locked_in_an_archive_are_named_one_by_one() {
    let mut zip = archive(&[("a.txt", b"The bus was late."), ("b.txt", b"Keep the ward.")]);
    // The bit that says "locked", in both headers of the first file.
    let local = zip.windows(4).position(|four| four == b"PK\x03\x04").expect("there is a file");
    let central = zip.windows(4).position(|four| four == b"PK\x01\x02").expect("there is a list");
    zip[local + 6] |= 1;
    zip[central + 8] |= 1;
    let run = run("inbox.zip", zip).ends_with(3);
    assert_eq!(ledger(&run), ["inbox.zip/a.txt: unreadable", "inbox.zip/b.txt: analysed"]);
    assert!(run.reasons().contains("locked with a password"), "{}", run.reasons());
}

#[test]
fn a_packed_file_and_archives_that_are_not_read() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(b"The bus was late.").expect("writing to memory does not fail");
    let packed = packer.finish().expect("writing to memory does not fail");
    assert_eq!(ledger(&run("letter.txt.gz", packed).ends_with(0)), ["letter.txt.gz/letter.txt: analysed"]);
    for (name, bytes, helps) in [
        ("a.7z", &b"7z\xbc\xaf\x27\x1c\0\x04\0\0"[..], "pack it as .zip"),
        ("a.rar", b"Rar!\x1a\x07\x00", "pack it as .zip"),
        ("winmail.dat", b"\x78\x9f\x3e\x22\x01\0\x01\x06\x90\x08\0\x04\0", "winmail.dat"),
        ("mail.pst", b"!BDN\0\0\0\0\x01\x02\x03\x04", "export them as .mbox"),
    ] {
        let run = run(name, bytes).ends_with(3);
        assert!(run.reasons().contains(helps), "{name}: {}", run.reasons());
    }
}

#[test]
fn what_the_team_sent_itself_is_no_submission() {
    let from =
        |from: &str, to: &str, words: &str| format!("From: {from}\nTo: {to}\nSubject: Views\n\n{words}");
    let run = Consultation::new()
        .file("1.eml", from("jo@example.org", "team@example.org", "The bus was late."))
        .file("2.eml", from("sam@example.org", "Team <team@example.org>", "Keep the ward."))
        .file("3.eml", from("kit@example.org", "team@example.org", "More nurses."))
        .file("4.eml", from("team@example.org", "jo@example.org", "Thank you for writing about the bus."))
        .file("5.eml", from("team@example.org", "team@example.org", "A caller said: no parking."))
        .run()
        .ends_with(0);
    let of: Vec<String> = ledger(&run);
    assert_eq!(
        of[3..],
        ["4.eml: out_of_scope", "5.eml: analysed"],
        "what it sent to itself it noted of somebody"
    );
    assert!(run.reasons().contains("the team's own, not a submission"));
    assert_eq!(run.manifest()["totals"]["respondents"], 4);
}

#[test]
fn an_address_that_many_people_write_from_is_not_one_person() {
    let from = |name: &str, reply_to: &str, words: &str| {
        format!("From: {name} <views@list.example>\n{reply_to}Subject: Views\n\n{words}")
    };
    let respondents = |files: &[String]| {
        let named = files.iter().zip(1..).map(|(file, at)| (format!("{at}.eml"), file));
        let consultation = named.fold(Consultation::new(), |all, (name, file)| all.file(&name, file));
        consultation.run().ends_with(0).manifest()["totals"]["respondents"].as_u64()
    };
    let list = ["'Jo Ray' via Views", "'Sam Poe' via Views", "'Kit Orr' via Views", "Ray, Jo"];
    let words = ["The bus was late.", "Keep the ward.", "More nurses.", "No dentist."];
    let list: Vec<String> =
        list.iter().zip(words).map(|(name, words)| from(&format!("\"{name}\""), "", words)).collect();
    assert_eq!(respondents(&list[..3]), Some(3), "a list's members");
    let campaign: Vec<String> = ["jo", "sam"]
        .iter()
        .zip(words)
        .map(|(who, words)| from("Campaign", &format!("Reply-To: {who}@example.org\n"), words))
        .collect();
    assert_eq!(respondents(&campaign), Some(2), "each has an address to reply to");
    let couple = ["Jo Ray", "Sam Ray", "Jo and Sam Ray"];
    let couple: Vec<String> = couple.iter().zip(words).map(|(name, words)| from(name, "", words)).collect();
    assert_eq!(respondents(&couple), Some(1), "a couple with one address cannot be told apart");
}
