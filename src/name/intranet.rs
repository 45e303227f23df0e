//! Which names below the zones of Alibaba Cloud are endpoints in its intranet, by their labels:
//! `oss-cn-hangzhou-internal.aliyuncs.com`, `ecs-vpc.cn-hangzhou.aliyuncs.com`.
//!
//! The vendor gives the formats in [Endpoint formats], and the variations in the pages of its
//! products (OSS, Log Service, Tablestore, Function Compute, Container Registry, DataHub and
//! others), all read 2026-11. The public endpoint of a product is `<product>.<region>`, that for a
//! virtual private cloud `<product>-vpc.<region>` or `<product>.vpc-proxy`. Public DNS answers the
//! latter with addresses in 100.64.0.0/10 or in the customer's own network.
//!
//! Endpoints whose names are the same inside and outside, as those of databases are, cannot be told
//! here. The second stage judges their addresses.
//!
//! [Endpoint formats]: https://www.alibabacloud.com/help/en/openapi/endpoints

/// Whether `labels`, those before the zone, name an endpoint in the intranet. The zone itself, which
/// has none, is no endpoint.
pub(super) fn is_intranet_endpoint(labels: &str) -> bool {
    let labels = labels.strip_suffix('.').unwrap_or(labels);
    let (first, others) = labels.split_once('.').unwrap_or((labels, ""));
    // As the first label, `vpc` and `privatelink` are public endpoints of the products of that name.
    let is_of_network = |label| matches!(label, "vpc" | "internal" | "privatelink");
    others.split('.').any(|label| is_marked(label) || is_of_network(label))
        || is_marked(first) && !is_named_by_customer(others)
}

/// Whether `label` is one that intranet endpoints have.
fn is_marked(label: &str) -> bool {
    ["-internal", "-intranet", "-vpc"].iter().any(|end| label.ends_with(end))
        || matches!(label, "intranet" | "vpc-proxy")
        || label.starts_with("vpc100-oss-")
}

/// Whether a customer chose the label before `others`, so that it tells nothing: it names a bucket
/// of OSS, a project of Log Service or an instance of Tablestore.
fn is_named_by_customer(others: &str) -> bool {
    others.split('.').any(|label| label == "oss" || label.starts_with("oss-"))
        || others
            .rsplit_once('.')
            .is_some_and(|(_, product)| matches!(product, "log" | "ots" | "tablestore"))
}
