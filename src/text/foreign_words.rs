//! Words that tell the languages, other than English, that residents of England write most: as people type them, without accents.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The languages of `LANGUAGES` that a word tells of, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// The languages that have this word and English has not.
    pub(super) telling: u16,
    /// The languages that have it too, among others and English.
    pub(super) shared: u16,
}

impl Marks {
    /// Whether it tells of some language.
    pub fn is_telling(self) -> bool {
        self.telling != 0
    }
}

/// A language: its name in English, words that tell of it, and words that stand in it but in others or in English too (also as names,
/// abbreviations and misspellings).
pub(super) struct Words {
    pub(super) name: &'static str,
    telling: &'static str,
    shared: &'static str,
}

/// What a normal form tells of languages.
pub(super) fn marks(normal: &str) -> Marks {
    static MARKS: LazyLock<FxHashMap<&'static str, Marks>> = LazyLock::new(|| {
        let mut all = FxHashMap::<&'static str, Marks>::default();
        for (at, language) in LANGUAGES.iter().enumerate() {
            for word in language.telling.split_whitespace() {
                all.entry(word).or_default().telling |= 1 << at;
            }
            for word in language.shared.split_whitespace() {
                all.entry(word).or_default().shared |= 1 << at;
            }
        }
        all
    });
    if normal.is_ascii() {
        return MARKS.get(normal).copied().unwrap_or_default();
    }
    // Letters that have no accent to lose.
    let plain = normal.replace('ł', "l").replace('ı', "i").replace('ß', "ss").replace('œ', "oe");
    MARKS.get(plain.as_str()).copied().unwrap_or_default()
}

