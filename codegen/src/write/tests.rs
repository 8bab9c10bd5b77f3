use super::*;
use std::fs;
use tempfile::TempDir;

fn files(entries: &[(&str, &str)]) -> Vec<File> {
    entries
        .iter()
        .map(|(path, contents)| File {
            path: path.to_string(),
            contents: contents.to_string(),
        })
        .collect()
}

/// Every file and folder below `dir`, with contents; folders end in `/`.
fn tree(dir: &Path) -> Vec<(String, String)> {
    fn walk(dir: &Path, under: &str, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{under}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                out.push((format!("{path}/"), String::new()));
                walk(&entry.path(), &format!("{path}/"), out);
            } else if path != MANIFEST {
                out.push((path, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(dir, "", &mut out);
    out.sort();
    out
}

fn names(dir: &Path) -> Vec<String> {
    tree(dir).into_iter().map(|(path, _)| path).collect()
}

fn one(dir: &Path, files: &[File]) -> Result<Report, WriteError> {
    write(&[Target { dir, files }], None).map(|mut reports| reports.remove(0))
}

fn counts(report: &Report) -> (usize, usize, usize) {
    assert_eq!(report.warnings, [""; 0]);
    (report.written, report.unchanged, report.removed)
}

fn put(dir: &Path, path: &str, contents: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

#[test]
fn writes_what_differs_and_nothing_else() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("a/b");
    let old = files(&[
        ("Cargo.toml", "1"),
        ("src/lib.rs", "2"),
        ("src/old/gone.rs", "3"),
        ("src/same.rs", "4"),
    ]);
    assert_eq!(counts(&one(&dir, &old).unwrap()), (4, 0, 0));
    let time = |path: &str| fs::metadata(dir.join(path)).unwrap().modified().unwrap();
    let before = (time("."), time("src/same.rs"));
    assert_eq!(counts(&one(&dir, &old).unwrap()), (0, 4, 0));
    assert_eq!(
        before,
        (time("."), time("src/same.rs")),
        "nothing changed, so nothing was touched"
    );

    put(&dir, "examples/mine.rs", "mine");
    put(&dir, "src/mine.rs", "mine too");
    put(&dir, "CHANGELOG.md", "words");
    fs::create_dir(dir.join("empty")).unwrap();
    let new = files(&[
        ("Cargo.toml", "1"),
        ("src/lib.rs", "changed"),
        ("src/new/here.rs", "5"),
        ("src/same.rs", "4"),
    ]);
    assert_eq!(counts(&one(&dir, &new).unwrap()), (2, 2, 1));
    assert_eq!(before.1, time("src/same.rs"));
    let expected = [
        "CHANGELOG.md",
        "Cargo.toml",
        "empty/",
        "examples/",
        "examples/mine.rs",
        "src/",
        "src/lib.rs",
        "src/mine.rs",
        "src/new/",
        "src/new/here.rs",
        "src/same.rs",
    ];
    assert_eq!(names(&dir), expected);
    assert_eq!(
        fs::read_to_string(dir.join("src/lib.rs")).unwrap(),
        "changed"
    );
    assert_eq!(
        fs::read_dir(root.path().join("a")).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn refuses_a_folder_that_is_not_ours() {
    let root = TempDir::new().unwrap();
    put(root.path(), "theirs/notes.txt", "x");
    let theirs = root.path().join("theirs");
    let ours = root.path().join("ours");
    let crate_files = files(&[("Cargo.toml", "1")]);
    let targets = [
        Target {
            dir: &ours,
            files: &crate_files,
        },
        Target {
            dir: &theirs,
            files: &crate_files,
        },
    ];
    let error = write(&targets, None).unwrap_err();
    assert!(matches!(error, WriteError::NotOurs { .. }), "{error}");
    assert_eq!(
        names(root.path()),
        ["theirs/", "theirs/notes.txt"],
        "the other crate was not written either"
    );
    fs::create_dir(&ours).unwrap();
    assert_eq!(
        counts(&one(&ours, &crate_files).unwrap()),
        (1, 0, 0),
        "an empty folder is free"
    );
}

#[test]
fn refuses_to_overwrite_what_it_did_not_write() {
    let root = TempDir::new().unwrap();
    one(root.path(), &files(&[("Cargo.toml", "1")])).unwrap();
    put(root.path(), "src/lib.rs", "mine");
    put(root.path(), "src/dir.rs/x", "mine");
    let before = tree(root.path());
    let error = one(
        root.path(),
        &files(&[
            ("Cargo.toml", "2"),
            ("src/lib.rs", "x"),
            ("src/dir.rs", "y"),
        ]),
    )
    .unwrap_err();
    assert!(
        matches!(&error, WriteError::InTheWay { files, .. } if files == &["src/lib.rs", "src/dir.rs"]),
        "{error}"
    );
    assert_eq!(tree(root.path()), before);
    assert_eq!(
        counts(
            &one(
                root.path(),
                &files(&[("Cargo.toml", "1"), ("src/lib.rs", "mine")])
            )
            .unwrap()
        ),
        (0, 2, 0)
    );
}

#[test]
fn refuses_paths_that_leave_the_folder_or_clash() {
    let root = TempDir::new().unwrap();
    for bad in [
        &[("../x", "")][..],
        &[("a", ""), ("A", "")],
        &[("a", ""), ("a/b", "")],
        &[(MANIFEST, "")],
        &[("a\\b", "")],
    ] {
        let error = one(&root.path().join("out"), &files(bad)).unwrap_err();
        assert!(matches!(error, WriteError::BadPath { .. }), "{error}");
    }
    assert!(tree(root.path()).is_empty());
}

#[test]
fn a_damaged_manifest_is_refused() {
    let root = TempDir::new().unwrap();
    one(root.path(), &files(&[("Cargo.toml", "1")])).unwrap();
    put(root.path(), MANIFEST, "nonsense\n");
    let error = one(root.path(), &files(&[("Cargo.toml", "2")])).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("line 1 is not a hash and a path"),
        "{error}"
    );
    assert_eq!(
        fs::read_to_string(root.path().join("Cargo.toml")).unwrap(),
        "1"
    );
}

#[test]
fn cargo_keeps_its_build_folder() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("crate");
    one(&dir, &files(&[("Cargo.toml", "1")])).unwrap();
    put(&dir, "target/CACHEDIR.TAG", "tag");
    put(&dir, "target/debug/x", "built");
    one(&dir, &files(&[("Cargo.toml", "2")])).unwrap();
    assert_eq!(
        names(&dir),
        [
            "Cargo.toml",
            "target/",
            "target/CACHEDIR.TAG",
            "target/debug/",
            "target/debug/x"
        ]
    );
}

/// A repository stays where it is: the files come one by one.
#[test]
fn a_folder_that_must_stay_is_changed_in_place() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("crate");
    one(&dir, &files(&[("Cargo.toml", "1"), ("src/a/b.rs", "2")])).unwrap();
    put(&dir, ".git/HEAD", "x");
    #[cfg(unix)]
    let inode = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(&dir).unwrap());
    #[cfg(unix)]
    let before = inode();
    assert_eq!(
        counts(&one(&dir, &files(&[("Cargo.toml", "3"), ("src/c.rs", "4")])).unwrap()),
        (2, 0, 1)
    );
    assert_eq!(
        names(&dir),
        [".git/", ".git/HEAD", "Cargo.toml", "src/", "src/c.rs"]
    );
    #[cfg(unix)]
    assert_eq!(before, inode());
    assert_eq!(
        check(&dir, &files(&[("Cargo.toml", "3"), ("src/c.rs", "4")])).unwrap(),
        []
    );
}

#[test]
fn a_stale_file_shows_what_differs_below_its_head() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("crate");
    let head = |hash: &str, rest: &str| format!("// @generated by `it` from {hash}\n\n{rest}");
    let of = |hash: &str, b: &str| {
        let (a, b) = (head(hash, "struct A;\n"), head(hash, b));
        files(&[("src/a.rs", a.as_str()), ("src/b.rs", b.as_str())])
    };
    one(&dir, &of("1", "struct B;\n")).unwrap();
    let texts = |files: &[File]| -> Vec<String> {
        let stale = check(&dir, files).unwrap();
        stale.iter().map(ToString::to_string).collect()
    };
    let expected = of("2", "struct C;\n");
    assert_eq!(
        texts(&expected),
        [
            "src/a.rs: of another model, by the hash in its head",
            "src/b.rs: out of date\n  line 3:\n  - struct B;\n  + struct C;"
        ]
    );
    // A hand edit is one, whatever the model.
    put(&dir, "src/a.rs", &head("1", "struct Mine;\n"));
    assert_eq!(
        texts(&expected)[0],
        "src/a.rs: edited by hand\n  line 3:\n  - struct Mine;\n  + struct A;"
    );
    put(&dir, "src/a.rs", &head("mine", "struct A;\n"));
    assert!(texts(&expected)[0].starts_with("src/a.rs: edited by hand\n  line 1:"));
}

