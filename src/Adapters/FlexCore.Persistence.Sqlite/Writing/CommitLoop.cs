using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Commit;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.Tracing;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>The one writer: commits everything that waits in one transaction, then the next. Its batches grow while it is busy.</summary>
/// <remarks>
/// <para>Concurrency: <see cref="Enqueue"/> and <see cref="Close"/> from any thread; all else runs on the one thread that
/// <see cref="Start"/> creates. It blocks on the disk by design, so it is a thread of its own and not one of the pool's.</para>
/// <para>A full disk fails the commit and the loop goes on. Any other error of the store stops it for good: after a failed flush the
/// kernel may have dropped the pages it could not write, so nothing may be acknowledged until the store has re-read its state.</para>
/// </remarks>
internal sealed partial class CommitLoop
{
    private readonly WriterSession _session;
    private readonly IndexBuilder _index;
    private readonly WalCheckpointer _wal;
    private readonly JournalInstruments _instruments;
    private readonly ILogger _logger;
    private readonly GroupCommitQueue<CommitWork> _queue;
    private readonly int _sizeMax;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<JournalException> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile JournalException? _failure;

    public CommitLoop(
        WriterSession session, IndexBuilder index, WalCheckpointer wal, GroupCommitQueue<CommitWork> queue, int sizeMax,
        JournalInstruments instruments, ILogger logger)
    {
        _session = session;
        _index = index;
        _wal = wal;
        _queue = queue;
        _sizeMax = sizeMax;
        _instruments = instruments;
        _logger = logger;
    }

    /// <summary>Completes when the thread has ended.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Completes with the reason when the loop has stopped by itself.</summary>
    public Task<JournalException> Stopped => _stopped.Task;

    // Unsafe: the thread must not live inside the activity that happened to be current where the store was opened.
    public void Start() => new Thread(Run) { IsBackground = true, Name = "flexcore-commit" }.UnsafeStart();

    /// <summary>Commits what waits, then ends.</summary>
    public void Close() => _queue.Close();

    /// <summary>Hands work to the writer.</summary>
    /// <returns><see langword="null"/> when it was accepted, else why not.</returns>
    public JournalException? Enqueue(CommitWork work, long bytes) => _queue.Enqueue(work, bytes) switch
    {
        EnqueueResult.Accepted => null,
        EnqueueResult.Full => new JournalOverloadedException(
            "The journal's queue is full (flexcore.journal.queue-capacity or queue-bytes-max). Nothing was written; send fewer appends at once."),
        _ => StoppedError(),
    };

    /// <summary>Hands rare work to the writer and waits for its outcome.</summary>
    public Task<T> RunAsync<T>(SessionWork<T> work, long bytes, CancellationToken cancellationToken) =>
        Enqueue(work, bytes) is { } refusal ? Task.FromException<T>(refusal) : work.Outcome.WaitAsync(cancellationToken);

    private void Run()
    {
        for (var works = _queue.TakeAll(); works.Count > 0; works = _queue.TakeAll())
        {
            for (var from = 0; from < works.Count; from += _sizeMax)
            {
                var slice = new CommitWork[Math.Min(_sizeMax, works.Count - from)];
                for (var i = 0; i < slice.Length; i++)
                {
                    slice[i] = works[from + i];
                }

                Process(slice);
                ThreadPool.UnsafeQueueUserWorkItem(new CompletionBatch(slice), preferLocal: false);
                Maintain();
            }
        }

        _session.State.End.Stop(_failure ?? StoppedError());
        _finished.SetResult();
    }

    private void Process(CommitWork[] works)
    {
        if (_failure is not null)
        {
            FailAll(works, StoppedError());
            return;
        }

        using var activity = JournalActivities.StartCommit<CommitWork>(works);
        var startedAt = Stopwatch.GetTimestamp();
        if (TryCommit(works, activity))
        {
            foreach (var work in works)
            {
                work.Published(_session);
            }

            _session.PublishAll();
            _instruments.Committed(works.Length, _session.EventCount, startedAt);
            activity?.SetTag("flexcore.commit.events", _session.EventCount);
        }
    }

    private bool TryCommit(CommitWork[] works, Activity? activity)
    {
        var applied = 0;
        var committing = false;
        try
        {
            _session.Begin();
            while (applied < works.Length)
            {
                works[applied++].Apply(_session);
            }

            if (_session.HasChanges)
            {
                committing = true;
                _session.Commit();
            }
            else
            {
                _session.Database.Rollback();
            }

            return true;
        }
        catch (Exception error)
        {
            // The supervision boundary of the store: whatever failed, every caller of this commit learns it, and memory goes back.
            _session.Database.Rollback();
            for (var i = applied - 1; i >= 0; i--)
            {
                works[i].Undo(_session);
            }

            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            FailAll(works, Judge(error, committing));
            return false;
        }
    }

    private JournalException Judge(Exception error, bool committing)
    {
        _instruments.CommitFailed();
        if (error is StoreException { Fault: StoreFault.Full or StoreFault.Locked } recoverable)
        {
            LogCommitFailed(recoverable);
            return recoverable;
        }

        return Stop(error, committing);
    }

    private JournalException Stop(Exception error, bool committing)
    {
        JournalException failure = committing
            ? new JournalOutcomeUnknownException(
                $"The store '{_session.Database.Path}' failed while it committed and has stopped: {error.Message} Open it again; it then re-reads its state.", error)
            : error as JournalException ?? new JournalException(
                $"The store '{_session.Database.Path}' failed and has stopped: {error.Message} Open it again; it then re-reads its state.", error);
        _failure = failure;
        _queue.Close();
        LogStopped(failure);
        _stopped.TrySetResult(failure);
        return failure;
    }

    private void Maintain()
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            _session.State.Heads.Trim();
            _wal.AfterCommit();
            if (_index.IsDue)
            {
                _index.Build();
                _wal.AfterCommit();
            }
        }
        catch (StoreException error) when (error.Fault is StoreFault.Full or StoreFault.Locked)
        {
            // Nothing is lost: the tail stays in memory and the log on disk; both are tried again after a later commit.
            _session.Database.Rollback();
            LogMaintenanceFailed(error);
        }
        catch (Exception error)
        {
            // Supervision boundary: the writer stops for good, and whoever waits or comes later learns why.
            _session.Database.Rollback();
            Stop(error, committing: false);
        }
    }

    private static void FailAll(CommitWork[] works, JournalException error)
    {
        foreach (var work in works)
        {
            work.Fail(error);
        }
    }

    private StoreException StoppedError() => new(
        StoreFault.Stopped,
        _session.Database.Path,
        _failure is null
            ? $"The store '{_session.Database.Path}' is closed. Nothing was written."
            : $"The store '{_session.Database.Path}' has stopped after an error; nothing was written. Open it again. The error was: {_failure.Message}",
        _failure);
}
