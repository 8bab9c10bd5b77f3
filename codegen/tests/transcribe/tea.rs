//! A page and a model of our own with all that can be new, and the way from there to a crate.

use std::path::{Path, PathBuf};

use codegen::diagnostics::{Diagnostics, Sources};
use codegen::generate::{self, From, Outcome, Request};
use codegen::model::questions::{ANSWERS, Question, TOPICS};
use codegen::transcribe::folder::{Transcribed, transcribe};
use expect_test::expect_file;
use serde_json::{Value, json};

fn tea() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcribe/tea")
}

fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["shapes.json", "bindings.json", "service.toml", "page.txt"] {
        std::fs::copy(tea().join(file), folder.path().join(file)).expect("a file");
    }
    folder
}

/// What the command does, without the command.
fn run(folder: &Path) -> Result<Transcribed, String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let page = folder.join("page.txt");
    let transcribed = transcribe(&page, folder, &mut sources, &mut diagnostics);
    transcribed.ok_or_else(|| diagnostics.render(&sources, false))
}

fn rendered(folder: &Path, diagnostics: &Diagnostics, sources: &Sources) -> String {
    let text = diagnostics.render(sources, false);
    text.replace(&folder.display().to_string(), "models/tea")
}

fn generate(folder: &Path) -> Outcome {
    generate::generate(&Request {
        from: From::Folder(folder.to_owned()),
        command: "test".to_owned(),
    })
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).expect("a file")
}

#[test]
fn all_that_is_new_is_merged_and_asked_about() {
    let folder = copy();
    let transcribed = run(folder.path()).unwrap();
    let changes: Vec<String> = transcribed
        .changes
        .iter()
        .map(|c| format!("{c}\n"))
        .collect();
    expect_file![tea().join("expected/changes.txt")].assert_eq(&changes.concat());
    expect_file![tea().join("expected/shapes.json")].assert_eq(&transcribed.after);
    let questions = rendered(folder.path(), &transcribed.questions, &transcribed.sources);
    expect_file![tea().join("expected/questions.txt")].assert_eq(&questions);
    assert_eq!(
        read(folder.path(), "shapes.json"),
        read(&tea(), "shapes.json"),
        "nothing is written unasked"
    );
}

#[test]
fn what_was_written_is_not_written_again() {
    let folder = copy();
    let first = run(folder.path()).unwrap();
    first.write().unwrap();
    assert_eq!(read(folder.path(), "shapes.json"), first.after);
    let second = run(folder.path()).unwrap();
    assert!(!second.differs(), "{:?}", second.changes);
    assert_eq!(second.changes, []);
    let same = |of: &Transcribed| rendered(folder.path(), &of.questions, &of.sources);
    assert_eq!(same(&first), same(&second), "open questions stay open");
    let files = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 4, "temporary files are left");
}

#[test]
fn a_file_that_somebody_else_has_changed_is_left_alone() {
    let folder = copy();
    let transcribed = run(folder.path()).unwrap();
    std::fs::write(folder.path().join("shapes.json"), "{}").expect("a file");
    let error = transcribed.write().unwrap_err();
    assert!(error.contains("was changed by somebody else"), "{error}");
    assert_eq!(read(folder.path(), "shapes.json"), "{}");
}

/// Answers every open question in bindings.json, with the first answer or the first word, and describes in shapes.json.
fn answer(folder: &Path, transcribed: &Transcribed) {
    let mut bindings: Value = serde_json::from_str(&read(folder, "bindings.json")).expect("JSON");
    let mut shapes: Value = serde_json::from_str(&read(folder, "shapes.json")).expect("JSON");
    for question in &transcribed.questions.list {
        let place = &question.shape;
        let asked = |name: &str| {
            question
                .title
                .split(": ")
                .nth(1)
                .is_some_and(|t| t.split(", ").any(|t| t == name))
        };
        let (mut traits, mut words) = (json!({}), Vec::new());
        for topic in TOPICS.iter().filter(|topic| asked(topic.name)) {
            match (topic.name, topic.words.first(), topic.traits.first()) {
                ("description", ..) => {
                    let (shape, member) = place.split_once('$').unwrap_or((place, ""));
                    let definition = &mut shapes["shapes"][shape];
                    let definition = match definition.get("members") {
                        _ if member.is_empty() => definition,
                        Some(_) => &mut definition["members"][member],
                        None => &mut definition[member],
                    };
                    definition["traits"]["smithy.api#documentation"] = json!("Ours.");
                }
                ("type", ..) => words.push("union"),
                ("required", ..) => words.push("optional"),
                ("http", ..) => {
                    let uri = format!("/{}", place.rsplit('#').next().unwrap_or_default());
                    traits["smithy.api#http"] = json!({ "method": "POST", "uri": uri });
                }
                (_, Some((word, _)), _) => words.push(*word),
                (_, _, Some((id, value))) => {
                    traits[*id] = serde_json::from_str(value).expect("JSON");
                }
                (name, ..) => panic!("{name} has no answer"),
            }
        }
        if !words.is_empty() {
            traits[ANSWERS] = json!(words);
        }
        // Several statements about one place are legal only in several files.
        let statement = &mut bindings["shapes"][place];
        if statement.is_null() {
            *statement = json!({ "type": "apply", "traits": {} });
        }
        for (id, value) in traits.as_object().expect("traits") {
            statement["traits"][id] = value.clone();
        }
    }
    let write = |file: &str, value: &Value| {
        let text = serde_json::to_string_pretty(value).expect("JSON");
        std::fs::write(folder.join(file), text).expect("a file");
    };
    write("bindings.json", &bindings);
    write("shapes.json", &shapes);
}

