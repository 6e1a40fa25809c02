using FlexCore.Streams.Expressions;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>Words the failure of an expression on a record.</summary>
internal static class ExpressionFailure
{
    /// <summary>The failure.</summary>
    /// <param name="error">What the evaluation said.</param>
    public static RecordFailure Of(ExpressionException error) => new("expression-failed", error.Diagnostic.ToString());
}
