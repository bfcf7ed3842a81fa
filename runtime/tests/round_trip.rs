//! Any JSON object, read as a model and written again, is the same object.

mod models;

use docbind_runtime::prelude::*;
use models::{Attachment, AttachmentVariant, MailFolder, Message, UpdateMessageBody};
use proptest::prelude::*;
use serde_json::{Map, Number, json};

/// Names that models know, and some that they do not.
const NAMES: [&str; 26] = [
    "@odata.etag",
    "@odata.type",
    "address",
    "attachments",
    "body",
    "bodyPreview",
    "categories",
    "childFolders",
    "content",
    "contentType",
    "displayName",
    "emailAddress",
    "from",
    "importance",
    "isRead",
    "messages",
    "name",
    "parent",
    "price",
    "ratio",
    "receivedDateTime",
    "score",
    "size",
    "subject",
    "toRecipients",
    "value",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![6 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned), 1 => ".{0,4}"]
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        (-5i32..5).prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        (-8i32..8).prop_map(|value| Json::from(f64::from(value) / 2.0)),
        any::<f32>().prop_map(Json::from),
        prop::sample::select(&["text", "html", "low", "NaN", "INF", "2014-10-01", "5", ""][..])
            .prop_map(Json::from),
        ".{0,6}".prop_map(Json::from),
    ];
    leaf.prop_recursive(8, 96, 6, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            3 => object(inner).prop_map(Json::Object),
        ]
    })
}

fn object(values: impl Strategy<Value = Json>) -> impl Strategy<Value = Map<String, Json>> {
    prop::collection::vec((name(), values), 0..7).prop_map(|members| members.into_iter().collect())
}

/// The same JSON, with numbers compared as numbers: `5` is `5.0`.
fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => same_number(left, right),
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        (Some(whole), None) => right
            .as_f64()
            .is_some_and(|float| float.fract() == 0.0 && float as i128 == whole),
        (None, Some(whole)) => left
            .as_f64()
            .is_some_and(|float| float.fract() == 0.0 && float as i128 == whole),
    }
}

