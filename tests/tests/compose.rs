//! `docker-compose.yml` and the `Dockerfile` name only what exists. Nothing is built or started here.
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::Path;
use yaml_rust2::{Yaml, YamlLoader};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn text(file: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(file)).unwrap()
}

fn compose() -> Yaml {
    let mut documents = YamlLoader::load_from_str(&text("docker-compose.yml")).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn names(table: &Yaml) -> BTreeSet<String> {
    let keys = table.as_hash().unwrap().keys();
    keys.map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// Each setting as the variable that sets it.
fn variables() -> BTreeSet<String> {
    let settings: toml::Table = text("config/default.toml").parse().unwrap();
    let sections = settings.iter().flat_map(|(section, settings)| {
        let names = settings.as_table().unwrap().keys();
        names.map(move |name| format!("MOTCUA_{section}__{name}").to_uppercase())
    });
    sections.collect()
}

#[test]
fn the_product_its_database_and_a_mail_catcher_are_services() {
    let compose = compose();
    let services = &compose["services"];
    assert_eq!(names(services), ["mail", "motcua", "postgres"].map(str::to_owned).into());
    assert_eq!(services["motcua"]["depends_on"]["postgres"]["condition"].as_str(), Some("service_healthy"));
    assert!(!services["postgres"]["healthcheck"]["test"].is_badvalue());
    let volumes = names(&compose["volumes"]);
    for mounted in services["postgres"]["volumes"].as_vec().unwrap() {
        let volume = mounted.as_str().unwrap().split(':').next().unwrap();
        assert!(volumes.contains(volume), "{volume} is no volume");
    }
}

#[test]
fn only_settings_that_exist_are_set() {
    let compose = compose();
    let settings = variables();
    let set = names(&compose["services"]["motcua"]["environment"]);
    assert!(set.contains("MOTCUA_SERVER__LISTEN") && set.contains("MOTCUA_DATABASE__URL"));
    assert_eq!(set.difference(&settings).collect::<Vec<_>>(), Vec::<&String>::new());
    // Nor does a comment or another service name one that is none.
    for file in ["docker-compose.yml", "Dockerfile"] {
        let text = text(file);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for word in words.filter(|it| it.starts_with("MOTCUA_")) {
            assert!(settings.contains(word), "{word} in {file} is no setting");
        }
    }
}

#[test]
fn the_product_answers_on_the_port_that_is_published() {
    let compose = compose();
    let service = &compose["services"]["motcua"];
    let listen = service["environment"]["MOTCUA_SERVER__LISTEN"].as_str().unwrap();
    let inside = listen.rsplit(':').next().unwrap();
    let published = service["ports"].as_vec().unwrap();
    assert!(published.iter().any(|it| it.as_str().unwrap().ends_with(&format!(":{inside}"))));
    assert!(text("Dockerfile").lines().any(|line| line == format!("EXPOSE {inside}")));
}

#[test]
fn the_image_is_built_from_what_is_here() {
    let compose = compose();
    let build = &compose["services"]["motcua"]["build"];
    assert_eq!(build["context"].as_str(), Some("."));
    let dockerfile = text(build["dockerfile"].as_str().unwrap());
    let stages: BTreeSet<&str> =
        dockerfile.lines().filter_map(|line| line.strip_prefix("FROM ")?.split(" AS ").nth(1)).collect();
    let mut copied = BTreeSet::new();
    for line in dockerfile.lines().filter_map(|line| line.strip_prefix("COPY ")) {
        let (flags, paths): (Vec<&str>, Vec<&str>) =
            line.split_whitespace().partition(|it| it.starts_with("--"));
        if let Some(stage) = flags.iter().find_map(|it| it.strip_prefix("--from=")) {
            assert!(stages.contains(stage), "{stage} is no stage");
            continue;
        }
        let (_, sources) = paths.split_last().unwrap();
        for source in sources {
            assert!(Path::new(ROOT).join(source).exists(), "{source} is not here");
            copied.insert((*source).to_owned());
        }
    }
    // Every member of the workspace must be there for cargo to read it.
    let workspace: toml::Table = text("Cargo.toml").parse().unwrap();
    for member in workspace["workspace"]["members"].as_array().unwrap() {
        let folder = member.as_str().unwrap().trim_end_matches("/*");
        assert!(copied.contains(folder), "{folder} is not copied");
    }
    assert!(dockerfile.lines().any(|line| line.starts_with("USER ") && line != "USER root"));
}
