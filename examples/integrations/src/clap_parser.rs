//! A value parser for clap: an argument that is a callback URL by a policy of yours.
//!
//! Without a policy nothing is needed, since the types are [`FromStr`](std::str::FromStr):
//! `#[arg(long)] notify_url: NotifyUrl`. That message repeats the argument, as clap does; the one
//! here does not, since a callback URL can hold a secret.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use live_record_notify::{NotifyUrl, Policy};

/// Reads a callback URL by the policy.
#[derive(Clone, Debug, Default)]
pub struct NotifyUrlParser(pub Policy);

impl TypedValueParser for NotifyUrlParser {
    type Value = NotifyUrl;

    fn parse_ref(
        &self,
        command: &Command,
        _: Option<&Arg>,
        value: &OsStr,
    ) -> Result<NotifyUrl, Error> {
        let text =
            value.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        NotifyUrl::parse_with(text, &self.0).map_err(|error| {
            let message = format!("{error}; {}\n", error.reason().help());
            Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use live_record_notify::OnDemandUrl;

    use super::*;

    #[derive(Parser)]
    struct Args {
        #[arg(long, value_parser = NotifyUrlParser(Policy::default().require_https()))]
        notify_url: NotifyUrl,
        #[arg(long)]
        on_demand_url: Option<OnDemandUrl>,
    }

    #[test]
    fn an_argument_is_a_callback_url() {
        let args = Args::try_parse_from([
            "add",
            "--notify-url",
            "HTTPS://Example.com",
            "--on-demand-url",
            "http://example.com/record",
        ])
        .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(args.notify_url, "https://example.com/");
        assert_eq!(args.on_demand_url.unwrap(), "http://example.com/record");

        let rows = [
            (
                "http://example.com/?key=secret",
                "InvalidNotifyUrl.Unsafe: the scheme is http where https is required; \
                 write an `https://` URL",
            ),
            (
                "https://user:secret@example.com/",
                "InvalidNotifyUrl.Unsafe: user name or password before the host",
            ),
        ];
        for (url, part) in rows {
            let Err(error) = Args::try_parse_from(["add", "--notify-url", url]) else {
                panic!("{url} was accepted");
            };
            let message = error.to_string();
            assert!(message.contains(part) && !message.contains("secret"), "{message}");
        }
    }
}
