using System.Buffers;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>A file sink whose mode follows the source: complete files where the input ends, visible rows where it does not.</summary>
/// <remarks>Used by the ordered stage alone.</remarks>
/// <param name="complete">Makes the sink for an input with an end.</param>
/// <param name="visible">Makes the sink for an input without one.</param>
internal sealed class FileSinkByLife(Func<IRecordSink> complete, Func<IRecordSink> visible) : IRecordSink
{
    private IRecordSink? _sink;

    private IRecordSink Sink => _sink ?? throw new InvalidOperationException("The sink is not open.");

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        _sink = start.IsLive ? visible() : complete();
        return _sink.OpenAsync(start, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken) => Sink.WriteAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken) => Sink.PrepareAsync(state, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken) => Sink.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => Sink.CompleteAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sink?.DisposeAsync() ?? ValueTask.CompletedTask;
}
