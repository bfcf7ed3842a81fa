// Code of a caller that uses everything the bindings of `pages/` have. Compiled as an example against the bindings of every case.

use api::models::{Clip, ClipVariant, Entity, LeafClip, Note, NoteColor, Person, PhotoClip};
use api::note;
use notes::runtime::prelude::{DateTimeOffset, Field, Operation, Page, Permissions, Property, Relationship};

fn models() {
    let _ = Entity { id: Some("1".to_owned()), ..Default::default() };
    let person = Person { display_name: Some("Ada".to_owned()), mail: None::<String>, ..Default::default() };
    let note = Note {
        author: Some(person),
        clips: Some(vec![Clip { id: None::<String>, label: None::<String>, ..Default::default() }].into()),
        color: Some(NoteColor::Yellow),
        id: Some("1".to_owned()),
        next: Some(Note::default().into()),
        number: Some(1_i32),
        tags: Some(vec!["a".to_owned()]),
        title: Some("Shopping".to_owned()),
        weight: Some(4.5_f64),
        ..Default::default()
    };
    let next: &Note = note.next.as_ref().unwrap();
    let _: &Vec<Clip> = next.clips.as_ref().unwrap();
    let _: [Property<Note>; 7] =
        [Note::AUTHOR, Note::COLOR, Note::ID, Note::NUMBER, Note::TAGS, Note::TITLE, Note::WEIGHT];
    let _: [Relationship<Note>; 2] = [Note::CLIPS, Note::NEXT];
    match note.color.unwrap() {
        NoteColor::White | NoteColor::Yellow | NoteColor::Blue => {}
        NoteColor::Unrecognized(text) => drop::<Box<str>>(text),
        _ => {}
    }
    let leaf = LeafClip { id: None::<String>, label: None::<String>, plant: None::<String>, ..Default::default() };
    let photo = PhotoClip { id: None::<String>, label: None::<String>, height: Some(1_i32), ..Default::default() };
    for clip in [Clip::from(leaf), Clip::from(photo)] {
        match clip.variant() {
            ClipVariant::LeafClip(leaf) => drop::<Box<LeafClip>>(leaf),
            ClipVariant::PhotoClip(photo) => drop::<Box<PhotoClip>>(photo),
            ClipVariant::Other(clip) => drop::<Box<Clip>>(clip),
            _ => {}
        }
    }
}

fn answers<O: Operation<Response = R>, R>(_: O) {}

fn operations() {
    let note = Note::default();
    answers::<_, ()>(note::Archive::me("1"));
    answers::<_, ()>(note::Archive::in_notebooks("1", "2"));
    let _: [Permissions; 3] =
        [note::Archive::LEAST, note::Archive::ME_PERMISSIONS, note::Archive::IN_NOTEBOOKS_PERMISSIONS];
    answers::<_, ()>(note::Duplicate::in_notebooks("1", "2"));
    answers::<_, ()>(note::Delete::in_notebooks("1", "2"));
    answers::<_, Page<Note>>(note::Delta::me());
    let _ = note::Delta::resume;
    answers::<_, Note>(note::Get::in_notebooks("1", "2").select([Note::TITLE]).expand([Note::CLIPS]));
    let list = note::List::in_notebooks("1").select([Note::TITLE]).top(5).orderby([Note::NUMBER]);
    answers::<_, Page<Note>>(list.prefer("odata.maxpagesize=5"));
    answers::<_, Page<Note>>(note::List::me());
    answers::<_, Note>(note::Post::in_notebooks("1", &note));
    let since = DateTimeOffset::from("2021-07-01T00:00:00Z");
    answers::<_, Page<Note>>(note::Search::me("milk", 5_i32).since(&since));
    let share = note::ShareBody {
        message: Some("Look!".to_owned()),
        people: Some(vec![Person::default()]),
        ..Default::default()
    };
    answers::<_, ()>(note::Share::in_notebooks("1", "2", &share));
    let update = note::UpdateBody {
        color: Field::Value(NoteColor::Blue),
        title: Field::<String>::Null,
        ..Default::default()
    };
    answers::<_, Note>(note::Update::in_notebooks("1", "2", &update));
    answers::<_, note::UpsertResponse>(note::Upsert::in_notebooks("1", "2", &note));
    let answer: Option<note::UpsertResponse> = None;
    match answer {
        Some(note::UpsertResponse::Created(note)) => drop::<Note>(note),
        Some(note::UpsertResponse::NoContent(())) | None => {}
        Some(_) => {}
    }
}

fn main() {
    models();
    operations();
}
