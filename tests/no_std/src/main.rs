//! Proves that the crate works without `std`: this program has its own panic handler and its own
//! allocator, so that it fails to build as soon as any dependency brings the standard library's.
//!
//! The exit code is the number of the first check that fails, 0 if none does.

#![no_std]
#![no_main]

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr::null_mut;
use core::slice;
use core::sync::atomic::{AtomicUsize, Ordering};

use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyAuthKey, NotifyUrl, Policy};

fn first_failure() -> u8 {
    let Ok(url) = NotifyUrl::parse("HTTP://Example.com:80/callback") else { return 1 };
    if url.as_str() != "http://example.com/callback" {
        return 2;
    }
    match NotifyUrl::parse("http://127。0。0。1/") {
        Err(error) if error.code().as_str() == "InvalidNotifyUrl.Unsafe" => {}
        _ => return 3,
    }
    match DomainName::parse("bücher.example.com") {
        Ok(name) if name == "xn--bcher-kva.example.com" => {}
        _ => return 4,
    }
    if url.destination([[10, 0, 0, 1].into()], &Policy::default()).is_ok() {
        return 5;
    }
    let params = [("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/")];
    if AddLiveRecordNotifyConfig::from_params(params).is_err() {
        return 6;
    }
    // With the feature `zeroize` a key is overwritten when it is dropped.
    let text = "s3cret0123456789";
    let Ok(key) = NotifyAuthKey::parse(text) else { return 7 };
    if !is_in_memory(text) {
        return 8;
    }
    drop(key);
    if is_in_memory(text) {
        return 9;
    }
    0
}

/// Whether `text` stands in memory that was handed out, also where its owner is gone.
fn is_in_memory(text: &str) -> bool {
    // SAFETY: the block was initialized as a whole, and nothing else writes to it meanwhile.
    let block = unsafe { slice::from_raw_parts(&raw const BLOCK as *const u8, SIZE) };
    block.windows(text.len()).any(|bytes| bytes == text.as_bytes())
}

#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    first_failure().into()
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: `abort` takes nothing and does not return.
    unsafe { abort() }
}

/// `core` and `alloc` come compiled for unwinding, which asks for these two. Nothing unwinds here.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() {}

/// Memory is handed out from one block and never taken back.
struct Arena {
    used: AtomicUsize,
}

const SIZE: usize = 1 << 20;
static mut BLOCK: [u8; SIZE] = [0; SIZE];

#[global_allocator]
static ARENA: Arena = Arena { used: AtomicUsize::new(0) };

// SAFETY: each range of the block is handed out once, aligned, and inside it.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let base = &raw mut BLOCK as *mut u8;
        let room = layout.size() + layout.align();
        let start = self.used.fetch_add(room, Ordering::Relaxed);
        if start + room > SIZE {
            return null_mut();
        }
        // SAFETY: `start + room` lies inside the block, and so does what alignment moves it by.
        unsafe {
            let place = base.add(start);
            place.add(place.align_offset(layout.align()))
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

// The C runtime starts the program, and compiled code calls its `memcpy`.
#[link(name = "c")]
unsafe extern "C" {
    fn abort() -> !;
}
