//! Helpers shared by the conformance tests in `tests/tests/`.
