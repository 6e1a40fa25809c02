namespace FlexCore.Application.Projections;

/// <summary>The documents that one event may change. Everything it changes is stored together with the place of the event, or nothing of it.</summary>
/// <remarks>Used by one thread at a time, and only during <see cref="IProjection.Apply"/>.</remarks>
public sealed class ReadModelUnit
{
    private readonly Dictionary<string, ReadModel> _models = new(StringComparer.Ordinal);

    internal ReadModelUnit()
    {
    }

    /// <summary>The document with a key, whether it exists yet or not.</summary>
    /// <param name="key">One of the keys that the projection named for the event.</param>
    /// <exception cref="InvalidOperationException">The key was not named.</exception>
    public ReadModel Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _models.TryGetValue(key, out var model)
            ? model
            : throw new InvalidOperationException($"The document '{key}' was not named for this event. Name it in Keys: documents are loaded for many events together.");
    }

    internal IReadOnlyCollection<ReadModel> All => _models.Values;

    internal void Clear() => _models.Clear();

    internal void Add(string key, ReadModel model) => _models[key] = model;
}
