namespace FlexCore.Examples.AccessLog;

/// <summary>What the generated log looks like. The same options give the same bytes.</summary>
public sealed class AccessLogOptions
{
    /// <summary>How many lines to write, bad ones included.</summary>
    /// <value>The default value is 1,000,000.</value>
    public long Lines { get; init; } = 1_000_000;

    /// <summary>Chooses one log out of many.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The instant of the first request.</summary>
    /// <value>The default value is 2026-01-15 00:00:00 UTC.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How much time the log covers, about: nights are quieter than evenings.</summary>
    /// <value>The default value is 24 hours.</value>
    public TimeSpan Span { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Lines that are not access-log lines at all, per million.</summary>
    /// <value>The default value is 500; 0 gives a log without a bad line.</value>
    public int BadLinesPerMillion { get; init; } = 500;
}
