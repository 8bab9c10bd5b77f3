//! A workspace in a temporary folder: two services, their crates, a page, lock file, and a cargo.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Every file with its contents; every folder, ending in `/`, with nothing.
pub type Tree = BTreeMap<String, Vec<u8>>;

pub struct Workspace {
    root: TempDir,
}

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"tiny-things\"\nversion = \"0.1.0\"\n";

/// In models/ and in generated/.
pub const TINY: [&str; 2] = ["models/tiny/", "generated/tiny-things/"];

/// The part of the tree that these commands are about: what is built is not.
pub const KEPT: [&str; 3] = ["models/", "generated/", "Cargo.lock"];

impl Workspace {
    /// Nothing is generated yet.
    pub fn new() -> Self {
        let workspace = Self {
            root: tempfile::tempdir().unwrap(),
        };
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let tea = here.join("../codegen/tests/transcribe/tea");
        for file in ["shapes.json", "bindings.json", "service.toml"] {
            let text = fs::read_to_string(tea.join(file)).unwrap();
            workspace.write(&format!("models/tea/{file}"), &text);
        }
        let page = fs::read_to_string(tea.join("page.txt")).unwrap();
        workspace.write("page.txt", &page);
        let tiny = fs::read_to_string(here.join("tests/models/tiny.json")).unwrap();
        workspace.write("models/tiny/model.json", &tiny);
        let settings = "service = \"org.example.tiny#Tiny\"\ncrate-name = \"tiny-things\"\nversion = \"0.1.0\"\n";
        workspace.write("models/tiny/service.toml", settings);
        workspace.write("Cargo.lock", LOCK);
        workspace.write("cargo", "#!/bin/sh\nexit 0\n");
        fs::create_dir(workspace.path("generated")).unwrap();
        fs::set_permissions(workspace.path("cargo"), fs::Permissions::from_mode(0o755)).unwrap();
        workspace
    }

    pub fn root(&self) -> &Path {
        self.root.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Changes both models: an enum has another value, and the description of an operation is another.
    pub fn change_models(&self) {
        for (path, from, to) in [
            ("models/tiny/model.json", "blue", "navy"),
            ("models/tea/shapes.json", "Looks into a pot.", "Looks."),
        ] {
            let text = self.read(path);
            assert!(text.contains(from), "{path}");
            self.write(path, text.replace(from, to));
        }
    }

    /// The command, in this workspace.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments);
        self.at_home(command)
    }

    /// The command, behind what a shell does first.
    pub fn command_after(&self, shell: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{shell}; exec \"$@\""), "sh"])
            .arg(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments);
        self.at_home(command)
    }

    fn at_home(&self, mut command: Command) -> Command {
        command
            .current_dir(self.root())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO", self.path("cargo"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the command, which succeeds; what it prints.
    pub fn run(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = shown(self.command(arguments).output().unwrap());
        assert_eq!(code, Some(0), "{arguments:?}\n{stdout}{stderr}");
        stdout
    }

    pub fn tree(&self) -> Tree {
        let mut out = Tree::new();
        walk(self.root(), "", &mut out);
        out
    }

    /// What lies where commands put what is to be renamed, and beside it.
    pub fn places(&self) -> Vec<String> {
        const PLACES: [&str; 7] = [
            "",
            "generated/",
            "generated/tiny-things/",
            "models/",
            "models/tea/",
            "models/tiny/",
            "target/codegen/",
        ];
        let mut out = Vec::new();
        for place in PLACES {
            let entries = fs::read_dir(self.path(place))
                .into_iter()
                .flatten()
                .flatten();
            out.extend(
                entries.map(|entry| format!("{place}{}", entry.file_name().to_string_lossy())),
            );
        }
        out
    }

    /// [`KEPT`], without what lies there only to be renamed.
    pub fn kept(&self) -> Tree {
        let mut tree = self.tree();
        tree.retain(|path, _| KEPT.iter().any(|kept| path.starts_with(kept)) && !is_new(path));
        tree
    }

    /// Makes [`KEPT`] what it was, and removes what was built.
    pub fn restore(&self, kept: &Tree) {
        let _ = fs::remove_dir_all(self.path("target"));
        let mut now = self.tree();
        now.retain(|path, _| KEPT.iter().any(|kept| path.starts_with(kept)));
        // What is in a folder before the folder.
        for path in now.keys().rev().filter(|path| !kept.contains_key(*path)) {
            match path.strip_suffix('/') {
                Some(folder) => fs::remove_dir(self.path(folder)).unwrap(),
                None => fs::remove_file(self.path(path)).unwrap(),
            }
        }
        for (path, contents) in kept
            .iter()
            .filter(|(path, contents)| now.get(*path) != Some(contents))
        {
            match path.strip_suffix('/') {
                Some(folder) => fs::create_dir_all(self.path(folder)).unwrap(),
                None => self.write(path, contents),
            }
        }
    }

    /// Nothing that was to be renamed is there, neither in the tree nor in the folder for such things.
    pub fn assert_clean(&self) {
        let mut left = self.places();
        left.retain(|path| is_new(path) || path.starts_with("target/codegen/"));
        assert_eq!(left, [""; 0], "what a killed run left is still there");
    }
}

/// A path of what is to be renamed, or one in it.
pub fn is_new(path: &str) -> bool {
    path.split('/')
        .any(|part| part.starts_with(".codegen-") && part != ".codegen-manifest")
}

fn walk(folder: &Path, under: &str, out: &mut Tree) {
    // What a command that still runs takes away is not there.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&entry.path(), &format!("{path}/"), out);
            out.insert(format!("{path}/"), Vec::new());
        } else if let Ok(contents) = fs::read(entry.path()) {
            out.insert(path, contents);
        }
    }
}

/// What is below a folder.
pub fn below(tree: &Tree, folder: &str) -> Tree {
    let inside = tree.iter().filter(|(path, _)| path.starts_with(folder));
    inside
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// Paths at which two trees differ: what one reads where two trees should be equal.
pub fn difference(a: &Tree, b: &Tree) -> Vec<String> {
    let paths = a
        .keys()
        .chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths
        .filter(|path| a.get(*path) != b.get(*path))
        .cloned()
        .collect()
}

/// Exit code, or `None` for a process that was killed, and both streams.
pub fn shown(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}
