//! What holds for every input, tried on inputs made for it.

#![allow(
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod base;
#[cfg(any(feature = "arbitrary", feature = "proptest"))]
mod generators;
mod mutation;
mod policy_index;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use live_record_notify::address::is_public;
use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, Error, NotifyUrl, OnDemandUrl, Parameter, Policy,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use test_support::data;
use test_support::disguise::{BareHost, DISGUISES, Kind, names_inside};
use test_support::laws::callback::{all_laws_hold, both_urls_are_read_alike, debug_hides, read};
use test_support::laws::error::SECRET;
use test_support::laws::{address, disguise, error, text};

use base::{base, base_with_name, domain_name, ipv4, ipv6, name, spoilt};
use mutation::{MUTATIONS, NAME_MUTATIONS};

#[test]
fn laws_hold_for_the_tables_of_test_data() {
    for text in data::inputs() {
        laws_hold_for(&text);
    }
}

/// Asserts what holds of any text as either callback URL.
#[track_caller]
fn laws_hold_for(text: &str) {
    all_laws_hold::<NotifyUrl>(text);
    all_laws_hold::<OnDemandUrl>(text);
    both_urls_are_read_alike(text);
}

/// A host that leads inside.
fn inside() -> impl Strategy<Value = BareHost> {
    let addresses = address::edges().filter(|address| !is_public(*address)).map(BareHost::from);
    prop_oneof![select(names_inside().collect::<Vec<_>>()), select(addresses.collect::<Vec<_>>())]
}

/// A public host.
fn outside() -> impl Strategy<Value = BareHost> {
    let address = |text: String| BareHost::from(text.parse::<IpAddr>().unwrap());
    prop_oneof![
        name().prop_map(|text| BareHost { kind: Kind::Name, text }),
        ipv4().prop_map(address),
        ipv6().prop_map(move |literal| address(literal.trim_matches(['[', ']']).to_owned())),
    ]
}