#[test]
fn removes_what_a_killed_run_left() {
    let root = TempDir::new().unwrap();
    let (dir, scratch) = (root.path().join("crate"), root.path().join("scratch"));
    let first = files(&[("Cargo.toml", "1")]);
    let target = |files| [Target { dir: &dir, files }];
    write(&target(&first), Some(&scratch)).unwrap();
    let manifest = Manifest::of(&first);
    let plan = plan::plan(&dir, &first, &manifest).unwrap();
    let killed = stage::stage(&dir.canonicalize().unwrap(), plan, Some(&scratch)).unwrap();
    let left = killed.scratch.keep();
    assert!(left.starts_with(&scratch) && left.exists());
    let second = files(&[("Cargo.toml", "2")]);
    write(&target(&second), Some(&scratch)).unwrap();
    assert_eq!(names(&scratch), [""; 0]);
}

#[test]
fn many_runs_at_once_leave_one_whole_crate() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("crate");
    std::thread::scope(|scope| {
        for n in 0..8 {
            let dir = &dir;
            scope.spawn(move || (0..10).for_each(|_| drop(one(dir, &version(n)).unwrap())));
        }
    });
    assert!(
        (0..8).any(|n| check(&dir, &version(n)).unwrap().is_empty()),
        "{:?}",
        names(&dir)
    );
}

