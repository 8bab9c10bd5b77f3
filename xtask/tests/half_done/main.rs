//! Nothing is left half done: commands that are killed, that run at the same time, and for which the disk is full or read-only.
//! All of them over a small workspace of their own, with a cargo that finds everything fine.
#![cfg(any(target_os = "linux", target_os = "macos"))]

mod at_once;
mod disk;
mod killed;
mod workspace;
