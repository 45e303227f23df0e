//! The rules of ApsaraVideo Live's operation AddLiveRecordNotifyConfig.

#![no_std]

pub mod address;
