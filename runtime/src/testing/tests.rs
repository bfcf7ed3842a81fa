#![allow(dead_code, reason = "the macros define more than the tests use")]

use super::*;
use crate::link::Link;
use crate::scalar::{DateTimeOffset, Guid};

#[derive(Clone, Default)]
struct Node {
    name: Option<String>,
    size: Option<i32>,
    made: Option<DateTimeOffset>,
    id: Option<Guid>,
    shape: Option<Shape>,
    inner: Option<Link<Node>>,
    rest: Option<Json>,
    nodes: Option<Link<Vec<Node>>>,
    parts: Option<Vec<Part>>,
    additional: Additional,
}
crate::object! {
    Node = "x.node";
    properties {
        name NAME = "name",
        size SIZE = "size",
        made MADE = "made",
        id ID = "id",
        shape SHAPE = "shape",
        rest REST = "rest",
        parts PARTS = "parts",
    }
    relationships { inner INNER = "inner", nodes NODES = "nodes" }
}

#[derive(Clone, Default)]
struct Part {
    number: Option<i64>,
    additional: Additional,
}
crate::object! { Part = "x.part"; properties { number NUMBER = "number" } relationships {} }

#[derive(Clone, Default)]
struct RoundPart {
    number: Option<i64>,
    radius: Option<f64>,
    additional: Additional,
}
crate::object! {
    RoundPart = "x.roundPart";
    properties { number NUMBER = "number", radius RADIUS = "radius" }
    relationships {}
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Round,
    Flat,
    Unrecognized(Box<str>),
}
crate::enumeration! { Shape = "x.shape", Unrecognized; Round = "round", Flat = "flat" }

static TYPES: &[Known] = &[
    Known::of::<Node>(),
    Known::of::<Part>(),
    Known::of::<RoundPart>(),
];

fn found<T: Example>(json: &str) -> Vec<(String, Kind)> {
    let json: Json = serde_json::from_str(json).unwrap();
    let report = Report::of(TYPES, &json, T::examine);
    let found = report.contradictions().iter();
    found
        .map(|found| (found.pointer.clone(), found.kind))
        .collect()
}

#[track_caller]
fn finds<T: Example>(json: &str, expected: &[(&str, Kind)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(pointer, kind)| ((*pointer).to_owned(), *kind))
        .collect();
    assert_eq!(found::<T>(json), expected, "{json}");
}

#[test]
fn what_fits_is_no_contradiction() {
    for json in [
        "{}",
        r##"{"@odata.type": "#x.node", "@odata.context": "c", "size@odata.type": "Int32", "@example.conflictBehavior": "fail",
            "name": "a", "size": 5, "made": "2014-10-01T05:15:00Z", "id": "f3a1c1e4-5d2b-4f70-9a51-2f6f3f7d9c11", "shape": "round,flat"}"##,
        r#"{"name": null, "inner": null, "parts": [], "rest": {"a": [1, {"b": null}]}}"#,
        r#"{"inner": {"inner": {"nodes": [{"name": "a"}]}}, "parts": [{"number": 12345678901}]}"#,
        r##"{"parts": [{"@odata.type": "#x.roundPart", "radius": 0.1}], "rest": {"@odata.type": "x.part", "number": 1}}"##,
        r##"{"parts": [{"@odata.type": "#x.unheardOf", "number": 1}]}"##,
    ] {
        finds::<Node>(json, &[]);
    }
}

#[test]
fn what_does_not_fit_is_found_wherever_it_is() {
    finds::<Node>(
        r#"{"name": 5, "size": "5", "made": "soon", "id": "1", "shape": "flat,square"}"#,
        &[
            ("/name", Kind::Type),
            ("/size", Kind::Type),
            ("/made", Kind::Type),
            ("/id", Kind::Type),
            ("/shape", Kind::Value),
        ],
    );
    finds::<Node>(
        r#"{"a/b~": 1, "parts": [{"number": true, "x": 1}, 5, null], "inner": [], "nodes": {"name": "a"}}"#,
        &[
            ("/parts/0/number", Kind::Type),
            ("/parts/0/x", Kind::Member),
            ("/parts/1", Kind::Type),
            ("/parts/2", Kind::Type),
            ("/inner", Kind::Type),
            ("/nodes", Kind::Type),
            ("/a~1b~0", Kind::Member),
        ],
    );
    finds::<Node>(
        r#"{"inner": {"nodes": [{"size": 3000000000, "inner": {"x": 1}}, "a"]}, "shape": 1}"#,
        &[
            ("/shape", Kind::Type),
            ("/inner/nodes/0/size", Kind::Type),
            ("/inner/nodes/0/inner/x", Kind::Member),
            ("/inner/nodes/1", Kind::Type),
        ],
    );
    finds::<Node>("5", &[("", Kind::Type)]);
}

#[test]
fn an_object_is_of_the_type_that_it_names() {
    finds::<Node>(
        r##"{"parts": [{"@odata.type": "#x.roundPart", "radius": "a", "x": 1}, {"radius": 1}],
             "rest": [{"@odata.type": "#x.part", "radius": 1}],
             "inner": {"@odata.type": "#x.part", "number": "1"}}"##,
        &[
            ("/rest/0/radius", Kind::Member),
            ("/parts/0/radius", Kind::Type),
            ("/parts/0/x", Kind::Member),
            ("/parts/1/radius", Kind::Member),
            ("/inner/number", Kind::Type),
        ],
    );
    finds::<Part>(r##"{"@odata.type": "#x.node", "name": "a"}"##, &[]);
}

