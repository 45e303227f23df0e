//! The query by which Live asks an `OnDemandUrl` whether a stream is to be recorded.

use alloc::string::ToString;

use url::form_urlencoded::byte_serialize;

use super::value::OnDemandUrl;

/// The stream that an [`OnDemandUrl`] is asked about: what Live adds to its query ([ApsaraVideo Live,
/// On-demand recording][page]).
///
/// [page]: https://www.alibabacloud.com/help/en/live/developer-reference/on-demand-recording
///
/// ```
/// use live_record_notify::{OnDemandUrl, Stream};
///
/// let url = OnDemandUrl::parse("https://example.com/ask?key=a%20b")?;
/// let stream =
///     Stream { app: "live", domain: "live.example.com", stream: "a b", vbitrate: 800, codec: "h264" };
/// assert_eq!(
///     url.with_stream(&stream),
///     "https://example.com/ask?key=a%20b\
///      &app=live&domain=live.example.com&stream=a+b&vbitrate=800&codec=h264",
/// );
/// # Ok::<(), live_record_notify::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs, reason = "the five names that the vendor's page lists")]
pub struct Stream<'a> {
    /// The name of the app that the stream belongs to.
    pub app: &'a str,
    /// The main streaming domain.
    pub domain: &'a str,
    /// The name of the stream.
    pub stream: &'a str,
    /// The bit rate of the video, in kbit/s.
    pub vbitrate: u32,
    /// The encoding: `h264` or `h265`.
    pub codec: &'a str,
}

impl OnDemandUrl {
    /// The URL by which to ask about `stream`: this one, with the stream added to its query. What is
    /// added is encoded as a form (`application/x-www-form-urlencoded`), and the query that is there
    /// stays as it is.
    ///
    /// A policy's longest length is meant for what a stranger typed, so what is added does not count.
    ///
    /// ```
    /// use live_record_notify::{OnDemandUrl, Stream};
    ///
    /// let stream = Stream { app: "a", domain: "b.example", stream: "c&d", vbitrate: 0, codec: "h265" };
    /// assert_eq!(
    ///     OnDemandUrl::parse("https://example.com")?.with_stream(&stream),
    ///     "https://example.com/?app=a&domain=b.example&stream=c%26d&vbitrate=0&codec=h265",
    /// );
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn with_stream(&self, stream: &Stream<'_>) -> Self {
        let vbitrate = stream.vbitrate.to_string();
        let pairs = [
            ("app", stream.app),
            ("domain", stream.domain),
            ("stream", stream.stream),
            ("vbitrate", &vbitrate),
            ("codec", stream.codec),
        ];
        let mut asked = self.clone();
        // INVARIANT: what a form is made of stands in a query unescaped, for `url` and in RFC 3986
        // alike, and no part of the URL but the query grows.
        let text = &mut asked.canonical.text;
        let query = text.find('?').map_or_else(
            || {
                text.push('?');
                text.len()
            },
            |mark| mark + 1,
        );
        for (name, value) in pairs {
            if text.len() > query {
                text.push('&');
            }
            text.push_str(name);
            text.push('=');
            text.extend(byte_serialize(value.as_bytes()));
        }
        asked
    }
}
