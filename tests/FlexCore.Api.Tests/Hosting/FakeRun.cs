using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlexCore.Application.Streams;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>A run with two operators, whose tap gives what a test puts in.</summary>
internal sealed class FakeRun : IStreamRun
{
    private readonly Channel<TapRecord> _tapped = Channel.CreateUnbounded<TapRecord>();
    private int _taps;

    public int Taps => Volatile.Read(ref _taps);

    public int Rate { get; private set; }

    public Task Completion { get; } = new TaskCompletionSource().Task;

    public StreamProgress Progress => throw new NotSupportedException();

    public IReadOnlyList<StreamOperatorProgress> Operators { get; } =
    [
        new("source", "source", 10, 10, 0, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25), TimeSpan.Zero) { QueueDepth = 1, QueueCapacity = 4 },
        new("1:filter", "filter", 10, 7, 1, TimeSpan.FromSeconds(2), TimeSpan.Zero, TimeSpan.FromSeconds(1)),
    ];

    public StreamLag Lag { get; } = new(TimeSpan.FromMilliseconds(20), null, 3, null);

    public void Pass(TapRecord record) => _tapped.Writer.TryWrite(record).ShouldBeTrue();

    public void End() => _tapped.Writer.Complete();

    public async IAsyncEnumerable<TapRecord> TapAsync(string edge, int maxPerSecond, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Rate = maxPerSecond;
        Interlocked.Increment(ref _taps);
        try
        {
            await foreach (var record in _tapped.Reader.ReadAllAsync(cancellationToken))
            {
                yield return record;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _taps);
        }
    }

    public Task DrainAsync() => throw new NotSupportedException();

    public Task AbortAsync() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
