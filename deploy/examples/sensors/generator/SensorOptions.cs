namespace FlexCore.Examples.Sensors;

/// <summary>What the generated readings look like. The same options give the same bytes.</summary>
public sealed class SensorOptions
{
    /// <summary>How many machines have a sensor.</summary>
    /// <value>The default value is 5.</value>
    public int Machines { get; init; } = 5;

    /// <summary>Chooses one factory day out of many.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the readings begin.</summary>
    /// <value>The default value is 2026-01-15 06:00:00 UTC.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 15, 6, 0, 0, TimeSpan.Zero);

    /// <summary>How much time they cover.</summary>
    /// <value>The default value is 8 hours.</value>
    public TimeSpan Span { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Lines that the network cut off, per million.</summary>
    /// <value>The default value is 1,000.</value>
    public int BrokenPerMillion { get; init; } = 1_000;

    /// <summary>Readings that the network delivers a second time, per million.</summary>
    /// <value>The default value is 10,000.</value>
    public int RepeatedPerMillion { get; init; } = 10_000;
}
