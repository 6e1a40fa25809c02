using System.Buffers;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Operators;

/// <summary>Passes rows on at a rate: each batch waits until the ones before it are paid for. Has no state worth keeping: a resumed run begins at once.</summary>
/// <remarks>Touched by the runtime's operator stage only; calls never overlap. The runtime keeps batches small where a graph has such a step.</remarks>
/// <param name="recordsPerSecond">The rate.</param>
internal sealed class ThrottleOperator(double recordsPerSecond) : IStatefulOperator, IPacedOperator
{
    private TimeProvider _clock = TimeProvider.System;
    private CancellationToken _hurry;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public void Pace(TimeProvider clock, CancellationToken hurry) => (_clock, _hurry) = (clock, hurry);

    /// <inheritdoc/>
    public async ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        if (input.SelectedCount > 0)
        {
            await WaitAsync(cancellationToken);
            var now = _clock.GetUtcNow();
            _next = (_next > now ? _next : now) + TimeSpan.FromSeconds(input.SelectedCount / recordsPerSecond);
        }

        PassingRows.Copy(input, output);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        // Delays are no part of the result.
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        // See Snapshot.
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _next - _clock.GetUtcNow();
        if (wait <= TimeSpan.Zero || _hurry.IsCancellationRequested)
        {
            return;
        }

        // A drain lets what is under way pass at once; only an abort ends the wait with an exception.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_hurry, cancellationToken);
        await Task.Delay(wait, _clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
