//! JSON reader and writer.