fn check<T: Object + serde::Serialize + serde::de::DeserializeOwned>(
    value: &Json,
) -> Result<(), TestCaseError> {
    let text = value.to_string();
    let from_slice: T = serde_json::from_slice(text.as_bytes()).unwrap();
    let written: Json = serde_json::from_str(&serde_json::to_string(&from_slice).unwrap()).unwrap();
    prop_assert!(
        same(value, &written),
        "from a slice: {value}\nbecame {written}"
    );

    let from_reader: T = serde_json::from_reader(text.as_bytes()).unwrap();
    let from_value: T = serde_json::from_value(value.clone()).unwrap();
    for read in [from_reader, from_value] {
        let written = serde_json::to_value(&read).unwrap();
        prop_assert!(same(value, &written), "{value}\nbecame {written}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_object_in_is_the_object_out(members in object(json())) {
        let value = Json::Object(members);
        check::<Message>(&value)?;
        check::<MailFolder>(&value)?;
        check::<UpdateMessageBody>(&value)?;
    }

    #[test]
    fn a_variant_turned_back_is_the_value(members in object(json()), name in prop::sample::select(&["file", "item", "other"][..])) {
        let mut members = members;
        members.insert("@odata.type".into(), json!(format!("#example.mail.{name}Attachment")));
        let attachment: Attachment = serde_json::from_value(Json::Object(members)).unwrap();
        let variant = attachment.variant();
        match name {
            "file" => prop_assert!(matches!(variant, AttachmentVariant::FileAttachment(_))),
            "item" => prop_assert!(matches!(variant, AttachmentVariant::ItemAttachment(_))),
            _ => prop_assert!(matches!(variant, AttachmentVariant::Other(_))),
        }
        let back = Attachment::from(variant);
        prop_assert!(same(&serde_json::to_value(&attachment).unwrap(), &serde_json::to_value(&back).unwrap()));
    }
}

#[test]
fn a_value_that_does_not_fit_is_kept_beside_the_field() {
    let value = json!({
        "isRead": "yes",
        "size": 3_000_000_000u64,
        "subject": null,
        "body": [],
        "toRecipients": [{"emailAddress": {"address": "a@b"}}, 5],
        "importance": "urgent",
        "custom": {"a": null},
    });
    let message: Message = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(
        (
            message.is_read,
            message.size,
            &message.subject,
            &message.body
        ),
        (None, None, &None, &None)
    );
    assert_eq!(message.to_recipients.as_ref().map(Vec::len), Some(1));
    assert_eq!(
        message.importance,
        Some(models::Importance::Unrecognized("urgent".into()))
    );
    assert_eq!(message.additional.mismatch("isRead"), Some(&json!("yes")));
    assert_eq!(message.additional.mismatch("subject"), Some(&Json::Null));
    assert_eq!(message.additional.get("custom"), Some(&json!({"a": null})));
    assert_eq!(message.additional.iter().count(), 1);
    assert_eq!(serde_json::to_value(&message).unwrap(), value);
}

/// The text of an object after it was read and written.
fn written<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> String {
    serde_json::to_string(&serde_json::from_str::<T>(text).unwrap()).unwrap()
}

#[test]
fn elements_that_do_not_fit_are_kept_among_those_that_do() {
    let text = r#"{"categories":["a",null,"b",5],"toRecipients":[null,{"emailAddress":{"address":"a@b"}}]}"#;
    let mut message: Message = serde_json::from_str(text).unwrap();
    assert_eq!(
        message.categories.as_deref(),
        Some(&["a".to_owned(), "b".to_owned()][..])
    );
    assert_eq!(message.to_recipients.as_ref().map(Vec::len), Some(1));
    assert_eq!(
        message.additional.mismatch("categories"),
        Some(&json!(["a", null, "b", 5]))
    );
    assert_eq!(serde_json::to_string(&message).unwrap(), text);
    assert_eq!(message.clone(), message);

    // What is changed is written as it was changed, also to what it was before.
    message.categories.as_mut().unwrap().push("c".into());
    message.to_recipients = None;
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"categories":["a","b","c"]}"#
    );
    message.categories.as_mut().unwrap().pop();
    assert!(serde_json::to_string(&message).unwrap().contains("null"));
    message.additional.remove("categories");
    assert!(!serde_json::to_string(&message).unwrap().contains("null"));

    let nothing: Message = serde_json::from_str(r#"{"categories":[null,1]}"#).unwrap();
    assert_eq!(nothing.categories, None);
    assert_eq!(
        written::<Message>(r#"{"categories":[null,1]}"#),
        r#"{"categories":[null,1]}"#
    );
}

#[test]
fn elements_of_a_relationship_that_do_not_fit_do_not_hide_the_others() {
    let text = r#"{"messages":[null,{"subject":"a"},"b"]}"#;
    let mut folder: MailFolder = serde_json::from_str(text).unwrap();
    let messages = folder.messages.as_ref().unwrap();
    assert_eq!(messages.len(), 1);
    assert_eq!(serde_json::to_string(&folder).unwrap(), text);
    folder.messages.as_mut().unwrap().clear();
    assert_eq!(
        serde_json::to_string(&folder).unwrap(),
        r#"{"messages":[]}"#
    );
    let text = r#"{"messages":[null,1]}"#;
    assert_eq!(
        serde_json::from_str::<MailFolder>(text).unwrap().messages,
        None
    );
    assert_eq!(written::<MailFolder>(text), text);
}

#[test]
fn a_number_in_quotes_can_be_had() {
    let text = r#"{"size":"12345","score":"0.5","isRead":"true"}"#;
    let mut message: Message = serde_json::from_str(text).unwrap();
    assert_eq!(
        (message.size, message.score, message.is_read),
        (Some(12345), Some(0.5), Some(true))
    );
    assert_eq!(message.additional.mismatch("size"), Some(&json!("12345")));
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"isRead":"true","size":"12345","score":"0.5"}"#
    );
    message.size = Some(5);
    message.score = None;
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"isRead":"true","size":5}"#
    );
    let change: UpdateMessageBody = serde_json::from_str(r#"{"isRead":"false"}"#).unwrap();
    assert_eq!(change.is_read, Field::Value(false));
    assert_eq!(
        written::<UpdateMessageBody>(r#"{"isRead":"false"}"#),
        r#"{"isRead":"false"}"#
    );
}

#[test]
fn numbers_keep_their_digits() {
    for text in [
        r#"{"price":12345678901234567890.123}"#,
        r#"{"price":1.10}"#,
        r#"{"price":"1.10"}"#,
        r#"{"score":0.12345678901234567890123}"#,
        r#"{"score":123456789012345678901234567890}"#,
        r#"{"size":12345678901234567890.10}"#,
        r#"{"value":{"a":[1.10,{"b":-0}]}}"#,
        r#"{"value":12345678901234567890.123}"#,
        r#"{"custom":{"a":[1.10,12345678901234567890.123],"b\"1":"1.10"}}"#,
        r#"{"custom":1.10,"other":1e400}"#,
        r#"{"toRecipients":[null,{"emailAddress":{"custom":1.10}}]}"#,
        r#"{"parent":{"custom":1.10}}"#,
        r#"{"parent":{"messages":[{"price":1.10}]}}"#,
    ] {
        assert_eq!(written::<Message>(text), text);
        let copy = serde_json::from_str::<Message>(text).unwrap().clone();
        assert_eq!(serde_json::to_string(&copy).unwrap(), text);
    }
    let text =
        r##"{"@odata.type":"#example.mail.itemAttachment","size":1.10,"item":{"price":1.10}}"##;
    let attachment: Attachment = serde_json::from_str(text).unwrap();
    let AttachmentVariant::ItemAttachment(mut item) = attachment.variant() else {
        panic!("{attachment:?}")
    };
    item.item.as_mut().unwrap().subject = Some("a".into());
    assert_eq!(
        serde_json::to_string(&Attachment::from(*item)).unwrap(),
        r##"{"@odata.type":"#example.mail.itemAttachment","size":1.10,"item":{"price":1.10,"subject":"a"}}"##
    );
    let message: Message =
        serde_json::from_str(r#"{"score":0.12345678901234567890123,"custom":1.10}"#).unwrap();
    assert_eq!(message.score, Some(0.123_456_789_012_345_68));
    assert_eq!(message.additional.get("custom"), Some(&json!(1.1)));
    assert_eq!(message.additional.mismatches().count(), 0);
}

#[test]
fn flags_are_members_between_commas() {
    use models::BodyType::{Html, Text, Unrecognized};
    for (text, flags) in [
        ("text", &[Text][..]),
        ("html,text", &[Html, Text][..]),
        ("text, rtf", &[Text, Unrecognized("rtf".into())][..]),
    ] {
        let read: models::BodyType = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(read.flags(), flags);
        assert!(flags.iter().all(|flag| read.has(flag)));
        assert!(!read.has(&Unrecognized("tex".into())));
        assert_eq!(serde_json::to_value(&read).unwrap(), json!(text));
    }
    assert_eq!(
        models::BodyType::from_flags([Html, Text]).as_str(),
        "html,text"
    );
}

#[test]
fn a_field_wins_over_what_was_kept_under_its_name() {
    let mut message: Message = serde_json::from_str(r#"{"isRead": "yes"}"#).unwrap();
    message.is_read = Some(true);
    message.additional.insert("isRead", "no");
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"isRead":true}"#
    );
    message.is_read = None;
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"isRead":"yes"}"#
    );
    assert_eq!(message.additional.remove("isRead"), Some(json!("no")));
    assert_eq!(message.additional.remove("isRead"), Some(json!("yes")));
    assert!(message.additional.is_empty());
}

