//! What emitted packages cost their users: checking, a release build, reading and writing.

use super::Setting;
use super::process::{Usage, measure};
use super::report::{Report, Row};
use super::{corpus, derive};
use camino::{Utf8Path, Utf8PathBuf};
use docbind::model::{Model, QualifiedName, Target, Type};
use docbind::{Generator, output};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::process::Command;

const SECTION: &str = "Compiling and using the bindings";
/// Types that the application uses.
const USED: usize = 20;
/// Compilers take long, and their times vary little.
const MOST_ROUNDS: usize = 3;
/// How often an application reads or writes its messages.
const REPEATS: usize = 50;

pub fn run(setting: &Setting, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let folder = setting.scratch.join("compiling");
    let docs = folder.join("docs/v1.0");
    match &setting.corpus {
        Some(real) if setting.quick => corpus::part(real, &docs, |number| number % 20 == 0)?,
        Some(real) => corpus::part(real, &docs, |_| true)?,
        None => return Ok(()),
    };
    let crates = Crates::write(&docs, &folder)?;
    let rounds = setting.rounds.min(MOST_ROUNDS);
    check(&crates, rounds, report)?;
    build(&crates, rounds, report)?;
    use_messages(&crates, rounds, report)
}

/// The packages that are compared.
struct Crates {
    /// Everything that the pages document.
    whole: Utf8PathBuf,
    /// The types alone.
    types: Utf8PathBuf,
    /// The same types with serde's derive.
    derived: Utf8PathBuf,
    /// Applications of each.
    app: Utf8PathBuf,
    derived_app: Utf8PathBuf,
    /// The area that a mail application needs.
    mail: Option<String>,
    /// A page of messages.
    messages: Option<Utf8PathBuf>,
    /// Where all of them are built.
    target: Utf8PathBuf,
}

impl Crates {
    fn write(docs: &Utf8Path, folder: &Utf8Path) -> Result<Self, Box<dyn Error>> {
        let runtime = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime");
        let runtime = runtime.canonicalize_utf8()?.into_string();
        let crates = Self {
            whole: folder.join("whole"),
            types: folder.join("types"),
            derived: folder.join("derived"),
            app: folder.join("app"),
            derived_app: folder.join("derived-app"),
            mail: None,
            messages: None,
            target: folder.join("target"),
        };
        let whole = package(Generator::new(docs), &crates.whole, &runtime)?;
        let types = Generator::new(docs).include("resources/**");
        let model = package(types, &crates.types, &runtime)?;
        write_crate(
            &crates.derived,
            "derived",
            SERDE,
            "lib.rs",
            &derive::library(&model),
        )?;
        let message = model.types.keys().find(|name| name.name() == "message");
        let names = used(&model, message);
        let depends = format!("{SERDE}types = {{ path = \"../types\", features = [\"full\"] }}\n");
        write_crate(
            &crates.app,
            "app",
            &depends,
            "main.rs",
            &application("types::v1_0::models", &names),
        )?;
        let depends = format!("{SERDE}derived = {{ path = \"../derived\" }}\n");
        write_crate(
            &crates.derived_app,
            "derived-app",
            &depends,
            "main.rs",
            &application("derived", &names),
        )?;
        let mail = message.and_then(|name| match model.types.get(name)? {
            Type::Struct(ty) => ty.area.clone(),
            Type::Enum(_) => None,
        });
        let messages = message
            .and_then(|name| page_of_messages(&whole, name))
            .map(|page| (folder.join("messages.json"), page));
        if let Some((file, page)) = &messages {
            fs::write(file, page.to_string())?;
        }
        Ok(Self {
            mail,
            messages: messages.map(|(file, _)| file),
            ..crates
        })
    }

    fn cargo(&self, folder: &Utf8Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .arg("--manifest-path")
            .arg(folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0");
        command
    }
}

const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

fn package(generator: Generator, out: &Utf8Path, runtime: &str) -> Result<Model, Box<dyn Error>> {
    let name = out.file_name().unwrap_or_default();
    let generation = generator
        .package(out, name, Some(runtime.to_owned()))
        .generate()?;
    output::write(&generation.plan()?, &generation.files)?;
    generation
        .models
        .into_iter()
        .next()
        .ok_or_else(|| "no version".into())
}

fn write_crate(
    folder: &Utf8Path,
    name: &str,
    dependencies: &str,
    file: &str,
    source: &str,
) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src").join(file), source)?;
    Ok(())
}

/// Structs from all over the model after the one of messages, by name: words that are the same under every rule of naming.
fn used(model: &Model, message: Option<&QualifiedName>) -> Vec<String> {
    let plain = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase());
    let named: Vec<&QualifiedName> = model
        .types
        .iter()
        .filter(|(name, ty)| {
            matches!(ty, Type::Struct(_))
                && name.namespace() == "microsoft.graph"
                && plain(name.name())
        })
        .map(|(name, _)| name)
        .collect();
    let step = (named.len() / USED).max(1);
    let others = named
        .into_iter()
        .filter(|name| Some(*name) != message)
        .step_by(step);
    let used = message.into_iter().chain(others).take(USED);
    used.map(derive::type_name).collect()
}

