namespace FlexCore.EndToEnd.Tests.Processes;

/// <summary>How a process ended.</summary>
public sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>Everything a failing test needs to show.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Error}";

    /// <summary>Checks the exit code and shows the whole outcome when it differs.</summary>
    public Outcome ShouldExitWith(int expected)
    {
        ExitCode.ShouldBe(expected, ToString());
        return this;
    }

    /// <summary>Checks that an error names what, where and the remedy, and shows no stack.</summary>
    public Outcome ShouldExplain(params string[] parts)
    {
        foreach (var part in parts)
        {
            Error.ShouldContain(part, Case.Sensitive, ToString());
        }

        Error.ShouldNotContain("   at ", Case.Sensitive, ToString());
        Error.ShouldNotContain("Unhandled exception", Case.Sensitive, ToString());
        return this;
    }
}
