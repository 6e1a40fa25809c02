using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Contracts;

/// <summary>What <c>flexcore event contracts</c> was asked to do, as typed.</summary>
/// <param name="Types">The file with the declarations; <see langword="null"/> for the configured one.</param>
/// <param name="Contracts">The file with the contracts; <see langword="null"/> for the one beside the declarations.</param>
/// <param name="ConfigurationFile">A configuration file, or <see langword="null"/> for the default one.</param>
/// <param name="Output">How the result is written.</param>
internal sealed record ContractsArguments(string? Types, string? Contracts, string? ConfigurationFile, OutputFormat Output);
