using FlexCore.Streams.Expressions;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>The names that a poll's expressions may use.</summary>
internal sealed class PollScope : IExpressionScope
{
    /// <summary>The number of cells.</summary>
    public const int Width = 4;

    /// <summary>The cell of <c>body</c>, the answer's JSON.</summary>
    public const int BodySlot = 0;

    /// <summary>The cell of <c>headers</c>, by lower-case name.</summary>
    public const int HeadersSlot = 1;

    /// <summary>The cell of <c>page</c>, the page's number within the poll from 1.</summary>
    public const int PageSlot = 2;

    /// <summary>The cell of <c>count</c>, the number of records in the page.</summary>
    public const int CountSlot = 3;

    private static readonly string[] All = ["body", "headers", "page", "count"];

    /// <inheritdoc/>
    public IEnumerable<string> Names => All;

    /// <inheritdoc/>
    public bool TryResolve(string name, out int slot)
    {
        slot = Array.IndexOf(All, name);
        return slot >= 0;
    }
}
