//! The rows of the tables of names.

use live_record_notify::NameRow;

/// A name that `row` holds: its own, but for the rows that hold only some names below theirs.
pub fn name_held_by(row: &NameRow) -> String {
    let labels = match row.name() {
        "aliyuncs.com" => "oss-cn-hangzhou-internal.",
        "alicloudapi.com" => "35718296-cn-beijing-vpc.",
        "fcapp.run" => "svc-func-a.cn-hangzhou-vpc.",
        "compute.internal" => "instance-data.us-west-2.",
        _ => "",
    };
    format!("{labels}{}", row.name())
}
