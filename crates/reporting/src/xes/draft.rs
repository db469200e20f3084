//! Which attribute becomes which field while a case or an event is being read.
//!
//! An attribute becomes a field only when key and kind are those of the field; otherwise it is kept as an extra. It must
//! never replace a value already taken.

use super::XesProblem;
use crate::event_log::{
    Activity, AttributeKind, AttributeValue, Attributes, Case, Nested, key, parse_moment,
};
use motcua_kernel::Instant;
use std::collections::BTreeMap;

enum Field<'a> {
    Text(&'a mut Option<String>),
    Moment(&'a mut Option<Instant>),
}

pub(super) fn take_case_attribute(
    case: &mut Case,
    name: String,
    value: AttributeValue,
) -> Result<(), XesProblem> {
    let field = match name.as_str() {
        key::NAME => Some(Field::Text(&mut case.id)),
        key::CHANNEL => Some(Field::Text(&mut case.channel)),
        key::DEPARTMENT => Some(Field::Text(&mut case.department)),
        key::GROUP => Some(Field::Text(&mut case.group)),
        key::RESPONSIBLE => Some(Field::Text(&mut case.responsible)),
        key::START => Some(Field::Moment(&mut case.start)),
        key::END => Some(Field::Moment(&mut case.end)),
        key::PLANNED_END => Some(Field::Moment(&mut case.planned_end)),
        key::DEADLINE => Some(Field::Moment(&mut case.deadline)),
        _ => None,
    };
    place(field, &mut case.extra, &mut case.nested, name, value)
}

#[derive(Default)]
pub(super) struct EventDraft {
    activity: Option<String>,
    resource: Option<String>,
    group: Option<String>,
    instance: Option<String>,
    lifecycle: Option<String>,
    occurred: Option<Instant>,
    extra: Attributes,
    nested: BTreeMap<String, Nested>,
}

impl EventDraft {
    pub(super) fn take(&mut self, name: String, value: AttributeValue) -> Result<(), XesProblem> {
        let field = match name.as_str() {
            key::NAME => Some(Field::Text(&mut self.activity)),
            key::RESOURCE => Some(Field::Text(&mut self.resource)),
            key::ORG_GROUP => Some(Field::Text(&mut self.group)),
            key::INSTANCE => Some(Field::Text(&mut self.instance)),
            key::LIFECYCLE => Some(Field::Text(&mut self.lifecycle)),
            key::TIMESTAMP => Some(Field::Moment(&mut self.occurred)),
            _ => None,
        };
        place(field, &mut self.extra, &mut self.nested, name, value)
    }

    pub(super) fn finish(self) -> Result<Activity, XesProblem> {
        Ok(Activity {
            activity: self.activity.ok_or(XesProblem::EventLacks(key::NAME))?,
            resource: self.resource,
            group: self.group,
            instance: self.instance,
            lifecycle: self.lifecycle,
            occurred: self.occurred.ok_or(XesProblem::EventLacks(key::TIMESTAMP))?,
            extra: self.extra,
            nested: self.nested,
        })
    }
}

fn place(
    field: Option<Field<'_>>,
    extra: &mut Attributes,
    nested: &mut BTreeMap<String, Nested>,
    name: String,
    value: AttributeValue,
) -> Result<(), XesProblem> {
    let below = match field {
        Some(Field::Text(Some(_)) | Field::Moment(Some(_))) => return Err(XesProblem::Duplicate(name)),
        Some(Field::Text(slot @ None)) if value.kind == AttributeKind::String => {
            *slot = Some(value.text);
            value.nested
        }
        Some(Field::Moment(slot @ None)) if value.kind == AttributeKind::Date => {
            *slot = Some(parse_moment(&value.text).ok_or(XesProblem::Moment(value.text))?);
            value.nested
        }
        Some(Field::Text(None) | Field::Moment(None)) | None => return insert_once(extra, name, value),
    };
    if extra.contains_key(&name) {
        return Err(XesProblem::Duplicate(name));
    }
    if !below.is_empty() {
        nested.insert(name, below);
    }
    Ok(())
}

/// Adds an attribute, unless its key is taken.
pub(super) fn insert_once(
    attributes: &mut Attributes,
    name: String,
    value: AttributeValue,
) -> Result<(), XesProblem> {
    if attributes.contains_key(&name) {
        return Err(XesProblem::Duplicate(name));
    }
    attributes.insert(name, value);
    Ok(())
}
