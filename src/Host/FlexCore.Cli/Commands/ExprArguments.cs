using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>What <c>flexcore expr</c> was asked to do, as typed.</summary>
/// <param name="Expression">The expression, or <see langword="null"/> for a prompt.</param>
/// <param name="Input">A file of records, <c>-</c> for stdin, or <see langword="null"/>.</param>
/// <param name="Record">One record as JSON, or <see langword="null"/>.</param>
/// <param name="Output">How to write the results.</param>
internal sealed record ExprArguments(string? Expression, string? Input, string? Record, OutputFormat Output);
