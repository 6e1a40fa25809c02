using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>What <c>flexcore test</c> was asked to do, as typed.</summary>
/// <param name="Files">Pipelines and files of cases.</param>
/// <param name="Filter">A part of the names of the cases to run, or <see langword="null"/> for all.</param>
/// <param name="Output">How to write the result.</param>
/// <param name="ConfigurationFile">A configuration file that must exist, or <see langword="null"/>.</param>
internal sealed record TestArguments(IReadOnlyList<string> Files, string? Filter, OutputFormat Output, string? ConfigurationFile);
