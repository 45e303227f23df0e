//! Ports to which no callback is sent.

/// Whether `port` is on the list of WHATWG Fetch, [port blocking].
///
/// A request sent there would be read as commands of another protocol: SMTP, IRC and others. TCP
/// reserves 0 ([RFC 6335] §6).
///
/// [port blocking]: https://fetch.spec.whatwg.org/#port-blocking
/// [RFC 6335]: https://www.rfc-editor.org/rfc/rfc6335#section-6
#[inline]
pub(super) fn contains(port: u16) -> bool {
    let (word, bit) = (usize::from(port / 64), port % 64);
    BITS.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
}

/// One bit a port, up to the last one.
#[allow(clippy::indexing_slicing, reason = "at compile time")]
static BITS: [u64; WORDS] = {
    let mut bits = [0; WORDS];
    let mut i = 0;
    while i < BAD_PORTS.len() {
        bits[BAD_PORTS[i] as usize / 64] |= 1 << (BAD_PORTS[i] % 64);
        i += 1;
    }
    bits
};

// Should the last port be a multiple of 64, `BITS` would not build.
#[allow(clippy::indexing_slicing, reason = "at compile time")]
const WORDS: usize = (BAD_PORTS[BAD_PORTS.len() - 1] as usize).div_ceil(64);

/// The day of a review draft of WHATWG Fetch that has this list.
pub(super) const DATE: &str = "2026-06-21";

/// In ascending order. A dated copy stands in `tests/data/`; a test compares the two.
#[rustfmt::skip]
const BAD_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];
