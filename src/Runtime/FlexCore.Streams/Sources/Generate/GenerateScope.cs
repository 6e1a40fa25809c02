using FlexCore.Streams.Expressions;

namespace FlexCore.Streams.Sources.Generate;

/// <summary>The names that a generator's expressions may use.</summary>
internal sealed class GenerateScope : IExpressionScope
{
    /// <summary>The cell of <c>n</c>, the record's number from 1.</summary>
    public const int NumberSlot = 0;

    /// <summary>The cell of <c>time</c>, ms since the epoch.</summary>
    public const int TimeSlot = 1;

    /// <summary>The cell of <c>random</c>; the further random numbers follow it.</summary>
    public const int RandomSlot = 2;

    /// <summary>How many random numbers a field has.</summary>
    public const int RandomCount = 3;

    private static readonly string[] All = ["n", "time", "random", "random2", "random3"];

    /// <inheritdoc/>
    public IEnumerable<string> Names => All;

    /// <inheritdoc/>
    public bool TryResolve(string name, out int slot)
    {
        slot = Array.IndexOf(All, name);
        return slot >= 0;
    }
}
