//! Query strings and form bodies, read strictly.
//!
//! The usual readers of `application/x-www-form-urlencoded` never fail: they keep a stray `%` and
//! replace what is not UTF-8. What is stored would then not be what was sent.

use percent_encoding::percent_decode_str;

/// The parameters of one request, in the order in which they were sent.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    malformed: Option<Malformed>,
}

/// Why a parameter could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    PercentEncoding,
    Utf8,
}

impl Malformed {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::PercentEncoding => "`%` is not followed by two hexadecimal digits in a parameter",
            Self::Utf8 => "a parameter is not UTF-8",
        }
    }
}

impl Params {
    /// Adds the parameters of a query string or form body.
    pub(crate) fn read(&mut self, text: &[u8]) {
        for pair in text.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            match read_pair(pair) {
                Ok(pair) => self.pairs.push(pair),
                Err(malformed) => self.malformed = self.malformed.or(Some(malformed)),
            }
        }
    }

    /// The first fault; what could be read is there nevertheless, to find out how to answer.
    pub(crate) fn malformed(&self) -> Option<Malformed> {
        self.malformed
    }

    /// Every value that `name` was given.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn read_pair(pair: &[u8]) -> Result<(String, String), Malformed> {
    let pair = str::from_utf8(pair).map_err(|_| Malformed::Utf8)?;
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    Ok((decode(name)?, decode(value)?))
}

fn decode(text: &str) -> Result<String, Malformed> {
    let is_hex = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit());
    for (_, rest) in text.match_indices('%').map(|(at, _)| text.split_at(at)) {
        let mut digits = rest.bytes().skip(1);
        if !is_hex(digits.next()) || !is_hex(digits.next()) {
            return Err(Malformed::PercentEncoding);
        }
    }
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Malformed::Utf8),
    }
}
