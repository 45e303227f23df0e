//! Names that the public DNS does not answer and that private networks do.
//!
//! The names of containers, orchestrators and clouds were gathered 2026-11 from the pages that their
//! rows name. A row below `internal` refuses nothing that `internal` would not: it only tells whose
//! name it is. A caller whose services run in containers opens it with
//! [`Policy::allow_host`](crate::Policy::allow_host).
//!
//! Tailscale's `ts.net` is not here. Funnel publishes names below it at public addresses, and
//! receiving webhooks is what people use it for. Inside a private network the same names answer
//! shared address space (RFC 6598), which the second stage refuses. The same holds for the names of
//! other tunnels.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("internal",                 "ICANN, reserved for private use, 2024-07-29"),
    row("intranet",                 "RFC 6762 appendix G"),
    row("private",                  "RFC 6762 appendix G"),
    row("corp",                     "RFC 6762 appendix G"),
    row("home",                     "RFC 6762 appendix G"),
    row("lan",                      "RFC 6762 appendix G"),
    row("mail",                     "ICANN, name collision"),
    row("localdomain",              "default domain of many resolvers"),
    row("consul",                   "HashiCorp Consul, DNS interface"),
    // Containers and orchestrators.
    row("docker",                   "undelegated, container networks"),
    row("docker.internal",          "Docker Desktop, networking"),
    row("containers.internal",      "Podman, podman-run(1), --add-host"),
    row("cluster.local",            "Kubernetes, DNS for services and pods"),
    row("svc",                      "Kubernetes, DNS search list"),
    row("kubernetes.default",       "Kubernetes, DNS for services and pods"),
    row("minikube.internal",        "minikube, host access"),
    row("k3d.internal",             "k3d, FAQ"),
    row("lima.internal",            "Lima, network"),
    row("rancher-desktop.internal", "Rancher Desktop, FAQ"),
    row("orb.internal",             "OrbStack, host networking"),
    row("lxd",                      "LXD, network dns.domain"),
    row("incus",                    "Incus, network dns.domain"),
    row("mesos",                    "Mesos-DNS"),
    // Virtual networks of clouds and of desktops.
    row("openstacklocal",           "OpenStack Neutron, dns_domain"),
    row("novalocal",                "OpenStack Nova, dhcp_domain"),
    row("maas-internal",            "MAAS, DNS"),
    row("internal.cloudapp.net",    "Azure, name resolution in virtual networks"),
    row("oraclevcn.com",            "Oracle Cloud, DNS in a virtual cloud network"),
    row("flycast",                  "Fly.io, private networking"),
    row("mshome.net",               "Windows, Internet Connection Sharing"),
    // The intranet of Alibaba Cloud.
    row("aliyun-inc.com",           "Alibaba Cloud, MaxCompute and DataHub endpoints"),
    row("cloud.aliyuncs.com",       "Alibaba Cloud, ECS mirrors"),
    intranet("aliyuncs.com",        "Alibaba Cloud, OpenAPI endpoints"),
    intranet("alicloudapi.com",     "Alibaba Cloud, API Gateway"),
    intranet("fcapp.run",           "Alibaba Cloud, Function Compute"),
];

const fn row(name: &'static str, source: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::Private, source, below: Below::All }
}

/// A zone that is public, except the endpoints in its provider's intranet.
const fn intranet(name: &'static str, source: &'static str) -> NameRow {
    NameRow { below: Below::IntranetEndpoints, ..row(name, source) }
}
