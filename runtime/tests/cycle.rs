//! Types that refer to each other in a long cycle compile, in debug and release, and in a crate that uses them.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// As many types as the largest cycles of real models have, and then some.
const TYPES: usize = 300;

#[test]
fn a_cycle_of_types_compiles() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cycle");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
    write(
        &folder.join("models/Cargo.toml"),
        &manifest(
            "models",
            &format!("docbind-runtime = {{ path = {runtime:?} }}"),
        ),
    );
    write(&folder.join("models/src/lib.rs"), &models());
    let dependencies = "models = { path = \"../models\" }\nserde_json = \"1\"";
    write(
        &folder.join("application/Cargo.toml"),
        &manifest("application", dependencies),
    );
    write(&folder.join("application/src/main.rs"), APPLICATION);
    write(
        &folder.join("Cargo.toml"),
        "[workspace]\nmembers = [\"models\", \"application\"]\nresolver = \"3\"\n",
    );
    if let Ok(lock) = fs::read_to_string(runtime.join("../Cargo.lock")) {
        write(&folder.join("Cargo.lock"), &lock);
    }
    for profile in ["dev", "release"] {
        let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args([
                "run",
                "--quiet",
                "--offline",
                "--profile",
                profile,
                "-p",
                "application",
            ])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{profile}: {errors}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "equal");
    }
}

/// Leaves files alone that are as they should be, so that cargo builds them once.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n"
    )
}

fn models() -> String {
    let mut text = String::from("use docbind_runtime::model::*;\n");
    for index in 0..TYPES {
        let [next, other, many] = [1, 7, 31].map(|step| (index + step) % TYPES);
        write!(
            text,
            "#[derive(Clone, Debug, Default, PartialEq)]
            pub struct T{index} {{
                pub id: Option<String>,
                pub next: Option<Link<T{next}>>,
                pub other: Option<Link<T{other}>>,
                pub many: Option<Link<Vec<T{many}>>>,
                pub additional: Additional,
            }}
            object! {{
                T{index} = \"t{index}\";
                properties {{ id ID = \"id\" }}
                relationships {{ next NEXT = \"next\", other OTHER = \"other\", many MANY = \"many\" }}
            }}\n"
        )
        .unwrap();
    }
    text
}

const APPLICATION: &str = r##"fn main() {
    let text = r#"{"next":{"id":"a","other":{}},"many":[{"id":"b"}]}"#;
    let value: models::T0 = serde_json::from_str(text).unwrap();
    let mut copy = value.clone();
    let next = copy.next.as_mut().unwrap();
    assert_eq!((next.id.as_deref(), value.many.as_ref().map_or(0, |many| many.len())), (Some("a"), 1));
    assert_eq!(next.other.take(), Some(models::T8::default().into()));
    next.other = Some(models::T8::default().into());
    assert_eq!(serde_json::to_string(&copy).unwrap(), text);
    assert!(format!("{copy:?}").contains("many"));
    std::thread::spawn(move || println!("{}", if copy == value { "equal" } else { "different" })).join().unwrap();
}
"##;
