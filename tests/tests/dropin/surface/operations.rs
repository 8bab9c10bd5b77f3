//! Use of an operation: all ways to call it, all its answers, its errors, and its paginator.

use codegen::plan::{CratePlan, OperationPlan, Paginator, RustType, Structure};

use super::{errors, structures, types, values::Values};

/// Paginators that the official crates do not have, with the reason: a program for both cannot use them.
pub const OURS_ONLY: [(&str, &str); 1] = [(
    "list_recommendations",
    "the published model has no paginated trait for an operation whose page documents the tokens",
)];

/// Answers that every operation is asked to read, beside full ones; see the server.
pub const ODD_ANSWERS: [&str; 8] = [
    "empty",
    "nulls",
    "no-body",
    "not-json",
    "cut",
    "more",
    "other-status",
    "array",
];

/// Answers that are no success and none of the operation's modelled errors.
pub const ODD_ERRORS: [&str; 6] = [
    "unknown",
    "not-json",
    "no-body",
    "header-only",
    "type-in-body",
    "namespaced",
];

pub fn operation(of: &OperationPlan, values: &Values<'_>) -> String {
    let (name, module, method) = (&of.name, &of.module, &of.method);
    let op = format!("sdk::operation::{module}");
    let fluent = format!("{op}::builders::{name}FluentBuilder");
    let (_, builder) = types::paths(&of.input);
    let stream = of.output.fields.iter().find(|f| f.ty.is_stream());
    let count = values
        .structure_cycle(&of.input)
        .max(values.structure_cycle(&of.output));
    let body = format!(
        r#"
    use super::*;
    use {op} as op;

    fn bare() -> {builder} {{
        let i = 0;
        let _ = i;
        {builder}::default(){bare}
    }}

    fn full(client: &sdk::Client, i: usize) -> {fluent} {{
        let _ = i;
        client.{method}(){full}
    }}

{error}
    pub async fn run(session: &Session) {{
        let _: fn(&sdk::Client) -> {fluent} = sdk::Client::{method};
        let _: fn(&{fluent}) -> &{builder} = {fluent}::as_input;
        let _: {op}::{name} = {op}::{name}::new();
        support::is_clone::<{fluent}>();
        support::is_output::<{op}::{name}Output>();
        support::is_sent(|client: &sdk::Client| full(client, 0).send());
{signatures}        constructors();
{input}{output}        show_fluent(session);
        for i in 0..{count} {{
            let kind = format!("full/{{i}}");
            let client = session.client("{name}", &kind);
            show(&kind, full(&client, i).send().await).await;
        }}
        for kind in {ODD_ANSWERS:?} {{
            show(kind, bare().send_with(&session.client("{name}", kind)).await).await;
        }}
        for kind in {errors:?} {{
            let kind = format!("error/{{kind}}");
            show(&kind, bare().send_with(&session.client("{name}", &kind)).await).await;
        }}
{missing}{pages}    }}
"#,
        bare = structures::required_setters(&of.input),
        full = structures::setters(&of.input),
        error = errors::enumeration(&of.error, &format!("{op}::{}", of.error.name)),
        signatures = structures::methods(&of.input, &fluent),
        input = structures::builder(&of.input, &format!("\"{name}Input\"")),
        output = structures::builder(&of.output, &format!("\"{name}Output\"")),
        errors = error_kinds(of),
        missing = missing(of),
        pages = of
            .paginator
            .as_ref()
            .map_or_else(String::new, |p| pages(of, p)),
    );
    let drain = match stream {
        None => String::new(),
        Some(field) => format!(
            r#"                let mut output = output;
                loop {{
                    match output.{0}.recv().await {{
                        Ok(Some(event)) => line("{name}", &format!("{{kind}} event"), event.show()),
                        Ok(None) => break line("{name}", &format!("{{kind}} event"), "end"),
                        Err(error) => {{
                            support::stream_error("{name}", &format!("{{kind}} event"), &error);
                            if let Some(error) = error.as_service_error() {{
                                line("{name}", &format!("{{kind}} exception"), {1}::show_error(error));
                            }}
                            line("{name}", &format!("{{kind}} crate error"), show_crate_error(&sdk::Error::from(error)));
                            break;
                        }}
                    }}
                }}
"#,
            field.name,
            match &field.ty {
                RustType::EventReceiver { error, .. } => types::function(error),
                other => panic!("say here how {other:?} is drained"),
            }
        ),
    };
    let show = format!(
        r#"
    async fn show(kind: &str, result: Result<{op}::{name}Output, sdk::error::SdkError<{op}::{error}>>) {{
        match result {{
            Ok(output) => {{
                line("{name}", &format!("{{kind}} output"), output.show());
                line("{name}", &format!("{{kind}} request id"), support::request_id(&output));
{drain}            }}
            Err(error) => {{
                if let Some(error) = error.as_service_error() {{
                    line("{name}", &format!("{{kind}} error"), show_error(error));
                }}
                support::sdk_error("{name}", kind, &error);
                line("{name}", &format!("{{kind}} crate error"), show_crate_error(&sdk::Error::from(error)));
            }}
        }}
    }}

    fn show_fluent(session: &Session) {{
        let fluent = full(&session.client("{name}", "never sent"), 0);
        assert_eq!(fluent.clone().as_input(), fluent.as_input());
{getters}    }}
"#,
        error = of.error.name,
        getters = getters(&of.input, name),
    );
    let module_text = format!("{body}{show}").replace(&format!("{op}::"), "op::");
    format!(
        "{}{}\npub mod {module} {{{module_text}}}\n",
        structures::show(&of.input),
        structures::show(&of.output)
    )
}

