//! Whom the answers are given to: clients on threads with small stacks, watched by a clock.

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use aws_smithy_types::error::display::DisplayErrorContext;

use crate::place::Place;
use crate::support::calls::{Clients, Failure, Reply};
use crate::support::connector::{Answer, InMemory};

/// The stack of a thread that neither Rust's standard library nor tokio was told to make larger.
const STACK: usize = 2 << 20;

/// Far more than all answers of one test take, on the slowest of machines.
const PATIENCE: Duration = Duration::from_secs(300);

/// What strings of answers have in them. No error may.
pub const CONTENT: &str = "QZsecretZQ";

/// Two clients that get the answers that they are told to get.
pub struct Subject {
    connector: InMemory,
    clients: Clients,
    runtime: tokio::runtime::Runtime,
}

impl Subject {
    fn new() -> Self {
        let connector = InMemory::default();
        Self {
            clients: Clients::new(&connector.without_retries()),
            connector,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
        }
    }

    /// Calls the operation and answers it.
    pub fn ask(&self, operation: &str, answer: Answer) -> Reply {
        self.connector.answer(answer);
        self.runtime.block_on(self.clients.call(operation))
    }

    /// Answers with this body at this place; an error must speak.
    pub fn answer(&self, place: &Place, body: impl AsRef<[u8]>) -> Reply {
        self.answered(place, body.as_ref())
            .map_err(|(failure, _)| failure)
    }

    /// Answers with a body that cannot be read, and returns what the error says.
    pub fn refused(&self, place: &Place, body: impl AsRef<[u8]>) -> String {
        let body = body.as_ref();
        match self.answered(place, body) {
            Err((_, text)) => text,
            Ok(value) => panic!(
                "{place:?} made {value:?} of {}",
                String::from_utf8_lossy(&body[..body.len().min(2000)])
            ),
        }
    }

    fn answered(
        &self,
        place: &Place,
        body: &[u8],
    ) -> Result<Box<dyn Debug>, (Box<dyn Failure>, String)> {
        self.ask(place.operation, place.answer(body))
            .map_err(|failure| {
                let text = assert_speaks(place.operation, &*failure);
                // An error that is not read whole is still the error that its code says.
                if place.code.is_none() {
                    assert_says_where(&text, body);
                }
                (failure, text)
            })
    }
}

/// Everything that an error says: its text, those of its causes, and its `Debug`.
pub fn text_of(failure: &dyn Failure) -> String {
    DisplayErrorContext(failure.as_sdk_error()).to_string()
}

/// The error names the operation and shows no content, however it is printed.
pub fn assert_speaks(operation: &str, failure: &dyn Failure) -> String {
    let text = text_of(failure);
    assert!(text.contains(&format!("{operation}: ")), "{text}");
    assert!(!text.contains(CONTENT), "{text}");
    text
}

fn assert_says_where(text: &str, body: &[u8]) {
    let Some((_, rest)) = text.split_once(", at byte ") else {
        panic!("no place in `{text}`");
    };
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
    let byte: usize = digits.unwrap_or_default().parse().expect(text);
    assert!(byte <= body.len().max(2), "{text}, of {}", body.len());
}

/// Runs the check for every item, on threads with small stacks.
pub fn for_each<T: Sync + Send + 'static>(items: Vec<T>, check: fn(&Subject, &T)) {
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(4));
    let items: &'static [T] = items.leak();
    let next: &'static AtomicUsize = Box::leak(Box::default());
    let (done, finished) = mpsc::channel::<()>();
    let workers: Vec<_> = (0..threads)
        .map(|_| {
            let done = done.clone();
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn(move || {
                    // Dropped at the end of the thread, also by a panic.
                    let _done = done;
                    let subject = Subject::new();
                    while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                        check(&subject, item);
                    }
                })
                .unwrap()
        })
        .collect();
    drop(done);
    if finished.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
        panic!("not done after {PATIENCE:?}");
    }
    for worker in workers {
        if let Err(panic) = worker.join() {
            std::panic::resume_unwind(panic);
        }
    }
}