/// An application that reads and writes every type it uses; the first can be read and written many times.
fn application(root: &str, names: &[String]) -> String {
    let calls: String = names
        .iter()
        .map(|name| format!("    round::<{root}::{name}>(&text);\n"))
        .collect();
    let first = &names[0];
    format!(
        r#"use serde::{{de::DeserializeOwned, Serialize}};
use std::hint::black_box;

fn round<T: DeserializeOwned + Serialize>(text: &str) {{
    if let Ok(value) = serde_json::from_str::<T>(text) {{
        println!("{{}}", serde_json::to_string(&value).unwrap_or_default());
    }}
}}

fn main() {{
    let words: Vec<String> = std::env::args().collect();
    let text = words.get(2).and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    let repeats = words.get(3).and_then(|word| word.parse().ok()).unwrap_or(0);
    match words.get(1).map(String::as_str) {{
        Some("read") => for _ in 0..repeats {{
            black_box(serde_json::from_str::<Vec<{root}::{first}>>(black_box(&text)).unwrap());
        }},
        Some("write") => {{
            let values: Vec<{root}::{first}> = serde_json::from_str(&text).unwrap();
            for _ in 0..repeats {{
                black_box(serde_json::to_string(black_box(&values)).unwrap());
            }}
        }}
        _ => {{
{calls}        }}
    }}
}}
"#
    )
}

/// 1,000 messages with the properties that the pages document and show.
fn page_of_messages(model: &Model, name: &QualifiedName) -> Option<Value> {
    let known: Vec<&str> = model
        .properties(name)
        .iter()
        .map(|property| &*property.name)
        .collect();
    let message = model
        .operations
        .iter()
        .flat_map(|operation| &operation.examples)
        .filter(|example| matches!(&example.ty.target, Target::Named(named) if named == name))
        .filter_map(|example| serde_json::from_str::<Value>(&example.json).ok())
        .filter_map(|json| match json {
            Value::Object(members) => Some(members),
            _ => None,
        })
        .max_by_key(|members| {
            members
                .keys()
                .filter(|key| known.contains(&key.as_str()))
                .count()
        })?;
    let documented: Value = message
        .into_iter()
        .filter(|(key, value)| known.contains(&key.as_str()) && !value.is_null())
        .collect();
    Some(json!(vec![documented; 1000]))
}

/// Compiles a package again whose dependencies are compiled.
fn again(
    crates: &Crates,
    folder: &Utf8Path,
    file: &str,
    arguments: &[&str],
    rounds: usize,
) -> Result<Usage, Box<dyn Error>> {
    measure(&mut crates.cargo(folder, arguments))?;
    let mut least: Option<Usage> = None;
    for _ in 0..rounds {
        let source = folder.join("src").join(file);
        fs::write(&source, fs::read(&source)?)?;
        let usage = measure(&mut crates.cargo(folder, arguments))?;
        least = Some(least.map_or(usage, |least| least.least(usage)));
    }
    least.ok_or_else(|| "no rounds".into())
}

fn check(crates: &Crates, rounds: usize, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let with_dependencies =
        measure(&mut crates.cargo(&crates.whole, &["check", "--features", "full"]))?;
    let full = again(
        crates,
        &crates.whole,
        "lib.rs",
        &["check", "--features", "full"],
        rounds,
    )?;
    let types = again(
        crates,
        &crates.types,
        "lib.rs",
        &["check", "--features", "full"],
        rounds,
    )?;
    let derived = again(crates, &crates.derived, "lib.rs", &["check"], rounds)?;
    report.row(
        SECTION,
        Row::new(
            "checking the types, of the same with derive",
            types.cpu / derived.cpu,
        )
        .goal(0.40),
    );
    report.row(
        SECTION,
        Row::new(
            "checking the whole package with its dependencies, seconds of CPU",
            with_dependencies.cpu,
        )
        .goal(23.0),
    );
    report.row(
        SECTION,
        Row::new(
            "the same, GiB at its largest",
            with_dependencies.peak / 1024.0,
        )
        .goal(1.0),
    );
    if let Some(area) = &crates.mail {
        let feature = area.to_lowercase().replace(' ', "-");
        let mail = again(
            crates,
            &crates.whole,
            "lib.rs",
            &["check", "--features", &feature],
            rounds,
        )?;
        report.row(
            SECTION,
            Row::new(
                "checking the area of mail alone, of the whole",
                mail.cpu / full.cpu,
            )
            .goal(0.20),
        );
    }
    Ok(())
}

/// Release builds of an application and of the types it is made from.
fn build(crates: &Crates, rounds: usize, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let cost = |types: &Utf8Path, app: &Utf8Path| -> Result<f64, Box<dyn Error>> {
        let command = ["build", "--release"];
        measure(&mut crates.cargo(app, &command))?;
        let mut least = f64::INFINITY;
        for _ in 0..rounds {
            for source in [types.join("src/lib.rs"), app.join("src/main.rs")] {
                fs::write(&source, fs::read(&source)?)?;
            }
            least = least.min(measure(&mut crates.cargo(app, &command))?.cpu);
        }
        Ok(least)
    };
    let ours = cost(&crates.types, &crates.app)?;
    let theirs = cost(&crates.derived, &crates.derived_app)?;
    report.row(
        SECTION,
        Row::new(
            format!(
                "release build of an application that uses {USED} types, of the same with derive"
            ),
            ours / theirs,
        )
        .goal(0.5),
    );
    Ok(())
}

fn use_messages(crates: &Crates, rounds: usize, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let Some(file) = &crates.messages else {
        return Ok(());
    };
    for task in ["read", "write"] {
        let cost = |name: &str| -> Result<f64, Box<dyn Error>> {
            let mut least = f64::INFINITY;
            for _ in 0..rounds.max(3) {
                let mut command = Command::new(crates.target.join("release").join(name));
                command.args([task, file.as_str(), &REPEATS.to_string()]);
                least = least.min(measure(&mut command)?.cpu);
            }
            Ok(least)
        };
        let ratio = cost("app")? / cost("derived-app")?;
        report.row(
            SECTION,
            Row::new(format!("{task} 1,000 messages, of derive"), ratio).goal(1.1),
        );
    }
    Ok(())
}
