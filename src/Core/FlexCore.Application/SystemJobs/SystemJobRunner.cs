using FlexCore.Application.Cluster;

namespace FlexCore.Application.SystemJobs;

/// <summary>Runs the system jobs under one lease, each at its time, and sleeps in between: an idle node is not woken, and no store is asked whether something is due.</summary>
/// <remarks>
/// <see cref="RunAsync"/> is one loop at a time, run by the singleton; everything else is thread-safe. When a job runs next is kept in memory only: a node that takes the jobs over runs each of them after
/// <see cref="FirstDelay"/>, or after its period when that is shorter, so that a job with a long period runs although nodes are replaced more often than that.
/// </remarks>
public sealed class SystemJobRunner : ISystemJobs
{
    /// <summary>The singleton's name.</summary>
    public const string SingletonName = "system-jobs";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (ISystemJob Job, SystemJobFacts Facts)> _jobs = new(StringComparer.Ordinal);
    private readonly ISystemJobObserver _observer;
    private readonly TimeProvider _clock;
    private TaskCompletionSource _wake = NewWake();
    private bool _isHere;

    /// <summary>Creates the runner.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="observer">Is told what they do.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArgumentException">Two jobs have one name, a name is malformed, or a period is not positive.</exception>
    public SystemJobRunner(IEnumerable<ISystemJob> jobs, ISystemJobObserver observer, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        (_observer, _clock) = (observer, clock);
        foreach (var job in jobs)
        {
            if (job.Name.Length is 0 or > 50 || !job.Name.All(static letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                throw new ArgumentException($"'{job.Name}' is no name for a system job. Use 1 to 50 characters of a-z 0-9 -.", nameof(jobs));
            }

            if (job.Period <= TimeSpan.Zero)
            {
                throw new ArgumentException($"The system job '{job.Name}' has the period {job.Period}. Give it one above zero.", nameof(jobs));
            }

            if (!_jobs.TryAdd(job.Name, (job, new SystemJobFacts(job.Name, job.Description, job.Period))))
            {
                throw new ArgumentException($"Two system jobs are named '{job.Name}'. Give each a name of its own.", nameof(jobs));
            }
        }
    }

    /// <summary>How long after it has taken the jobs over a node runs each of them for the first time, at most.</summary>
    public static TimeSpan FirstDelay { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public bool AreHere
    {
        get
        {
            lock (_gate)
            {
                return _isHere;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SystemJobFacts> List()
    {
        lock (_gate)
        {
            return [.. _jobs.Values.Select(static entry => entry.Facts)];
        }
    }

    /// <inheritdoc/>
    public bool Request(string name)
    {
        lock (_gate)
        {
            if (!_isHere || !_jobs.TryGetValue(name, out var entry))
            {
                return false;
            }

            _jobs[name] = (entry.Job, entry.Facts with { NextRun = _clock.GetUtcNow() });
            _wake.TrySetResult();
            return true;
        }
    }

    /// <summary>Runs the jobs until it is cancelled.</summary>
    /// <param name="lease">The right to: jobs are not fenced by it, they bear to be run twice.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(NamedLease lease, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (job, wake, due) = Next();
                if (job is null)
                {
                    await wake.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else if (due > TimeSpan.Zero)
                {
                    await SleepAsync(wake, due, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await RunOneAsync(job, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            End();
        }
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SleepAsync(Task wake, TimeSpan due, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(wake, Task.Delay(due, _clock, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
    }

    private async Task RunOneAsync(ISystemJob job, CancellationToken cancellationToken)
    {
        var (begun, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        Note(job, facts => facts with { IsRunning = true, NextRun = null });
        string? report = null;
        Exception? error = null;
        try
        {
            report = await job.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown)
        {
            // The boundary of the job: what it throws is reported, and the others go on.
            error = thrown;
        }

        // A run that was asked for meanwhile is not forgotten.
        Note(job, facts => facts with
        {
            IsRunning = false, LastRun = begun, Took = _clock.GetElapsedTime(stamp), NextRun = facts.NextRun ?? _clock.GetUtcNow() + job.Period, Runs = facts.Runs + 1, Report = report, Error = error?.Message,
        });
        _observer.Ran(job.Name, report, error);
    }

    private (ISystemJob? Job, Task Wake, TimeSpan Due) Next()
    {
        lock (_gate)
        {
            if (_wake.Task.IsCompleted)
            {
                _wake = NewWake();
            }

            if (_jobs.Count == 0)
            {
                return (null, _wake.Task, TimeSpan.Zero);
            }

            var (job, facts) = _jobs.Values.MinBy(static entry => entry.Facts.NextRun);
            return (job, _wake.Task, (facts.NextRun ?? _clock.GetUtcNow()) - _clock.GetUtcNow());
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            _isHere = true;
            var now = _clock.GetUtcNow();
            foreach (var (job, facts) in _jobs.Values.ToList())
            {
                _jobs[job.Name] = (job, new SystemJobFacts(job.Name, job.Description, job.Period) { NextRun = now + (job.Period < FirstDelay ? job.Period : FirstDelay) });
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isHere = false;
            foreach (var (job, facts) in _jobs.Values.ToList())
            {
                _jobs[job.Name] = (job, facts with { NextRun = null, IsRunning = false });
            }
        }
    }

    private void Note(ISystemJob job, Func<SystemJobFacts, SystemJobFacts> change)
    {
        lock (_gate)
        {
            _jobs[job.Name] = (job, change(_jobs[job.Name].Facts));
        }
    }
}
