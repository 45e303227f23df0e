//! Host names of metadata services and host agents of cloud providers, gathered 2026-11 from the
//! providers' documentation. No policy can allow them; see [`Policy`](crate::Policy).

use crate::name::kind::NameKind;
use crate::name::row::NameRow;

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("instance-data",             "AWS"),
    row("metadata.amazonaws.com",    "AWS"),
    row("metadata.google.internal",  "Google Cloud"),
    row("metadata.goog",             "Google Cloud"),
    row("metadata",                  "Google Cloud"),
    row("metadata.azure.internal",   "Azure"),
    row("metadata.tencentyun.com",   "Tencent Cloud"),
    row("api.metadata.cloud.ibm.com", "IBM Cloud"),
    row("metadata.exoscale.com",     "Exoscale"),
    row("metadata.packet.net",       "Equinix Metal"),
    row("rancher-metadata",          "Rancher"),
    row("host.docker.internal",      "Docker"),
    row("gateway.docker.internal",   "Docker"),
    row("host.containers.internal",  "Podman"),
    row("instance-data.ec2.internal", "AWS"),
    row("kubernetes.default",        "Kubernetes"),
    row("kubernetes.default.svc",    "Kubernetes"),
    row("kubernetes.default.svc.cluster.local", "Kubernetes"),
];

const fn row(name: &'static str, provider: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::CloudMetadata, source: provider }
}
