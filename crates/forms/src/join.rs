//! Sheets that were printed apart, made into one file for the printer: their pages one after the other, as they stand.
//!
//! What comes out is for paper. Seals, tags and the marks of an archive belong to the sheets themselves and are left out.

use crate::FormFault;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// What a page inherits from the nodes above it.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// What points into a tree that is left behind.
const LEFT: [&[u8]; 4] = [b"StructParents", b"Annots", b"Tabs", b"AF"];

/// The pages of `files` in one file, which says of itself that it is called `title`.
///
/// # Errors
/// When there are none, or one is no PDF.
pub fn join(files: &[Vec<u8>], title: &str) -> Result<Vec<u8>, FormFault> {
    let mut joined = Document::with_version("1.7");
    let root = joined.new_object_id();
    let mut pages: Vec<Object> = Vec::new();
    for file in files {
        let mut part = Document::load_mem(file).map_err(|it| unreadable(&it.to_string()))?;
        part.renumber_objects_with(joined.max_id.saturating_add(1));
        let ids: Vec<ObjectId> = part.get_pages().into_values().collect();
        for id in &ids {
            let page = flat(&part, *id, root)?;
            part.objects.insert(*id, Object::Dictionary(page));
        }
        joined.max_id = part.max_id.max(joined.max_id);
        joined.objects.append(&mut part.objects);
        pages.extend(ids.into_iter().map(Object::Reference));
    }
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Err(unreadable("there are no pages"));
    }
    let tree = dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count };
    joined.objects.insert(root, Object::Dictionary(tree));
    let catalog = joined.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => root,
        "Lang" => Object::string_literal("vi-VN"),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" },
    });
    let info = joined.add_object(dictionary! {
        "Title" => lopdf::text_string(title),
        "Creator" => Object::string_literal("motcua"),
    });
    joined.trailer.set("Root", catalog);
    joined.trailer.set("Info", info);
    joined.prune_objects();
    joined.renumber_objects();
    let mut bytes = Vec::new();
    joined.save_modern(&mut bytes).map_err(|it| unreadable(&it.to_string()))?;
    Ok(bytes)
}

/// A page with what it inherits, below another root.
fn flat(part: &Document, id: ObjectId, root: ObjectId) -> Result<Dictionary, FormFault> {
    let page = part.get_dictionary(id).map_err(|it| unreadable(&it.to_string()))?;
    let mut flat = page.clone();
    let mut above = page.get(b"Parent").and_then(Object::as_reference).ok();
    while let Some(node) = above.and_then(|it| part.get_dictionary(it).ok()) {
        for name in INHERITED {
            if let (false, Ok(value)) = (flat.has(name), node.get(name)) {
                flat.set(name, value.clone());
            }
        }
        above = node.get(b"Parent").and_then(Object::as_reference).ok();
    }
    for name in LEFT {
        flat.remove(name);
    }
    flat.set("Parent", root);
    Ok(flat)
}

fn unreadable(why: &str) -> FormFault {
    FormFault::Unprintable { what: "sheets".to_owned(), why: why.to_owned() }
}
