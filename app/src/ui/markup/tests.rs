use super::*;

fn html(markup: Markup) -> String {
    use leptos::prelude::RenderHtml;
    markup.to_html()
}

#[test]
fn what_is_said_is_written_as_html() {
    let link = element("a", "link").attribute("href", "/x").child("Acme").child(" AS".to_owned());
    let cell = element("td", "").child(link).child(element("input", "").flag("checked", true));
    assert_eq!(html(cell), r#"<td><a class="link" href="/x">Acme AS</a><input checked=""></td>"#);
}

#[test]
fn nothing_in_a_text_is_taken_for_html() {
    let cell =
        element("td", "").attribute("title", "\"<b>\" & <c>").child("<b> & \"c\"".to_owned());
    assert_eq!(
        html(cell),
        r#"<td title="&quot;&lt;b&gt;&quot; &amp; &lt;c&gt;">&lt;b&gt; &amp; "c"</td>"#
    );
}

#[test]
fn an_empty_text_is_no_child() {
    assert_eq!(element("td", "").child(String::new()), element("td", ""));
}

#[test]
fn the_server_says_a_moment_itself() {
    let time = element("time", "").child(Child::Ago("2026-11-30T12:59:44.15Z".into()));
    assert_eq!(html(time), "<time>2026-11-30 12:59 UTC</time>");
}
