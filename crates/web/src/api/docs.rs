//! What the `OpenAPI` document says about one route, beside the route itself.

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// A schema and those it refers to.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// How a body looks: its name, and every schema it needs.
#[derive(Clone, Copy)]
pub struct BodyOf {
    /// Its name among the schemas.
    pub name: fn() -> String,
    /// Adds it and what it refers to.
    pub collect: fn(&mut Schemas),
}

/// The words of one operation.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line that the document has or has not")]
pub struct Docs {
    /// In one line.
    pub summary: &'static str,
    /// The body it takes.
    pub takes: Option<BodyOf>,
    /// Whether the body it takes is a file.
    pub file: bool,
    /// The status and the body it gives.
    pub gives: (u16, Option<BodyOf>),
    /// Whether it gives events for as long as one listens.
    pub stream: bool,
    /// Whether it needs `If-Match`.
    pub if_match: bool,
    /// Whether it knows `Idempotency-Key`.
    pub once: bool,
    /// Whether it gives an `ETag` and knows `If-None-Match`.
    pub tagged: bool,
    /// Whether an address may ask only so often.
    pub limited: bool,
}

impl Docs {
    /// An operation that gives some JSON.
    pub const fn new(summary: &'static str) -> Self {
        Self {
            summary,
            takes: None,
            file: false,
            gives: (200, None),
            stream: false,
            if_match: false,
            once: false,
            tagged: false,
            limited: false,
        }
    }

    /// With a body.
    pub const fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(body_of::<T>());
        self
    }

    /// With a file as its body: a table, CSV or xlsx.
    pub const fn takes_file(mut self) -> Self {
        self.file = true;
        self
    }

    /// With an answer.
    pub const fn gives<T: ToSchema>(mut self, status: u16) -> Self {
        self.gives = (status, Some(body_of::<T>()));
        self
    }

    /// With an answer that goes on: server-sent events.
    pub const fn streams(mut self) -> Self {
        self.stream = true;
        self
    }

    /// With an empty answer.
    pub const fn gives_nothing(mut self) -> Self {
        self.gives = (204, None);
        self
    }

    /// May be sent again under the same key.
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Gives the version of what it shows, and nothing when that is known.
    pub const fn tagged(mut self) -> Self {
        self.tagged = true;
        self
    }

    /// Limited per address.
    pub const fn limited(mut self) -> Self {
        self.limited = true;
        self
    }

    /// Changes something that is there already.
    pub const fn if_match(mut self) -> Self {
        self.if_match = true;
        self
    }
}

const fn body_of<T: ToSchema>() -> BodyOf {
    BodyOf {
        name: || T::name().into_owned(),
        collect: |schemas| {
            T::schemas(schemas);
            schemas.push((T::name().into_owned(), T::schema()));
        },
    }
}
