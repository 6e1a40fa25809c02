using FlexCore.Application.Streams;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>One run on the stage. Thread-safe.</summary>
internal sealed class StageRun(IStreamGraph graph, StreamRunOptions options, StreamProgress begin) : IStreamRun
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StreamProgress _progress = begin;

    public IStreamGraph Graph => graph;

    public StreamRunOptions Options => options;

    /// <summary>Set when someone asks the run to drain.</summary>
    public Signal Draining { get; } = new();

    /// <summary>Whether a drain ends the run by itself.</summary>
    public bool DrainsAtOnce { get; set; } = true;

    public bool IsAborted { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task Completion => _completion.Task;

    public StreamProgress Progress
    {
        get => _progress;
        set => _progress = value;
    }

    public IReadOnlyList<StreamOperatorProgress> Operators => [];

    public StreamLag Lag => new(null, null, null, null);

    public DateTimeOffset? SafeAt { get; set; }

    public static StreamProgress ProgressOf(long records, long checkpoints = 0) => new(records, records, 0, 0, 0, 0, null, 0, null, checkpoints);

    public void End() => _completion.TrySetResult();

    public void Fail(string code) => _completion.TrySetException(new StreamException(code, $"It failed: {code}."));

    public void Fail(Exception error) => _completion.TrySetException(error);

    public IAsyncEnumerable<TapRecord> TapAsync(string edge, int maxPerSecond, CancellationToken cancellationToken = default) => throw new NotSupportedException("Nothing flows here.");

    public Task DrainAsync()
    {
        Draining.Set();
        if (DrainsAtOnce)
        {
            End();
        }

        return _completion.Task;
    }

    public Task AbortAsync()
    {
        IsAborted = true;
        _completion.TrySetCanceled();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
