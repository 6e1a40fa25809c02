using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Commit;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Tracing;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Appends to some of the shards: commits everything that waits in one statement, then the next. Its batches grow while it is busy.</summary>
/// <remarks>
/// Concurrency: <see cref="Enqueue"/> and <see cref="Close"/> from any thread; all else in the one task that <see cref="Start"/> begins. A shard always goes to
/// the same writer, so its appends commit in the order of the calls.
/// </remarks>
internal sealed partial class Writer
{
    /// <summary>A statement takes no further append once it holds this many payload bytes.</summary>
    public const long StatementBytesMax = 32L * 1024 * 1024;

    /// <summary>How often one batch is tried: again when another session has written what its decisions rested on, or when the session broke.</summary>
    private const int AttemptsMax = 4;

    private readonly PostgresDatabase _database;
    private readonly WriterLink _link;
    private readonly GroupCommitQueue<PendingAppend> _queue;
    private readonly int _sizeMax;
    private readonly IWriterObserver _observer;
    private readonly JournalInstruments _instruments;
    private readonly ILogger _logger;
    private readonly KnownShards _shards = new();
    private readonly AppendBatch _batch = new();
    private Task _finished = Task.CompletedTask;
    private bool _outcomeIsOpen;
    private int _eventsWritten;

    public Writer(PostgresDatabase database, PostgresStoreOptions options, WriterServices services)
    {
        _database = database;
        _link = new WriterLink(database, options.OutagePatience, services.Time);
        _queue = new GroupCommitQueue<PendingAppend>(options.QueueCapacity, options.QueueBytesMax);
        _sizeMax = options.CommitSizeMax;
        _observer = services.Observer;
        _instruments = services.Instruments;
        _logger = services.Logger;
    }

    /// <summary>How many appends wait.</summary>
    public int Queued => _queue.Count;

    /// <summary>Completes when everything accepted before <see cref="Close"/> is done.</summary>
    public Task Finished => _finished;

    public void Start()
    {
        // The writer must not live inside the activity that happened to be current where the store was opened.
        using (ExecutionContext.SuppressFlow())
        {
            _finished = Task.Run(RunAsync);
        }
    }

    public void Close() => _queue.Close();

    public EnqueueResult Enqueue(PendingAppend append, long bytes) => _queue.Enqueue(append, bytes);

    private async Task RunAsync()
    {
        for (var waiting = await _queue.TakeAllAsync().ConfigureAwait(false); waiting.Count > 0; waiting = await _queue.TakeAllAsync().ConfigureAwait(false))
        {
            for (var from = 0; from < waiting.Count;)
            {
                var slice = Slice(waiting, from);
                await CommitAsync(slice).ConfigureAwait(false);
                from += slice.Length;
                _shards.Trim();
            }
        }

        await _link.CloseAsync().ConfigureAwait(false);
    }

    private PendingAppend[] Slice(IReadOnlyList<PendingAppend> waiting, int from)
    {
        var bytes = 0L;
        var count = 0;
        while (from + count < waiting.Count && count < _sizeMax && (count == 0 || bytes < StatementBytesMax))
        {
            bytes += PendingAppend.PayloadBytes(waiting[from + count].Request);
            count++;
        }

        var slice = new PendingAppend[count];
        for (var i = 0; i < count; i++)
        {
            slice[i] = waiting[from + i];
        }

        return slice;
    }

    private async Task CommitAsync(PendingAppend[] appends)
    {
        using var activity = JournalActivities.StartCommit<PendingAppend>(appends);
        var startedAt = Stopwatch.GetTimestamp();
        _eventsWritten = 0;
        try
        {
            await CommitDecidedAsync(appends).ConfigureAwait(false);
            _instruments.Committed(appends.Length, _eventsWritten, startedAt);
            activity?.SetTag("flexcore.commit.events", _eventsWritten);
        }
        catch (Exception error)
        {
            // The supervision boundary of a writer: whatever failed, every caller of this commit learns it, and what was known is read again.
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            var failure = await JudgeAsync(error).ConfigureAwait(false);
            foreach (var append in appends)
            {
                append.TrySetException(failure);
            }
        }
        finally
        {
            _batch.Clear();
        }
    }

