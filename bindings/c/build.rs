//! Names the version of the interface in the shared library: programs ask the loader for it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if ["linux", "freebsd", "netbsd", "openbsd"].contains(&target.as_str()) {
        let [major, minor] = ["MAJOR", "MINOR"]
            .map(|part| std::env::var(format!("CARGO_PKG_VERSION_{part}")).unwrap_or_default());
        println!(
            "cargo::rustc-cdylib-link-arg=-Wl,-soname,liblive_record_notify.so.{major}.{minor}"
        );
    }
}
