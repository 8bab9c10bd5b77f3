//! Killed at any moment, a command leaves what was there or what was to be there, and the same command completes it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::workspace::{KEPT, TINY, Tree, Workspace, below, difference, is_new, shown};

const CODEGEN: &[&str] = &["codegen"];
const TRANSCRIBE: &[&str] = &["transcribe", "page.txt", "--into", "models/tea", "--write"];
const RELEASE: &[&str] = &["release", "tiny", "--date", "2026-11-22"];

/// How many blocks of 512 or 1024 bytes a process may write into one file, where the next byte kills it.
const BLOCKS: [u32; 2] = [1, 16];

/// The trees before and after a command that nobody kills, and how long it takes.
struct Course {
    workspace: Workspace,
    arguments: &'static [&'static str],
    old: Tree,
    new: Tree,
    takes: Duration,
}

impl Course {
    fn of(workspace: Workspace, arguments: &'static [&'static str]) -> Self {
        let old = workspace.kept();
        let begin = Instant::now();
        workspace.run(arguments);
        let takes = begin.elapsed();
        let new = workspace.kept();
        assert_ne!(
            difference(&old, &new),
            [""; 0],
            "{arguments:?} changes nothing"
        );
        workspace.assert_clean();
        Self {
            workspace,
            arguments,
            old,
            new,
            takes,
        }
    }

    /// Kills the command in so many rounds, and gives each tree that it leaves to `is_whole`, which panics at a mixture.
    ///
    /// Half of the moments are spread over the whole run, the other half over the little time after it has begun to write.
    /// Then come those that the operating system kills in the middle of a file.
    fn kill(&self, rounds: u32, is_whole: impl Fn(&Tree)) {
        let mut outcomes = [0; 3];
        let mut killed = 0;
        for round in 0..rounds {
            self.workspace.restore(&self.old);
            let mut command = self.workspace.command(self.arguments);
            let mut child = command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            if round % 2 == 0 {
                std::thread::sleep(self.takes * round / rounds);
            } else {
                let has_begun = || self.workspace.places().iter().any(|path| is_new(path));
                while !has_begun() && child.try_wait().unwrap().is_none() {
                    std::thread::sleep(Duration::from_micros(100));
                }
                std::thread::sleep(Duration::from_micros(u64::from(round * round) * 150));
            }
            child.kill().unwrap();
            killed += u32::from(child.wait().unwrap().code().is_none());
            outcomes[self.look(&is_whole)] += 1;
        }
        for blocks in BLOCKS {
            self.workspace.restore(&self.old);
            let limit = format!("ulimit -c 0; ulimit -f {blocks}");
            let mut command = self.workspace.command_after(&limit, self.arguments);
            let (code, ..) = shown(command.output().unwrap());
            killed += u32::from(code.is_none());
            outcomes[self.look(&is_whole)] += 1;
        }
        let [old, between, new] = outcomes;
        println!(
            "{:?}: killed {killed} times; {old} old, {between} between parts, {new} new",
            self.arguments
        );
        assert!(killed > 0, "no run was killed before its end");
    }

    /// Whether the tree that is there is old (0), of whole parts (1), or new (2); the same command makes it new.
    fn look(&self, is_whole: &impl Fn(&Tree)) -> usize {
        let found = self.workspace.kept();
        is_whole(&found);
        self.workspace.run(self.arguments);
        assert_eq!(
            difference(&self.workspace.kept(), &self.new),
            [""; 0],
            "the next run does not complete it"
        );
        self.workspace.assert_clean();
        match found {
            found if found == self.old => 0,
            found if found == self.new => 2,
            _ => 1,
        }
    }
}

/// Whether the part of the tree is the new one, and not the old one; a mixture is neither.
fn is_the_new(part: &str, [found, old, new]: [&Tree; 3]) -> bool {
    let [found, old, new] = [found, old, new].map(|tree| below(tree, part));
    assert!(
        found == old || found == new,
        "{part} is a mixture\nnot old: {:?}\nnot new: {:?}",
        difference(&found, &old),
        difference(&found, &new)
    );
    found == new
}

#[test]
fn codegen_leaves_each_crate_old_or_new() {
    let workspace = Workspace::new();
    workspace.run(CODEGEN);
    workspace.write(
        "generated/tiny-things/examples/of_people.rs",
        "fn main() {}\n",
    );
    workspace.change_models();
    let course = Course::of(workspace, CODEGEN);
    course.kill(12, |found| {
        for part in [
            "models/",
            "generated/tiny-things/",
            "generated/tea-room/",
            "Cargo.lock",
        ] {
            is_the_new(part, [found, &course.old, &course.new]);
        }
    });
}

#[test]
fn the_first_codegen_leaves_no_crate_or_a_whole_one() {
    let course = Course::of(Workspace::new(), CODEGEN);
    course.kill(6, |found| {
        for part in ["models/", "generated/tiny-things/", "generated/tea-room/"] {
            is_the_new(part, [found, &course.old, &course.new]);
        }
    });
}

#[test]
fn transcribe_leaves_the_model_old_or_new() {
    let course = Course::of(Workspace::new(), TRANSCRIBE);
    course.kill(16, |found| {
        for part in KEPT {
            is_the_new(part, [found, &course.old, &course.new]);
        }
    });
}

/// Its parts come one after the other, the models last, and each is old or new.
#[test]
fn release_leaves_whole_parts_in_their_order() {
    let workspace = Workspace::new();
    workspace.run(RELEASE);
    workspace.change_models();
    let course = Course::of(workspace, RELEASE);
    const CHANGELOG: &str = "generated/tiny-things/CHANGELOG.md";
    let [models, member] = TINY;
    course.kill(10, |found| {
        let mut trees = [found, &course.old, &course.new].map(Tree::clone);
        let whole = |part, trees: &[Tree; 3]| is_the_new(part, trees.each_ref());
        let mut parts = vec![whole(CHANGELOG, &trees)];
        trees
            .iter_mut()
            .for_each(|tree| drop(tree.remove(CHANGELOG)));
        parts.extend([member, "Cargo.lock", models].map(|part| whole(part, &trees)));
        assert!(
            parts.is_sorted_by(|a, b| a >= b),
            "the parts came in another order: {parts:?}"
        );
        assert_eq!(
            below(found, "models/tea/"),
            below(&course.old, "models/tea/")
        );
    });
}
