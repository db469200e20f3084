//! Who comes past the gate of which route, as people agreed to it: a new route shows here before it is served.
#![cfg(test)]

use motcua_app::look::Deed;
use motcua_identity::Reach;
use motcua_kernel::Role;
use motcua_web::{Audience, Needs, Route, routes};
use std::fmt::Write;

/// What a role sees of a route: `*` whoever it is, `o` at its own agency, `s` over its subtree.
fn mark(route: &Route, role: Role) -> char {
    match route.needs {
        Needs::Nothing | Needs::Account => '*',
        Needs::Permission(action) => match action.rule().reach(role) {
            None => '.',
            Some(Reach::Own) => 'o',
            Some(Reach::Subtree) => 's',
        },
    }
}

fn needs(route: &Route) -> String {
    match route.needs {
        Needs::Nothing => "(public)".to_owned(),
        Needs::Account => "(account)".to_owned(),
        Needs::Permission(action) => action.to_string(),
    }
}

#[test]
fn the_gates_are_the_ones_people_agreed_to() {
    let mut text =
        String::from("* whoever it is, o at its own agency, s over its subtree; roles in this order:\n");
    writeln!(text, "{:?}\n", Role::ALL).unwrap();
    let mut lines: Vec<String> = routes()
        .map(|route| {
            let marks: String = Role::ALL.iter().map(|role| mark(route, *role)).collect();
            let audience = if route.audience == Audience::Program { "program" } else { "person" };
            format!("{:<45} {:<6} {marks} {:<8} {}", route.path, route.method, audience, needs(route))
        })
        .collect();
    lines.sort();
    text.push_str(&lines.join("\n"));
    insta::assert_snapshot!("access", text);
}

#[test]
fn every_route_has_its_own_name_and_place() {
    let mut places: Vec<_> = routes().map(|it| (it.path, it.method)).collect();
    let mut names: Vec<_> = routes().map(|it| it.name).collect();
    let (all_places, all_names) = (places.len(), names.len());
    places.sort_unstable();
    places.dedup();
    names.sort_unstable();
    names.dedup();
    assert_eq!((places.len(), names.len()), (all_places, all_names));
}

#[test]
fn every_verb_of_the_api_has_one_form_with_the_same_gate() {
    let part = |it: &Route| it.path.strip_prefix("/api/v1/dossiers/{id}/").unwrap_or("/").to_owned();
    // These have forms of their own shape.
    let others = ["addresses", "files", "reminders", "sheets", "texts"];
    let verb =
        |it: &&Route| it.method == "POST" && !part(it).contains('/') && !others.contains(&part(it).as_str());
    let form = |it: &&Route| it.path.starts_with("/ho-so/{id}/") && it.name.starts_with("fill_");
    let verbs: Vec<_> = routes().filter(verb).collect();
    let mut kinds = 0;
    for form in routes().filter(form) {
        let path = format!("/api/v1{}", form.path.replacen("/ho-so/", "/dossiers/", 1));
        let verb = verbs.iter().find(|it| it.path == path);
        assert_eq!(verb.map(|it| it.needs), Some(form.needs), "{path}");
        kinds += 1;
    }
    assert_eq!((kinds, verbs.len()), (Deed::ALL.len(), Deed::ALL.len()));
}