fn getters(input: &Structure, name: &str) -> String {
    let mut out = String::new();
    for field in &input.fields {
        let text = field.name.trim_start_matches("r#");
        out.push_str(&format!(
            "        line(\"{name}FluentBuilder\", \"get_{text}\", fluent.{}().show());\n",
            field.getter
        ));
    }
    out
}

fn error_kinds(of: &OperationPlan) -> Vec<String> {
    let modelled = of.error.variants.iter().map(|v| v.name.clone());
    modelled.chain(ODD_ERRORS.map(str::to_owned)).collect()
}

/// Calls that leave out one required member each.
fn missing(of: &OperationPlan) -> String {
    let mut out = String::new();
    let required = of.input.fields.iter().filter(|f| f.required);
    for field in required.filter(|f| !f.idempotency_token) {
        let kind = format!("without/{}", field.name.trim_start_matches("r#"));
        out.push_str(&format!(
            "        show({kind:?}, bare().{}(None).send_with(&session.client({:?}, {kind:?})).await).await;\n",
            field.setter, of.name
        ));
    }
    out
}

fn pages(of: &OperationPlan, paginator: &Paginator) -> String {
    let (name, module) = (&of.name, &of.module);
    if OURS_ONLY.iter().any(|(ours, _)| ours == module) {
        return String::new();
    }
    let path = format!("sdk::operation::{module}::paginator::{name}Paginator");
    let output = format!(
        "Result<sdk::operation::{module}::{name}Output, sdk::error::SdkError<sdk::operation::{module}::{}>>",
        of.error.name
    );
    let (mut size, mut size_signature) = (String::new(), String::new());
    if let Some(page_size) = &paginator.page_size {
        size.push_str(".page_size(2)");
        size_signature.push_str(&format!(
            "        let _: fn({path}, {}) -> {path} = {path}::page_size;\n",
            types::text(&page_size.ty)
        ));
    }
    let mut out = format!(
        r#"        let _: fn({module}_fluent!()) -> {path} = <{module}_fluent!()>::into_paginator;
        let _: fn({path}, bool) -> {path} = {path}::stop_on_duplicate_token;
{size_signature}        for kind in ["pages", "pages-repeat", "pages-empty-token", "pages-error"] {{
            let client = session.client("{name}", kind);
            let mut pages: aws_smithy_async::future::pagination_stream::PaginationStream<{output}> =
                full(&client, 0).set_{token}(None).into_paginator(){size}.send();
            while let Some(page) = pages.next().await {{
                show(kind, page).await;
            }}
            let client = session.client("{name}", &format!("{{kind}}/try_next"));
            let mut pages = full(&client, 0).set_{token}(None).into_paginator().send();
            while let Ok(Some(page)) = pages.try_next().await {{
                line("{name}", &format!("{{kind}} try_next"), page.show());
            }}
            let client = session.client("{name}", &format!("{{kind}}/collect"));
            let pages: Result<Vec<_>, _> = full(&client, 0).set_{token}(None).into_paginator().send().try_collect().await;
            line("{name}", &format!("{{kind}} collect"), pages.map_or_else(|_| "error".to_owned(), |pages| pages.show()));
        }}
        let client = session.client("{name}", "pages-repeat/go-on");
        let mut pages = full(&client, 0).into_paginator().stop_on_duplicate_token(false).send();
        for _ in 0..5 {{
            let page = pages.next().await;
            line("{name}", "go on", page.is_some_and(|page| page.is_ok()));
        }}
"#,
        token = paginator.input_token.trim_start_matches("r#"),
    )
    .replace(
        &format!("{module}_fluent!()"),
        &format!("sdk::operation::{module}::builders::{name}FluentBuilder"),
    );
    if let Some(items) = &paginator.items {
        let item = match &items.item {
            RustType::Vec(element) => types::text(element),
            other => panic!("say here what an item of {other:?} is"),
        };
        out.push_str(&format!(
            r#"        for kind in ["pages", "pages-repeat", "pages-empty-token", "pages-error"] {{
            let client = session.client("{name}", &format!("{{kind}}/items"));
            let mut items = full(&client, 0).set_{token}(None).into_paginator().items().send();
            while let Some(item) = items.next().await {{
                let item: Option<{item}> = item.ok();
                line("{name}", &format!("{{kind}} item"), item.show());
            }}
            let client = session.client("{name}", &format!("{{kind}}/items-collect"));
            let items: Result<Vec<{item}>, _> = full(&client, 0).set_{token}(None).into_paginator().items().send().collect().await;
            line("{name}", &format!("{{kind}} items"), items.map_or_else(|_| "error".to_owned(), |items| items.show()));
        }}
"#,
            token = paginator.input_token.trim_start_matches("r#"),
        ));
    }
    out
}

/// `show_crate_error` over the crate's `Error`, by the errors that the plan knows.
pub fn all_errors(plan: &CratePlan) -> String {
    let mut out = String::from(
        "\nfn show_crate_error(error: &sdk::Error) -> String {\n    let _: Option<&str> = sdk::operation::RequestId::request_id(error);\n    let text = match error {\n",
    );
    for error in &plan.errors {
        let name = &error.structure.name;
        out.push_str(&format!(
            "        sdk::Error::{name}(inner) => {{\n            let inner: &sdk::types::error::{name} = inner;\n            format!(\"{name} {{}}\", inner.show())\n        }}\n"
        ));
    }
    out.push_str(
        "        _ => \"Unhandled\".to_owned(),\n    };\n    format!(\"{text} {}\", support::metadata(error))\n}\n",
    );
    out
}
