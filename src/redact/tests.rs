//! What is hidden, and what only looks as if it should be.

use super::*;

fn shown_with(text: &str, wishes: &Wishes) -> String {
    publishable(text, wishes).as_str().to_owned()
}

fn shown(text: &str) -> String {
    shown_with(text, &Wishes::default())
}

/// The text behind `~` is what stands in place of the text before it.
fn check(cases: &[&str]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (text, safe) = case.split_once(" ~ ").unwrap_or((case, case));
            let given = shown(text);
            (given != safe).then(|| format!("{text}\n   gives {given}\n  should {safe}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_plainly_personal_is_replaced() {
    check(&[
        "Write to jo.bloggs@example.org please ~ Write to [email] please",
        "Ring me on 07700 900 123 after six ~ Ring me on [phone] after six",
        "Tel: (01632) 960123. ~ Tel: [phone].",
        "I live in ST13 5XX near the school ~ I live in [postcode] near the school",
        "My NHS number is 999 000 0018 ~ My NHS number is [NHS number]",
        "DOB 03/04/1951, seen twice ~ DOB [date of birth], seen twice",
        "Born on 3 April 1951 in Leek ~ Born on [date of birth] in Leek",
    ]);
}

#[test]
fn numbers_that_are_somebodys_are_replaced() {
    check(&[
        "jo dot bloggs at example dot org ~ [email]",
        "mail me: jo_bloggs (at) example (dot) co (dot) uk thanks ~ mail me: [email] thanks",
        "o'neil-smith+nhs@mail.example.co.uk. ~ [email].",
        "call 0 7 7 0 0 9 0 0 1 2 3 or ~ call [phone] or",
        "+44 (0)7700 900123 ext 45 ~ [phone]",
        "ring 020 7946 0123 x12 now ~ ring [phone] now",
        "my number in France is +33 1 23 45 67 89. ~ my number in France is [phone].",
        "call me on (555) 234-5678 ~ call me on [phone]",
        "Phone 960123 ~ Phone [phone]",
        "it is oh seven seven double zero nine zero zero one two three ok ~ it is [phone] ok",
        "my NI number is QQ 12 34 56 C ~ my NI number is [National Insurance number]",
        "AB123456C is mine ~ [National Insurance number] is mine",
        "sort code 12-34-56 account 12345678 ~ sort code [bank account] account [bank account]",
        "pay GB29 NWBK 6016 1331 9268 19 please ~ pay [bank account] please",
        "card 4111 1111 1111 1111 was charged ~ card [card number] was charged",
        "They parked AB12 CDE outside ~ They parked [vehicle registration] outside",
        "my car reg is p123 abc ok ~ my car reg is [vehicle registration] ok",
        "Passport no 123456789 ~ Passport no [passport number]",
        "licence MORGA753116SM9IJ expired ~ licence [driving licence] expired",
        "SSN 123-45-6789 ~ SSN [social security number]",
        "I tweet as @janetholt7 a lot ~ I tweet as [username] a lot",
        "my username is jholt_77 there ~ my username is [username] there",
        "from 192.168.10.44 and 2001:db8::8a2e:370:7334 ~ from [IP address] and [IP address]",
        "see https://www.facebook.com/janet.holt.7 for it ~ see [web page] for it",
        "My mum is 93 years old ~ My mum is [age over 89]",
        "Dad, aged 94, fell ~ Dad, aged [age over 89], fell",
        "a ninety-two year old lady ~ a [age over 89] lady",
        "Hospital number K123456 ~ Hospital number [record number]",
        "d.o.b. 3.4.51 ~ d.o.b. [date of birth]",
    ]);
}

#[test]
fn addresses_are_replaced() {
    check(&[
        "I live at 14 Haywood Street with mum ~ I live at [address] with mum",
        "Flat 3, 27b St John's Road, Leek, ST13 5XX ~ [address], [postcode]",
        "flat 12 is damp ~ [address] is damp",
        "we are at 7 high street ~ we are at [address]",
        "12. Mill Lane ~ [address]",
        "3. Proposed merger with Park Road",
        "2. Closing of Vine Street",
        "write to PO Box 123 please ~ write to [address] please",
        "I live at Rose Cottage, Mill Lane since May ~ I live at [address] since May",
        "1600 Pennsylvania Avenue NW, Washington, DC 20500 is far ~ [address] is far",
        "habite 12 rue de la Paix depuis hier ~ habite [address] depuis hier",
        "habite 12 place Vendôme ou 3 avenue de la gare ~ habite [address] ou [address]",
        "wohnt Hauptstraße 5 hier ~ wohnt [address] hier",
        "vive en Calle Mayor 3 ahora ~ vive en [address] ahora",
    ]);
}

#[test]
fn what_only_looks_personal_stays() {
    check(&[
        "It cost £12,345 in 2019",
        "Room B4 on ward 21",
        "I waited 3 hours on 12/03/2019",
        "Reference 123 456 7890 was wrong",
        "My complaint reference is 999-123-4567.",
        "Invoice number 1234567 was wrong.",
        "open 8.30 to 5.30 and 24/7",
        "open 09.00 10.30 11.00 and 01/02/2019 10 o'clock",
        "ring 111 or 999",
        "There were 3 people on the street and 2 doctors in the road",
        "20 minutes drive and 5 miles in close proximity",
        "I am 95% sure and waited 92 minutes",
        "version 1.2.3.4 of the form",
        "see www.nhs.uk/conditions for more",
        "The scores were 7 way too high",
        "care @home is good",
        "born in the hospital on the hill",
        "my 45 year old son",
        "From the M6 at 4pm to A500",
        "Victoria Road and the A34 are busy",
        "the 2024 Place Survey and the 12 place settings, 100 route planners",
    ]);
}

#[test]
fn names_are_replaced() {
    check(&[
        "Mrs Holt at the surgery was kind ~ Mrs [name] at the surgery was kind",
        "My name is Janet Holt and I care for mum ~ My name is [name] and I care for mum",
        "my name is janet holt ~ my name is [name]",
        "Dr. A. Singh and nurse Janet ~ Dr. [name 1] and nurse [name 2]",
        "Mr and Mrs Holt came ~ Mr and Mrs [name] came",
        "MS Holt and DR Adeyemi-Cole ~ MS [name 1] and DR [name 2]",
        "MS HOLT WAS KIND ~ MS [name] WAS KIND",
        "my son Will uses it ~ my son [name] uses it",
        "My husband, Keith Moore, fell ~ My husband, [name], fell",
        "I saw Janet on the ward ~ I saw [name] on the ward",
        "I spoke to Priya Bell at the event ~ I spoke to [name] at the event",
        "thanks to Priya and Rose ~ thanks to [name 1] and [name 2]",
        "Thank you Grace for everything ~ Thank you [name] for everything",
        "Janet's care was good ~ [name]'s care was good",
        "J. Smith signed it ~ [name] signed it",
        "Smith, John ~ [name 1], [name 2]",
        "JANET HOLT WAS RUDE ~ [name] WAS RUDE",
        "thank you janet kowalska ~ thank you [name]",
        "mr o'connor and Mrs McCoy ~ mr [name 1] and Mrs [name 2]",
        "Anne-Marie Smith-Jones helped ~ [name] helped",
        "Zoë Müller and José García ~ [name 1] and [name 2]",
        "Mr Bell came. Bell was late ~ Mr [name] came. [name] was late",
        "Nurse Hope and Sister Joy ~ Nurse [name 1] and Sister [name 2]",
        "Dear Oluwaseun,\nThanks ~ Dear [name],\nThanks",
        "Yours sincerely\nJanet Holt ~ Yours sincerely\n[name]",
        "It is bad.\nkind regards\njanet ~ It is bad.\nkind regards\n[name]",
        "Mohammed Al Hassan spoke ~ [name] spoke",
        "Siân Llewellyn-Evans waited ~ [name] waited",
        "It was Rose who told me ~ It was [name] who told me",
        "Will from the pharmacy helped ~ [name] from the pharmacy helped",
        "The nurses (Lou, Bev and Trish) were fab ~ The nurses ([name 1], [name 2] and [name 3]) were fab",
        "Cllr. J. Beech and Mr Bush ~ Cllr. [name 1] and Mr [name 2]",
        "Mr. de Souza met Dr van der Berg ~ Mr. [name 1] met Dr [name 2]",
        "Ask for Łukasz Wójcik and Björn ~ Ask for [name 1] and [name 2]",
        "Dr Patel's clinic was late ~ Dr [name]'s clinic was late",
    ]);
}

#[test]
fn what_is_called_after_people_stays() {
    check(&[
        "The Dr was kind",
        "Sir Robert Peel does not do scans on Sundays",
        "They moved Sister Dora Ward to the Nurse Cavell Centre",
        "Alexandra Ward and Haywood Hospital",
        "Rose gardens will open in May, I hope",
        "Will there be more? May I hope so. Hope it helps.",
        "Mark my words: the bill will grow. Grace and favour. Faith groups.",
        "my mum has Parkinson's and dad Alzheimer's, Crohn's or Bell's palsy",
        "Marie Curie, Sue Ryder and Macmillan nurses, Dr Foster and Boots",
        "St George's and Queen Elizabeth in King's Lynn",
        "at the John Radcliffe and the Florence Nightingale",
        "Victoria Road, Nelson Mandela House and George Street",
        "We met in Stafford, Stoke, Leek and Chester",
        "In April and June the wards were full",
        "my name is on the list",
        "The nurse said she would ring",
        "Thank you Staff",
        "dear sir or madam",
        "My mum will call",
        "I got a call off a dr. However it was late",
        "Between Garth Moor and Kelby Sands there is no bus, nor in Bishop Auckland",
        "Stoke City play, the Lyme Brook floods, Merry Christmas from the Chase",
        "My NINO and IBAN are with you, Dr on call",
        "On MS Teams the MS Nurse helped. I have MS. Nobody asks about my MR Scan or the DR Campaign",
        "Covid-19, AstraZeneca, Zoom, Alexa and Microsoft Teams",
    ]);
}

#[test]
fn a_profile_hides_and_keeps() {
    let settings = RedactSettings {
        hide: vec!["the Potting Shed".to_owned()],
        keep: vec!["Janet Holt Centre".to_owned(), "0800 123 4567".to_owned()],
        postcode_district: true,
    };
    let wishes = Wishes::new(&settings);
    for (text, safe) in [
        ("Come to The  Potting Shed at 0800 123 4567", "Come to [hidden] at 0800 123 4567"),
        ("near ST13 5XX or st135xx", "near ST13 [postcode] or st13[postcode]"),
    ] {
        assert_eq!(shown_with(text, &wishes), safe);
    }
}

#[test]
fn a_cut_through_a_detail_leaves_none_of_it() {
    let text = "call 07700 900123 now";
    let found = details(text, &Wishes::default());
    assert_eq!(redacted(text, Span::new(0, 11), &found).as_str(), "call [phone]");
    assert_eq!(redacted(text, Span::new(8, 21), &found).as_str(), "[phone] now");
}

#[test]
fn a_place_further_on_takes_nobodys_name_for_its_own() {
    check(&[
        "MRS HOLT AT THE SURGERY IS RUDE ~ MRS [name] AT THE SURGERY IS RUDE",
        "DR PATEL AT LEEK SURGERY NEVER LISTENS ~ DR [name] AT LEEK SURGERY NEVER LISTENS",
        "THANK YOU DR KHAN FOR YOUR CARE ~ THANK YOU DR [name] FOR YOUR CARE",
        "MY HUSBAND MARGARET WAS SENT HOME TOO SOON ~ MY HUSBAND [name] WAS SENT HOME TOO SOON",
        "MY DAUGHTER SARAH HAS MENTAL HEALTH PROBLEMS ~ MY DAUGHTER [name] HAS MENTAL HEALTH PROBLEMS",
        "JOHN SMITH NEEDS CARE ~ [name] NEEDS CARE",
        "I THINK DR KHAN'S TEAM ARE GREAT ~ I THINK DR [name]'S TEAM ARE GREAT",
        "Janet Holt At Stone Surgery ~ [name] At Stone Surgery",
        "My Husband Brian Was Sent Home ~ My Husband [name] Was Sent Home",
        "Mr Evans County Hospital is too far ~ Mr [name] County Hospital is too far",
        "Nelson Mandela House is shut",
        "the Alexandra Ward was clean",
        "NELSON WARD WAS CLEAN",
        "THE QUEEN ELIZABETH HOSPITAL IS FAR",
        "ROBERT STEWART MEDICAL CENTRE IS SHUT",
        "KEEP LUCY BALDWIN UNIT OPEN",
        "Andy's Man Club helped me",
        "Alexandra And Victoria Wards Closed",
    ]);
}

#[test]
fn names_are_known_by_more_than_their_usual_place() {
    check(&[
        "I spoke to Shirley about it ~ I spoke to [name] about it",
        "then Shirley told me to go away ~ then [name] told me to go away",
        "I moved to Shirley last year",
        "Ask for Susan at the desk ~ Ask for [name] at the desk",
        "Her name was Olwen ~ Her name was [name]",
        "he was looked after by Gary ~ he was looked after by [name]",
        "Karens daughter waited ~ [name] daughter waited",
        "our Kev was in there ~ our [name] was in there",
        "theres no beds",
        "my nana is ill",
        "my baby was in nicu",
        "rob Peter to pay Paul",
        "my achilles hurts and we sang carols",
        "nurses from the philippines",
        "help from Age UK",
        "the ward name was Rowan",
        "Ashley was a star ~ [name] was a star",
        "Hope died that day",
    ]);
}

#[test]
fn days_and_ages_are_known_in_the_forms_that_people_write() {
    check(&[
        "my birthday is 3 May ~ my birthday is [date of birth]",
        "dob 120347 ~ dob [date of birth]",
        "12/03/47 is my date of birth ~ [date of birth] is my date of birth",
        "my mum's 95 now ~ my mum's [age over 89] now",
        "my mum who is 95 fell ~ my mum who is [age over 89] fell",
        "chart no 4471223 ~ chart no [record number]",
        "unit number 0456782 ~ unit number [record number]",
        "my mum's 95 minutes of waiting",
        "I was there on 3 May",
        "born 3 decades ago",
        "my birthday treat 3 may be late",
        "a record number 2000 people came",
        "Record numbers 2023 in A&E",
        "im 92 kilos",
    ]);
}

#[test]
fn details_are_known_in_careless_writing() {
    check(&[
        "I am at ST13 5 XX now ~ I am at [postcode] now",
        "live 16 hartwell rd, moved from 3 tanyard ln ~ live [address], moved from [address]",
        "i live on 58 tanyard hill ~ i live on [address]",
        "number is o7700 900 461 ok ~ number is [phone] ok",
        "my nhs number 9 4 3 4 7 6 5 9 1 9 ~ my nhs number [NHS number]",
        "Alfred Holt (12-08-1937) fell ~ [name] ([date of birth]) fell",
        "snapchat kayz_xo ~ snapchat [username]",
        "take the M6 3 am or A5 2 PM",
        "we waited 4 weeks st marys is far, 3 for st georges, in 2019 near st marys",
        "live 2 minutes walk, 20 min drive",
        "I gave it 9 4 3 4 7 6 5 9 1 9 out of ten",
        "Janet Holt (12-08-2023) ~ [name] (12-08-2023)",
        "facebook group, twitter 2023",
    ]);
}
