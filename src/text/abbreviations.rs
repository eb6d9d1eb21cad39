//! Capitals that stand for something in health and care, and for nobody's name.

/// In order.
const ABBREVIATIONS: &[&str] = &[
    "ABI", "ACP", "AD", "ADHD", "AF", "AGM", "AI", "AIS", "AM", "ANP", "AOB", "ASC", "ASD", "AT", "BAME",
    "BBC", "BC", "BMA", "BME", "BMI", "BP", "BSL", "CAB", "CAMHS", "CAT", "CBT", "CCG", "CCTV", "CDC", "CEO",
    "CF", "CFO", "CFS", "CHC", "CIC", "CIO", "CM", "CMHT", "CNS", "COPD", "CPN", "CPR", "CQC", "CT", "CVS",
    "DASH", "DBS", "DHSC", "DLA", "DN", "DNA", "DNAR", "DNR", "DPH", "DV", "DWP", "EAL", "ECG", "ED", "EHCP",
    "EHR", "EMI", "EMIS", "ENT", "EOL", "EPR", "ESA", "EU", "EV", "FAQ", "FFT", "FM", "FT", "GDPR", "GP",
    "HBP", "HCA", "HGV", "HIV", "HMO", "HQ", "HR", "HRT", "HV", "HW", "HWB", "IAPT", "IBD", "IBS", "ICB",
    "ICP", "ICS", "ICT", "ICU", "ID", "IMD", "IPU", "IT", "ITU", "IUD", "IV", "IVF", "JSNA", "KPI", "LA",
    "LD", "LGBT", "LMC", "LPN", "LTC", "LTP", "MASH", "MDT", "ME", "MH", "MHA", "MIND", "MIU", "MLU", "MM",
    "MMR", "MND", "MOT", "MP", "MRI", "MS", "MSK", "NB", "NCT", "NG", "NHS", "NI", "NICE", "OAP", "OCD",
    "OK", "OOH", "OP", "OPD", "OT", "PA", "PALS", "PC", "PCN", "PCSO", "PCT", "PE", "PEG", "PHE", "PICU",
    "PIP", "PM", "PMS", "POD", "PPE", "PPG", "PR", "PTSD", "QA", "QR", "RA", "RAF", "RCN", "RN", "RNIB",
    "RNID", "RSI", "RSUH", "SALT", "SEN", "SEND", "SLT", "SN", "STD", "STI", "STP", "SW", "TB", "TENS",
    "TIA", "TV", "UC", "UHB", "UHNM", "UK", "US", "USA", "UTC", "UTI", "VAT", "VCS", "VIP", "VR", "WC",
    "WHO", "WI", "WIFI", "WW", "YMCA", "YP",
];

/// Whether capitals are a known abbreviation: "GP", "ICB", "MIU".
pub fn is_abbreviation(letters: &str) -> bool {
    ABBREVIATIONS.binary_search(&letters).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_stand_in_order() {
        assert!(ABBREVIATIONS.windows(2).all(|two| two[0] < two[1]));
        assert!(["GP", "ICB", "TV", "CM", "MIU"].iter().all(|letters| is_abbreviation(letters)));
        assert!(!is_abbreviation("PZ"));
    }
}
