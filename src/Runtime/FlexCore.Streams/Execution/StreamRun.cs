using System.Runtime.CompilerServices;
using FlexCore.Application.Streams;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>One run: its attempts, with a restart from the last checkpoint when a source or sink is unavailable for a while.</summary>
/// <remarks>The attempts run one after the other on one task; the handle's members may be called from any thread.</remarks>
internal sealed class StreamRun : IStreamRun
{
    private const int MaxTapRate = 10_000;

    private readonly RunContext _context;
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private int _isDisposed;

    private StreamRun(RunContext context)
    {
        _context = context;
        Completion = Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Completion { get; private set; }

    /// <inheritdoc/>
    public StreamProgress Progress => _context.Counters.Snapshot();

    /// <inheritdoc/>
    public IReadOnlyList<StreamOperatorProgress> Operators => _context.Meters.Snapshot();

    /// <inheritdoc/>
    public DateTimeOffset? SafeAt => _context.Counters.SafeAt;

    /// <inheritdoc/>
    public StreamLag Lag => _context.Meters.Lag();

    /// <inheritdoc/>
    public IAsyncEnumerable<TapRecord> TapAsync(string edge, int maxPerSecond, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPerSecond, MaxTapRate);
        var meter = _context.Meters.Find(edge);
        var session = new TapSession(meter.Identity, maxPerSecond, _context.Environment.Clock);
        if (!meter.Tap.TryAdd(session))
        {
            throw new StreamException("too-many-taps", $"The edge '{edge}' has {TapPoint.MaxTaps} taps already. End one of them first.");
        }

        // Also a tap that nobody ever reads from ends with its token.
        cancellationToken.UnsafeRegister(_ => meter.Tap.Remove(session), null);
        return ListenAsync(meter.Tap, session, cancellationToken);
    }

    /// <summary>Opens the first attempt and lets it run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="StreamException">The run cannot start.</exception>
    public static async Task<StreamRun> StartAsync(RunContext context, CancellationToken cancellationToken)
    {
        var attempt = await RunAttempt.OpenAsync(context, context.Run.ResumeFrom, cancellationToken);
        var run = new StreamRun(context);
        context.Counters.Begin(context.Environment.Clock.GetUtcNow());
        StreamLog.RunStarted(context.Environment.Logger, context.Graph.Name, context.Run.RunId, context.Run.ResumeFrom?.Sequence ?? 0);

        // The run outlives the request or command that started it and must not go on in its span and log scope.
        using (ExecutionContext.SuppressFlow())
        {
            run.Completion = Task.Run(() => run.RunAsync(attempt), CancellationToken.None);
        }

        return run;
    }

    /// <inheritdoc/>
    public async Task DrainAsync()
    {
        await _drain.CancelAsync();
        await Completion;
    }

    /// <inheritdoc/>
    public async Task AbortAsync()
    {
        await _abort.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await AbortAsync();
        _drain.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync(RunAttempt first)
    {
        var logger = _context.Environment.Logger;
        using var ended = new CancellationTokenSource();
        var refreshing = LookupRefresher.RunAsync(_context.Graph.Lookups, _context.Graph.Name, _context.Environment.Clock, logger, ended.Token);
        try
        {
            await RunAttemptsAsync(first);
            var counters = _context.Counters.Values;
            StreamLog.RunEnded(logger, _context.Graph.Name, counters.RecordsIn, counters.RecordsOut, counters.Errors);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            StreamLog.RunAborted(logger, _context.Graph.Name);
            throw;
        }
        catch (Exception error)
        {
            StreamLog.RunFailed(logger, error, _context.Graph.Name, _context.Counters.Checkpoints);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await refreshing;
            _context.Meters.Close();
        }
    }

    private static async IAsyncEnumerable<TapRecord> ListenAsync(TapPoint tap, TapSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in session.Records.ReadAllAsync(cancellationToken))
            {
                yield return record;
            }
        }
        finally
        {
            tap.Remove(session);
        }
    }

    private async Task RunAttemptsAsync(RunAttempt first)
    {
        RunAttempt? attempt = first;
        var failures = 0;
        var lastCheckpoint = _context.Counters.Checkpoints;
        while (true)
        {
            try
            {
                attempt ??= await RunAttempt.OpenAsync(_context, await LoadCheckpointAsync(), _abort.Token);
                await using (attempt)
                {
                    await attempt.RunAsync(_drain.Token, _abort.Token);
                    return;
                }
            }
            catch (StreamException error) when (IsTransient(error) && _context.Graph.IsResumable)
            {
                // Progress since the last restart earns a fresh budget.
                failures = _context.Counters.Checkpoints > lastCheckpoint ? 1 : failures + 1;
                lastCheckpoint = _context.Counters.Checkpoints;
                if (failures > _context.Options.MaxRestarts)
                {
                    throw;
                }

                attempt = null;
                await BackOffAsync(error, failures);
                if (_drain.IsCancellationRequested)
                {
                    // Nothing is in flight, and the last checkpoint is where a later run goes on.
                    return;
                }
            }
        }
    }

    private static bool IsTransient(StreamException error) => error is SinkUnavailableException or SourceUnavailableException;

    private async Task BackOffAsync(StreamException error, int failures)
    {
        var options = _context.Options;
        var delay = options.RestartDelay * Math.Pow(2, Math.Min(failures - 1, 30));
        delay = delay < options.MaxRestartDelay ? delay : options.MaxRestartDelay;
        StreamInstruments.Restarts.Add(1);
        StreamLog.Restarting(_context.Environment.Logger, error, _context.Graph.Name, delay.TotalMilliseconds, failures);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_drain.Token, _abort.Token);
        await Task.Delay(delay, _context.Environment.Clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _abort.Token.ThrowIfCancellationRequested();
    }

    private async Task<StreamCheckpoint?> LoadCheckpointAsync()
    {
        var checkpoint = await _context.Environment.Checkpoints.LoadAsync(_context.Run.Stream, _abort.Token);
        return checkpoint is not null && checkpoint.RunId == _context.Run.RunId ? checkpoint : null;
    }
}
