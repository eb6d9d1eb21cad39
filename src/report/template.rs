//! Pages from templates: the door of the template engine.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

/// The first of these templates, by name and text, with what `page` holds; the others are those that it includes. All that is filled in is escaped.
pub(crate) fn render(templates: &[(&'static str, &'static str)], view: impl Serialize) -> Vec<u8> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the delimiters are the usual ones"));
    for (name, text) in templates {
        environment
            .add_template(name, text)
            .expect("the templates are part of the program and a test renders them");
    }
    let first = templates.first().map_or("", |(name, _)| name);
    let template = environment.get_template(first).expect("it was just added");
    let page = template.render(context! { page => Serde(view) });
    page.expect("the view holds all that the templates name, and a test renders them").into_bytes()
}
