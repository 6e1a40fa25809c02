using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>The documents that a generation has in hand: those of the events at work, and some from before.</summary>
/// <remarks>Used by one thread at a time. What it holds is what is stored, because nobody else may write the same documents: a commit that is refused empties it.</remarks>
internal sealed class DocumentCache(long generation, IReadModelStore store, int max)
{
    private readonly Dictionary<ReadModelKey, ReadModel> _models = [];

    /// <summary>Brings documents into the cache.</summary>
    public async ValueTask LoadAsync(IEnumerable<ReadModelKey> keys, CancellationToken cancellationToken)
    {
        var missing = new HashSet<ReadModelKey>();
        foreach (var key in keys)
        {
            if (!_models.ContainsKey(key))
            {
                missing.Add(key);
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        foreach (var stored in await store.LoadAsync(generation, missing, cancellationToken).ConfigureAwait(false))
        {
            _models[stored.Key] = new ReadModel(stored.Key, stored);
            missing.Remove(stored.Key);
        }

        foreach (var key in missing)
        {
            _models[key] = new ReadModel(key, null);
        }
    }

    public ReadModel Get(in ReadModelKey key) => _models[key];

    /// <summary>Puts a document back as it was.</summary>
    public void Restore(ReadModel before) => _models[before.Key] = before;

    /// <summary>The documents that events have changed since they were last saved.</summary>
    public IEnumerable<ReadModel> Touched => _models.Values.Where(static model => model.IsTouched);

    /// <summary>Everything touched is stored now.</summary>
    public void Saved(IEnumerable<ReadModel> models)
    {
        foreach (var model in models)
        {
            model.Saved();
        }

        if (_models.Count > max)
        {
            _models.Clear();
        }
    }

    public void Clear() => _models.Clear();
}
