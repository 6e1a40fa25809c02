using FlexCore.Application.Journal;
using FlexCore.Persistence.Commit;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>All writers of a store; each shard has its own among them. Thread-safe.</summary>
internal sealed class Writers
{
    private readonly PostgresDatabase _database;
    private readonly Writer[] _writers;

    public Writers(PostgresDatabase database, PostgresStoreOptions options, WriterServices services)
    {
        _database = database;
        _writers = [.. Enumerable.Range(0, Math.Min(options.WriterConnections, options.ShardCount)).Select(_ => new Writer(database, options, services))];
    }

    /// <summary>How many appends wait.</summary>
    public int Queued => _writers.Sum(static writer => writer.Queued);

    public void Start() => Array.ForEach(_writers, static writer => writer.Start());

    /// <summary>Hands an append to its writer.</summary>
    /// <returns><see langword="null"/> when it was accepted, else why not.</returns>
    public JournalException? Enqueue(PendingAppend append, long bytes) => _writers[append.Shard % _writers.Length].Enqueue(append, bytes) switch
    {
        EnqueueResult.Accepted => null,
        EnqueueResult.Full => new JournalOverloadedException(
            $"The journal's queue is full ({PostgresStoreOptions.Section}.queue-capacity or queue-bytes-max). Nothing was written; send fewer appends at once."),
        _ => new StoreException(StoreFault.Stopped, _database.Location, $"The store '{_database.Location}' is closed. Nothing was written."),
    };

    /// <summary>Commits what was accepted, then ends.</summary>
    public Task CloseAsync()
    {
        Array.ForEach(_writers, static writer => writer.Close());
        return Task.WhenAll(_writers.Select(static writer => writer.Finished));
    }
}
