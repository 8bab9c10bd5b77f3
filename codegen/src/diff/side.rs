//! In: how a user names a model: a path, the name of a folder in `models/`, or a revision. Out: a [`Side`]: the model with the crate
//! that is planned from it.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::ast;
use crate::diagnostics::{Diagnostics, Sources};
use crate::generate::{self, From};
use crate::model::Model;
use crate::model::closure::Closure;
use crate::plan::CratePlan;
use crate::settings::{self, DEFAULT_VERSION, Settings};

use super::revision::read_revision;

/// One of two models that are compared.
#[derive(Clone, Debug)]
pub struct Side {
    /// As the user named it.
    pub label: String,
    pub model: Model,
    pub closure: Closure,
    pub plan: CratePlan,
    /// Of the crate, by the settings.
    pub version: semver::Version,
    /// The fix-ups that the settings name.
    pub fixups: Vec<String>,
}

/// Where a model is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Path(PathBuf),
    /// Of the repository around the working folder. Without a path, that of the other model.
    Revision {
        revision: String,
        path: Option<String>,
    },
}

impl Place {
    /// `git:REV`, `git:REV:PATH`, or a path.
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix("git:") {
            Some(rest) => match rest.split_once(':') {
                Some((revision, path)) => Self::Revision {
                    revision: revision.to_owned(),
                    path: Some(path.to_owned()),
                },
                None => Self::Revision {
                    revision: rest.to_owned(),
                    path: None,
                },
            },
            None => Self::Path(PathBuf::from(text)),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Revision {
                revision,
                path: None,
            } => write!(f, "git:{revision}"),
            Self::Revision {
                revision,
                path: Some(path),
            } => write!(f, "git:{revision}:{path}"),
        }
    }
}

/// Why a model could not be read. Nothing was changed.
#[derive(Debug)]
pub enum SideError {
    /// There is nothing at the place, or git says no.
    Place(String),
    /// The model has errors, which the findings say.
    Model(Box<(String, Diagnostics, Sources)>),
}

impl fmt::Display for SideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(text) => f.write_str(text),
            Self::Model(found) => write!(f, "no crate can be made of {}", found.0),
        }
    }
}

impl std::error::Error for SideError {}

/// The files of one side.
pub(super) struct Texts {
    pub label: String,
    /// `service.toml`, where there is one.
    pub settings: Option<(PathBuf, String)>,
    pub model: Vec<(PathBuf, String)>,
}

/// Reads the models of both places. `models` is the folder whose folders can be named without it.
///
/// A place without a `service.toml` takes the service, the operations as far as it has them, and the version from the other one's;
/// where neither has one, all operations of the only service are compared.
///
/// # Errors
///
/// A place that is not there, and a model that no crate can be made of.
pub fn open(old: &Place, new: &Place, models: &Path) -> Result<(Side, Side), SideError> {
    open_in(Path::new("."), old, new, models)
}

/// The same, as seen from another folder than the working folder. `models` is relative to `here`, or absolute.
///
/// # Errors
///
/// As of [`open`].
pub fn open_in(
    here: &Path,
    old: &Place,
    new: &Place,
    models: &Path,
) -> Result<(Side, Side), SideError> {
    let from_here = |path: &Path| {
        if here == Path::new(".") {
            path.to_owned()
        } else {
            here.join(path)
        }
    };
    let models = &from_here(models);
    let on_disk = |path: &Path| on_disk(path, &from_here(path), models);
    let path_of = |place: &Place| match place {
        Place::Path(path) => Some(on_disk(path)),
        Place::Revision {
            path: Some(path), ..
        } => Some(PathBuf::from(path)),
        Place::Revision { path: None, .. } => None,
    };
    let read = |place: &Place, other: &Place| match place {
        Place::Path(path) => read_path(place, &on_disk(path)),
        Place::Revision { revision, .. } => {
            let Some(path) = path_of(place).or_else(|| path_of(other)) else {
                return Err(SideError::Place(format!(
                    "`{place}` says no path, and neither does the other side\n\
                     help: write `{place}:models/NAME`"
                )));
            };
            read_revision(here, place, revision, &path, models)
        }
    };
    let (old, new) = (read(old, new)?, read(new, old)?);
    let (old_settings, new_settings) = (settings_of(&old)?, settings_of(&new)?);
    let old_side = plan(old, old_settings.as_ref(), new_settings.as_ref())?;
    let new_side = plan(new, new_settings.as_ref(), old_settings.as_ref())?;
    Ok((old_side, new_side))
}

/// Reads the models of one folder or file that has its own settings, or needs none.
///
/// # Errors
///
/// As of [`open`].
pub fn open_folder(folder: &Path) -> Result<Side, SideError> {
    let texts = read_path(&Place::Path(folder.to_owned()), folder)?;
    let settings = settings_of(&texts)?;
    plan(texts, settings.as_ref(), None)
}

