namespace FlexCore.Cli.Commands;

/// <summary>What every command accepts.</summary>
/// <param name="DataFolder">The data folder, or <see langword="null"/> for the configured one.</param>
/// <param name="ConfigurationFile">A configuration file that must exist, or <see langword="null"/> for <c>flexcore.conf</c> if it is there.</param>
/// <param name="Verbose">Whether errors show their stack and information is logged.</param>
internal sealed record CommonArguments(string? DataFolder, string? ConfigurationFile, bool Verbose);
