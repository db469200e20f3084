//! Addresses of pages, for whatever opens them all.

/// What the parts of paths stand for.
#[derive(Clone, Debug)]
pub struct Names {
    /// The id of a dossier.
    pub dossier: String,
    /// The token of a slip.
    pub token: String,
}

impl Names {
    /// The address of a path of the route table that answers with a page; none where a part names nothing here, or where
    /// the answer is a stream, which has no end to wait for.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<String> {
        let filled = path
            .replace("/tra-cuu/{token}", &format!("/tra-cuu/{}", self.token))
            .replace("/ho-so/{id}", &format!("/ho-so/{}", self.dossier))
            .replace("/tiep-nhan/{id}", &format!("/tiep-nhan/{}", self.dossier))
            .replace("/quy-dinh/{code}", "/quy-dinh/2012")
            .replace("/danh-muc/{code}", "/danh-muc/1.013831")
            .replace("/thu-tuc/{code}", "/thu-tuc/1.013831")
            .replace("/co-quan/{code}", "/co-quan/H13.163.01");
        let is_stream = filled.ends_with("/theo-doi") && filled != "/theo-doi";
        (!filled.contains('{') && !is_stream).then_some(filled)
    }
}
