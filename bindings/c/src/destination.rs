//! `lrn_destination`: the socket addresses that may be dialled.

use core::ptr;

use crate::address::SocketAddress;
use crate::call;
use crate::pointer;

/// Where a request may be sent: what the resolver answered, judged.
pub struct Destination {
    addresses: Vec<SocketAddress>,
}

impl From<&lrn::Destination> for Destination {
    fn from(destination: &lrn::Destination) -> Self {
        let addresses =
            destination.socket_addrs().iter().map(|address| (*address).into()).collect();
        Self { addresses }
    }
}

/// The socket addresses that may be dialled, `*count` of them and at least one, in the resolver's order,
/// each once. They live until the destination is freed. NULL and 0 if `destination` is NULL.
///
/// Dial these and nothing else: a client that resolves the name again can be given another answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_destination_addresses(
    destination: *const Destination,
    count: *mut usize,
) -> *const SocketAddress {
    // SAFETY: NULL or a handle, as the header wants it.
    let destination = unsafe { pointer::handle(destination) };
    let list = || destination.map(|destination| destination.addresses.as_slice());
    let addresses = call::or(None, list);
    // SAFETY: NULL or room for a number, as the header wants it.
    unsafe { pointer::write(count, addresses.map_or(0, <[_]>::len)) };
    addresses.map_or(ptr::null(), <[_]>::as_ptr)
}

/// Frees the destination, and with it its addresses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_destination_free(destination: *mut Destination) {
    // SAFETY: NULL, or a handle that was not freed, as the header wants it.
    call::or((), || unsafe { pointer::free(destination) });
}