/// The path itself, or the folder of that name in `models`.
fn on_disk(path: &Path, from_here: &Path, models: &Path) -> PathBuf {
    let named = models.join(path);
    if !from_here.exists() && path.components().count() == 1 && named.is_dir() {
        named
    } else {
        from_here.to_owned()
    }
}

fn read_path(place: &Place, path: &Path) -> Result<Texts, SideError> {
    let fail = |path: &Path, error: std::io::Error| {
        SideError::Place(format!("{} cannot be read: {error}", path.display()))
    };
    let text = |path: &Path| std::fs::read_to_string(path).map_err(|error| fail(path, error));
    if !path.is_dir() {
        return Ok(Texts {
            label: place.to_string(),
            settings: None,
            model: vec![(path.to_owned(), text(path)?)],
        });
    }
    let mut paths = std::fs::read_dir(path)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<std::io::Result<Vec<_>>>()
        })
        .map_err(|error| fail(path, error))?;
    paths.retain(|path| path.is_file());
    paths.sort();
    let files = paths
        .iter()
        .filter(|path| is_of_model(path))
        .map(|path| Ok((path.clone(), text(path)?)))
        .collect::<Result<Vec<_>, SideError>>()?;
    texts(place, files)
}

pub(super) fn is_of_model(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("json"))
        || path.file_name() == Some(OsStr::new("service.toml"))
}

pub(super) fn texts(place: &Place, mut files: Vec<(PathBuf, String)>) -> Result<Texts, SideError> {
    let settings = files
        .iter()
        .position(|(path, _)| path.ends_with("service.toml"))
        .map(|at| files.remove(at));
    if files.is_empty() {
        return Err(SideError::Place(format!(
            "`{place}` has no model: there is no file there that ends in `.json`"
        )));
    }
    Ok(Texts {
        label: place.to_string(),
        settings,
        model: files,
    })
}

fn settings_of(texts: &Texts) -> Result<Option<Settings>, SideError> {
    let Some((path, text)) = &texts.settings else {
        return Ok(None);
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(path, text.as_str());
    match settings::parse(file, text, &mut diagnostics) {
        Some(mut settings) => {
            settings.forget_places();
            Ok(Some(settings))
        }
        None => Err(SideError::Model(Box::new((
            texts.label.clone(),
            diagnostics,
            sources,
        )))),
    }
}

fn plan(
    texts: Texts,
    own: Option<&Settings>,
    others: Option<&Settings>,
) -> Result<Side, SideError> {
    let settings = match (own, others) {
        (Some(own), _) => own.clone(),
        // What fix-ups correct may be right in the other model.
        (None, Some(others)) => Settings {
            operations: others.operations.clone().map(|mut operations| {
                operations.retain(|operation| has_operation(&texts, &operation.name));
                operations
            }),
            fixups: Vec::new(),
            ..others.clone()
        },
        (None, None) => Settings::default(),
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let version = settings.version.as_deref().unwrap_or(DEFAULT_VERSION);
    let version = semver::Version::parse(version).ok();
    let fixups = settings.fixups.iter().map(|f| f.name.clone()).collect();
    let from = From::Texts {
        model: texts.model,
        settings,
    };
    let planned = generate::plan_of(&from, &mut sources, &mut diagnostics);
    match (planned, version) {
        (Some(planned), Some(version)) if !diagnostics.has_errors() => Ok(Side {
            label: texts.label,
            model: planned.model,
            closure: planned.closure,
            plan: planned.plan,
            version,
            fixups,
        }),
        _ => Err(SideError::Model(Box::new((
            texts.label,
            diagnostics,
            sources,
        )))),
    }
}

/// Whether some file of the model defines an operation of that name or id.
fn has_operation(texts: &Texts, operation: &str) -> bool {
    texts.model.iter().any(|(path, text)| {
        let mut sources = Sources::default();
        let file = sources.add(path, text.as_str());
        let node = ast::parse(file, text, &mut Diagnostics::default());
        let shapes = node
            .as_ref()
            .and_then(|node| node.get("shapes")?.as_object());
        shapes.into_iter().flatten().any(|entry| {
            let name = entry.key.split_once('#').map_or("", |(_, name)| name);
            (name == operation || &*entry.key == operation)
                && entry.value.get("type").and_then(|t| t.as_str()) == Some("operation")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_paths_or_revisions() {
        let revision = |revision: &str, path: Option<&str>| Place::Revision {
            revision: revision.to_owned(),
            path: path.map(str::to_owned),
        };
        for (text, expected) in [
            ("models/x", Place::Path("models/x".into())),
            ("git:main", revision("main", None)),
            ("git:main:models/x", revision("main", Some("models/x"))),
        ] {
            assert_eq!(Place::parse(text), expected);
            assert_eq!(expected.to_string(), text);
        }
    }
}
