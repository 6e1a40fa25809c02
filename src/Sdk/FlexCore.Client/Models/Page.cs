namespace FlexCore.Client.Models;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">The entries.</typeparam>
/// <param name="Items">The entries of this part.</param>
/// <param name="Total">How many entries the whole list has; <see langword="null"/> where the node does not count them.</param>
/// <param name="Offset">How many were left out from the front.</param>
/// <param name="Limit">The most entries that were asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int? Total, int Offset, int Limit)
{
    /// <summary>What to give as <see cref="ListQuery.After"/> to go on; <see langword="null"/> at the end, and in lists that are paged by offset only.</summary>
    public string? Next { get; init; }
}
