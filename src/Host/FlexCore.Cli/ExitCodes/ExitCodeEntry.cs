namespace FlexCore.Cli.ExitCodes;

/// <summary>One line of the exit code table.</summary>
/// <param name="Code">The number.</param>
/// <param name="Name">A stable kebab-case name, also used in <c>--json</c> output.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Remedy">What the user does next.</param>
internal sealed record ExitCodeEntry(ExitCode Code, string Name, string Meaning, string Remedy);
