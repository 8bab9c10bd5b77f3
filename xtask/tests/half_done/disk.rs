//! A disk that is full or must not be written to: a clear error, and nothing has changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::workspace::{Workspace, difference, shown};

const COMMANDS: [&[&str]; 3] = [
    &["codegen"],
    &["transcribe", "page.txt", "--into", "models/tea", "--write"],
    &["release", "tiny", "--date", "2026-11-22"],
];

/// Somebody who owns nothing.
const NOBODY: u32 = 65534;

/// A workspace with crates that are out of date.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.run(&["codegen"]);
    workspace.run(&["release", "tiny", "--date", "2026-11-22"]);
    workspace.change_models();
    workspace
}

/// The command ends with an error in which the operating system's `why`, a path, and what became of the workspace can be read.
fn assert_refused(workspace: &Workspace, mut command: Command, why: &str) {
    let before = workspace.kept();
    let (code, stdout, stderr) = shown(command.output().unwrap());
    assert_eq!(code, Some(1), "{command:?}\n{stdout}{stderr}");
    let line = stderr.lines().last().unwrap_or_default();
    let is_clear = line.starts_with("error: could not ")
        && line.contains(why)
        && (line.contains("`generated")
            || line.contains("`models")
            || line.contains(workspace.root().to_str().unwrap()))
        && line.contains("nothing was changed");
    assert!(is_clear, "{command:?}\n{stderr}");
    assert_eq!(
        difference(&workspace.kept(), &before),
        [""; 0],
        "{command:?}"
    );
    workspace.assert_clean();
}

/// The limit on the size of files stands for the disk: it breaks off in the middle of a file, with the error that a full disk gives.
#[test]
fn a_disk_that_is_full() {
    for arguments in COMMANDS {
        let workspace = workspace();
        for blocks in [0, 1] {
            let full = format!("trap '' XFSZ; ulimit -f {blocks}");
            assert_refused(
                &workspace,
                workspace.command_after(&full, arguments),
                "File too large",
            );
        }
        workspace.run(arguments);
    }
}

/// Rights are nothing to the superuser: then somebody else runs the command.
#[test]
fn a_folder_that_must_not_be_written_to() {
    for arguments in COMMANDS {
        let workspace = workspace();
        // A binary that everybody can reach.
        let program = workspace.path("program");
        let built = env!("CARGO_BIN_EXE_xtask");
        if fs::hard_link(built, &program).is_err() {
            fs::copy(built, &program).unwrap();
        }
        let folders = || {
            workspace
                .tree()
                .into_keys()
                .filter(|path| path.ends_with('/'))
                .chain([String::new()])
        };
        let set = |mode| {
            for folder in folders() {
                fs::set_permissions(workspace.path(&folder), fs::Permissions::from_mode(mode))
                    .unwrap();
            }
        };
        set(0o555);
        let is_superuser = fs::write(workspace.path("probe"), "").is_ok();
        let mut command = workspace.command(arguments);
        if is_superuser {
            let mut by_nobody = Command::new(&program);
            by_nobody
                .args(command.get_args())
                .uid(NOBODY)
                .gid(NOBODY)
                .current_dir(workspace.root());
            for (name, value) in command.get_envs() {
                by_nobody.env(name, value.unwrap_or_default());
            }
            command = by_nobody;
        }
        assert_refused(&workspace, command, "Permission denied");
        set(0o755);
        workspace.run(arguments);
    }
}

#[test]
fn a_file_where_a_folder_must_be() {
    for arguments in [COMMANDS[0], COMMANDS[2]] {
        let workspace = Workspace::new();
        fs::remove_dir(workspace.path("generated")).unwrap();
        workspace.write("generated", "mine");
        let (code, _, stderr) = shown(workspace.command(arguments).output().unwrap());
        assert_eq!(code, Some(1), "{stderr}");
        assert!(
            stderr.contains("generated") && stderr.contains("nothing was changed"),
            "{stderr}"
        );
        assert_eq!(workspace.read("generated"), "mine");
    }
}
