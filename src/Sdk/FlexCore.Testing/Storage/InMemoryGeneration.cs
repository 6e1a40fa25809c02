using FlexCore.Application.Projections.Store;

namespace FlexCore.Testing.Storage;

/// <summary>A generation of a read model. Used under its store's lock.</summary>
internal sealed class InMemoryGeneration
{
    public Dictionary<int, long> Offsets { get; } = [];

    public Dictionary<ReadModelKey, StoredReadModel> Documents { get; } = [];

    public SortedDictionary<(int Shard, long Offset), ParkedEvent> Parked { get; } = [];

    public long Applied { get; private set; }

    public long Scavenged { get; private set; }

    public void Take(ReadModelCommit commit)
    {
        foreach (var move in commit.Moves)
        {
            Offsets[move.Shard] = move.To;
            Applied += move.Applied;
            Scavenged += move.Scavenged;
        }

        foreach (var change in commit.Changes)
        {
            if (change.Document is { } document)
            {
                Documents[change.Key] = document;
            }
            else
            {
                Documents.Remove(change.Key);
            }
        }

        foreach (var place in commit.Released)
        {
            Parked.Remove(place);
        }

        foreach (var parked in commit.Parked)
        {
            Parked[(parked.Shard, parked.Offset)] = parked;
        }
    }

    public List<StoredReadModel> Query(ReadModelQuery query)
    {
        var found = Documents.Values.Where(document => document.Key.Tenant == query.Tenant && (query.Key is null || document.Key.Key == query.Key));
        var sorted = query.NewestFirst || query.Key is not null
            ? found.OrderByDescending(static document => document.UpdatedAt).ThenBy(Kind, StringComparer.Ordinal).ThenBy(Key, StringComparer.Ordinal)
            : found.Where(document => IsBehind(document, query.After)).OrderBy(Kind, StringComparer.Ordinal).ThenBy(Key, StringComparer.Ordinal);
        return [.. sorted.Take(query.Max)];
    }

    private static string Kind(StoredReadModel document) => document.Key.Kind;

    private static string Key(StoredReadModel document) => document.Key.Key;

    private static bool IsBehind(StoredReadModel document, ReadModelPlace? place) => place is null
        || string.CompareOrdinal(document.Key.Kind, place.Kind) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(document.Key.Key, place.Key) > 0));
}
