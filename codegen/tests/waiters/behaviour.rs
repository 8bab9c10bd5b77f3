//! The waiters of the golden crate, called: what each state and each matcher comes to, and when calls are made.

mod support;

use std::time::Duration;

use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use subject::client::Waiters;
use subject::error::ProvideErrorMetadata;
use subject::types::ShipStatus;
use support::{Answer, LOST, Server};

const SAILING: Answer = (200, None, r#"{"ship":{"name":"Ark","status":"SAILING"}}"#);
const MOORED: Answer = (200, None, r#"{"ship":{"name":"Ark","status":"MOORED"}}"#);
const SUNK: Answer = (200, None, r#"{"ship":{"name":"Ark","status":"SUNK"}}"#);
const NOT_FOUND: Answer = (404, Some("ShipNotFound"), "{}");
const SEIZED: Answer = (423, Some("ShipSeized"), "{}");
const NOT_MODELLED: Answer = (400, Some("Mutiny"), "{}");

const MINUTES: Duration = Duration::from_secs(300);

#[tokio::test]
async fn success_after_retries_gives_the_last_answer() {
    let server = Server::new(&[NOT_FOUND, SAILING, NOT_FOUND, MOORED]);
    let wait = server.client().wait_until_ship_moored().name("Ark");
    let poll = wait.wait(MINUTES).await.unwrap();
    let ship = poll.as_result().unwrap().ship().unwrap();
    assert_eq!(ship.status(), Some(&ShipStatus::Moored));
    assert_eq!(server.calls(), 4);
}

#[tokio::test]
async fn failure_of_an_output_gives_the_output() {
    let server = Server::new(&[SAILING, SUNK, MOORED]);
    let wait = server.client().wait_until_ship_moored().name("Ark");
    match wait.wait(MINUTES).await.unwrap_err() {
        WaiterError::FailureState(state) => {
            let ship = state.final_poll().as_result().unwrap().ship().unwrap();
            assert_eq!(ship.status(), Some(&ShipStatus::Sunk));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.calls(), 2);
}

#[tokio::test]
async fn failure_of_an_error_gives_the_error() {
    let server = Server::new(&[SEIZED]);
    let wait = server.client().wait_until_ship_moored().name("Ark");
    match wait.wait(MINUTES).await.unwrap_err() {
        WaiterError::FailureState(state) => {
            assert!(state.final_poll().as_result().unwrap_err().is_ship_seized());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn errors_that_no_acceptor_matches_end_the_wait() {
    for answer in [NOT_MODELLED, LOST] {
        let server = Server::new(&[SAILING, answer, MOORED]);
        let wait = server.client().wait_until_ship_moored().name("Ark");
        match wait.wait(MINUTES).await.unwrap_err() {
            WaiterError::OperationFailed(failed) if answer == NOT_MODELLED => {
                assert_eq!(failed.error().code(), Some("Mutiny"));
            }
            WaiterError::OperationFailed(failed) => {
                assert!(failed.error().as_service_error().is_none());
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(server.calls(), 2);
    }
}

#[tokio::test]
async fn pauses_grow_between_the_bounds_and_end_with_the_longest_wait() {
    let server = Server::new(&[SAILING]);
    let wait = server.client().wait_until_ship_moored().name("Ark");
    match wait.wait(Duration::from_secs(100)).await.unwrap_err() {
        WaiterError::ExceededMaxWait(exceeded) => {
            assert_eq!(exceeded.max_wait(), Duration::from_secs(100));
            assert_eq!(exceeded.poll_count() as usize, server.calls());
        }
        other => panic!("{other:?}"),
    }
    let pauses = server.pauses();
    // The bounds are 1 and 8 seconds; the last pause is what is left, which is up to 8 and 1 more.
    let (last, others) = pauses.split_last().unwrap();
    assert!((1..=9).contains(last), "{pauses:?}");
    assert!(
        others.iter().all(|pause| (1..=8).contains(pause)),
        "{pauses:?}"
    );
    for (i, most) in [1, 2, 4].into_iter().enumerate() {
        assert!(others[i] <= most, "{pauses:?}");
    }
    assert!(others.iter().any(|pause| *pause > 4), "{pauses:?}");
    assert_eq!(pauses.iter().sum::<u64>(), 100);
}

#[tokio::test]
async fn default_bounds_are_2_and_120_seconds() {
    let server = Server::new(&[NOT_FOUND]);
    let wait = server.client().wait_until_ship_exists().name("Ark");
    wait.wait(Duration::from_secs(20_000)).await.unwrap_err();
    let pauses = server.pauses();
    let others = &pauses[..pauses.len() - 1];
    assert_eq!(others[0], 2, "{pauses:?}");
    assert!(
        others.iter().all(|pause| (2..=120).contains(pause)),
        "{pauses:?}"
    );
    assert!(others.iter().any(|pause| *pause > 64), "{pauses:?}");
}

#[tokio::test]
async fn success_matchers_look_at_success_alone() {
    let server = Server::new(&[NOT_FOUND, SUNK]);
    let wait = server.client().wait_until_ship_exists().name("Ark");
    assert!(wait.wait(MINUTES).await.unwrap().as_result().is_ok());
    assert_eq!(server.calls(), 2);

    #[allow(deprecated)]
    for answer in [NOT_FOUND, NOT_MODELLED] {
        let server = Server::new(&[MOORED, answer]);
        let wait = server.client().wait_until_ship_gone().name("Ark");
        assert!(wait.wait(MINUTES).await.unwrap().as_result().is_err());
        assert_eq!(server.calls(), 2);
    }
}

#[tokio::test]
async fn all_and_any_strings() {
    const NONE: Answer = (200, None, r#"{"ships":[]}"#);
    const SOME: Answer = (
        200,
        None,
        r#"{"ships":[{"name":"A","status":"MOORED"},{"name":"B","status":"SAILING"}]}"#,
    );
    const ALL: Answer = (
        200,
        None,
        r#"{"ships":[{"name":"A","status":"MOORED"},{"name":"B","status":"MOORED"}]}"#,
    );
    const ONE_SUNK: Answer = (
        200,
        None,
        r#"{"ships":[{"name":"A","status":"MOORED"},{"name":"B","status":"SUNK"}]}"#,
    );
    let server = Server::new(&[NONE, (200, None, "{}"), SOME, ALL, ONE_SUNK]);
    let wait = server.client().wait_until_ships_moored();
    wait.wait(MINUTES).await.unwrap();
    assert_eq!(server.calls(), 4);

    let server = Server::new(&[SOME, ONE_SUNK, ALL]);
    let wait = server.client().wait_until_ships_moored();
    let err = wait.wait(MINUTES).await.unwrap_err();
    assert!(matches!(err, WaiterError::FailureState(_)), "{err:?}");
    assert_eq!(server.calls(), 2);
}

#[tokio::test]
async fn input_and_output_are_compared() {
    let one: Answer = (200, None, r#"{"ships":[{"name":"A"}]}"#);
    let two: Answer = (200, None, r#"{"ships":[{"name":"A"},{"name":"B"}]}"#);
    let server = Server::new(&[one, two]);
    let client = server.client();
    let wait = client.wait_until_ships_found().names("A").names("B");
    wait.wait(MINUTES).await.unwrap();
    assert_eq!(server.calls(), 2);
}

#[tokio::test]
async fn setters_are_those_of_the_input() {
    let client = Server::new(&[MOORED]).client();
    #[allow(deprecated)]
    let builder = client
        .wait_until_ships_found()
        .names("A")
        .flags("colour", "white")
        .set_type(Some("barge".to_owned()))
        .wait_value(7);
    assert_eq!(builder.get_names().as_deref(), Some(&["A".to_owned()][..]));
    assert_eq!(builder.get_type().as_deref(), Some("barge"));
    #[allow(deprecated)]
    let wait = *builder.get_wait();
    assert_eq!(wait, Some(7));
    let input = builder.as_input().clone().build().unwrap();
    assert_eq!(input.flags().unwrap()["colour"], "white");
    assert_eq!(input.r#type(), Some("barge"));
}

#[tokio::test]
async fn calls_say_that_a_waiter_makes_them() {
    let server = Server::new(&[MOORED]);
    let client = server.client();
    client.get_ship().name("Ark").send().await.unwrap();
    let wait = client.wait_until_ship_moored().name("Ark");
    wait.wait(MINUTES).await.unwrap();
    let metrics = |agent: &str| {
        let metrics = agent.split(' ').find_map(|part| part.strip_prefix("m/"));
        metrics.unwrap_or_default().split(',').any(|m| m == "B")
    };
    let agents = server.user_agents();
    assert_eq!(
        [metrics(&agents[0]), metrics(&agents[1])],
        [false, true],
        "{agents:?}"
    );
}

#[tokio::test]
async fn an_input_that_is_no_request_ends_the_wait() {
    let server = Server::new(&[MOORED]);
    let err = server
        .client()
        .wait_until_ship_moored()
        .wait(MINUTES)
        .await
        .unwrap_err();
    assert!(matches!(err, WaiterError::OperationFailed(_)), "{err:?}");
    assert_eq!(server.calls(), 0);
}
