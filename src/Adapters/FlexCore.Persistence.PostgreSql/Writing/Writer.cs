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

    /// <summary>How often one batch is decided anew when another session has written what its decisions rested on.</summary>
    private const int DecisionsMax = 4;

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
    private bool _committing;

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
        try
        {
            await CommitDecidedAsync(appends).ConfigureAwait(false);
            _instruments.Committed(appends.Length, _batch.Columns.Count, startedAt);
            activity?.SetTag("flexcore.commit.events", _batch.Columns.Count);
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
        for (var decision = 1; ; decision++)
        {
            var session = await _link.GetAsync().ConfigureAwait(false);
            await LearnAsync(session, appends).ConfigureAwait(false);
            _batch.Clear();
            foreach (var append in appends)
            {
                _batch.Decide(append, _shards[append.Shard]);
            }

            try
            {
                _committing = true;
                var held = await session.AppendAsync(_batch).ConfigureAwait(false);
                _committing = false;
                await FinishAsync(session, held).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (decision < DecisionsMax && PostgresErrors.IsWorthRepeating(error))
            {
                // Another session has used a version or an offset that was free when this batch was decided: decide on what is there now.
                LogDecidedAnew(error);
                _shards.ForgetAll();
            }
        }
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

    private async Task FinishAsync(WriterSession session, HashSet<int> held)
    {
        foreach (var shard in held)
        {
            _observer.Committed(shard, _shards[shard].Offset);
        }

        foreach (var append in _batch.Appends.Where(append => held.Contains(append.Shard)))
        {
            append.TrySetResult(append.Decided);
        }

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
        var isOpen = _committing && !PostgresErrors.WasUndone(error);
        _committing = false;
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
