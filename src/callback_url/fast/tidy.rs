//! The edits that make most other text canonical.

use alloc::string::String;

use idna::AsciiDenyList;

use crate::dns_name::idn;
use crate::unseen;

/// `text` with scheme and host in lower case, U-labels as A-labels, without the port that is the scheme's
/// default, and with `/` for a missing path; IDNA has verified its A-labels. `None` if `text` needs
/// none of these edits, or if they are not enough.
pub(in crate::callback_url) fn tidied(text: &str) -> Option<String> {
    let starts_with = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let (scheme, default_port) = if starts_with("http://") {
        ("http://", ":80")
    } else if starts_with("https://") {
        ("https://", ":443")
    } else {
        return None;
    };
    let rest = text.get(scheme.len()..)?;
    let (mut length, mut port_start, mut in_brackets) = (0, None, false);
    let (mut has_upper_case, mut may_need_idna, mut before) = (false, false, b'/');
    for byte in rest.bytes() {
        match byte {
            b'/' | b'?' | b'#' => break,
            b'@' | b'\\' | b'%' => return None,
            b'A'..=b'Z' => has_upper_case = true,
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            b':' if !in_brackets && port_start.is_none() => port_start = Some(length),
            // A-labels have two hyphens in a row.
            b'-' => may_need_idna |= before == b'-',
            0x80.. => may_need_idna = true,
            _ => {}
        }
        before = byte;
        length += 1;
    }
    let (authority, after) = rest.split_at_checked(length)?;
    let (host, port) = authority.split_at_checked(port_start.unwrap_or(length))?;
    let port = if port == ":" || port == default_port { "" } else { port };
    let has_path = after.starts_with('/');
    let needs_idna = may_need_idna && (!host.is_ascii() || idn::has_a_label(host));
    let is_whole = has_path && host.len() + port.len() == authority.len();
    if is_whole && !needs_idna && !has_upper_case && text.starts_with(scheme) {
        return None;
    }

    let mut tidied = String::with_capacity(text.len() + "/".len());
    tidied.push_str(scheme);
    if needs_idna {
        if unseen::first_in_name(host).is_some() {
            return None;
        }
        let form = idn::to_ascii(host, AsciiDenyList::URL).filter(|form| form.is_own)?;
        tidied.push_str(&form.name);
    } else {
        tidied.push_str(host);
        tidied.make_ascii_lowercase();
    }
    tidied.push_str(port);
    if !has_path {
        tidied.push('/');
    }
    tidied.push_str(after);
    Some(tidied)
}