#[test]
fn of_equal_names_the_last_counts() {
    let message: Message = serde_json::from_str(
        r#"{"size": 1, "x": 1, "size": "big", "x": 2, "isRead": 7, "isRead": true}"#,
    )
    .unwrap();
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        json!({"size": "big", "x": 2, "isRead": true})
    );
    let many: String = (0..100)
        .map(|index| format!(r#""n{}": {index},"#, index % 60))
        .collect();
    let message: Message = serde_json::from_str(&format!("{{{many} \"y\": 1}}")).unwrap();
    assert_eq!(message.additional.iter().count(), 61);
    assert_eq!(message.additional.get("n7"), Some(&json!(67)));
}

#[test]
fn absent_null_and_value_are_told_apart() {
    let change = UpdateMessageBody {
        is_read: Field::Null,
        subject: "Hi".into(),
        ..Default::default()
    };
    assert_eq!(
        serde_json::to_string(&change).unwrap(),
        r#"{"isRead":null,"subject":"Hi"}"#
    );
    let read: UpdateMessageBody =
        serde_json::from_str(r#"{"isRead": null, "body": {"content": "x"}}"#).unwrap();
    assert_eq!(
        (read.is_read, read.subject, read.body.value().is_some()),
        (Field::Null, Field::Absent, true)
    );
    assert_eq!(Field::<bool>::from(None), Field::Null);
}

#[test]
fn a_variant_that_is_sent_says_its_type_first() {
    let file = models::FileAttachment {
        name: Some("a.txt".into()),
        content_bytes: Some("aGk=".into()),
        ..Default::default()
    };
    let attachment = Attachment::from(file.clone());
    assert_eq!(
        serde_json::to_string(&attachment).unwrap(),
        r##"{"@odata.type":"#example.mail.fileAttachment","name":"a.txt","contentBytes":"aGk="}"##
    );
    let AttachmentVariant::FileAttachment(back) = attachment.variant() else {
        panic!("{attachment:?}")
    };
    assert_eq!(
        (&back.name, &back.content_bytes),
        (&file.name, &file.content_bytes)
    );
}

/// As deep as serde_json goes, on the stack that threads get, in a debug build.
#[test]
fn deep_nesting_fits_the_stack_of_a_thread() {
    let read = || {
        let text = format!(
            "{}{{}}{}",
            r#"{"parent":{"messages":["#.repeat(42),
            "]}}".repeat(42)
        );
        let message: Message = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&message).unwrap(), text);
        assert_eq!(message.clone(), message);
        assert!(
            serde_json::from_str::<Message>(&r#"{"parent":{"messages":["#.repeat(100)).is_err()
        );
    };
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(read)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn objects_are_small_while_there_is_nothing_to_keep() {
    assert_eq!(size_of::<Additional>(), size_of::<usize>());
}
