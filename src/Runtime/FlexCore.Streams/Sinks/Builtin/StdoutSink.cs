using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.State;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Writes to a stream that cannot be taken back, such as standard output: at least once.</summary>
/// <param name="stream">The output; stays open.</param>
/// <param name="writer">The format.</param>
internal sealed class StdoutSink(Stream stream, IRecordWriter writer) : IRecordSink
{
    private const byte Version = 1;

    private readonly TextOutput _output = new(writer);

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        if (start.State is { } state)
        {
            var reader = new StateReader(state.Span);
            reader.Version("stdout sink", Version);
            _output.Restore(ref reader);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.SelectedCount; i++)
        {
            _output.Write(batch, batch.Selection[i]);
            if (_output.IsFull)
            {
                await FlushAsync(cancellationToken);
            }
        }

        // People and programs wait at the other end: nothing stays behind between batches.
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var bytes = new StateWriter(state);
        bytes.Byte(Version);
        _output.Snapshot(bytes);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        _output.BeginEmpty();
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_output.Pending.IsEmpty)
        {
            return;
        }

        try
        {
            await stream.WriteAsync(_output.Pending, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new StreamException("sink-closed", $"Standard output cannot be written: {error.Message} The reader may have ended.", error);
        }

        _output.Clear();
    }
}
