namespace FlexCore.Examples.Webhooks;

/// <summary>What the generated deliveries look like. The same options give the same bytes.</summary>
public sealed class WebhookOptions
{
    /// <summary>How many different deliveries there are. Repetitions come on top.</summary>
    /// <value>The default value is 1,000.</value>
    public int Deliveries { get; init; } = 1_000;

    /// <summary>Chooses one afternoon out of many.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the first one is created.</summary>
    /// <value>The default value is 2026-01-15 12:00:00 UTC.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Deliveries that a provider sends twice within seconds, per million.</summary>
    /// <value>The default value is 20,000.</value>
    public int DoubledPerMillion { get; init; } = 20_000;

    /// <summary>Deliveries that a provider believes to be lost and sends again, up to four times, with growing pauses; per million.</summary>
    /// <value>The default value is 50,000.</value>
    public int RetriedPerMillion { get; init; } = 50_000;

    /// <summary>Deliveries with a missing, empty or wrong field, per million.</summary>
    /// <value>The default value is 10,000.</value>
    public int BrokenPerMillion { get; init; } = 10_000;
}
