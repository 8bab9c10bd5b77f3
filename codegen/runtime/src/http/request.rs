//! A request, bound member by member.
//!
//! Comes in: the text of every member that is set, in the order of the URI pattern for labels, and the payload.
//! Goes out: a request for the orchestrator, its URI relative (`/path?query`), since the endpoint is resolved later.
//! Rules: `http`, `httpLabel`, `httpQuery`, `httpQueryParams`, `httpHeader`, `httpPrefixHeaders` and `httpPayload` of
//! the Smithy specification; "Content-Type" of restJson1.
//!
//! **Invariant:** the same input gives the same request: entries of maps are written in the order of their keys.

use super::format::FormatTimestamp;
use super::percent_encoding::{push_encoded, push_encoded_greedy};
use super::quoting::{push_item, push_separator};
use ::http::header::{HeaderName, CONTENT_LENGTH, CONTENT_TYPE};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::DateTime;
use std::collections::HashMap;
use std::fmt;

/// The value of a member that a request cannot be built without.
///
/// # Errors
/// The member is not set.
pub fn required<'a, T>(member: &'static str, value: &'a Option<T>) -> Result<&'a T, BuildError> {
    value.as_ref().ok_or_else(|| missing(member))
}

fn missing(member: &'static str) -> BuildError {
    BuildError::missing_field(member, "cannot be empty or unset")
}

/// Builds one request. The path comes first, then the query: literals and members before maps, because a map's entry
/// gives way to a parameter of the same name. Headers and the body may come at any point; of the headers, prefix
/// headers are last for the same reason.
pub struct RequestBuilder {
    method: &'static str,
    uri: String,
    /// Where the query starts in `uri`, behind the question mark.
    query_start: Option<usize>,
    headers: Headers,
    content: Option<Content>,
}

struct Content {
    content_type: &'static str,
    body: SdkBody,
}

impl RequestBuilder {
    /// A request with this method, an empty path, no headers and no body.
    pub fn new(method: &'static str) -> Self {
        Self {
            method,
            uri: String::new(),
            query_start: None,
            headers: Headers::new(),
            content: None,
        }
    }

    /// Appends literal text of the URI pattern's path, as it is.
    pub fn path(&mut self, literal: &'static str) -> &mut Self {
        debug_assert!(
            self.query_start.is_none(),
            "the path comes before the query"
        );
        self.uri.push_str(literal);
        self
    }

    /// Appends the value of a label, percent-encoded.
    ///
    /// # Errors
    /// The value is empty, or one of the dot-segments `.` and `..`: those cannot be encoded, and a server would
    /// resolve them to another path than the one the operation names.
    pub fn label(&mut self, member: &'static str, value: &str) -> Result<&mut Self, BuildError> {
        match value {
            "" => return Err(missing(member)),
            "." | ".." => {
                return Err(BuildError::invalid_field(
                    member,
                    "`.` and `..` cannot be sent in a path: they would be taken as steps within it",
                ));
            }
            _ => push_encoded(&mut self.uri, value),
        }
        Ok(self)
    }

    /// Appends the value of a greedy label, percent-encoded but for its slashes.
    ///
    /// # Errors
    /// The value is empty.
    pub fn greedy_label(
        &mut self,
        member: &'static str,
        value: &str,
    ) -> Result<&mut Self, BuildError> {
        if value.is_empty() {
            return Err(missing(member));
        }
        push_encoded_greedy(&mut self.uri, value);
        Ok(self)
    }

    /// Appends a literal of the URI pattern's query (`key` or `key=value`), as it is.
    pub fn query_literal(&mut self, literal: &'static str) -> &mut Self {
        self.separate_query();
        self.uri.push_str(literal);
        self
    }

    /// Appends a query parameter; an empty value is sent as `name=`. A list is one call for each of its items.
    pub fn query(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.query_entry(name, value)
    }

    /// Appends a query parameter whose name is known at run time only.
    pub fn query_entry(&mut self, name: &str, value: &str) -> &mut Self {
        self.separate_query();
        push_encoded(&mut self.uri, name);
        self.uri.push('=');
        push_encoded(&mut self.uri, value);
        self
    }

