//! `lrn_address` and `lrn_socket_address`: addresses that look alike on every system.

use core::ffi::c_char;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::call;
use crate::pointer;

/// An IP address. `live_record_notify_socket.h` makes one of a `struct sockaddr`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// 4 or 6. AF_INET and AF_INET6 are other numbers, which differ between systems.
    pub family: u16,
    /// The bytes in network order, as in `struct in_addr` and `struct in6_addr`. IPv4 has the first four.
    pub bytes: [u8; 16],
}

/// An IP address and a port.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketAddress {
    /// The address.
    pub address: Address,
    /// The port, in the byte order of numbers: 443 is 443.
    pub port: u16,
}

impl Address {
    /// `None` if it is of no known family.
    pub(crate) fn read(&self) -> Option<IpAddr> {
        let [a, b, c, d, ..] = self.bytes;
        match self.family {
            4 => Some(Ipv4Addr::new(a, b, c, d).into()),
            6 => Some(Ipv6Addr::from(self.bytes).into()),
            _ => None,
        }
    }
}

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => {
                let [a, b, c, d] = address.octets();
                Self { family: 4, bytes: [a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }
            }
            IpAddr::V6(address) => Self { family: 6, bytes: address.octets() },
        }
    }
}

impl From<SocketAddr> for SocketAddress {
    fn from(address: SocketAddr) -> Self {
        Self { address: address.ip().into(), port: address.port() }
    }
}

/// Reads an address from `length` bytes: "192.0.2.1" or "2001:db8::1", without brackets and zone.
/// False, and `out` stays as it is, if it is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_address_parse(
    text: *const c_char,
    length: usize,
    out: *mut Address,
) -> bool {
    call::or(false, || {
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let Ok(text) = (unsafe { pointer::text(text, length) }) else { return false };
        let address = str::from_utf8(text).ok().and_then(|text| text.parse::<IpAddr>().ok());
        let Some(address) = address else { return false };
        // SAFETY: NULL or room for an address, as the header wants it.
        unsafe { pointer::write(out, address.into()) };
        true
    })
}