/// Two crates that have no contents in common.
fn version(n: usize) -> Vec<File> {
    (0..30)
        .map(|i| File {
            path: format!("src/f{}.rs", i + 15 * n),
            contents: format!("{n}\n"),
        })
        .collect()
}

const KILLED: &str = "CODEGEN_TEST_KILLED_DIR";

/// Not a test: what [`killed_at_any_moment_the_crate_is_old_or_new`] starts and kills.
#[test]
#[ignore = "runs until it is killed"]
fn child_that_is_killed() {
    let Some(dir) = std::env::var_os(KILLED).map(PathBuf::from) else {
        return;
    };
    for n in (0..2).cycle() {
        one(&dir, &version(n)).unwrap();
        fs::write(dir.with_file_name("started"), "").unwrap();
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn killed_at_any_moment_the_crate_is_old_or_new() {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("crate");
    one(&dir, &version(0)).unwrap();
    put(&dir, "examples/mine.rs", "mine");
    let started = root.path().join("started");
    let begin = std::time::Instant::now();
    one(&dir, &version(1)).unwrap();
    one(&dir, &version(0)).unwrap();
    let cycle = begin.elapsed();
    let mut seen = [false; 2];
    for round in 0..20 {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "write::tests::child_that_is_killed"])
            .env(KILLED, &dir)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while !started.exists() {
            assert_eq!(child.try_wait().unwrap(), None, "the child ended by itself");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        std::thread::sleep(cycle * round / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        fs::remove_file(&started).unwrap();
        let is = [0, 1].map(|n| check(&dir, &version(n)).unwrap().is_empty());
        assert!(is[0] != is[1], "a mixture: {:?}", names(&dir));
        seen[usize::from(is[1])] = true;
        assert_eq!(
            fs::read_to_string(dir.join("examples/mine.rs")).unwrap(),
            "mine"
        );
    }
    assert_eq!(seen, [true; 2], "children were killed at one version only");
    one(&dir, &version(0)).unwrap();
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        1,
        "what killed runs left is gone"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let root = TempDir::new().unwrap();
    let inner = root.path().join("readonly");
    let dir = inner.join("crate");
    one(&dir, &files(&[("Cargo.toml", "1")])).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o555)).unwrap();
    let result = one(&dir, &files(&[("Cargo.toml", "2")]));
    // The superuser writes everywhere.
    let superuser = fs::write(inner.join("probe"), "").is_ok();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
    if !superuser {
        let error = result.unwrap_err();
        assert!(error.to_string().contains("nothing was changed"), "{error}");
        assert_eq!(names(&dir), ["Cargo.toml"]);
    }
}

#[test]
fn check_says_what_is_stale_and_why() {
    let root = TempDir::new().unwrap();
    let dir = root.path();
    let old = files(&[
        ("a.rs", "1\n2\n3\n"),
        ("b.rs", "x\n"),
        ("c.rs", "c\n"),
        ("d.rs", "d\n"),
        ("e.rs", "e\n"),
    ]);
    one(dir, &old).unwrap();
    assert_eq!(check(dir, &old).unwrap(), []);
    put(dir, "b.rs", "x\nedited\n");
    fs::remove_file(dir.join("c.rs")).unwrap();
    let new = files(&[
        ("a.rs", "1\ntwo\n3\n"),
        ("b.rs", "x\n"),
        ("c.rs", "c\n"),
        ("d.rs", "d\n"),
    ]);
    let shown: Vec<_> = check(dir, &new)
        .unwrap()
        .iter()
        .map(Stale::to_string)
        .collect();
    let expected = [
        "a.rs: out of date\n  line 2:\n  - 2\n  + two",
        "b.rs: edited by hand\n  line 2:\n  - edited",
        "c.rs: missing",
        "e.rs: no longer generated, to be removed",
    ];
    assert_eq!(shown, expected);
    assert_eq!(check(&dir.join("nowhere"), &new).unwrap().len(), 4);
}

/// What is refused when writing is no edit of a file of ours.
#[test]
fn check_tells_edits_from_what_is_in_the_way() {
    let root = TempDir::new().unwrap();
    one(root.path(), &files(&[("a.rs", "a")])).unwrap();
    put(root.path(), "b.rs", "theirs");
    put(root.path(), "c.rs/d", "theirs");
    let new = files(&[("a.rs", "a"), ("b.rs", "b"), ("c.rs", "c")]);
    let found = check(root.path(), &new).unwrap();
    let found: Vec<_> = found
        .into_iter()
        .map(|stale| (stale.path, stale.why))
        .collect();
    let expected = ["b.rs", "c.rs"].map(|path| (path.to_owned(), Why::InTheWay));
    assert_eq!(found, expected);
}
