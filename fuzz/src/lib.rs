//! What the fuzz targets share beside the laws of `tests/support`: how bytes become an input.

pub mod address;
pub mod policy;

/// Whether `url` may have kept a segment that `..` should have removed: one like `c:` is kept as a
/// Windows drive letter, whatever the scheme. Seen in version 2.5.8; it changes no host.
pub fn may_keep_a_drive_letter(url: &url::Url) -> bool {
    let mut segments = url.path().split('/');
    segments.any(|segment| segment.len() == 2 && segment.ends_with(':'))
}
