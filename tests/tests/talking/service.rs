//! The two services: where their models are, and what a client of them is configured with.

use std::path::Path;

use crate::model::Model;

pub struct Service {
    /// Folder below `models/`.
    folder: &'static str,
    /// Id of the service shape.
    pub shape: &'static str,
}

pub static DEVOPS_AGENT: Service = Service {
    folder: "devops-agent",
    shape: "com.amazonaws.devopsagent#DevOpsAgent",
};

pub static AGENTCORE_PAYMENTS: Service = Service {
    folder: "agentcore-payments",
    shape: "com.amazonaws.bedrockagentcore#AmazonBedrockAgentCore",
};

impl Service {
    pub fn model(&self) -> Model {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../models")
            .join(self.folder);
        Model::read(&folder, self.shape)
    }
}
