//! The `OpenAPI` document: as many operations as there are routes, each with its words, and no reference into nothing.

use crate::office::Office;
use crate::support;
use motcua_web::{Audience, routes};
use serde_json::Value;
use std::collections::BTreeSet;

const VERSION: &str = "3.1.0";

/// As it is served, to anybody.
async fn document(database: &support::TestDatabase) -> Value {
    let office = Office::open(database).await;
    office.visit("/api/v1/openapi.json").await.expect(200).json()
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().unwrap().clone();
        methods.into_iter().map(|(method, it)| (path.clone(), method, it)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

on_both_databases!(the_document_and_the_routes_are_the_same, async |database: &support::TestDatabase| {
    let document = document(database).await;
    let documented: BTreeSet<(String, String)> = operations(&document)
        .into_iter()
        .map(|(path, method, _)| (method.to_ascii_uppercase(), path))
        .collect();
    let programs = routes().filter(|it| it.path.starts_with("/api/"));
    let served: BTreeSet<(String, String)> =
        programs.map(|it| (it.method.to_owned(), it.path.to_owned())).collect();
    assert_eq!(documented, served);
    assert!(routes().all(|it| (it.audience == Audience::Program) == it.path.starts_with("/api/")));
});

on_both_databases!(
    every_operation_has_its_own_name_and_every_parameter_its_words,
    async |database: &support::TestDatabase| {
        let document = document(database).await;
        let operations = operations(&document);
        let names: BTreeSet<&str> =
            operations.iter().map(|(.., it)| it["operationId"].as_str().unwrap()).collect();
        assert_eq!(names.len(), operations.len());
        for (path, method, operation) in &operations {
            assert!(!operation["summary"].as_str().unwrap().is_empty(), "{method} {path}");
            let parameters = operation["parameters"].as_array().unwrap();
            let in_path = parameters.iter().filter(|it| it["in"] == "path").count();
            assert_eq!(in_path, path.matches('{').count(), "{method} {path}");
            for parameter in parameters.iter().filter(|it| it["in"] == "query") {
                let words = parameter["description"].as_str().unwrap();
                assert!(!words.is_empty(), "{method} {path} {parameter}");
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|it| it.starts_with('2')), "{method} {path}");
            assert!(responses.values().all(|it| !it["description"].as_str().unwrap().is_empty()));
        }
    }
);

on_both_databases!(every_reference_leads_somewhere, async |database: &support::TestDatabase| {
    let document = document(database).await;
    assert_eq!(document["openapi"], VERSION);
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
});

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|it| collect(it, references));
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
