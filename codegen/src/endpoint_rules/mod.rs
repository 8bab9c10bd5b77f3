//! In: the value of a `smithy.rules#endpointRuleSet` trait. Out: its conditions and results as typed data.