proptest! {
    // What is found is kept as a named test, not as a seed.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_base_is_accepted_as_it_stands(base in base()) {
        let text = base.text();
        prop_assert_eq!(NotifyUrl::parse(&text).unwrap(), &*text);
        laws_hold_for(&text);
    }

    #[test]
    fn one_mutation_of_a_url_has_its_code_and_reason(base in base_with_name()) {
        for row in MUTATIONS {
            let invalid = (row.invalid)(&base);
            let refused = read::<NotifyUrl>(&invalid, &Policy::default());
            let Err(refused) = refused else { panic!("{}: {invalid:?}", row.name) };
            let code = format!("InvalidNotifyUrl.{}", row.code);
            assert_eq!(
                (refused.code().as_str(), refused.reason().id()),
                (&*code, row.reason),
                "{}: {invalid:?}", row.name
            );
            let valid = (row.valid)(&base);
            let accepted = read::<NotifyUrl>(&valid, &Policy::default());
            assert!(accepted.is_ok(), "beside {}: {valid:?}: {accepted:?}", row.name);
        }
    }

    #[test]
    fn no_disguise_hides_where_a_text_leads(inside in inside()) {
        for row in DISGUISES.iter().filter(|row| row.hosts.contains(&inside.kind)) {
            laws_hold_for(&(row.text)(&inside.in_url(), &inside.text));
            disguise::hides_nothing(row, &inside);
        }
    }

    #[test]
    fn a_disguise_that_leads_nowhere_inside_has_its_own_reason(outside in outside()) {
        let host = outside.in_url();
        let plain = format!("http://{host}/");
        prop_assert_eq!(NotifyUrl::parse(&plain).unwrap(), &*plain);
        for row in DISGUISES.iter().filter(|row| row.hosts.contains(&outside.kind)) {
            let text = (row.text)(&host, &outside.text);
            laws_hold_for(&text);
            let refused = NotifyUrl::parse(&text).unwrap_err();
            let code = if row.reason == "scheme" { ".Unsafe" } else { ".Malformed" };
            assert_eq!(refused.reason().id(), row.reason, "{}: {text:?}: {refused}", row.name);
            assert!(refused.code().as_str().ends_with(code), "{}: {text:?}: {refused}", row.name);
        }
    }

    /// Neither message nor help nor `Debug` repeats what was typed, wherever it stood, but for the
    /// form in which a host is looked up.
    #[test]
    fn nothing_repeats_what_was_typed(text in spoilt(), at: Index) {
        let mut text = text;
        let places: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        text.insert_str(*at.get(&places), SECRET);
        let refused = [
            NotifyUrl::parse(&text).err(),
            OnDemandUrl::parse(&text).err(),
            DomainName::parse(&text).err(),
        ];
        for error in refused.iter().flatten() {
            error::does_not_show(error, SECRET);
        }
    }

    #[test]
    fn laws_hold_for_spoilt_urls(text in spoilt()) {
        laws_hold_for(&text);
    }

    #[test]
    fn laws_hold_for_any_text(text in any::<String>()) {
        laws_hold_for(&text);
        text::all_constructors_agree::<DomainName>(&text);
    }

    #[test]
    fn urls_compare_as_their_texts(
        a in base(),
        b in base(),
        // Of these many are equal.
        c in "http://[a-c]{1,2}\\.example\\.com/[a-c]{0,2}",
        d in "http://[a-c]{1,2}\\.example\\.com/[a-c]{0,2}",
    ) {
        let [a, b, c, d] = [a.text(), b.text(), c, d].map(|text| NotifyUrl::parse(&text).unwrap());
        text::compares_as_its_text(&a, &b);
        text::compares_as_its_text(&a, &a.clone());
        text::compares_as_its_text(&c, &d);
    }

    #[test]
    fn nothing_repeats_a_secret(base in base_with_name()) {
        let mut base = base;
        base.path.push_str(SECRET);
        base.query = format!("?{SECRET}&key={SECRET}&{SECRET}");
        for row in MUTATIONS {
            if let Err(error) = NotifyUrl::parse(&(row.invalid)(&base)) {
                for shown in [error.to_string(), format!("{error:?}")] {
                    prop_assert!(!shown.contains(SECRET), "{}: {shown}", row.name);
                }
            }
        }
        let text = base.text().replacen("//", &format!("//{SECRET}:{SECRET}@"), 1);
        let url = NotifyUrl::parse_with(&text, &Policy::default().allow_user_info()).unwrap();
        debug_hides(&url, SECRET);
    }

    #[test]
    fn one_mutation_of_a_domain_name_has_its_reason(name in domain_name()) {
        let accepted = DomainName::parse(&name).unwrap();
        prop_assert_eq!(accepted.as_str(), &name);
        text::all_constructors_agree::<DomainName>(&name);
        prop_assert_eq!(DomainName::parse(&name.to_uppercase()), Ok(accepted));
        for row in NAME_MUTATIONS {
            let invalid = (row.invalid)(&name);
            text::all_constructors_agree::<DomainName>(&invalid);
            let refused = DomainName::parse(&invalid);
            let Err(refused) = refused else { panic!("{}: {invalid:?}", row.name) };
            prop_assert_eq!(refused.reason().id(), row.reason, "{}: {:?}", row.name, invalid);
            let valid = (row.valid)(&name);
            let accepted = DomainName::parse(&valid);
            prop_assert!(accepted.is_ok(), "beside {}: {valid:?}: {accepted:?}", row.name);
            text::compares_as_its_text(&accepted.unwrap(), &DomainName::parse(&name).unwrap());
        }
    }

    #[test]
    fn each_limit_of_a_policy_is_met_on_both_sides(
        base in base_with_name(),
        literal in prop_oneof![ipv4(), ipv6()],
        port in 10_081..u16::MAX,
    ) {
        let id = |text: &str, policy: &Policy| {
            read::<NotifyUrl>(text, policy).map_or_else(|error| error.reason().id(), |_| "")
        };
        let text = base.text();
        let policy = Policy::default();
        let with_length = |bytes| policy.clone().max_length(bytes).unwrap();
        prop_assert_eq!(id(&text, &with_length(text.len())), "");
        prop_assert_eq!(id(&text, &with_length(text.len() - 1)), "too-long");

        let ports = policy.clone().allow_ports([port, 22]).unwrap();
        prop_assert_eq!(id(&base.with_port(port.into()), &ports), "");
        prop_assert_eq!(id(&base.with_port(u32::from(port) + 1), &ports), "port-not-allowed");
        prop_assert_eq!(id(&base.with_port(22), &ports), "");

        let https = policy.clone().require_https();
        let expected = if base.scheme == "https" { "" } else { "https-required" };
        prop_assert_eq!(id(&text, &https), expected);

        let names = policy.clone().refuse_ip_literals();
        prop_assert_eq!(id(&text, &names), "");
        prop_assert_eq!(id(&base.with_host(&literal), &names), "ip-literal");

        let host = &base.host;
        let denied = policy.clone().deny_host(host).unwrap();
        prop_assert_eq!(id(&text, &denied), "host-denied");
        prop_assert_eq!(id(&base.with_host(&format!("a.{host}")), &denied), "");
        let denied = policy.clone().deny_host(&format!(".{host}")).unwrap();
        prop_assert_eq!(id(&text, &denied), "host-denied");
        prop_assert_eq!(id(&base.with_host(&format!("a.{host}")), &denied), "host-denied");
        prop_assert_eq!(id(&base.with_host(&format!("a{host}")), &denied), "");
    }

    #[test]
    fn requests_answer_for_each_parameter(
        name in domain_name(),
        base in base(),
        faulty in subsequence(Parameter::ALL, 0..=4),
        how in select(&["", "*", "repeated"][..]),
    ) {
        let url = base.text();
        let values = [&*name, &url, &url, "True", "true", "0123456789abcdef"];
        let mut params: Vec<_> = Parameter::ALL.iter().copied().zip(values).collect();
        for (parameter, value) in &mut params {
            if faulty.contains(parameter) {
                *value = if how == "repeated" { value } else { how };
            }
        }
        let is_repeated = |p: &Parameter| how == "repeated" && faulty.contains(p);
        let repeated = params.clone().into_iter().filter(|(p, _)| is_repeated(p));
        let params = params.iter().copied().chain(repeated).map(|(p, value)| (p.as_str(), value));
        match AddLiveRecordNotifyConfig::from_params(params) {
            Ok(request) => {
                prop_assert_eq!(&faulty, &[]);
                prop_assert_eq!(request.domain_name(), &*name);
                prop_assert_eq!(request.notify_url(), &*url);
                prop_assert_eq!(request.on_demand_url().unwrap(), &*url);
                let again = AddLiveRecordNotifyConfig::from_params(request.to_params());
                prop_assert_eq!(again, Ok(request));
            }
            Err(errors) => {
                let parameters: Vec<_> = errors.iter().map(Error::parameter).collect();
                prop_assert_eq!(parameters, faulty);
                for refused in errors.iter() {
                    error::is_well_made(refused, refused.parameter(), how);
                }
            }
        }
    }

    #[test]
    fn an_address_is_judged_by_its_longest_row(v4: u32, v6: u128) {
        let v4 = Ipv4Addr::from_bits(v4);
        address::forms_of_one_address_are_judged_alike(v4);
        for address in [IpAddr::V4(v4), IpAddr::V6(Ipv6Addr::from_bits(v6))] {
            address::class_is_that_of_the_longest_row(address);
            address::std_predicates_imply_not_public(address);
        }
        for form in address::forms(v4) {
            address::class_is_that_of_the_longest_row(form.into());
        }
    }

    /// One address refuses the whole answer, wherever it stands in it.
    #[test]
    fn a_destination_is_all_public(
        base in base_with_name(),
        addresses in vec(select(address::edges().collect::<Vec<_>>()), 0..4),
    ) {
        let url = NotifyUrl::parse(&base.text()).unwrap();
        let answer = url.destination(addresses.iter().copied(), &Policy::default());
        let all_public = addresses.iter().copied().all(is_public);
        prop_assert_eq!(answer.is_ok(), all_public && !addresses.is_empty());
        if let Err(refused) = answer {
            error::is_well_made(&refused, Parameter::NotifyUrl, "");
            prop_assert_eq!(refused.reason().id() == "no-addresses", addresses.is_empty());
        }
    }
}
