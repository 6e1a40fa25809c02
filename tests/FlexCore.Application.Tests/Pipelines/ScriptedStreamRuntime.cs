using FlexCore.Application.Streams;

namespace FlexCore.Application.Tests.Pipelines;

/// <summary>A runtime whose runs do what the test says. Used by one test.</summary>
internal sealed class ScriptedStreamRuntime : IStreamRuntime
{
    /// <summary>Set to make the next start fail.</summary>
    public StreamException? StartFailure { get; set; }

    /// <summary>How the newest run was started.</summary>
    public StreamRunOptions? Options { get; private set; }

    /// <summary>The newest run.</summary>
    public ScriptedRun? Run { get; private set; }

    public Task<IStreamRun> StartAsync(IStreamGraph graph, StreamRunOptions options, CancellationToken cancellationToken = default)
    {
        Options = options;
        if (StartFailure is { } failure)
        {
            return Task.FromException<IStreamRun>(failure);
        }

        Run = new ScriptedRun();
        return Task.FromResult<IStreamRun>(Run);
    }

    internal sealed class ScriptedRun : IStreamRun
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Completion => _completion.Task;

        public StreamProgress Progress { get; set; } = new(0, 0, 0, 0, 0, 0, null, 0, null, 0);

        public IReadOnlyList<StreamOperatorProgress> Operators => [];

        public StreamLag Lag => new(null, null, null, null);

        public void End() => _completion.SetResult();

        public void Fail(Exception error) => _completion.SetException(error);

        public IAsyncEnumerable<TapRecord> TapAsync(string edge, int maxPerSecond, CancellationToken cancellationToken = default) => throw new NotSupportedException("Nothing flows here.");

        public Task DrainAsync()
        {
            _completion.SetResult();
            return Task.CompletedTask;
        }

        public Task AbortAsync()
        {
            _completion.SetCanceled();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
