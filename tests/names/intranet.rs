//! Endpoints in the intranet of Alibaba Cloud, each beside public names that look like them.

use live_record_notify::{NotifyUrl, Policy, Reason};
use test_support::verdict;

/// A form of the provider's names, names in its intranet, and public ones.
const FORMS: &[(&str, &[&str], &[&str])] = &[
    (
        "a label that ends in `-internal`: OSS, Container Registry, Function Compute, Message Service",
        &[
            "oss-cn-hangzhou-internal.aliyuncs.com",
            "bucket.oss-cn-hangzhou-internal.aliyuncs.com",
            "my-bucket.oss-cn-hzfinance-pub-internal.aliyuncs.com",
            "ap-01.oss-cn-hangzhou-internal.oss-accesspoint.aliyuncs.com",
            "x.oss-cn-hongkong-internal.oss-object-process.aliyuncs.com",
            "registry-internal.cn-hangzhou.aliyuncs.com",
            "123.cn-hangzhou-internal.fc.aliyuncs.com",
            "1234.mns.cn-beijing-internal.aliyuncs.com",
            "1234.mns.cn-beijing-internal-vpc.aliyuncs.com",
            "myinstance.cn-hangzhou.ots-internal.aliyuncs.com",
        ],
        &[
            "oss-cn-hangzhou.aliyuncs.com",
            "bucket.oss-cn-hangzhou.aliyuncs.com",
            "cn-hangzhou.oss.aliyuncs.com",
            "registry.cn-hangzhou.aliyuncs.com",
            "123.cn-hangzhou.fc.aliyuncs.com",
            "internal-a.cn-hangzhou.aliyuncs.com",
            "a.internals.aliyuncs.com",
        ],
    ),
    (
        "a label that ends in `-vpc`: most products",
        &[
            "ecs-vpc.cn-hangzhou.aliyuncs.com",
            "swas-vpc.cn-qingdao.aliyuncs.com",
            "cr-vpc.cn-hangzhou.aliyuncs.com",
            "registry-vpc.cn-hangzhou.aliyuncs.com",
            "test-instance-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
            "tablestore-vpc.cn-hangzhou.aliyuncs.com",
            "dh-cn-hangzhou-int-vpc.aliyuncs.com",
            "svc-func-xxxxxxxx.cn-hangzhou-vpc.fcapp.run",
            "35718296-cn-beijing-vpc.alicloudapi.com",
        ],
        &[
            "live.aliyuncs.com",
            "ecs.cn-hangzhou.aliyuncs.com",
            "vpcpeer.cn-hangzhou.aliyuncs.com",
            "test-instance-registry.cn-hangzhou.cr.aliyuncs.com",
            "svc-func-x.cn-hangzhou.fcapp.run",
            "357-cn-beijing.alicloudapi.com",
            "cloudapi.aliyuncs.com",
        ],
    ),
    (
        "`intranet`, alone or at the end of a label: Log Service, OpenSearch",
        &[
            "cn-hangzhou-intranet.log.aliyuncs.com",
            "project.cn-hangzhou-intranet.log.aliyuncs.com",
            "intranet.opensearch-cn-qingdao.aliyuncs.com",
        ],
        &[
            "cn-hangzhou.log.aliyuncs.com",
            "project.cn-hangzhou.log.aliyuncs.com",
            "opensearch-cn-qingdao.aliyuncs.com",
        ],
    ),
    (
        "the label `vpc-proxy`",
        &[
            "das.vpc-proxy.aliyuncs.com",
            "ram.vpc-proxy.aliyuncs.com",
            "oauth.vpc-proxy.aliyuncs.com",
            "openapi-mcp-cn.vpc-proxy.aliyuncs.com",
        ],
        &["das.aliyuncs.com", "vpc-proxy-a.aliyuncs.com"],
    ),
    (
        "the labels `vpc`, `internal` and `privatelink`, if not the first: of products in public",
        &[
            "myinstance.cn-hangzhou.vpc.tablestore.aliyuncs.com",
            "xu6666-mkdd-test.cn-hangzhou.vpc.ots.aliyuncs.com",
            "1234.vpc.cn-shanghai.pai-eas.aliyuncs.com",
            "a.internal.aliyuncs.com",
            "ep-bp1.epsrv-bp1.cn-hangzhou.privatelink.aliyuncs.com",
        ],
        &[
            "vpc.aliyuncs.com",
            "vpc.cn-hangzhou.aliyuncs.com",
            "privatelink.cn-hangzhou.aliyuncs.com",
            "1234.cn-shanghai.pai-eas.aliyuncs.com",
        ],
    ),
    (
        "a label that starts with `vpc100-oss-`, as it was before",
        &["vpc100-oss-cn-hangzhou.aliyuncs.com", "b.vpc100-oss-cn-hangzhou.aliyuncs.com"],
        &["vpc100.oss-cn-hangzhou.aliyuncs.com", "b-vpc100-oss-a.oss-cn-hangzhou.aliyuncs.com"],
    ),
    (
        "the first label of a bucket, a project or an instance is the customer's",
        &[
            "my-internal.oss-cn-hangzhou-internal.aliyuncs.com",
            "team-vpc.cn-hangzhou-intranet.log.aliyuncs.com",
            "inst-vpc.cn-hangzhou.vpc.ots.aliyuncs.com",
        ],
        &[
            "my-internal.oss-cn-hangzhou.aliyuncs.com",
            "docs-vpc.oss-cn-shanghai.aliyuncs.com",
            "docs-vpc.s3.oss-cn-shanghai.aliyuncs.com",
            "b-vpc.cn-hangzhou.oss.aliyuncs.com",
            "team-vpc.cn-hangzhou.log.aliyuncs.com",
            "inst-vpc.cn-hangzhou.ots.aliyuncs.com",
            "inst-internal.cn-hangzhou.tablestore.aliyuncs.com",
            "intranet.cn-hangzhou.log.aliyuncs.com",
        ],
    ),
    (
        "whole zones",
        &[
            "dh-cn-hangzhou.aliyun-inc.com",
            "service.cn-hangzhou-vpc.maxcompute.aliyun-inc.com",
            "service.cn-hangzhou-intranet.maxcompute.aliyun-inc.com",
            "aliyun-inc.com",
            "mirrors.cloud.aliyuncs.com",
            "ntp.cloud.aliyuncs.com",
        ],
        &[
            "service.cn-hangzhou.maxcompute.aliyun.com",
            "mirrors.aliyun.com",
            "notcloud.aliyuncs.com",
            "aliyuncs.com",
            "fcapp.run",
            "alicloudapi.com",
        ],
    ),
    (
        "elsewhere such labels tell nothing",
        &[],
        &[
            "internal.example.com",
            "a-internal.example.com",
            "a-vpc.notaliyuncs.com",
            "a-vpc.aliyuncs.com.example",
            "demo.aliyundoc.com",
        ],
    ),
];

