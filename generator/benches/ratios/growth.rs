//! Fewer and more pages.

use super::Setting;
use super::corpus;
use super::generation::generate;
use super::process::{measure, median};
use super::report::{Report, Row};
use std::error::Error;
use std::fs;

pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let Some(real) = &setting.corpus else {
        return Ok(());
    };
    let folder = setting.scratch.join("growth");
    let small = folder.join("small");
    let real = if setting.quick {
        corpus::part(real, &small, |number| number % 50 == 0)?;
        &small
    } else {
        real
    };
    let mut trees = Vec::new();
    for step in [4, 2] {
        let docs = folder.join(format!("part{step}/v1.0"));
        let pages = corpus::part(real, &docs, |number| number % step == 0)?;
        trees.push((format!("1/{step}"), docs, pages));
    }
    for times in [1, 2, 4] {
        let docs = folder.join(format!("times{times}/v1.0"));
        let pages = corpus::multiple(real, &docs, times)?;
        trees.push((times.to_string(), docs, pages));
    }
    let mut costs = vec![Vec::new(); trees.len()];
    let out = folder.join("out");
    for _ in 0..setting.rounds.min(3) {
        for ((_, docs, pages), costs) in trees.iter().zip(&mut costs) {
            if out.exists() {
                fs::remove_dir_all(&out)?;
            }
            let usage = measure(&mut generate(docs, &out, 1))?;
            costs.push((usage.cpu / *pages as f64, usage.peak));
        }
    }
    let whole: Vec<f64> = costs[2].iter().map(|(cpu, _)| *cpu).collect();
    for ((name, _, pages), costs) in trees.iter().zip(&costs) {
        let ratio = median(
            costs
                .iter()
                .zip(&whole)
                .map(|((cpu, _), whole)| cpu / whole),
        );
        let peak = median(costs.iter().map(|(_, peak)| *peak));
        let row = Row::new(
            format!("{name} times the pages ({pages}), {peak:.0} MiB: CPU per page"),
            ratio,
        );
        report.row("Growth", row.goal(1.3));
    }
    Ok(())
}