    private async Task CommitDecidedAsync(PendingAppend[] appends)
    {
        for (var attempt = 1; appends.Length > 0; attempt++)
        {
            try
            {
                await TryCommitAsync(appends).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (attempt < AttemptsMax && (PostgresErrors.IsWorthRepeating(error) || PostgresErrors.IsBrokenSession(error)))
            {
                appends = await RecoverAsync(appends, error).ConfigureAwait(false);
            }
        }
    }

    private async Task TryCommitAsync(PendingAppend[] appends)
    {
        var session = await _link.GetAsync().ConfigureAwait(false);
        await LearnAsync(session, appends).ConfigureAwait(false);
        _batch.Clear();
        foreach (var append in appends)
        {
            _batch.Decide(append, _shards[append.Shard]);
        }

        HashSet<int> held;
        _outcomeIsOpen = true;
        try
        {
            held = await session.AppendAsync(_batch).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.WasUndone(error))
        {
            _outcomeIsOpen = false;
            throw;
        }

        _outcomeIsOpen = false;
        Confirm(held);
        await FinishLostAsync(session, held).ConfigureAwait(false);
    }

    // After a conflict the batch is decided on what is there now. After a broken session the old statement is ended first, and then the rows themselves say
    // whether it had committed, so that most callers never learn of a restart of the server.
    private async ValueTask<PendingAppend[]> RecoverAsync(PendingAppend[] appends, Exception error)
    {
        LogTriedAgain(error);
        _instruments.CommitRetried();
        _shards.ForgetAll();
        if (PostgresErrors.WasUndone(error))
        {
            return appends;
        }

        await _link.DropAsync(_outcomeIsOpen).ConfigureAwait(false);
        if (_outcomeIsOpen)
        {
            var session = await _link.GetAsync().ConfigureAwait(false);
            var written = await session.ReadWrittenAsync(_batch.Columns.FirstRows()).ConfigureAwait(false);
            _outcomeIsOpen = false;
            Confirm(written);
            appends = [.. appends.Where(append => !written.Contains(append.Shard))];
        }

        return appends;
    }

    private async Task LearnAsync(WriterSession session, PendingAppend[] appends)
    {
        var shards = appends.Where(append => !_shards.TryGet(append.Shard, out var state) || state.Epoch < append.Epoch)
            .Select(static append => append.Shard).Distinct().ToArray();
        if (shards.Length > 0)
        {
            await session.ReadShardsAsync(shards, _shards).ConfigureAwait(false);
        }

        var streams = new Dictionary<EntityId, ShardState>();
        foreach (var append in appends)
        {
            var state = _shards[append.Shard];
            if (append.Epoch == state.Epoch && !state.Knows(append.Request.Stream))
            {
                streams[append.Request.Stream] = state;
            }
        }

        if (streams.Count > 0)
        {
            await session.ReadHeadsAsync([.. streams.Select(static stream => (stream.Key, stream.Value))]).ConfigureAwait(false);
        }
    }

    // Also what was refused is true for these shards: their epoch was right when the statement committed.
    private void Confirm(HashSet<int> held)
    {
        var ends = new (int Shard, long Offset)[held.Count];
        var count = 0;
        foreach (var shard in held)
        {
            ends[count++] = (shard, _batch.EndOf(shard));
        }

        var appends = _batch.Appends.Where(append => held.Contains(append.Shard)).ToArray();
        if (count > 0)
        {
            _observer.Committed(ends, appends);
        }

        foreach (var append in appends)
        {
            _eventsWritten += append.Decided.Status == AppendStatus.Committed ? append.Request.Events.Count : 0;
            append.TrySetResult(append.Decided);
        }
    }

    private async Task FinishLostAsync(WriterSession session, HashSet<int> held)
    {
        // What is durable has been told; whatever fails from here on concerns only those of whom nothing was written.
        var lost = _batch.Epochs.Keys.Where(shard => !held.Contains(shard)).ToArray();
        if (lost.Length > 0)
        {
            await session.ReadShardsAsync(lost, _shards).ConfigureAwait(false);
            foreach (var append in _batch.Appends.Where(append => !held.Contains(append.Shard)))
            {
                append.TrySetResult(new AppendResult(AppendStatus.Fenced, 0, 0, _shards[append.Shard].Epoch));
            }
        }
    }

    private async ValueTask<JournalException> JudgeAsync(Exception error)
    {
        var isOpen = _outcomeIsOpen;
        _outcomeIsOpen = false;
        _instruments.CommitFailed();
        _shards.ForgetAll();
        await _link.DropAsync(isOpen).ConfigureAwait(false);
        var failure = isOpen
            ? PostgresErrors.OfOpenCommit(error, _database.Location)
            : PostgresErrors.IsOurs(error) || error is JournalException ? PostgresErrors.Of(error, _database.Location)
            : new JournalException($"An append to '{_database.Location}' failed: {error.Message} Nothing was written.", error);
        LogCommitFailed(failure);
        return failure;
    }
}
