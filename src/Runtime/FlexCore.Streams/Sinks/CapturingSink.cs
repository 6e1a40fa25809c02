using System.Buffers;
using System.Text;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Sinks;

/// <summary>Keeps rows in memory. Used by the ordered stage alone.</summary>
/// <param name="captured">Takes the rows.</param>
/// <param name="layout">What the rows mean.</param>
internal sealed class CapturingSink(CapturedSink captured, RecordLayout layout) : IRecordSink
{
    private readonly RowObject _rows = new(layout);
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        // Memory does not outlive an attempt: every run begins with nothing.
        captured.Clear();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in batch.Selection)
        {
            _bytes.ResetWrittenCount();
            var json = new JsonOutput(_bytes);
            _rows.Write(batch.Row(row), ref json);
            json.Flush();
            captured.Add(Encoding.UTF8.GetString(_bytes.WrittenSpan));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
