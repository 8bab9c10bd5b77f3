//! In: a model and the `operationInputs` of its endpoint tests. Out: plain types for the inputs, the functions that bind
//! endpoint parameters, and a call for each input that gives the parameters it leads to.

use std::collections::BTreeSet;

use codegen::ast::Node;
use codegen::diagnostics::Diagnostics;
use codegen::endpoint_rules::{
    EndpointPlan, Fields, MemberField, ParamSource, bind, render_bindings,
};
use codegen::model::{Member, Model, ShapeId, ShapeKind};
use codegen::plan::names;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Members that are not required are `Option`s; unions have `as_…` methods.
struct TestFields;

impl Fields for TestFields {
    fn field(&self, _structure: &ShapeId, member: &Member) -> MemberField {
        MemberField {
            name: names::member(&member.name),
            optional: !member.traits.required,
        }
    }

    fn accessor(&self, _union: &ShapeId, member: &Member) -> String {
        format!("as_{}", names::snake_case(&member.name))
    }
}

/// One element of `operationInputs`.
#[derive(Clone)]
pub struct OperationInput {
    pub operation: String,
    pub params: Option<Node>,
    pub built_ins: Vec<(String, Node)>,
    pub client: Vec<(String, Node)>,
}

/// A function for each input, by the names given, which builds the parameters as a call with that input would.
pub fn render(
    model: &Model,
    plan: &EndpointPlan,
    inputs: &[(Ident, &OperationInput)],
) -> TokenStream {
    let types = model
        .shapes
        .values()
        .filter(|shape| !shape.id.is_prelude())
        .map(|shape| ty_definition(model, &shape.id));
    let mut used = BTreeSet::new();
    let calls: Vec<TokenStream> = inputs
        .iter()
        .map(|(name, input)| call(model, plan, name, input, &mut used))
        .collect();
    let bindings = used.iter().map(|operation| binding(model, plan, operation));
    quote!(#(#types)* #(#bindings)* #(#calls)*)
}

fn binding(model: &Model, plan: &EndpointPlan, operation: &ShapeId) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let shape = model.shape(operation);
    let bound = bind(plan, model, shape, &TestFields, &mut diagnostics);
    let bound = bound.unwrap_or_else(|| panic!("{:#?}", diagnostics.list));
    assert!(diagnostics.list.is_empty(), "{:#?}", diagnostics.list);
    let body = render_bindings(&bound);
    let (name, input) = (bind_name(operation), input_type(model, operation));
    quote! {
        #[allow(unused_variables)]
        fn #name(input: &#input, params: endpoint::ParamsBuilder) -> endpoint::ParamsBuilder { #body }
    }
}

