//! Words that tell what the words beside them are.

use super::known::Known;

/// Marks and the words, in normal form, that have them.
pub(super) const CUES: &[(Known, &str)] = &[
    (
        Known::FUNCTION,
        "a about after however again all also always am an and another any are as ask at away back be because been before being best better but by call came can come could day did do does done down each else even \
         ever every feel felt few first for found from gave get give given go going good got great had has have having he help her here him his hope how i if im in into is it its just keep kind know last \
         late later leave less like long look lot made make many may me might more most much must my need never new next nice no none not nothing now of off old on once one only or other our out over people \
         please put quite rather really said same saw say see seem seen she should since so some still such take than thank thanks that the their them then there these they thing think this those though \
         through till time to told too two under until up upon us use used very want was way we well went were what when where which while who whom whose why will wish with would yes yet you your",
    ),
    (
        Known::TITLE,
        "mr mrs ms miss mx dr drs doctor prof professor rev revd reverend cllr councillor mister messrs pc sgt canon fr",
    ),
    (
        Known::ROLE,
        "nurse sister matron midwife surgeon consultant physio physiotherapist keyworker receptionist porter paramedic hca healthcare-assistant carer pharmacist dentist optician radiographer sonographer phlebotomist \
         anaesthetist registrar gp counsellor therapist psychologist psychiatrist podiatrist dietitian dietician chaplain volunteer driver teacher manager clerk student secretary assistant warden vicar father pastor imam rabbi nursery-nurse housekeeper cleaner domestic visitor worker coordinator navigator adviser advisor optometrist advocate prescriber audiologist osteopath chiropractor sir lady lord dame",
    ),
    (
        Known::KIN,
        "son daughter mother father mum mam mummy mom dad daddy husband wife partner brother sister uncle aunt auntie aunty nan nana nanny gran grandma granny grandmother grandad granddad grandfather grandpa \
         grandson granddaughter grandaughter grandchild niece neice nephew cousin fiance fiancee boyfriend girlfriend stepson stepdaughter stepmother stepfather friend neighbour neighbor colleague child baby boy girl twin lady \
         mate ex gentleman man woman guy chap lad lass bloke kid toddler",
    ),
    (
        Known::SAINT,
        "north south east west upper lower royal bishop market st saint sts saints queen king prince princess pope emperor our-lady holy hurricane storm",
    ),
    (
        Known::PLACE,
        "hospital hospitals ward wards road rd street avenue lane infirmary hospice clinic school college university academy centre center wing theatre theatres suite library church cathedral chapel cemetery \
         palace castle stadium airport museum hotel estate crescent terrace boulevard roundabout village town junction borough county wharf parish surgery practice pharmacy chemist chemists foundation charity \
         trust dispensary maternity memorial birthing ambulatory campus",
    ),
    (
        Known::PLACE_IF_CAPITAL,
        "house moor sands vale fell bay beach mere fen downs heath marsh regis magna parva spa edge house close drive way court park home homes hall building unit lodge room bridge square gardens garden place hill green farm field fields view grove rise mews walk station medical health care day \
         grange manor court gate island bay valley forest wood woods lake river canal bank common end corner cross row yard works mill arms inn head abbey priory court tower towers point pavilion block level \
         floor clinic group society association ltd limited plc llp inc foundation council institute laboratory laboratories scheme programme project appeal fund award cup cafe club pub bar store shop shops cottage cottages villa villas barn barns syndrome palsy hub network team service services team assessment community walk-in intermediate outpatients outpatient department radiology",
    ),
    (
        Known::ILLNESS,
        "disease diseases syndrome palsy lymphoma oesophagus contracture contractures sarcoma tumour hernia phenomenon ulcer fracture test scan procedure operation law act rule scale score method technique index manoeuvre",
    ),
    (
        Known::CUE,
        "name name's names named dear hi hello hiya thank thanks thankyou cheers regards sincerely faithfully signed i'm am spoke speak speaking talk talked talking met by called hey bless from truly wishes ta kudos shout staff seeing love",
    ),
    (
        Known::STREET,
        "street st road rd avenue ave lane ln close cl crescent cres drive dr court ct gardens gdns grove place pl square sq terrace terr way walk mews hill rise view row parade broadway boulevard blvd park \
         green croft fold bank quay wharf highway parkway pike trail circle cottages villas heights gate meadow meadows yard passage embankment circus hey vale dale end alley freeway loop plaza turnpike \
         rue chemin allee impasse calle avenida plaza paseo via viale piazza corso rua ulica ul strada calea platz allee strasse straße str straat laan weg gatan vagen vej gade heol ffordd stryd lon rhodfa",
    ),
    (
        Known::WEB,
        "dot http https www twitter facebook instagram insta tiktok snapchat skype whatsapp linkedin telegram youtube username user handle screen com",
    ),
    (Known::NINETY, "ninety hundred"),
    (Known::DIGIT, "zero oh nought one two three four five six seven eight nine double triple"),
    (Known::ABODE, "flat apartment apt box live lives living address reside house unit"),
    (
        Known::PARTICLE,
        "de da di du del della dos das la le van von der den ter ten bin ibn binti bint al el ul ur af abu ap ab ferch nic ni mac o st y e",
    ),
    (Known::AGE, "born dob birth birthday birthdate aged age old yo yr yrs year years d.o.b"),
    (
        Known::PAPERS,
        "account acc acct a/c sort iban card passport licence license insurance nino ni nhs patient hospital hosp unit chart pas district ssn social registration reg car van vehicle plate driver mrn record records",
    ),
    (
        Known::STREET_ABROAD,
        "rue avenue av boulevard bd place chemin allee impasse quai route cours c calle avenida avda plaza paseo via viale piazza corso rua ul strada calea heol ffordd stryd lon rhodfa",
    ),
    (Known::NAMING, "regards sincerely faithfully truly signed wishes name name's names is dear named"),
    (
        Known::VEHICLE,
        "car van taxi motorbike motorcycle scooter ambulance vehicle reg registration registered plate numberplate vrm vrn",
    ),
    (Known::ZIP, "zip zipcode"),
    (Known::PERSON_FIRST, "shirley barry stanley georgia jordan florence beverley chelsea leigh"),
    (Known::BIRTH, "born dob birth birthday birthdate geboren"),
    (
        Known::MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
];
