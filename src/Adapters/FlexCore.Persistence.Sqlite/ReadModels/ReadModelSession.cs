using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>What happens inside one transaction of the writing connection. Used by one thread at a time.</summary>
internal sealed class ReadModelSession(SqliteDatabase database)
{
    public DocumentTable Documents { get; } = new(database);

    public ProgressTable Progress { get; } = new(database);

    public OriginTable Origin { get; } = new(database);

    public ParkedTable Parked { get; } = new(database);

    public GenerationTable Generations { get; } = new(database);

    public CommitOutcome Commit(ReadModelCommit commit)
    {
        var outcome = !Generations.Exists(commit.Generation) ? CommitOutcome.Gone
            : !Progress.Admits(commit.Fences) ? CommitOutcome.Fenced
            : !Progress.Move(commit.Generation, commit.Moves) ? CommitOutcome.Moved
            : CommitOutcome.Committed;
        if (outcome != CommitOutcome.Committed)
        {
            return outcome;
        }

        foreach (var change in commit.Changes)
        {
            Documents.Apply(commit.Generation, change);
        }

        foreach (var (shard, offset) in commit.Released)
        {
            Parked.Release(commit.Generation, shard, offset);
        }

        foreach (var parked in commit.Parked)
        {
            Parked.Save(commit.Generation, parked);
        }

        return outcome;
    }

    public GenerationRow Add(NewGeneration wanted)
    {
        var before = Generations.Find(wanted.Projection);
        if (wanted.IfMissing && before?.Generations.FirstOrDefault(known => known.Fingerprint == wanted.Fingerprint && known.Bound is null) is { } there)
        {
            return there;
        }

        var id = Generations.Insert(wanted);
        Generations.Put(wanted, id);
        foreach (var old in before?.Generations ?? [])
        {
            if (wanted.IsLiveAtOnce || (wanted.SwapsItself && old.SwapsItself && old.Id != before?.Live))
            {
                Forget(old.Id);
            }
        }

        Generations.Changed();
        return new GenerationRow(id, wanted.Projection, wanted.Fingerprint, wanted.CreatedAt) { Until = wanted.Until, Bound = wanted.Bound, SwapsItself = wanted.SwapsItself };
    }

    public SwapOutcome Swap(long generation)
    {
        var row = Generations.List().Find(row => row.Generations.Any(known => known.Id == generation));
        if (row is null)
        {
            return SwapOutcome.Gone;
        }

        if (row.Live == generation)
        {
            return SwapOutcome.Swapped;
        }

        if (row.Generations.First(known => known.Id == generation).Bound is not null)
        {
            return SwapOutcome.Bounded;
        }

        var position = Progress.Read(generation).Position;
        if (Progress.Read(row.Live).Position.Offsets.Any(place => position.OffsetOf(place.Key) < place.Value))
        {
            return SwapOutcome.Behind;
        }

        Generations.MakeLive(row.Name, generation);
        Forget(row.Live);
        Generations.Changed();
        return SwapOutcome.Swapped;
    }

    public bool ForgetOne(long generation)
    {
        var mayGo = Generations.Exists(generation) && Generations.List().TrueForAll(row => row.Live != generation);
        if (mayGo)
        {
            Forget(generation);
            Generations.Changed();
        }

        return mayGo;
    }

    public bool Remove(string projection)
    {
        if (Generations.Find(projection) is not { } row)
        {
            return false;
        }

        foreach (var generation in row.Generations)
        {
            Forget(generation.Id);
        }

        Generations.Remove(projection);
        Generations.Changed();
        return true;
    }

    public bool Discard(long generation, int shard, long offset, DateTimeOffset now)
    {
        if (Parked.Release(generation, shard, offset) is not { } group)
        {
            return false;
        }

        Parked.Redrive(generation, group, now);
        Generations.Changed();
        return true;
    }

    public int Redrive(long generation, string? group, DateTimeOffset now)
    {
        var count = Parked.Redrive(generation, group ?? "", now);
        if (count > 0)
        {
            Generations.Changed();
        }

        return count;
    }

    private void Forget(long generation)
    {
        Generations.Forget(generation);
        Progress.Forget(generation);
        Parked.Forget(generation);
        database.Execute($"INSERT OR IGNORE INTO garbage (generation) VALUES ({generation})");
    }
}