/// The languages, in the order of their bits.
pub(super) const LANGUAGES: &[Words] = &[
    Words {
        name: "Welsh",
        telling: "mae mae'r mae'n ddim dydy dydi dyw dw rwy rwy'n dwi dwi'n dw'i wyf ydw ydy yw'r nad oes angen \
                  eisiau isio hoffwn gallu gyda efo wedi cael gael gweld mynd ond neu hefyd iawn fawr mawr digon \
                  ddigon mwy llai rhy agos anodd hawdd yma yno heb dros gyfer achos oherwydd wythnos diwrnod \
                  prynhawn meddyg meddygon feddygon feddyg meddygfa feddygfa nyrs nyrsys ysbyty ysbytai apwyntiad \
                  apwyntiadau deintydd deintyddion ddeintydd bws bysus bysiau parcio gofal gwasanaeth gwasanaethau \
                  iechyd amser ffon ffonio teulu pobl cymraeg gymraeg diolch hapus gwell wael gwael sydd hwn hyn \
                  fy eich cau gau agor cyfarfod lle unrhyw rhywun popeth brysur gormod",
        shared: "yn y yr i o a'r o'r i'r da bell bob bore nos dim ein ni chi nhw pob gan bod bach hir ar aros na \
                  nac dod mewn a am plant",
    },
    Words {
        name: "Polish",
        telling: "nie jest dla czy czyli bardzo brak brakuje dobrze zle dobry dobre dlugo dlugie dlugi daleko \
                  blisko trudno ciezko latwo trzeba mozna moge mozemy chce chcialbym chcialabym potrzeba \
                  potrzebujemy wiecej mniej duzo malo maly lekarz lekarza lekarzy lekarze lekarzem pielegniarki \
                  pielegniarek przychodni przychodnia szpital szpitala szpitalu wizyta wizyte wizyty kolejki \
                  kolejka czekac czekania czekam czasu autobus autobusu autobusy autobusow parkingu dojazd dojazdu \
                  dostac dodzwonic dzien dziekuje prosze tylko juz jeszcze kiedy gdzie ktory ktore jestem byc bylo \
                  byla moj moja nasz nasze dziecko dzieci stomatolog dentysta dentysty apteka apteki opieka opieki \
                  obsluga personel nikt nigdy zawsze zamkniecie zamykac zamykajcie zamknac jezyka polski polsku \
                  tlumacz tlumacza przez przy tego zeby zebym mnie ludzi ludzie miejsca miejsc zadnych sie tez",
        shared: "do to i w z o na za ma od ze po bo ale jak sa mam mamy nas nic pod tym nam mi tak rano telefon \
                  male mala czas by go one my",
    },
    Words {
        name: "Romanian",
        telling: "este sunt foarte prea pentru medici medicul medicului spital spitalul spitale departe aproape \
                  trebuie vreau avem mult putin bine programare programari timpul asteptare astept autobuz \
                  autobuze autobuzul parcare locuri copii copil copilul doctorul doctori asistente sanatate \
                  servicii serviciu serviciile limba romana multumesc multumim niciodata fara acum aici acolo meu \
                  mele nostru noastra greu usor inchis inchide inchideti telefonul raspunde niciun nimic oameni \
                  nevoie nici",
        shared: "nu mai bun buna rau medic timp dar si sa cu la de din pe ca un va ne noi o in am are mea casa \
                  mare e multi",
    },
    Words {
        name: "Portuguese",
        telling: "nao muito muita muitos muitas longe perto medicos medico enfermeiras enfermeiros consulta \
                  consultas autocarro autocarros onibus estacionamento saude servico servicos precisamos preciso \
                  precisa menos meu minha nosso nossa crianca criancas filho filha obrigado obrigada tambem porque \
                  quando onde sempre nunca dificil facil estar sao pessoas fechar fecham fechado dentista \
                  portugues portuguesa ninguem pelo pela",
        shared: "mais esperar espera tempo falta para com um os as o e da do no na dos das que nos bom boa ter \
                  tem esta de em a se me lingua uma",
    },
    Words {
        name: "Spanish",
        telling: "muy lejos cerca medicos medico enfermeras cita citas esperar tiempo autobus autobuses \
                  aparcamiento hospitales salud servicio servicios necesitamos necesito necesita nuestro nuestra \
                  ninos nino hijo hija bueno gracias tambien porque cuando donde siempre nunca dificil facil tener \
                  tiene estan gente cerrar cierren cerrado dentista espanol nadie mucho mucha muchos mejor peor \
                  pero todos hasta desde menos",
        shared: "mas para con un los las el la de que y es en por mi no se casa bien mal como todo del hay son a \
                  me falta esta lo buena una hace",
    },
    Words {
        name: "Italian",
        telling: "molto troppo lontano lontana vicino medici medico infermieri infermiere appuntamento \
                  appuntamenti attesa aspettare autobus parcheggio ospedale ospedali servizio servizi abbiamo \
                  bisogno gli della dello delle degli nel nella nostro nostra bambini figlio figlia buono grazie \
                  anche perche quando sempre difficile facile avere gente chiudere chiudete chiuso dentista \
                  italiano nessuno c'e sul questo questa bene sono",
        shared: "tempo piu meno per con un il lo la i le di che e non sia mio mia mai male alla dove in a mi si \
                  ma buona casa una salute dal",
    },
    Words {
        name: "French",
        telling: "tres trop medecin medecins infirmieres infirmiere infirmiers attendre stationnement hopital \
                  hopitaux sante avons besoin moins avec une qui sont enfants enfant fille bonne aussi parce quand \
                  toujours jamais difficile avoir gens fermer fermez dentiste dentistes francais j'ai n'y \
                  qu'il faut beaucoup peu chez il'y d'attente l'hopital",
        shared: "c'est pas loin pres rendez vous attente temps nous plus un les des la le de du et que est sur mon ma \
                  nos bon merci il y a manque ne je tout mais on personne facile fils pour dans notre",
    },
    Words {
        name: "German",
        telling: "nicht arzt arzte arzten arztin aerzte krankenschwester krankenschwestern termin termine warten \
                  wartezeit wartezeiten zeit parkplatz parkplatze parkplaetze krankenhaus gesundheit wir brauchen \
                  mehr weniger fuer mit eine einen einer und sind unser unsere unseren schule danke auch weil \
                  immer schwer leicht haben leute schliessen geschlossen zahnarzt deutsch niemand kein keine \
                  keinen sehr vom noch gibt weit weg",
        shared: "zu nah fur ein der die das den dem auf aus bei mein meine kinder kind gut wann wo nie hat lange \
                  zum von es ich sie man in an so also am was ist",
    },
    Words {
        name: "Lithuanian",
        telling: "yra nera labai toli arti gydytojas gydytoju gydytoja gydytojo gydytojai gydytojui slaugytojos \
                  slaugytoju vizitas vizito laukti laukimo laikas eile eiles autobusas autobusu autobuso autobusai \
                  stovejimo ligonine ligonines ligonineje sveikata sveikatos paslaugos paslaugu reikia truksta \
                  daugiau maziau musu vaikai vaiku vaikas aciu taip visada niekada sunku lengva zmones zmoniu \
                  uzdaryti neuzdarykite odontologas lietuviu kalba kalbos niekas gerai blogai daug mazai",
        shared: "per su ir kad bet nes ne mano turi iki prie ten",
    },
    Words {
        name: "Turkish",
        telling: "cok uzak yakin doktorlar doktora hemsire hemsireler randevu randevular bekleme beklemek otobus \
                  otobusler otopark hastane hastaneler hastaneye hastanede saglik hizmet hizmetler hizmeti ihtiyac \
                  ihtiyacimiz daha fazla icin degil yok benim bizim cocuk cocuklar cocugum iyi kotu tesekkur \
                  tesekkurler kolay insanlar kapatmayin kapali disci turkce kimse gibi lazim almak kadar",
        shared: "az ile bir ve bu ne var ama hic her zor doktor zaman sure de da en el",
    },
    Words {
        name: "Urdu or Punjabi in Latin letters",
        telling: "hai hain nahi nahin nahee bohat bahut bohot bahot aur humein hamein hamare hamara mujhe mera \
                  meri aap apna apne ghar zyada ziada chahiye chahie chaiye milta milti milte karna karte intezar \
                  intizar bimar ilaj dawai dawakhana haspatal aspatal sehat bachay bachon bacche khidmat shukria \
                  shukriya meherbani kabhi kuch liye saath wala wali tusi sanu saanu hega kithe lambi waqt mushkil \
                  asan",
        shared: "mein main ka ki ke ko se kya hum dur door kam karo dawa sab pas gal nai da di de te lamba mere \
                  koi",
    },
    Words {
        name: "Somali",
        telling: "waxaan waan iyo ayaa dhakhtar dhakhaatiir dhakhtarka takhtar isbitaal isbitaalka cisbitaal \
                  cisbitaalka ballan ballanta sugitaanka waqti waqtiga baska dheer caafimaad caafimaadka adeegga \
                  adeeg adeegyada baahan baahannahay carruurta caruurta mahadsanid maaha lahayn jiro kuma badan \
                  aanan luuqadda turjumaan wanaagsan waxay",
        shared: "waa aad aan oo ku ka u ma la fog haa maya mana uma uu bas in",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_of_its_languages() {
        let bit = |name: &str| {
            1 << LANGUAGES.iter().position(|language| language.name == name).expect("it is in the list")
        };
        assert_eq!(marks("nie"), Marks { telling: bit("Polish"), shared: bit("German") });
        assert_eq!(marks("mały").telling, bit("Polish"));
        assert_eq!(marks("nurse"), Marks::default());
    }

    #[test]
    fn no_common_english_word_tells_of_another_language() {
        for (at, language) in LANGUAGES.iter().enumerate() {
            for word in language.telling.split_whitespace() {
                assert!(!super::super::language::is_stop_word(word), "{word}");
                assert!(marks(word).shared & (1 << at) == 0, "{word} stands twice under {}", language.name);
                assert!(word.is_ascii() && word.len() > 1, "{word}");
            }
        }
    }
}
