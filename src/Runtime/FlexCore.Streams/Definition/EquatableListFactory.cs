namespace FlexCore.Streams.Definition;

/// <summary>Makes <see cref="EquatableList{T}"/>s, also for collection expressions.</summary>
public static class EquatableList
{
    /// <summary>Copies items into a list.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items in order.</param>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? EquatableList<T>.Empty : new EquatableList<T>(items.ToArray());

    /// <summary>Copies items into a list.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items in order.</param>
    public static EquatableList<T> From<T>(IEnumerable<T> items) => new([.. items]);
}
