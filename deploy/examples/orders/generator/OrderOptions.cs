namespace FlexCore.Examples.Orders;

/// <summary>What the generated orders look like. The same options give the same bytes.</summary>
public sealed class OrderOptions
{
    /// <summary>How many orders there are.</summary>
    /// <value>The default value is 1,000.</value>
    public int Orders { get; init; } = 1_000;

    /// <summary>Chooses one shop out of many.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the first order comes in.</summary>
    /// <value>The default value is 2026-01-15 08:00:00 UTC.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Orders with a mistake of the shop's software, per million.</summary>
    /// <value>The default value is 20,000.</value>
    public int WrongPerMillion { get; init; } = 20_000;

    /// <summary>Order lines of products that are not in the catalogue, per million.</summary>
    /// <value>The default value is 4,000.</value>
    public int UnknownPerMillion { get; init; } = 4_000;
}
