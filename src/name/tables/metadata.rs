//! Host names of metadata services and host agents of cloud providers, gathered 2026-11 from the
//! providers' documentation and software. No policy can allow them; see [`Policy`](crate::Policy).
//!
//! Names that only machine-made lists have, such as `metadata.digitalocean.com`, are not here.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("instance-data",                     "AWS"),
    row("instance-data.ec2.internal",        "AWS"),
    // In all regions but `us-east-1`, as in `instance-data.us-west-2.compute.internal`.
    label("instance-data", "compute.internal", "AWS"),
    row("metadata.amazonaws.com",            "AWS"),
    row("metadata.google.internal",          "Google Cloud"),
    row("metadata.goog",                     "Google Cloud"),
    row("metadata",                          "Google Cloud"),
    // On no page of the provider's, but on the lists of several projects.
    row("metadata.azure.internal",           "Azure, by lists of other projects"),
    row("metadata.tencentyun.com",           "Tencent Cloud"),
    row("api.metadata.cloud.ibm.com",        "IBM Cloud"),
    // In the private network only; `api.softlayer.com` is its public twin.
    row("api.service.softlayer.com",         "IBM Cloud (classic)"),
    row("metadata.exoscale.com",             "Exoscale"),
    row("metadata.packet.net",               "Equinix Metal"),
    row("metadata.platformequinix.com",      "Equinix Metal"),
    row("rancher-metadata",                  "Rancher"),
    row("rancher-metadata.rancher.internal", "Rancher"),
    // Public names for tests of forged requests, which answer the addresses of metadata services.
    row("aws.interact.sh",                   "AWS, by interactsh"),
    row("alibaba.interact.sh",               "Alibaba Cloud, by interactsh"),
];

const fn row(name: &'static str, provider: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::CloudMetadata, source: provider, below: Below::All }
}

/// The names below `zone` with this label.
const fn label(label: &'static str, zone: &'static str, provider: &'static str) -> NameRow {
    NameRow { below: Below::Label(label), ..row(zone, provider) }
}
