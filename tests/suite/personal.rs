//! Invented sentences of many kinds: what is somebody's is found with its kind, what only looks so is left.
//!
//! In each sentence a detail stands as `{kind:words}`; everything else must stay.

use yousaid::redact::{Wishes, details};

use crate::consultation::{Consultation, Row};

/// A detail as the sentence marks it or as it was found: the words and their kind.
type Marked = (usize, String, String);

/// The sentence without its marks, and what they marked.
fn read(sentence: &str) -> (String, Vec<Marked>) {
    let mut text = String::new();
    let mut marked = Vec::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (mark, after) = behind.split_once('}').expect("a mark is closed");
        let (kind, words) = mark.split_once(':').expect("a mark has a kind");
        marked.push((text.len(), words.to_owned(), kind.to_owned()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, marked)
}

/// Compares what is found in each sentence with its marks.
fn check(sentences: &[&str]) {
    let mut wrong = Vec::new();
    for sentence in sentences {
        let (text, marked) = read(sentence);
        let found: Vec<Marked> = details(&text, &Wishes::default())
            .iter()
            .map(|detail| {
                let start = detail.span.start as usize;
                (start, detail.span.slice(&text).to_owned(), detail.kind_name().to_owned())
            })
            .collect();
        let told = |one: &[Marked], other: &[Marked]| -> Vec<String> {
            one.iter()
                .filter(|mark| !other.contains(mark))
                .map(|(_, words, kind)| format!("{kind} {words:?}"))
                .collect()
        };
        let (missed, extra) = (told(&marked, &found), told(&found, &marked));
        if !(missed.is_empty() && extra.is_empty()) {
            wrong.push(format!(
                "{text:?}\n    missed: {}\n    too much: {}",
                missed.join(", "),
                extra.join(", ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} sentences:\n{}", wrong.len(), sentences.len(), wrong.join("\n"));
}

#[test]
fn telephone_numbers_in_the_ways_people_write_them() {
    check(&[
        "You can ring me on {phone:07700 900461} after six.",
        "Mobile {phone:07700900461}, landline {phone:01632 960 983}.",
        "My number is {phone:0 7 7 0 0 9 0 0 4 6 1} if you need it.",
        "Call {phone:+44 7700 900461} or {phone:+44 (0)1632 960983}.",
        "Call {phone:+44(0)20 7946 0018} and ask for the manager.",
        "Office {phone:0044 20 7946 0018} in the mornings.",
        "Ring {phone:(020) 7946 0018} or {phone:(01632) 960-983}.",
        "Contact us: {phone:0113 496 0204 ext. 31}.",
        "She rang from {phone:0113-496-0204 extension 3121} twice.",
        "Text {phone:07700-900-461}, never ring.",
        "Fax {phone:01632.960.983} still works.",
        "{phone:07700 900 461}",
        "it's {phone:oh double seven double oh nine double oh four six one} i think",
        "Whatsapp: {phone:+92 300 1234567} when she is in Lahore.",
        "My sister in Dublin is on {phone:+353 1 555 0143} or {phone:(01) 555 0143}.",
        "Irish mobile {phone:085 555 0143} works too.",
        "Dad in Toronto: {phone:(416) 555-0143}; his work {phone:416-555-0199 x22}.",
        "Call my cousin at {phone:+1 212 555 0143} please.",
        "Her Sydney number is {phone:+61 2 5550 4321}, mobile {phone:0491 570 156}.",
        "Call me at {phone:(02) 5550 4321} in Perth.",
        "phone me on {phone:960983} in the evening",
        "You can reach me on {phone:(0161) 496 0123}.",
        "Tel no: {phone:0161 4960123}",
        "my mobile number is {phone:07700 900.461}",
        "tel:{phone:+441632960983}",
        "They gave me {phone:0808 157 0123} to ring.",
        "my no is {phone:07700 9 0 0 4 6 1}",
        "ring {phone:+44.1632.960983} or {phone:07 700 900 461}",
        "{phone:077 0090 0461} is my mobile",
        "home {phone:01632 960983} / mob {phone:07700 900461}",
    ]);
}

#[test]
fn numbers_of_papers_accounts_and_machines() {
    check(&[
        "NHS number {nhs_number:401 023 2137} is on the letter.",
        "my nhs no. is {nhs_number:4010232137}",
        "NHS No: {nhs_number:401-023-2137}",
        "The patient ({nhs_number:943 476 5919}) waited.",
        "Her NI number is {national_insurance:QQ123456C}.",
        "national insurance {national_insurance:qq 12 34 56 c} was asked for twice",
        "NINO: {national_insurance:AB 12 34 56 D}",
        "Sort code {bank_account:20-00-00}, account number {bank_account:55779911}.",
        "acc no {bank_account:55779911} sort {bank_account:200000}",
        "Pay into a/c {bank_account:5577 9911}, s/c {bank_account:20 00 00}.",
        "IBAN {iban:GB33BUKB20201555555555} is mine.",
        "IBAN: {iban:IE29 AIBK 9311 5212 3456 78}",
        "refund it to {iban:DE89 3704 0044 0532 0130 00} please",
        "They took it from card {card:5555 5555 5555 4444} twice.",
        "card no. {card:4000-0566-5566-5556} exp 03/29",
        "my amex {card:3782 822463 10005} was refused",
        "Passport number {passport:925665416} has run out.",
        "US passport {passport:A12345678}, lost in May.",
        "My driving licence {driving_licence:MORGA657054SM9IJ} was copied.",
        "licence number {driving_licence:MORGA 657054 SM9IJ 35} please",
        "SSN {social_security:123-45-6789} was on the form.",
        "social security number: {social_security:123 45 6789}",
        "Hospital number {record_number:RX482913}, seen on Tuesday.",
        "MRN {record_number:00482913}",
        "patient ID: {record_number:482913}",
        "A blue Fiesta, reg {vehicle:BD51 SMR}, blocks the ramp.",
        "The van {vehicle:BD51SMR} is always on the pavement.",
        "number plate {vehicle:P482 KLM} every morning",
        "my car registration is {vehicle:ABC 482D}",
        "Belfast taxi with plate {vehicle:ABZ 4821} parks there",
        "NI no {national_insurance:AB123456} was wrong.",
        "Acct: {bank_account:55779911}, sort code {bank_account:20-00-00}",
        "Visa {card:4111111111111111} was charged",
        "driver number: {driving_licence:JONES 710238 H99LK}",
        "their car ({vehicle:LM19 XYZ}) is on the grass",
        "They logged my IP {ip_address:203.0.113.42} twice.",
        "from {ip_address:2001:db8:85a3::8a2e:370:7334} last night",
    ]);
}

#[test]
fn addresses_postcodes_and_the_web() {
    check(&[
        "I live at {address:27 Quarry Bank Road} and have no bus.",
        "{address:Flat 2b, 114 Lower Mersey Street}, {postcode:L20 7QX}",
        "we moved to {address:6a Chapel Lane} last year",
        "My address is {address:Hollow Tree Farm, Back Lane}, near Leek.",
        "She lives at {address:12 The Crescent}.",
        "lives at {address:3 tanyard close} with two dogs",
        "{address:Apartment 14, Canal House, 9 Wharf Street} is damp",
        "Caravan: {address:Plot 8, Meadow View Park} all year",
        "deliver to {address:Unit 4, 22 Foundry Road} please",
        "send it to {address:P.O. Box 4821} please",
        "{address:221b Baker Street, London} {postcode:NW1 6XE}",
        "My postcode is {postcode:st13 6hq} and nothing stops here.",
        "postcode {postcode:ST136HQ}",
        "{postcode:M1 1AE}, {postcode:EC1A 1BB} and {postcode:w1a 0ax} get a bus, we do not",
        "Eircode {postcode:D08 X2Y7} in Dublin.",
        "My mother lives at {address:14 Rathgar Avenue}, Dublin 6, {postcode:D06 E5W2}.",
        "my sister in Ottawa, {address:45 Elgin Street}, {postcode:K2P 1L4}",
        "write to {address:742 Maple Drive, Springfield, IL 62704}",
        "{address:1020 N Lincoln Ave Apt 5} is where I lived",
        "zip code {postcode:62704}",
        "{address:Unit 3, 18 Wattle Street}, Parramatta NSW 2150",
        "{address:27-29 Mill Road} needs a ramp.",
        "I am at {address:Flat 4, Tudor Court} now.",
        "live in {address:14 Oak Ave} with mum",
        "{address:10 Heol Fawr} is on a hill",
        "Mail {email:a.n-other+nhs@mail.example.com} or {email:jo_b@example.co.uk}.",
        "my email is {email:ffion dot rees at example dot org}",
        "e-mail: {email:ffion.rees (at) example.org}",
        "email me at {email:FFION@EXAMPLE.ORG}",
        "I posted it as {handle:@ffion_rees92} on X.",
        "My Instagram is {handle:ffion.rees.92} for photos.",
        "insta: {handle:ffion_r}",
        "See {web_page:https://www.facebook.com/ffion.rees.92} for pictures.",
        "my page {web_page:https://uk.linkedin.com/in/ffion-rees-1a2b3c} says so",
        "it is on {web_page:www.example.org/~frees/diary} too",
    ]);
}

#[test]
fn days_of_birth_and_great_ages() {
    check(&[
        "DOB {date_of_birth:14/07/1948}.",
        "d.o.b. {date_of_birth:14-7-48}, seen at ten",
        "Date of birth: {date_of_birth:14th July 1948}",
        "She was born on {date_of_birth:July 14, 1948} in Hanley.",
        "born {date_of_birth:14.07.1948} at home",
        "my birthday is {date_of_birth:14 July} and I got nothing",
        "My date of birth is {date_of_birth:1948-07-14}.",
        "I was born on the {date_of_birth:14th of July 1948}",
        "({date_of_birth:14/07/48}, DOB)",
        "dob {date_of_birth:14 Jul 48}",
        "My father is {age:94} and walks to the clinic.",
        "He is a {age:97-year-old} man.",
        "aged {age:91}, she waited six hours",
        "a {age:101 year old} lady",
        "I'm {age:90} next to a man of 45",
        "she is {age:ninety-four years old} now",
        "Gran ({age:96}) cannot climb the stairs.",
        "My mother, {age:92}, fell in the road.",
        "my d o b is {date_of_birth:03.03.62}",
        "DoB: {date_of_birth:3rd March 1962}",
        "at {age:93 years of age} you should not stand",
    ]);
}

#[test]
fn names_of_many_origins_in_many_places() {
    check(&[
        "{name:Siobhán O'Donnell} rang me back the same day.",
        "The consultant, Mr {name:Adeyemi-Clarke}, explained everything.",
        "I was seen by {name:Zainab} in A&E.",
        "My GP is Dr {name:Venkataraman} and she listens.",
        "Our health visitor {name:Blessing} came twice.",
        "Mum's carer {name:Agnieszka} never misses a visit.",
        "My neighbour Mr {name:Kowalczyk} has no car.",
        "A lady called {name:Precious} sat with me.",
        "{name:Gwenllian} on reception was lovely.",
        "the receptionist ({name:Tracey}) hung up on me",
        "Signed: {name:T. Abernathy}",
        "Yours faithfully,\n{name:Padraig Mac Giolla Bhríde}",
        "Please mend it.\n\nBest wishes,\n{name:Xiaoming Zhang}\nLeek",
        "{name:Wei Ling} translated for gran.",
        "My daughter {name:Aoife} is on the waiting list.",
        "I write on behalf of my father {name:Harbhajan Singh Gill}.",
        "my late husband {name:Derek} was looked after well",
        "My wife, {name:Nkechi}, waits for the bus.",
        "My name's {name:Ffion} and I am a carer.",
        "This is {name:Mohammed Iqbal} from the residents' group.",
        "Ask for {name:Chidi} at the desk.",
        "{name:Krzysztof}'s appointment was cancelled.",
        "Cllr {name:Parveen Akhtar} promised a new surgery.",
        "Sister {name:Bernadette} runs the ward well.",
        "I spoke with {name:Rhys ap Gruffydd} about it.",
        "dr {name:okonkwo} was brill",
        "thanks to {name:mandeep} and the team",
        "MY MOTHER {name:EILEEN HARGREAVES} WAS LEFT FOR SIX HOURS",
        "{name:Hargreaves}, {name:Eileen}: third complaint",
        "Mr & Mrs {name:Ng} have asked twice.",
        "Miss {name:Wu} from the school helped.",
        "A letter from {name:J. Okafor} was read out.",
        "{name:Tomasz} drives the 18 bus.",
        "My brother-in-law {name:Kwame} cannot get a dentist.",
        "as {name:Fatima} said at the meeting",
        "Contact: {name:Margaret Oyelaran}, {phone:01632 960983}, {email:mo@example.org}",
        "Staff nurse {name:Hope} and student nurse {name:Will} were kind.",
        "{name:Faith} from physio was brilliant.",
        "{name:Grace} told me to come back on Monday.",
        "I thank {name:Rose} and {name:May} on Ward 6.",
        "{name:Jean-Baptiste Mbeki} and {name:Nguyen Van Minh} spoke next.",
        "{name:Ali Hassan}, {name:Sunita Rao} and {name:Pat} came to the event.",
        "The chair, {name:Alasdair MacLeod}, closed the meeting.",
        "my grandson {name:Jayden} waited for CAMHS",
        "our son {name:Zbigniew} needs a hoist",
        "Prof {name:Nwosu} was clear, Ms {name:Al-Rashid} was not.",
        "Revd {name:Llewellyn} drove us.",
        "Kind regards\n{name:Mary-Kate Fitzgerald}\nSecretary",
        "Regards, {name:Sandeep}",
        "Dear Mrs {name:Featherstonehaugh},\nI am cross.",
        "Hi {name:Oluwatobi},\nthank you for ringing",
        "My mum {name:Jean} and dad {name:Bill} share a car.",
        "support worker {name:Dwayne} listens to me",
        "{name:Eirlys Pritchard-Jones} (carer) disagreed.",
        "it was {name:Mark} who found me on the floor",
        "{name:Li Na} and {name:Yusuf Abdullahi} both agreed.",
        "Our social worker, {name:Chinwe}, left.",
        "The midwife {name:Iwona} stayed past her shift.",
        "{name:Seán Ó Briain} said no.",
        "Dr {name:El-Sayed} and Dr {name:O'Hara} disagree.",
        "Her name is {name:Bronwen} and she is four.",
        "his name was {name:Stan}",
        "I'm {name:Shanice} and I live here.",
        "We all miss {name:Doris}.",
        "{name:Priyanka}: the queue is too long.",
        "Spoke to a man named {name:Abiodun} yesterday.",
        "{name:Dilys} the volunteer made tea.",
        "Can {name:Sunil} ring me back?",
        "It is not {name:Sandra}'s fault.",
        "Both {name:Hamza} and {name:Leszek} agreed.",
        "{name:Paddy} and {name:Mick} run the shed.",
        "Chair: {name:Gethin Parry}",
        "Present: {name:A. Rahman}, {name:B. O'Leary}, {name:C. Hughes}",
        "Facilitator - {name:Nasreen Begum}",
        "Present: {name:Beryl Cope}, {name:Ron Tudor}.",
        "The driver, {name:Winston}, waits for me.",
        "my friend {name:Iris} drives me",
        "my neighbour {name:Ivy} has nobody",
        "my mate {name:Gaz} fell off",
        "my ex-husband {name:Trevor} has the car",
        "my partner's name is {name:Ngozi}",
        "my foster son {name:Callum} is ten",
        "{name:Dave} & {name:Sue} came late",
        "Lots of love, {name:Nora} x",
        "Yours, {name:Bilal}",
        "From: {name:Katarzyna Zielińska}",
        "Name: {name:Olumide Adebayo}",
        "patient name {name:lakshmi narayanan}",
        "Full name - {name:Seren Haf Morgan}",
        "Mx {name:Riley} and Lady {name:Penhaligon} spoke.",
        "Dr. {name:Farouk} and Doctor {name:Aziz} were on.",
        "Ms. {name:O’Sullivan} objected.",
        "my dad ({name:Alf}) fell",
        "our Polish neighbour, {name:Danuta}, helps",
        "I, {name:Gwyn Bowen}, object.",
        "with {name:Tendai Moyo} from the church",
        "Thank you {name:Khadija}, {name:Tom} and {name:Joy} for your care",
    ]);
}

#[test]
fn what_looks_like_somebodys_and_is_nobodys() {
    check(&[
        "The 18 and the 109 leave at 10.45 and 11.15.",
        "It cost £1,234.56 in March 2019 and 0.75p more in 2021.",
        "Order 4010232138 and invoice 20240114-7 were lost.",
        "I waited from 09:15 to 13:40 on 14/07/2023 in room 12B.",
        "Room 3.14, level 2, bay 6, bed 27.",
        "Bring form SA100 and leaflet HC11 to clinic 4.",
        "In 1948 the NHS began; by 2030 we need 40,000 more nurses.",
        "The A500 and the M6 are shut; take the A34 to junction 15.",
        "Take 500mg of paracetamol, 30 mg codeine and 5ml of Calpol.",
        "Pregabalin, Sertraline, Amlodipine and Ventolin ran out at Boots.",
        "Ring 111, 999 or 101, not the surgery.",
        "My ticket reference is 482-913-7755.",
        "Rose bushes, holly and ivy, lilies and a daisy chain in the garden.",
        "Will it ever end? May we hope. Mark my words. Grace and patience.",
        "Hope is lost. Faith in the NHS is gone. Joy is rare. Bless you all.",
        "In April, May and June I was at home; August was worse.",
        "My father has Parkinson's disease and my aunt has Crohn's.",
        "Alzheimer's, Huntington's, Addison's and Hodgkin lymphoma.",
        "Down's syndrome, Bell's palsy and a Colles fracture.",
        "Alexandra Ward, Nightingale Ward and the Florence Suite were clean.",
        "St Mary's Hospital, Queen Elizabeth Hospital and the Royal Stoke.",
        "The bus goes down Victoria Road, past Albert Square to James Street.",
        "We use Tesco, Morrisons, Greggs, Lloyds, Barclays and John Lewis.",
        "Age UK, Marie Curie, Macmillan, Mind and Healthwatch Staffordshire helped.",
        "The Dr did not ring and the nurse was late.",
        "Between Stafford, Leek, Stone, Burton, Lincoln and Chester there is no bus.",
        "Ysbyty Gwynedd and Ysbyty Glan Clwyd are too far.",
        "The Prime Minister and the King should visit.",
        "Open Monday to Friday, 8am to 6.30pm, except Good Friday.",
        "Aged 45, with a son of 12 and a mother of 78.",
        "More than 92% waited 95 minutes; ward 91 has 96 beds.",
        "There were 100 people in the room and 98 chairs.",
        "Visit www.nhs.uk or www.staffordshire.gov.uk/buses for times.",
        "The lift on floor 2 broke at 7, 8 and 9 in the morning.",
        "Section 136, paragraph 4.2.1 of the Act.",
        "Flu jab at 3pm, eye test at 4, blood test at 5 o'clock.",
        "Bus 3 High Street stop has no shelter.",
        "We want a Lidl, a new school and a Sure Start centre.",
        "A pint at the Kings Head, then the George and Dragon.",
        "I had an MRI, an ECG and a CT in the X-ray department.",
        "English, Polish, Urdu and Welsh leaflets please.",
        "Christmas, Easter, Eid and Diwali were all closed.",
        "PALS, CAMHS, ICB and CQC never answered.",
        "The Trust's Friends and Family Test asked again.",
        "He used Zoom, Teams and the NHS App on his iPhone 12.",
        "A frank talk, a rich man, a bill to pay, a pat on the back.",
        "Dear Sir or Madam,\nthe lifts are broken.",
        "Yours faithfully\nA concerned resident",
        "Kind regards\nThe Patient Participation Group",
        "Thank you all, thank you staff, thanks doctor.",
        "My son will need a scan, my mum may too.",
        "She will miss her bus and art is her joy.",
        "Chapter 3, page 14, table 2, figure 5.",
        "A 3-mile walk, 20 minutes by car, 1 hour 10 by bus.",
        "Model XJ600 with serial number 48291377 failed.",
        "Between 2 and 4 park road users fell.",
        "Covid-19 in 2020-21, flu in 2022/23.",
        "Victoria sponge and Earl Grey at the cafe.",
        "The Duke of Edinburgh scheme and the Prince's Trust.",
        "The Heath Hayes estate and Norton Canes have no surgery.",
        "Penkridge, Rugeley and Great Wyrley have no dentist.",
        "Marks and Spencer, Dorothy Perkins and Paddy Power.",
        "St John Ambulance, Samaritans and Women's Aid.",
        "Braxton Hicks, an Achilles tendon and an Apgar score.",
        "The Glasgow Coma Scale and the Bristol stool chart.",
        "Universal Credit, PIP and the Jobcentre.",
        "Kingfisher Ward, Rowan Suite, Lavender Unit and Amber Ward.",
        "We holidayed in Norfolk, Devon, Chelsea and Florence.",
        "Sue them. Pat him down.",
        "I miss my nan. Miss a dose and you start again.",
        "A60 B2C7 is the model, A50 A500 the roads.",
        "Sky Sports and Radio Stoke covered it.",
    ]);
}

#[test]
fn an_organisation_that_may_be_quoted_keeps_its_name_in_its_own_words() {
    let survey = "Response ID,Are you responding as an individual or an organisation?,Organisation name,May we quote you?,What should change?\n\
        1,An organisation,Frances Pemberton Fellowship,Yes,We at Frances Pemberton Fellowship ask for a later bus and so does Mrs Holt\n\
        2,An organisation,Frances Pemberton Fellowship,No,We at Frances Pemberton Fellowship ask for parking that is free of charge\n\
        3,An organisation,Janet Holt,Yes,I am Janet Holt and the bus stops far too early in the evening\n\
        4,An individual,,Yes,I met Frances Pemberton Fellowship people who said the bus is late\n";
    let run = Consultation::new().file("survey.csv", survey).run().ends_with(0);
    let responses = run.table("internal/responses.csv");
    let redactions = run.table("internal/redactions.csv");
    let masked = |submission: &str| -> Vec<String> {
        let response = responses.rows().find(|row| row.get("submission_id") == submission);
        let response = response.expect("each row is a response");
        let place =
            |row: Row<'_>, column: &str| row.get(column).parse::<usize>().expect("a place is a number");
        redactions
            .rows()
            .filter(|row| row.get("response_id") == response.get("response_id"))
            .map(|row| response.get("text")[place(row, "start")..place(row, "end")].to_owned())
            .collect()
    };
    assert_eq!(masked("1"), ["Holt"], "it may be quoted, and its name stays");
    assert_eq!(masked("2"), ["Frances Pemberton"], "it did not agree");
    assert_eq!(masked("3"), ["Janet Holt"], "the name of a person is no organisation's");
    assert_eq!(masked("4"), ["Frances Pemberton"], "another's words");
}
