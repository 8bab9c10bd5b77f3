//! Makes Cargo compile this crate again when the sources change that it embeds: `include_dir!` cannot say so itself.

fn main() {
    println!("cargo::rerun-if-changed=runtime/src");
    println!("cargo::rerun-if-changed=conformance/src");
}
