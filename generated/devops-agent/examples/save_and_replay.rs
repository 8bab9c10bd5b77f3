//! Saves what ListServices answers to a file, and reads it again without a call: for tests, caches and bug reports.
//!
//! ```text
//! cargo run --features serde --example save_and_replay -- save services.json
//! cargo run --features serde --example save_and_replay -- replay services.json
//! ```

use std::process::ExitCode;

#[cfg(not(feature = "serde"))]
fn main() -> ExitCode {
    eprintln!("This example needs the feature serde: cargo run --features serde --example ...");
    ExitCode::FAILURE
}

#[cfg(feature = "serde")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["save", path] => replay::call_and_save(path.as_ref()),
        ["replay", path] => replay::load(path.as_ref()).map(|answer| replay::print(&answer)),
        _ => Err("usage: save_and_replay save FILE | replay FILE".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "serde")]
mod replay {
    use std::error::Error;
    use std::fs::File;
    use std::io::{BufReader, BufWriter, Write};
    use std::path::Path;

    use aws_config::BehaviorVersion;
    use devops_agent::Client;
    use devops_agent::operation::list_services::ListServicesOutput;

    pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

    #[tokio::main]
    pub async fn call_and_save(path: &Path) -> Result<()> {
        let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
        let answer = Client::new(&config).list_services().send().await?;
        save(&answer, path)?;
        print(&answer);
        Ok(())
    }

    /// Writes an answer as JSON. What the model marks as sensitive is in it, as it was on the wire.
    pub fn save(answer: &ListServicesOutput, path: &Path) -> Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        serde_json::to_writer_pretty(&mut file, answer)?;
        Ok(file.flush()?)
    }

    /// Reads an answer that was saved, also by a newer version of this crate.
    pub fn load(path: &Path) -> Result<ListServicesOutput> {
        Ok(serde_json::from_reader(BufReader::new(File::open(path)?))?)
    }

    pub fn print(answer: &ListServicesOutput) {
        for line in overview(answer) {
            println!("{line}");
        }
    }

    /// A line for each service.
    pub fn overview(answer: &ListServicesOutput) -> Vec<String> {
        let services = answer.services().iter();
        services
            .map(|service| format!("{} {}", service.service_type(), service.service_id()))
            .collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_saved_answer_is_replayed() {
            let saved = r#"{
                "services": [
                    { "serviceId": "s-1", "serviceType": "dynatrace", "accessibleResources": [] },
                    {
                        "serviceId": "s-2",
                        "serviceType": "a kind of tomorrow",
                        "additionalServiceDetails": { "kindOfTomorrow": { "url": "https://example.com" } }
                    }
                ],
                "nextToken": "more",
                "addedTomorrow": true
            }"#;
            let folder = std::env::temp_dir();
            let path = folder.join(format!("save-and-replay-{}.json", std::process::id()));
            std::fs::write(&path, saved).unwrap();
            let answer = load(&path).unwrap();
            assert_eq!(
                overview(&answer),
                ["dynatrace s-1", "a kind of tomorrow s-2"]
            );

            save(&answer, &path).unwrap();
            assert_eq!(load(&path).unwrap(), answer);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains("https://example.com"), "{text}");
            std::fs::remove_file(&path).unwrap();
        }
    }
}