#[test]
fn what_an_open_type_has_beyond_its_table_is_listed_too() {
    Examples::of("api/x.md", TYPES)
        .extra("/x", "Node")
        .extra("/inner/y", "Node")
        .response::<Node>(r#"{"x": 1, "inner": {"y": 1}}"#);
}

#[test]
fn lists_and_lone_values_are_told_from_objects() {
    finds::<Node>(
        r#"{"value": [{"name": "a"}], "@odata.count": 1}"#,
        &[("/value", Kind::LoneValue)],
    );
    finds::<Node>(
        r##"{"value": {"@odata.type": "#x.part", "number": 1, "x": 1}}"##,
        &[("/value", Kind::LoneValue), ("/value/x", Kind::Member)],
    );
    finds::<Node>(
        r#"{"value": [{"size": true}, {"value": {"x": 1}}]}"#,
        &[
            ("/value", Kind::LoneValue),
            ("/value/0/size", Kind::Type),
            ("/value/1/value", Kind::LoneValue),
            ("/value/1/value/x", Kind::Member),
        ],
    );
    finds::<Node>(r#"{"value": 1, "name": "a"}"#, &[("/value", Kind::Member)]);
    finds::<List<Node>>(
        r#"{"value": [{"name": "a"}, {"size": "a"}]}"#,
        &[("/value/1/size", Kind::Type)],
    );
    finds::<List<Node>>(
        r#"{"name": "a"}"#,
        &[("", Kind::NoValue), ("/name", Kind::Member)],
    );
    finds::<List<Node>>(r#"{"value": {"name": "a"}}"#, &[("/value", Kind::Type)]);
    finds::<List<Node>>("[]", &[("", Kind::Type)]);
    finds::<Single<Shape>>(r#"{"value": "round"}"#, &[]);
    finds::<Single<Shape>>(r#"{"value": "square"}"#, &[("/value", Kind::Value)]);
    finds::<Single<Shape>>("{}", &[("", Kind::NoValue)]);
}

#[test]
fn what_is_known_passes() {
    Examples::of("api/x.md", TYPES)
        .except("/parts", "Vec<Part>", "an object on the page")
        .except("/nodes", "Vec<Node>", "an object on the page")
        .except("/shape", "Shape", "another member on the page")
        .except("/a~1b", "Node", "in no table")
        .request::<Node>(r#"{"parts": {}, "nodes": {}, "shape": "square", "a/b": 1}"#)
        .except("", "InValue", "no value on the page")
        .response::<List<Node>>("{}")
        .except("/value", "Node", "an object on the page")
        .response::<Node>(r#"{"value": {}}"#);
    Examples::of("api/x.md", TYPES)
        .request::<Json>("{\"a\": [1, 2.0, null]}")
        .except("/value/0", "f64", "a number on the page")
        .response::<List<f64>>("{\"value\": [\"one\", 2], \"@odata.count\": 2}")
        .response::<Single<f64>>("{\"value\": null}");
}

#[test]
#[should_panic(
    expected = "api/x.md, example 2: this response contradicts the documentation:\n  /size: `\"5\"` is no i32\n  /x: x.node has no such member"
)]
fn what_is_not_known_fails() {
    Examples::of("api/x.md", TYPES)
        .response::<Node>("{}")
        .except("/name", "String", "known")
        .response::<Node>(r#"{"size": "5", "name": 1, "x": 1}"#);
}

#[test]
#[should_panic(expected = "/size: `\"5\"` is no i32")]
fn what_is_known_of_another_type_fails() {
    Examples::of("api/x.md", TYPES)
        .except("/size", "bool", "known")
        .response::<Node>(r#"{"size": "5"}"#);
}

#[test]
#[should_panic(expected = "x.node is not among the types of the test")]
fn a_relationship_to_a_type_that_is_not_listed_fails() {
    Examples::of("api/x.md", &[]).response::<Node>(r#"{"inner": {"name": "a"}}"#);
}

#[test]
#[should_panic(
    expected = "this request has no longer the contradictions that are listed:\n  /name: no String, as a number on the page"
)]
fn what_is_known_and_gone_fails() {
    Examples::of("api/x.md", TYPES)
        .except("/name", "String", "a number on the page")
        .request::<Node>(r#"{"name": "a"}"#);
}

#[test]
#[should_panic(expected = "contradicts the documentation")]
fn what_is_known_of_one_example_is_not_known_of_the_next() {
    Examples::of("api/x.md", TYPES)
        .except("/name", "String", "a number on the page")
        .response::<Node>(r#"{"name": 5}"#)
        .response::<Node>(r#"{"name": 5}"#);
}

#[test]
#[should_panic(
    expected = "example 1: this response contradicts the documentation:\n  /x: x.part has no such member\napi/x.md, example 3: this request is not JSON"
)]
fn everything_that_is_wrong_with_a_page_is_told_at_once() {
    Examples::of("api/x.md", TYPES)
        .response::<Part>(r#"{"x": 1}"#)
        .response::<Part>("{}")
        .request::<Part>("{");
}

#[test]
#[should_panic(expected = "api/x.md: a contradiction is listed after the last example")]
fn what_is_listed_of_no_example_is_told() {
    let _ = Examples::of("api/x.md", TYPES)
        .response::<Part>("{}")
        .except("/x", "Part", "known");
}

#[test]
#[should_panic(expected = "api/x.md, example 2: this response is not the same")]
fn what_is_lost_is_told() {
    #[derive(Debug)]
    struct Lossy;
    impl Serialize for Lossy {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_unit()
        }
    }
    impl<'de> Deserialize<'de> for Lossy {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Json::deserialize(deserializer).map(|_| Self)
        }
    }
    impl PartialEq for Lossy {
        fn eq(&self, _: &Self) -> bool {
            true
        }
    }
    impl Wire for Lossy {
        fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.serialize(serializer)
        }
    }
    Examples::of("api/x.md", TYPES)
        .request::<Json>("1")
        .response::<Lossy>("{}");
}
