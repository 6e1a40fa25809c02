using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Tests.Tables;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite.Tests.Writing;

/// <summary>A writer's session on an empty store, driven step by step by the test in place of the commit loop.</summary>
internal sealed class SessionFixture : IDisposable
{
    private readonly TableFixture _tables;
    private readonly AppendWorkPool _pool = new();

    private SessionFixture(TableFixture tables)
    {
        _tables = tables;
        Session = new WriterSession(tables.Database, StateRecovery.Read(tables.Database, StoreFixture.ShardCount));
        Session.Begin();
        Leases = [.. Enumerable.Range(0, StoreFixture.ShardCount).Select(shard => Session.Acquire(shard, "test"))];
        Session.Commit();
    }

    public WriterSession Session { get; }

    public ShardLease[] Leases { get; }

    public SqliteDatabase Database => _tables.Database;

    public static async Task<SessionFixture> CreateAsync() => new(await TableFixture.CreateAsync());

    /// <summary>Applies appends in the open transaction, in order.</summary>
    public List<AppendWork> Apply(params AppendRequest[] requests)
    {
        var works = new List<AppendWork>();
        foreach (var request in requests)
        {
            var work = _pool.Rent();
            work.Use(request);
            work.Apply(Session);
            works.Add(work);
        }

        return works;
    }

    /// <summary>Commits appends as one transaction and publishes them.</summary>
    public async Task<List<AppendResult>> CommitAsync(params AppendRequest[] requests)
    {
        Session.Begin();
        var works = Apply(requests);
        Session.Commit();
        works.ForEach(work => work.Published(Session));
        Session.PublishAll();
        return await OutcomesAsync(works);
    }

    /// <summary>Rolls back and undoes in reverse order, as after a statement that failed.</summary>
    public void RollBack(List<AppendWork> works)
    {
        Database.Rollback();
        Enumerable.Reverse(works).ToList().ForEach(work => work.Undo(Session));
    }

    public static async Task<List<AppendResult>> OutcomesAsync(List<AppendWork> works)
    {
        var results = new List<AppendResult>();
        foreach (var work in works)
        {
            var outcome = work.Outcome;
            work.Complete();
            results.Add(await outcome);
        }

        return results;
    }

    public AppendRequest Request(int stream, long expectedVersion, int payloadBytes = 10) =>
        StoreFixture.Request(Leases, stream, expectedVersion, payloadBytes);

    /// <summary>What a process that starts now would find.</summary>
    public RecoveredState Recover() => StateRecovery.Read(Database, StoreFixture.ShardCount);

    /// <summary>The un-indexed seqs of a stream, as readers see them.</summary>
    public static long[]? Tail(RecoveredState state, int stream) => state.Heads.Tail(StoreFixture.Stream(stream))?.Seqs;

    public void Dispose() => _tables.Dispose();
}