#[test]
fn codegen_refuses_with_the_same_words_until_all_is_answered() {
    let folder = copy();
    let transcribed = run(folder.path()).unwrap();
    transcribed.write().unwrap();
    let asked: Vec<_> = transcribed
        .questions
        .list
        .iter()
        .map(|d| (d.title.clone(), d.help.clone(), d.label.clone()))
        .collect();
    assert!(asked.len() > 20, "{}", asked.len());
    let outcome = generate(folder.path());
    assert!(outcome.files.is_none());
    let refused: Vec<_> = outcome
        .diagnostics
        .list
        .iter()
        .map(|d| (d.title.clone(), d.help.clone(), d.label.clone()))
        .collect();
    for question in &asked {
        assert!(
            refused.contains(question),
            "codegen does not ask {question:?}"
        );
    }

    answer(folder.path(), &transcribed);
    let outcome = generate(folder.path());
    let errors = rendered(folder.path(), &outcome.diagnostics, &outcome.sources);
    assert!(outcome.files.is_some(), "{errors}");

    // The next run takes down what was answered.
    let settled = run(folder.path()).unwrap();
    assert_eq!(settled.questions.list.len(), 0);
    assert!(!settled.after.contains("codegen#questions"));
    assert!(
        settled.after.contains("\"union\""),
        "the answer of the type is carried out"
    );
    settled.write().unwrap();
    assert!(generate(folder.path()).files.is_some());
    assert!(!run(folder.path()).unwrap().differs());
}

#[test]
fn a_place_is_asked_about_once() {
    let question = Question::open("a#B", &["type", "type"], &[], |_| false).expect("a question");
    assert_eq!(question.topics.len(), 1);
}

/// The text of `file` with one edit.
fn edited(folder: &Path, file: &str, from: &str, to: &str) {
    let text = read(folder, file);
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(folder.join(file), text.replacen(from, to, 1)).expect("a file");
}

#[test]
fn what_is_wrong_is_named_and_changes_nothing() {
    let cases: [(&str, &str, &str, &str, &str); 9] = [
        (
            "page.txt",
            "    maxResults=123,",
            "    maxResults=12,",
            "page.txt:21:",
            "expected a text between quotes",
        ),
        (
            "page.txt",
            "'lid': 'string',\n         'weight'",
            "'lip': 'string',\n         'weight'",
            "page.txt:",
            "announces GetPot.output.pot.lip, which is not here",
        ),
        (
            "page.txt",
            "param potId:\n\n[REQUIRED]\n\ntype soap",
            "param potId:\n\ntype soap",
            "",
            "",
        ),
        (
            "shapes.json",
            "\"shapes\": {",
            "\"shapes\": [",
            "shapes.json:",
            "",
        ),
        (
            "shapes.json",
            "com.example.tea#TeaRoom",
            "com.example.tea#Tearoom",
            "shapes.json:3:",
            "no service shape com.example.tea#TeaRoom here",
        ),
        (
            "shapes.json",
            "\"type\": \"enum\"",
            "\"type\": \"operation\"",
            "",
            "",
        ),
        (
            "service.toml",
            "\"GREEN\"",
            "\"GREEN TEA\"",
            "service.toml:7:",
            "`GREEN TEA` cannot be a name in a model",
        ),
        (
            "service.toml",
            "\"smithy.api#Long\"",
            "\"Leaf\"",
            "page.txt:",
            "but [names] gives it Leaf, of type enum",
        ),
        (
            "bindings.json",
            "\"apply\"",
            "apply",
            "bindings.json:5:",
            "",
        ),
    ];
    for (file, from, to, place, what) in cases {
        let folder = copy();
        edited(folder.path(), file, from, to);
        let before = read(folder.path(), "shapes.json");
        match run(folder.path()) {
            Err(error) => assert!(
                !place.is_empty() && error.contains(place) && error.contains(what),
                "{from} → {to}: {error}"
            ),
            Ok(_) => assert!(place.is_empty(), "{from} → {to}: nothing is wrong"),
        }
        assert_eq!(read(folder.path(), "shapes.json"), before);
    }
}

#[test]
fn a_model_without_shapes_json_is_told_what_to_begin_with() {
    let folder = copy();
    std::fs::remove_file(folder.path().join("shapes.json")).expect("a file");
    let error = run(folder.path()).unwrap_err();
    assert!(error.contains("shapes.json is not there"), "{error}");
    let error = run(&folder.path().join("nowhere")).unwrap_err();
    assert!(error.contains("cannot be read"), "{error}");
}

#[test]
fn two_places_that_the_page_tells_apart_are_not_one_shape() {
    let folder = copy();
    edited(
        folder.path(),
        "page.txt",
        "    dry=True|False\n",
        "    dry=True|False,\n    other={\n        'drops': 123,\n        'brand': b'bytes'\n    }\n",
    );
    edited(
        folder.path(),
        "page.txt",
        "param dry:\n",
        "param dry:\n\ntype other:\n\ndict\n\nparam other:\n\n  • drops (integer) --\n\n  • brand (bytes) --\n",
    );
    let error = run(folder.path()).unwrap_err();
    assert!(
        error.contains("Soap$drops is optional here and required at line"),
        "{error}"
    );
}
