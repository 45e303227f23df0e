//! An IPv6 address as `url` writes it: the [IPv6 serializer] of WHATWG URL.
//!
//! Pieces of lower-case hexadecimal digits without leading zeros, and `::` for the longest run of two
//! or more zeros, the first of several. Whatever else stands for an address is not read here.
//!
//! [IPv6 serializer]: https://url.spec.whatwg.org/#concept-ipv6-serializer

const PIECES: u32 = 8;

/// The bits of the pieces that start at `start`, and where they end.
///
/// The bits mean nothing unless `]` stands at the end, which the caller must check: for
/// `::ffff:10.0.0.1` this stops at the first dot, with 10 read as hexadecimal.
pub(super) fn read(bytes: &[u8], start: usize) -> Option<(u128, usize)> {
    let mut at = start;
    let before = read_pieces(bytes, &mut at)?;
    if !is_gap(bytes, at) {
        let is_canonical = before.count == PIECES && before.longest_zeros < 2;
        return is_canonical.then_some((before.bits, at));
    }
    at += "::".len();
    let starts_with_zero = bytes.get(at) == Some(&b'0');
    let after = read_pieces(bytes, &mut at)?;
    let gap = PIECES.checked_sub(before.count + after.count)?;
    let is_canonical = gap >= 2
        && before.longest_zeros < gap
        && after.longest_zeros <= gap
        && !before.ends_in_zero
        && !starts_with_zero;
    let bits = before.bits.unbounded_shl(16 * (gap + after.count)) | after.bits;
    is_canonical.then_some((bits, at))
}

/// Pieces with single colons between them.
#[derive(Default)]
struct Pieces {
    bits: u128,
    count: u32,
    longest_zeros: u32,
    ends_in_zero: bool,
}

/// Reads up to eight pieces, and stops before `::` and before what is not a piece. There may be none.
fn read_pieces(bytes: &[u8], at: &mut usize) -> Option<Pieces> {
    let mut pieces = Pieces::default();
    if is_gap(bytes, *at) || bytes.get(*at) == Some(&b']') {
        return Some(pieces);
    }
    let mut zeros = 0;
    loop {
        let piece = read_piece(bytes, at)?;
        zeros = if piece == 0 { zeros + 1 } else { 0 };
        pieces.longest_zeros = pieces.longest_zeros.max(zeros);
        pieces.ends_in_zero = zeros > 0;
        pieces.bits = pieces.bits << 16 | u128::from(piece);
        pieces.count += 1;
        if bytes.get(*at) != Some(&b':') || is_gap(bytes, *at) || pieces.count == PIECES {
            return Some(pieces);
        }
        *at += 1;
    }
}

fn read_piece(bytes: &[u8], at: &mut usize) -> Option<u16> {
    let start = *at;
    let mut piece = 0_u16;
    while let Some(digit) = bytes.get(*at).and_then(|&byte| digit(byte)) {
        let follows_zero = piece == 0 && *at > start;
        if follows_zero || piece > 0xfff {
            return None;
        }
        piece = piece << 4 | digit;
        *at += 1;
    }
    (*at > start).then_some(piece)
}

fn digit(byte: u8) -> Option<u16> {
    match byte {
        b'0'..=b'9' => Some(u16::from(byte - b'0')),
        b'a'..=b'f' => Some(u16::from(byte - b'a' + 10)),
        _ => None,
    }
}

fn is_gap(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(b"::"))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panic")]
mod tests {
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use core::net::Ipv6Addr;

    use url::Host;

    use super::*;

    /// The bits of the address in brackets, if all of it is read.
    fn bits(host: &str) -> Option<u128> {
        read(host.as_bytes(), 1).filter(|(_, end)| host.len() == end + 1).map(|(bits, _)| bits)
    }

    #[test]
    fn an_address_is_read_as_url_writes_it_and_in_no_other_way() {
        let places_of_zeros = 0..=u8::MAX;
        for (zeros, piece) in places_of_zeros.flat_map(|zeros| [(zeros, 1), (zeros, 0xabcd)]) {
            let segments: [u16; 8] =
                core::array::from_fn(|place| if zeros >> place & 1 == 1 { 0 } else { piece });
            let address = Ipv6Addr::from(segments);
            let canonical = Host::<String>::Ipv6(address).to_string();
            assert_eq!(bits(&canonical), Some(address.to_bits()), "{canonical}");

            let pieces: Vec<String> = segments.iter().map(|piece| format!("{piece:x}")).collect();
            let is_other = |host: String| host == canonical || bits(&host).is_none();
            assert!(is_other(format!("[{}]", pieces.join(":"))), "{canonical}");
            for (start, end) in (0..=8).flat_map(|start| (start..=8).map(move |end| (start, end))) {
                if segments[start..end].iter().all(|&segment| segment == 0) {
                    let (before, after) = (pieces[..start].join(":"), pieces[end..].join(":"));
                    assert!(is_other(format!("[{before}::{after}]")), "{canonical} {start} {end}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_address_or_another_spelling_is_not_read() {
        #[rustfmt::skip]
        let hosts = [
            "[]", "[:]", "[:::]", "[1]", "[1:]", "[:1]", "[1::2:]", "[:1::2]", "[1:::2]", "[1::2::3]",
            "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:8::]", "[::1:2:3:4:5:6:7:8]",
            "[::12345]", "[01::1]", "[1::2:03]", "[1:00:2::]", "[::00]", "[::A]", "[::g]",
            "[::ffff:1.2.3.4]", "[::1%1]", "[::1 ]", "[::1", "[", "[1:2", "[1:2:3:4:5:6:7:8",
        ];
        for host in hosts {
            assert_eq!(bits(host), None, "{host}");
        }
    }
}
