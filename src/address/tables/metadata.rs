//! Addresses of metadata services and host agents of cloud providers: they hand a machine's
//! credentials to whoever can send a request from it.
//!
//! Gathered 2026-11 from the providers' documentation and software. Each row is one address, so no
//! row is more specific. Providers that share an address share its row.

use crate::address::block::Block;
use crate::address::kind::AddressKind::CloudMetadata;
use crate::address::tables::{ipv4, ipv6};

#[rustfmt::skip]
pub(in crate::address) static IPV4: &[Block] = &[
    v4([169, 254, 169, 254], "AWS, Google Cloud, Azure, Oracle, IBM, OpenStack and others"),
    v4([169, 254, 169, 253], "AWS (resolver)"),
    v4([169, 254, 169, 252], "Google Cloud (metadata server of GKE)"),
    v4([169, 254, 169, 251], "AWS (Windows activation)"),
    v4([169, 254, 169, 250], "AWS (Windows activation), Rancher"),
    v4([169, 254, 169, 123], "AWS (time service)"),
    v4([169, 254, 170, 2],   "AWS (container credentials)"),
    v4([169, 254, 170, 23],  "AWS (pod identity agent)"),
    v4([168, 63, 129, 16],   "Azure (host agent)"),
    v4([100, 100, 100, 200], "Alibaba Cloud"),
    v4([100, 96, 0, 96],     "Volcano Engine"),
    v4([100, 80, 80, 80],    "UCloud"),
    v4([192, 0, 0, 192],     "Oracle Cloud"),
    v4([169, 254, 0, 23],    "Tencent Cloud"),
    v4([169, 254, 42, 42],   "Scaleway"),
];

#[rustfmt::skip]
pub(in crate::address) static IPV6: &[Block] = &[
    v6(&[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254],       "AWS"),
    v6(&[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x253],       "AWS (resolver)"),
    v6(&[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x250],       "AWS (Windows activation)"),
    v6(&[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23],        "AWS (pod identity agent)"),
    v6(&[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x123],       "AWS (time service)"),
    v6(&[0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254],        "Google Cloud"),
    v6(&[0xfd00, 0x100, 0, 0, 0, 0, 0x100, 0x200],   "Alibaba Cloud"),
    v6(&[0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe],  "Oracle Cloud"),
    v6(&[0xfe80, 0, 0, 0, 0, 0, 0xa9fe, 0xa9fe],     "OpenStack"),
    v6(&[0xfd00, 0xa9fe, 0xa9fe, 0, 0, 0, 0, 1],     "Akamai (Linode)"),
    v6(&[0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42],         "Scaleway"),
];

const SOURCE: &str = "the provider's documentation";

const fn v4(octets: [u8; 4], providers: &'static str) -> Block {
    ipv4::row(octets, 32, CloudMetadata, SOURCE, providers)
}

const fn v6(segments: &[u16; 8], providers: &'static str) -> Block {
    ipv6::row(segments, 128, CloudMetadata, SOURCE, providers)
}
