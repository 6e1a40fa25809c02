namespace FlexCore.Cli.Commands;

/// <summary>What <c>flexcore start</c> was asked to do, as typed.</summary>
/// <param name="Port">The port, or <see langword="null"/> for the configured one.</param>
/// <param name="Settings">Settings by key, which win over files and variables.</param>
/// <param name="Common">What all commands share.</param>
internal sealed record StartArguments(int? Port, IReadOnlyDictionary<string, string> Settings, CommonArguments Common);
