//! XML out: elements opened and closed in order, texts and attributes escaped in one place.

/// An XML document that is being written.
pub struct Markup {
    xml: String,
    open: Vec<&'static str>,
}

impl Markup {
    /// One that begins with its declaration.
    pub fn document() -> Markup {
        Markup {
            xml: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element; what follows stands in it until [`Markup::close`].
    pub fn open(&mut self, tag: &'static str, attributes: &[(&str, &str)]) -> &mut Markup {
        self.begin(tag, attributes);
        self.xml.push('>');
        self.open.push(tag);
        self
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) -> &mut Markup {
        if let Some(tag) = self.open.pop() {
            self.end(tag);
        }
        self
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) -> &mut Markup {
        self.begin(tag, attributes);
        self.xml.push_str("/>");
        self
    }

    /// An element with a text in it.
    pub fn element(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) -> &mut Markup {
        self.begin(tag, attributes);
        self.xml.push('>');
        self.text(text);
        self.end(tag);
        self
    }

    /// A text in the element that is open.
    pub fn text(&mut self, text: &str) -> &mut Markup {
        push_escaped(text, &mut self.xml);
        self
    }

    /// Closes what is open and gives the bytes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.xml.into_bytes()
    }

    fn begin(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.xml.push('<');
        self.xml.push_str(tag);
        for (name, value) in attributes {
            self.xml.push(' ');
            self.xml.push_str(name);
            self.xml.push_str("=\"");
            push_escaped(value, &mut self.xml);
            self.xml.push('"');
        }
    }

    fn end(&mut self, tag: &str) {
        self.xml.push_str("</");
        self.xml.push_str(tag);
        self.xml.push('>');
    }
}

/// Characters that XML 1.0 cannot hold are left out: one of them makes a whole document unreadable.
fn push_escaped(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' => xml.push(c),
            '\r' => xml.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC*", attribute in "\\PC*") {
            let mut markup = Markup::document();
            markup.open("a", &[("b", &attribute)]).element("c", &[], &text);
            let bytes = String::from_utf8(markup.into_bytes()).expect("XML is text");
            let tree = roxmltree::Document::parse(&bytes).expect("the XML is sound");
            let root = tree.root_element();
            proptest::prop_assert_eq!(root.attribute("b"), Some(attribute.as_str()));
            let inside = root.first_element_child().and_then(|child| child.text()).unwrap_or("");
            proptest::prop_assert_eq!(inside, text);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let mut markup = Markup::document();
        markup.element("a", &[], "one\u{0}\u{b}two");
        assert!(String::from_utf8_lossy(&markup.into_bytes()).ends_with("<a>onetwo</a>"));
    }
}
