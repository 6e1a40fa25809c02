using System.Collections.Concurrent;

namespace FlexCore.Application.TimeTravel;

/// <summary>The folds of a node's kinds of entities. Filled while the node is composed; thread-safe.</summary>
public sealed class StreamFolds
{
    private readonly ConcurrentDictionary<string, StreamFold> _byKind = new(StringComparer.Ordinal);

    /// <summary>The kinds whose states can be told, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. _byKind.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds a fold, in the place of an older one of the kind.</summary>
    /// <param name="kind">The kind of entity.</param>
    /// <param name="fold">How its events add up.</param>
    public void Add(string kind, StreamFold fold) => _byKind[kind] = fold;

    /// <summary>The fold of a kind, or <see langword="null"/>.</summary>
    /// <param name="kind">The kind of entity.</param>
    public StreamFold? Find(string kind) => _byKind.GetValueOrDefault(kind);
}
