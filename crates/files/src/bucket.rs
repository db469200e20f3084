//! A bucket of an S3-compatible store: where a file lies in it, and how a whole one gets there, part by part.
//!
//! Only what is whole, of an allowed kind and clean on the disk of this server is ever sent. A bucket shows a file when
//! its last part has come and not before.

use crate::disk::DiskFile;
use crate::folder::{last_byte, name, named, shelf};
use crate::{FileError, Lying};
use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use motcua_kernel::{FileId, Instant};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    ClientOptions, Error, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig,
};
use std::fmt;
use std::time::Duration;

/// So much of a file is in memory while it is sent: the least a part may have. A file has 10,000 parts at most.
pub(crate) const PART: usize = 5 * 1024 * 1024;
/// A store that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a bucket is and who we are to it.
#[derive(Clone)]
pub struct BucketAddress {
    /// Where the store answers, `http://` or `https://`; empty for Amazon's own in the region.
    pub endpoint: String,
    /// The region; most stores of one's own take any.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// The key that says who we are.
    pub access_key: String,
    /// The key that proves it.
    pub secret_key: String,
}

impl fmt::Debug for BucketAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} in {}", self.endpoint, self.bucket, self.region)
    }
}

/// A bucket that files lie in.
#[derive(Clone, Debug)]
pub(crate) struct Bucket(AmazonS3);

impl Bucket {
    pub(crate) fn new(address: &BucketAddress) -> Result<Self, FileError> {
        // The only provider of the house; where it is set already it is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let wire = ClientOptions::new()
            .with_allow_http(address.endpoint.starts_with("http://"))
            .with_connect_timeout(PATIENCE)
            // A thick scan to a slow reader takes long; only silence ends it.
            .with_timeout_disabled()
            .with_read_timeout(PATIENCE);
        // Somebody waits at the counter for the answer.
        let again = RetryConfig { max_retries: 5, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let mut bucket = AmazonS3Builder::new()
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_access_key_id(&address.access_key)
            .with_secret_access_key(&address.secret_key)
            .with_disable_bulk_delete(true)
            .with_retry(again)
            .with_client_options(wire);
        if !address.endpoint.is_empty() {
            bucket = bucket.with_endpoint(address.endpoint.trim_end_matches('/'));
        }
        Ok(Self(bucket.build()?))
    }

    /// Sends a whole file. Where that fails nothing of it is left.
    pub(crate) async fn put(&self, id: FileId, file: &mut DiskFile) -> Result<(), FileError> {
        file.rewind().await?;
        let first = file.next(PART).await?;
        let to = place(id);
        if first.len() < PART {
            self.0.put(&to, first.into()).await?;
            return Ok(());
        }
        let mut parts = self.0.put_multipart(&to).await?;
        let sent = send(parts.as_mut(), first, file).await;
        if sent.is_err()
            && let Err(error) = parts.abort().await
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "parts of a file stay in the bucket");
        }
        sent
    }

    pub(crate) async fn read(
        &self,
        id: FileId,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, FileError> {
        Ok(self.0.get(&place(id)).await?.into_stream())
    }

    pub(crate) async fn remove(&self, id: FileId) -> Result<(), FileError> {
        match self.0.delete(&place(id)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn shelf(&self, last_byte: u8) -> Result<Vec<Lying>, FileError> {
        let found: Vec<ObjectMeta> = self.0.list(Some(&Path::from(shelf(last_byte)))).try_collect().await?;
        Ok(found.iter().filter_map(lying).collect())
    }
}

async fn send(parts: &mut dyn MultipartUpload, first: Bytes, file: &mut DiskFile) -> Result<(), FileError> {
    let mut part = first;
    while !part.is_empty() {
        parts.put_part(part.into()).await?;
        part = file.next(PART).await?;
    }
    parts.complete().await?;
    Ok(())
}

fn place(id: FileId) -> Path {
    Path::from_iter([shelf(last_byte(id)), name(id)])
}

fn lying(found: &ObjectMeta) -> Option<Lying> {
    let id = named(found.location.filename()?)?;
    let since = Instant::from_micros(found.last_modified.timestamp_micros());
    Some(Lying { id, bytes: found.size, since })
}