    /// Appends the entries of an `httpQueryParams` map of strings, but for those whose name is in the query already.
    pub fn query_map<K, V>(&mut self, map: &HashMap<K, V>) -> &mut Self
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        self.query_entries(map, |value| std::slice::from_ref(value))
    }

    /// Appends the entries of an `httpQueryParams` map of lists, one parameter for each item, but for those whose name
    /// is in the query already.
    pub fn query_list_map<K, V>(&mut self, map: &HashMap<K, Vec<V>>) -> &mut Self
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        self.query_entries(map, Vec::as_slice)
    }

    fn query_entries<'m, K, L, V>(
        &mut self,
        map: &'m HashMap<K, L>,
        items: impl Fn(&'m L) -> &'m [V],
    ) -> &mut Self
    where
        K: AsRef<str>,
        V: AsRef<str> + 'm,
    {
        let explicit = self.query_start.map_or(0..0, |start| start..self.uri.len());
        let mut encoded_name = String::new();
        for (name, value) in sorted(map) {
            encoded_name.clear();
            push_encoded(&mut encoded_name, name);
            let taken = self.uri[explicit.clone()]
                .split('&')
                .any(|pair| pair.split('=').next() == Some(encoded_name.as_str()));
            if taken && !explicit.is_empty() {
                continue;
            }
            for item in items(value) {
                self.query_entry(name, item.as_ref());
            }
        }
        self
    }

    fn separate_query(&mut self) {
        if self.query_start.is_some() {
            self.uri.push('&');
        } else {
            self.uri.push('?');
            self.query_start = Some(self.uri.len());
        }
    }

    /// Adds a header with a single value, which may be empty.
    ///
    /// # Errors
    /// The value has a character that no header can hold, such as a line break.
    pub fn header(&mut self, name: &'static str, value: &str) -> Result<&mut Self, BuildError> {
        self.append(name, name, value.to_owned())?;
        Ok(self)
    }

    /// Adds a header with the items of a list, joined by `, `; items with commas, quotes, parentheses or outer white
    /// space, and empty ones, are quoted. An empty list is sent as an empty header.
    ///
    /// # Errors
    /// An item has a character that no header can hold, such as a line break.
    pub fn header_list<I>(&mut self, name: &'static str, items: I) -> Result<&mut Self, BuildError>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut line = String::new();
        for (index, item) in items.into_iter().enumerate() {
            push_separator(&mut line, index == 0);
            push_item(&mut line, item.as_ref());
        }
        self.append(name, name, line)?;
        Ok(self)
    }

    /// Adds a header with a list of timestamps, joined by `, ` and never quoted: the comma of an HTTP date is its own.
    ///
    /// # Errors
    /// The format cannot express one of them.
    pub fn header_timestamps<'t>(
        &mut self,
        name: &'static str,
        timestamps: impl IntoIterator<Item = &'t DateTime>,
        format: FormatTimestamp,
    ) -> Result<&mut Self, BuildError> {
        let mut line = String::new();
        for (index, timestamp) in timestamps.into_iter().enumerate() {
            push_separator(&mut line, index == 0);
            line.push_str(&format(name, timestamp)?);
        }
        self.append(name, name, line)?;
        Ok(self)
    }

    /// Adds a header for each entry of an `httpPrefixHeaders` map, but for those whose name has been added already.
    ///
    /// # Errors
    /// A key cannot be part of a header's name, or a value has a character that no header can hold. The error names
    /// the prefix only: keys are input, too.
    pub fn prefix_headers<K, V>(
        &mut self,
        prefix: &'static str,
        map: &HashMap<K, V>,
    ) -> Result<&mut Self, BuildError>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        // All names are compared with the explicit headers before the first is added: keys that differ in case only
        // are the same header, and both are sent.
        let mut entries = Vec::with_capacity(map.len());
        for (key, value) in sorted(map) {
            let name = format!("{prefix}{key}").to_ascii_lowercase();
            if !self.headers.contains_key(&name) {
                entries.push((name, value));
            }
        }
        let place = if prefix.is_empty() {
            "httpPrefixHeaders"
        } else {
            prefix
        };
        for (name, value) in entries {
            self.append(place, &name, value.as_ref().to_owned())?;
        }
        Ok(self)
    }

    fn append(&mut self, place: &'static str, name: &str, value: String) -> Result<(), BuildError> {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
            BuildError::invalid_field(
                place,
                "a header's name must be letters, digits and !#$%&'*+-.^_`|~",
            )
        })?;
        // `try_insert` keeps a parsed name, `try_append` would write it out and parse it again.
        let added = if self.headers.contains_key(name.as_str()) {
            self.headers.try_append(name, value).map(drop)
        } else {
            self.headers.try_insert(name, value).map(drop)
        };
        added.map_err(|_| {
            BuildError::invalid_field(
                place,
                "a header's value cannot hold line breaks or other control characters",
            )
        })
    }

    /// The document of the members that are not bound elsewhere, or a payload that is written as JSON.
    pub fn json_body(&mut self, json: Vec<u8>) -> &mut Self {
        self.body("application/json", SdkBody::from(json))
    }

    /// A payload and its media type: that of the `mediaType` trait, or else `text/plain` for strings and enums and
    /// `application/octet-stream` for blobs. `content-type` and, if the length is known, `content-length` are added
    /// unless members are bound to these headers.
    pub fn body(&mut self, content_type: &'static str, body: SdkBody) -> &mut Self {
        self.content = Some(Content { content_type, body });
        self
    }

    /// No body, no `content-type` and no `content-length`: no member is bound to the body, or the payload member is
    /// not set and is not a structure. This is what a new builder starts with.
    pub fn no_body(&mut self) -> &mut Self {
        self.content = None;
        self
    }

    /// The request, its URI relative.
    ///
    /// # Errors
    /// The URI is longer than 65,534 bytes.
    pub fn finish(mut self) -> Result<HttpRequest, BuildError> {
        let body = match self.content.take() {
            Some(content) => self.default_headers(content)?,
            None => SdkBody::from(""),
        };
        let mut request = HttpRequest::new(body);
        request.set_method(self.method).map_err(BuildError::other)?;
        request.set_uri(self.uri).map_err(BuildError::other)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    fn default_headers(&mut self, content: Content) -> Result<SdkBody, BuildError> {
        if !self.headers.contains_key(CONTENT_TYPE.as_str()) {
            self.headers
                .try_insert(CONTENT_TYPE, content.content_type)
                .map_err(BuildError::other)?;
        }
        if let Some(length) = content.body.content_length() {
            if !self.headers.contains_key(CONTENT_LENGTH.as_str()) {
                self.headers
                    .try_insert(CONTENT_LENGTH, length.to_string())
                    .map_err(BuildError::other)?;
            }
        }
        Ok(content.body)
    }
}

/// URI, headers and body hold what may be secret.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

fn sorted<K: AsRef<str>, V>(map: &HashMap<K, V>) -> Vec<(&str, &V)> {
    let mut entries: Vec<_> = map
        .iter()
        .map(|(key, value)| (key.as_ref(), value))
        .collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}
