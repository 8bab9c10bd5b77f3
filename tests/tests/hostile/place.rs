//! Where JSON is in an answer: the body of a success, the payload of an event, the body of an error.

use std::collections::BTreeSet;

use codegen::model::{Member, ShapeId};
use serde_json::Value;

use crate::subject::CONTENT;
use crate::support::calls::operations;
use crate::support::connector::Answer;
use crate::support::frame::frame;
use crate::support::json::{Json, events};
use crate::support::model::{Service, operation, services};

pub struct Place {
    pub operation: &'static str,
    pub service: &'static Service,
    /// The structure that the JSON is of.
    pub shape: ShapeId,
    /// The code, if the answer is an error.
    pub code: Option<String>,
    status: u16,
    /// The member of the event stream, if it is one.
    event: Option<String>,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {:?}", self.operation, self.event, self.code)
    }
}

/// Every output, and every event of a stream.
pub fn successes() -> Vec<Place> {
    let mut places = Vec::new();
    for name in operations() {
        let (service, operation) = operation(name);
        let place = |shape: &ShapeId, event: Option<&Member>| Place {
            operation: name,
            service,
            shape: shape.clone(),
            code: None,
            status: 200,
            event: event.map(|member| member.name.to_string()),
        };
        match service.event_stream(&operation.output) {
            None => places.push(place(&operation.output, None)),
            Some(stream) => {
                let events = events(service, stream);
                places.extend(events.map(|event| place(&event.target, Some(event))));
            }
        }
    }
    places
}

/// Errors of every operation, every error among them, and one of each operation that no model knows.
pub fn errors() -> Vec<Place> {
    let mut places = Vec::new();
    let mut seen = BTreeSet::new();
    for service in services() {
        for (index, id) in service.operations.iter().enumerate() {
            let operation = operations()
                .find(|name| *name == id.name())
                .expect("a call");
            let place = |shape: &ShapeId, code: &str, status| Place {
                operation,
                service,
                shape: shape.clone(),
                code: Some(code.to_owned()),
                status,
                event: None,
            };
            let errors = service.errors(id);
            places.push(place(&errors[0], "TeapotException", 418));
            for (n, shape) in errors.iter().enumerate() {
                if seen.insert(shape.clone()) || n == index % errors.len() {
                    let status = service.shape(shape).traits.http_error.unwrap_or(400);
                    places.push(place(shape, shape.name(), status));
                }
            }
        }
    }
    places
}

impl Place {
    /// Full JSON, each union's members among them; no string of it may be seen in an error.
    pub fn values(&self) -> Vec<Value> {
        let string = |_| match self.code {
            None => format!("{CONTENT} \\ \u{1f980}\n\""),
            Some(_) => "The message of an error is there to be shown".to_owned(),
        };
        let json = Json {
            service: self.service,
            string: &string,
            with_bound: false,
        };
        json.values(&self.shape)
    }

    /// The answer with this body at this place.
    pub fn answer(&self, body: &[u8]) -> Answer {
        let answer = match &self.event {
            Some(event) => Answer::new(self.status, frame(event, body)),
            None => Answer::new(self.status, body.to_vec()),
        };
        match &self.code {
            Some(code) => answer.header("x-amzn-errortype", code),
            None => answer,
        }
    }

    pub fn is_event(&self) -> bool {
        self.event.is_some()
    }
}
