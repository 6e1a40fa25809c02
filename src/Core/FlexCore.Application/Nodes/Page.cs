namespace FlexCore.Application.Nodes;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are in the whole list, after filtering; <see langword="null"/> where only reading them all would tell.</param>
/// <param name="Offset">How many come before this part.</param>
/// <param name="Limit">The most items in this part.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int? Total, int Offset, int Limit)
{
    /// <summary>The key to go on behind with <see cref="PageQuery.After"/>; <see langword="null"/> at the end, and in lists that are paged by offset only.</summary>
    public string? Next { get; init; }
}
