//! Every target runs its seeds, on any toolchain: without instrumentation a target is a plain
//! program that reads the files it is given.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_target_runs_its_seeds() {
    let targets = fs::read_dir("fuzz_targets").unwrap();
    for target in targets.map(|entry| entry.unwrap().path()) {
        let target = target.file_stem().unwrap();
        let seeds = Path::new("seeds").join(target);
        let seeds: Vec<_> = fs::read_dir(seeds).unwrap().map(|seed| seed.unwrap().path()).collect();
        assert!(seeds.len() >= 5, "{target:?}: {seeds:?}");
        let program = Path::new(env!("CARGO_BIN_EXE_address")).with_file_name(target);
        let run = Command::new(program).args(&seeds).output().unwrap();
        let log = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{target:?}: {log}");
        assert_eq!(log.matches("\nExecuted ").count(), seeds.len(), "{target:?}: {log}");
    }
}