fn call(
    model: &Model,
    plan: &EndpointPlan,
    name: &Ident,
    input: &OperationInput,
    used: &mut BTreeSet<ShapeId>,
) -> TokenStream {
    let operation = model.shapes.values().find(|shape| {
        matches!(shape.kind, ShapeKind::Operation(_)) && shape.id.name() == input.operation
    });
    let operation = &operation
        .unwrap_or_else(|| panic!("no operation {}", input.operation))
        .id;
    used.insert(operation.clone());
    let ShapeKind::Operation(of) = &model.shape(operation).kind else {
        unreachable!()
    };
    let value = match &input.params {
        Some(params) => literal(model, &of.input, params),
        None => {
            let input = input_type(model, operation);
            quote!(<#input>::default())
        }
    };
    let built_ins = input.built_ins.iter().map(|(built_in, value)| {
        let text = value.as_str().unwrap_or_default();
        let flag = value.as_bool().unwrap_or_default();
        match built_in.as_str() {
            "AWS::Region" => quote!(::aws_types::region::Region::new(#text)),
            "AWS::UseFIPS" => quote!(::aws_types::endpoint_config::UseFips(#flag)),
            "AWS::UseDualStack" => quote!(::aws_types::endpoint_config::UseDualStack(#flag)),
            "SDK::Endpoint" => quote!(::aws_types::endpoint_config::EndpointUrl(#text.to_owned())),
            "AWS::Auth::AccountIdEndpointMode" => {
                quote!(#text.parse::<::aws_types::endpoint_config::AccountIdEndpointMode>().unwrap())
            }
            other => panic!("unknown built-in {other}"),
        }
    });
    let client = input.client.iter().map(|(param, value)| {
        let source = plan.param(param).and_then(|param| param.sources.first());
        let Some(ParamSource::ClientContext(newtype)) = source else {
            panic!("{param} is no parameter of the client")
        };
        let newtype = format_ident!("{newtype}");
        let value = match (value.as_str(), value.as_bool()) {
            (Some(text), _) => quote!(#text.to_owned()),
            (_, Some(flag)) => quote!(#flag),
            _ => panic!("{value:?}"),
        };
        quote!(crate::runtime::service::#newtype(#value))
    });
    let bind = bind_name(operation);
    quote! {
        pub fn #name() -> Result<crate::cases::Params, String> {
            #[allow(unused_mut)]
            let mut layer = ::aws_smithy_types::config_bag::Layer::new("test");
            #(layer.store_put(#built_ins);)*
            #(layer.store_put(#client);)*
            let cfg = ::aws_smithy_types::config_bag::ConfigBag::of_layers(vec![layer]);
            let params = #bind(&#value, endpoint::params_from_config(&cfg));
            Ok(crate::cases::Params::new(params.build().map_err(|err| err.to_string())?))
        }
    }
}

fn bind_name(operation: &ShapeId) -> Ident {
    format_ident!("bind_{}", names::snake_case(operation.name()))
}

fn input_type(model: &Model, operation: &ShapeId) -> TokenStream {
    let ShapeKind::Operation(of) = &model.shape(operation).kind else {
        panic!("{operation} is no operation")
    };
    ty(model, &of.input)
}

fn ty(model: &Model, id: &ShapeId) -> TokenStream {
    let shape = model.shape(id);
    match &shape.kind {
        ShapeKind::Boolean => quote!(bool),
        ShapeKind::String => quote!(String),
        ShapeKind::List { member } => {
            let element = ty(model, &member.target);
            if shape.traits.sparse {
                quote!(Vec<Option<#element>>)
            } else {
                quote!(Vec<#element>)
            }
        }
        ShapeKind::Map { key, value } => {
            let (key, value) = (ty(model, &key.target), ty(model, &value.target));
            quote!(::std::collections::HashMap<#key, #value>)
        }
        _ if id.is_prelude() => quote!(()),
        _ => {
            let name = format_ident!("{}", id.name());
            quote!(#name)
        }
    }
}

fn ty_definition(model: &Model, id: &ShapeId) -> TokenStream {
    let name = format_ident!("{}", id.name());
    match &model.shape(id).kind {
        ShapeKind::Structure { members } => {
            let fields = members.iter().map(|member| {
                let (field, ty) = (
                    format_ident!("{}", names::member(&member.name)),
                    ty(model, &member.target),
                );
                if member.traits.required {
                    quote!(#field: #ty)
                } else {
                    quote!(#field: Option<#ty>)
                }
            });
            quote!(#[derive(Default)] struct #name { #(#fields),* })
        }
        ShapeKind::Union { members } => {
            let variants = members.iter().map(|member| {
                let (variant, ty) = (
                    format_ident!("{}", names::variant(&member.name)),
                    ty(model, &member.target),
                );
                quote!(#variant(#ty))
            });
            let accessors = members.iter().map(|member| {
                let (variant, ty) = (
                    format_ident!("{}", names::variant(&member.name)),
                    ty(model, &member.target),
                );
                let accessor = format_ident!("{}", TestFields.accessor(id, member));
                quote! {
                    fn #accessor(&self) -> Result<&#ty, &Self> {
                        if let Self::#variant(value) = self { Ok(value) } else { Err(self) }
                    }
                }
            });
            quote!(enum #name { #(#variants),* } impl #name { #(#accessors)* })
        }
        ShapeKind::Enum { .. } => quote! {
            struct #name(&'static str);
            impl #name { fn as_str(&self) -> &str { self.0 } }
        },
        _ => TokenStream::new(),
    }
}

fn literal(model: &Model, id: &ShapeId, node: &Node) -> TokenStream {
    let shape = model.shape(id);
    let name = format_ident!("{}", id.name());
    match &shape.kind {
        ShapeKind::Boolean => {
            let value = node.as_bool().unwrap();
            quote!(#value)
        }
        ShapeKind::String => {
            let value = node.as_str().unwrap();
            quote!(#value.to_owned())
        }
        ShapeKind::Enum { .. } => {
            let value = node.as_str().unwrap();
            quote!(#name(#value))
        }
        ShapeKind::List { member } => {
            let items = node.as_array().unwrap().iter().map(|item| {
                match (shape.traits.sparse, item.is_null()) {
                    (true, true) => quote!(None),
                    (true, false) => {
                        let item = literal(model, &member.target, item);
                        quote!(Some(#item))
                    }
                    _ => literal(model, &member.target, item),
                }
            });
            quote!(vec![#(#items),*])
        }
        ShapeKind::Map { value, .. } => {
            let entries = node.as_object().unwrap().iter().map(|entry| {
                let (key, value) = (&*entry.key, literal(model, &value.target, &entry.value));
                quote!((#key.to_owned(), #value))
            });
            quote!([#(#entries),*].into_iter().collect())
        }
        ShapeKind::Union { members } => {
            let entry = &node.as_object().unwrap()[0];
            let member = members
                .iter()
                .find(|member| member.name == entry.key)
                .unwrap();
            let (variant, value) = (
                format_ident!("{}", names::variant(&member.name)),
                literal(model, &member.target, &entry.value),
            );
            quote!(#name::#variant(#value))
        }
        ShapeKind::Structure { members } => {
            let fields = members.iter().filter_map(|member| {
                let value = literal(model, &member.target, node.get(&member.name)?);
                let field = format_ident!("{}", names::member(&member.name));
                Some(if member.traits.required {
                    quote!(#field: #value)
                } else {
                    quote!(#field: Some(#value))
                })
            });
            quote!(#name { #(#fields,)* ..Default::default() })
        }
        other => panic!("no literal of a {}", other.name()),
    }
}
