use std::fmt::Write;

use crate::workspace::Workspace;

/// As many types as the largest cycles of real models have, and then some.
const TYPES: usize = 300;

/// Types that refer to each other in a long cycle compile, in debug and release, and in a crate that uses them.
#[test]
fn a_cycle_of_types_compiles() {
    let workspace = Workspace::new("cycle", &["models", "application"]);
    workspace.member("models", "");
    workspace.write("models/src/lib.rs", &models());
    workspace.member(
        "application",
        "models = { path = \"../models\" }\nserde_json = \"1\"",
    );
    workspace.write("application/src/main.rs", APPLICATION);
    for profile in ["dev", "release"] {
        let output = workspace.cargo(&["run", "--profile", profile, "-p", "application"]);
        assert!(
            output.status.success(),
            "{profile}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "equal");
    }
}

fn models() -> String {
    let mut text = String::from("use docbind_runtime::prelude::*;\n");
    for index in 0..TYPES {
        let [next, other, many] = [1, 7, 31].map(|step| (index + step) % TYPES);
        write!(
            text,
            "#[derive(Clone, Default)]
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
