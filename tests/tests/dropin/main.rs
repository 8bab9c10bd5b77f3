//! Programs written for the official crates run on ours: one set of sources (`tests/dropin/programs`), compiled twice and
//! run twice against the same server. The requests that arrive and what the programs print of the answers are equal, but
//! for the differences that [`differences`] lists with their reasons.

mod answers;
mod compare;
mod differences;
mod model;
mod programs;
mod server;
mod surface;

use model::SERVICES;

/// The generated part of the programs uses what the models have now. `UPDATE_DROPIN=1` writes it anew.
#[test]
fn surface_is_that_of_the_models() {
    for service in &SERVICES {
        let expected = surface::source(&service.plan());
        let path = programs::folder().join(format!("programs/{}/surface.rs", service.program));
        if std::env::var_os("UPDATE_DROPIN").is_some() {
            std::fs::write(&path, &expected).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{} is not what the model makes: run UPDATE_DROPIN=1 cargo test -p conformance --test dropin surface",
            path.display()
        );
    }
}

#[test]
fn programs_for_the_official_crates_do_the_same_with_ours() {
    for side in programs::SIDES {
        programs::build(side);
    }
    let mut findings = Vec::new();
    for service in &SERVICES {
        let [official, ours] = programs::SIDES.map(|side| programs::run(side, service));
        findings.extend(compare::differences(service, &official, &ours));
    }
    differences::check(&findings);
}

/// What the surface leaves out because only we have it is really not there.
#[test]
fn official_crates_lack_what_the_surface_leaves_out() {
    let sources = programs::official_sources("aws-sdk-devopsagent");
    for (operation, reason) in surface::OURS_ONLY {
        let module = sources.join(format!("src/operation/{operation}"));
        assert!(module.join("builders.rs").exists(), "{}", module.display());
        let paginator = module.join("paginator.rs");
        assert!(
            !paginator.exists(),
            "{operation} has a paginator now, but: {reason}"
        );
    }
}
