//! `publish/quotes.csv`: the quotes, redacted, consent honoured.

use crate::delimited::Sheet;
use crate::findings::Findings;
use crate::report::Report;

pub(super) struct QuotesCsv;

impl Report for QuotesCsv {
    fn path(&self) -> &'static str {
        "publish/quotes.csv"
    }

    fn summary(&self) -> &'static str {
        "people's own words for each theme, personal details masked"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let header =
            ["priority_id", "priority", "theme_id", "theme", "rank", "quote", "attribution", "quote_id"];
        let mut sheet = Sheet::publishable(&header);
        for quote in &findings.quotes {
            let theme = &findings.lexicon.themes[quote.theme];
            let priority = &findings.lexicon.priorities[theme.priority];
            sheet.row(&[
                &priority.id,
                &priority.name,
                &theme.id,
                &theme.name,
                &quote.rank.to_string(),
                quote.text.as_str(),
                &quote.attribution,
                &quote.id(&findings.lexicon),
            ]);
        }
        sheet.into_bytes()
    }
}
