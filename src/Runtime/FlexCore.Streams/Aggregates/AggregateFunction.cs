using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>A function that can stand in an <c>aggregate</c>, with all that the compiler and the documentation need.</summary>
internal sealed class AggregateFunction
{
    /// <summary>The name, for example <c>quantile</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it is called, for example <c>quantile(number, q)</c>.</summary>
    public required string Signature { get; init; }

    /// <summary>What it gives.</summary>
    public required string Summary { get; init; }

    /// <summary>How exact it is and how much memory it takes for each group.</summary>
    public required string Bounds { get; init; }

    /// <summary>An example call.</summary>
    public required string Example { get; init; }

    /// <summary>The fewest arguments.</summary>
    public required int MinArguments { get; init; }

    /// <summary>The most arguments.</summary>
    public required int MaxArguments { get; init; }

    /// <summary>Whether the first argument must be a number, null or missing; any other value is an error of its row.</summary>
    public bool NeedsNumbers { get; init; }

    /// <summary>Checks the constant arguments of a call; gives what is wrong, or <see langword="null"/>.</summary>
    public Func<AggregatePlan, string?> Check { get; init; } = static _ => null;

    /// <summary>Makes the column of a checked call.</summary>
    public required Func<AggregatePlan, AggregateColumn> Create { get; init; }

    /// <summary>Whether a value may be aggregated.</summary>
    /// <param name="value">The first argument's value for a row.</param>
    public bool Accepts(in Value value) => !NeedsNumbers || value.IsNumber || value.IsNullish;
}
