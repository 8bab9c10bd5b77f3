//! Commands that run at the same time leave what they would leave one after the other.

use std::fs::File;
use std::time::Duration;

use super::workspace::{TINY, Workspace, below, difference, shown};

/// How often each pair starts; the second one begins later from round to round.
const ROUNDS: u32 = 6;

/// Runs commands at once: their exit codes, and what they say of errors.
fn at_once(workspace: &Workspace, round: u32, commands: &[&[&str]]) -> Vec<(i32, String)> {
    let children: Vec<_> = commands
        .iter()
        .map(|arguments| {
            let child = workspace.command(arguments).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(u64::from(round) * 4));
            child
        })
        .collect();
    children
        .into_iter()
        .map(|child| {
            let (code, _, stderr) = shown(child.wait_with_output().unwrap());
            (code.expect("an exit code"), stderr)
        })
        .collect()
}

#[test]
fn crates_for_the_same_folder_replace_each_other_whole() {
    let workspace = Workspace::new();
    let model = workspace.read("models/tiny/model.json");
    workspace.write("a/model.json", &model);
    workspace.write("b/model.json", model.replace("blue", "navy"));
    let [a, b] = ["a/model.json", "b/model.json"]
        .map(|model| ["codegen", "--model", model, "--out", "generated/x"]);
    let whole = [&a, &b].map(|arguments| {
        workspace.run(arguments);
        below(&workspace.kept(), "generated/x/")
    });
    assert_ne!(whole[0], whole[1]);
    for round in 0..ROUNDS {
        let ended = at_once(&workspace, round, &[&a, &b, &a, &b]);
        assert!(
            ended
                .iter()
                .all(|(code, said)| *code == 0 && said.is_empty()),
            "{ended:?}"
        );
        let found = below(&workspace.kept(), "generated/x/");
        assert!(
            whole.contains(&found),
            "{:?}",
            whole.each_ref().map(|whole| difference(whole, &found))
        );
    }
    workspace.assert_clean();
}

#[test]
fn no_transcription_is_lost_to_another() {
    let workspace = Workspace::new();
    let page = workspace.read("page.txt");
    let other = page.replace("handle", "spout");
    assert_ne!(page, other);
    workspace.write("other.txt", other);
    let old = workspace.kept();
    let pages = ["page.txt", "other.txt"]
        .map(|page| ["transcribe", page, "--into", "models/tea", "--write"]);
    let after = |order: &[usize]| {
        workspace.restore(&old);
        order
            .iter()
            .for_each(|page| drop(workspace.run(&pages[*page])));
        workspace.read("models/tea/shapes.json")
    };
    let (first, second) = (after(&[0]), after(&[1]));
    let both = [after(&[0, 1]), after(&[1, 0])];
    assert!(!both.contains(&first) && !both.contains(&second));
    for round in 0..ROUNDS {
        workspace.restore(&old);
        let ended = at_once(&workspace, round, &[&pages[0], &pages[1]]);
        let found = workspace.read("models/tea/shapes.json");
        for (code, said) in &ended {
            assert!(
                *code == 0
                    || said.contains(
                        "was changed by somebody else in the meantime; nothing was changed"
                    ),
                "{said}"
            );
        }
        let whole = match (ended[0].0, ended[1].0) {
            (0, 0) => both.contains(&found),
            (0, _) => found == first,
            (_, 0) => found == second,
            _ => false,
        };
        assert!(whole, "{ended:?}\n{found}");
        workspace.assert_clean();
    }
}

const RELEASE: &[&str] = &["release", "tiny", "--date", "2026-11-22"];

#[test]
fn releases_and_codegen_end_in_the_release() {
    let workspace = Workspace::new();
    workspace.run(RELEASE);
    workspace.run(&["codegen"]);
    workspace.change_models();
    let old = workspace.kept();
    workspace.run(RELEASE);
    workspace.run(&["codegen"]);
    let new = workspace.kept();
    for round in 0..ROUNDS / 2 {
        workspace.restore(&old);
        let ended = at_once(&workspace, round, &[RELEASE, &["codegen"], RELEASE]);
        assert_eq!(ended[1], (0, String::new()));
        for (code, said) in [&ended[0], &ended[2]] {
            assert!(
                *code == 0 || said.contains("in the meantime; nothing was changed"),
                "{said}"
            );
        }
        assert!(ended[0].0 == 0 || ended[2].0 == 0, "{ended:?}");
        for part in TINY.into_iter().chain(["Cargo.lock"]) {
            let [found, expected] = [&workspace.kept(), &new].map(|tree| below(tree, part));
            assert_eq!(difference(&found, &expected), [""; 0]);
        }
        workspace.run(&["codegen", "--check"]);
        workspace.assert_clean();
    }
}

/// The release exchanges the folder that the transcription writes into.
#[test]
fn no_transcription_is_lost_to_a_release() {
    let workspace = Workspace::new();
    let release = ["release", "tea", "--date", "2026-11-22"];
    let transcribe = ["transcribe", "page.txt", "--into", "models/tea", "--write"];
    let old = workspace.kept();
    workspace.run(&transcribe);
    let transcribed = workspace.read("models/tea/shapes.json");
    for round in 0..ROUNDS {
        workspace.restore(&old);
        let ended = at_once(&workspace, round, &[&release, &transcribe]);
        assert_eq!(ended[1].0, 0, "{ended:?}");
        assert!(
            workspace.read("models/tea/shapes.json") == transcribed,
            "the release has undone it: {ended:?}"
        );
        // What was transcribed before the release is no model that can be released: it asks.
        match ended[0].0 {
            0 => assert_eq!(
                workspace.read("models/tea/released/shapes.json").as_bytes(),
                old["models/tea/shapes.json"]
            ),
            _ => assert!(
                !workspace.path("models/tea/released").exists()
                    && ended[0].1.contains("nothing was changed"),
                "{ended:?}"
            ),
        }
        workspace.assert_clean();
    }
}

/// What the other tests need luck for: whoever replaces models waits for whoever has them, and reads anew then.
#[test]
fn models_are_replaced_by_one_at_a_time() {
    for (arguments, is_done) in [
        (
            &["transcribe", "page.txt", "--into", "models/tea", "--write"][..],
            "ListPots",
        ),
        (&["release", "tea"], "version"),
        (&["codegen"], "version"),
    ] {
        let workspace = Workspace::new();
        let old = workspace.kept();
        let held = File::open(workspace.path("models")).unwrap();
        held.lock().unwrap();
        let mut child = workspace.command(arguments).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(150));
        assert_eq!(
            child.try_wait().unwrap(),
            None,
            "{arguments:?} has not waited"
        );
        assert_eq!(
            difference(&workspace.kept(), &old),
            [""; 0],
            "{arguments:?}"
        );
        held.unlock().unwrap();
        let (code, _, stderr) = shown(child.wait_with_output().unwrap());
        assert_eq!(code, Some(0), "{stderr}");
        let new = workspace.kept();
        let changed = difference(&new, &old);
        assert!(
            changed
                .iter()
                .any(|path| String::from_utf8_lossy(&new[path]).contains(is_done)),
            "{changed:?}"
        );
    }
}