#[test]
fn endpoints_of_the_intranet_are_private_and_names_like_them_are_not() {
    for (form, private, public) in FORMS {
        for name in *private {
            for host in [(*name).to_owned(), format!("{name}."), name.to_uppercase()] {
                let answer = NotifyUrl::parse(&format!("https://{host}/callback"));
                assert_eq!(verdict(&answer), "unsafe private-name", "{form}: {host}");
            }
        }
        for name in *public {
            let text = format!("https://{name}/callback");
            assert_eq!(verdict(&NotifyUrl::parse(&text)), format!("accepted {text}"), "{form}");
        }
    }
}

#[test]
fn the_reason_says_whose_intranet_it_is() {
    let error = NotifyUrl::parse("http://a.oss-cn-hangzhou-internal.aliyuncs.com/").unwrap_err();
    assert!(matches!(error.reason(), Reason::Name { row } if row.name() == "aliyuncs.com"));
    assert_eq!(
        error.reason().to_string(),
        "an intranet endpoint below `aliyuncs.com`: answered by private networks only (Alibaba \
         Cloud, OpenAPI endpoints)"
    );
    assert_eq!(error.span(), Some(7..46));
}

/// A caller inside the intranet opens what it has there, and no more.
#[test]
fn a_policy_opens_an_endpoint_of_the_intranet() {
    let host = "bucket.oss-cn-hangzhou-internal.aliyuncs.com";
    let text = format!("http://{host}/");
    for pattern in [host, ".oss-cn-hangzhou-internal.aliyuncs.com", ".aliyuncs.com"] {
        let policy = Policy::default().allow_host(pattern).unwrap();
        let url = NotifyUrl::parse_with(&text, &policy).unwrap();
        // The addresses are judged all the same.
        let error = url.destination(["100.118.28.43".parse().unwrap()], &policy).unwrap_err();
        assert_eq!(error.reason().id(), "shared-address-space", "{pattern}");
    }
    for pattern in
        ["oss-cn-hangzhou-internal.aliyuncs.com", ".oss-cn-beijing-internal.aliyuncs.com"]
    {
        let policy = Policy::default().allow_host(pattern).unwrap();
        let answer = NotifyUrl::parse_with(&text, &policy);
        assert_eq!(verdict(&answer), "unsafe private-name", "{pattern}");
    }
}
