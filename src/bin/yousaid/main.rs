fn main() {
    let path = std::env::args().nth(3).expect("path");
    let src = std::fs::read_to_string(&path).expect("read");
    match yousaid::lexicon::Lexicon::read(&path, &src) {
        Err(f) => { for f in f { println!("{f}"); } std::process::exit(1) }
        Ok(l) => {
            let m = yousaid::matching::Matcher::new(&l);
            let f = yousaid::matching::failing_examples(&l, &m, &path);
            for f in &f { println!("{f}"); }
            println!("{} priorities, {} themes, {} rules, {} examples, {} failing", l.priorities.len(), l.themes.len(), l.rule_count(), l.examples.len(), f.len());
        }
    }
}
