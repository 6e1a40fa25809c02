using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>Reads a stream that cannot be read twice: the process's standard input. Used by one reading task.</summary>
internal sealed class StdinSource : IRecordSource
{
    private readonly InterruptibleStream _stream;
    private readonly StdinSourcePlan _plan;
    private readonly SourceSettings _settings;
    private ChunkReader? _reader;

    /// <summary>Creates a source.</summary>
    /// <param name="stream">The input; stays open.</param>
    /// <param name="plan">What to read.</param>
    /// <param name="settings">The bounds.</param>
    public StdinSource(Stream stream, StdinSourcePlan plan, SourceSettings settings)
    {
        _stream = new InterruptibleStream(stream);
        _plan = plan;
        _settings = settings;
    }

    /// <inheritdoc/>
    public long? BytesTotal => null;

    /// <inheritdoc/>
    public long BytesIn => _reader?.Point.Offset ?? 0;

    /// <inheritdoc/>
    public long BytesRead => BytesIn;

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A read of a terminal or pipe cannot be cancelled; it is left behind when the run ends first.
            var reader = _reader ??= await OpenAsync(cancellationToken).WaitAsync(cancellationToken);
            var chunk = await reader.ReadAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
            return chunk is null ? null : new SourceRead(chunk, new InputPosition(0, reader.Point), reader.Point.Offset, reader.Point.Offset);
        }
        catch (InvalidDataException error)
        {
            throw new StreamException("source-damaged", $"Standard input is damaged gzip data: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new StreamException("source-unreadable", $"Standard input cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output)
    {
        // There is no way back to a place in standard input.
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ChunkReader> OpenAsync(CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var read = await _stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var all = new PrefixedStream(start.AsMemory(0, read), _stream);
        var isGzip = _plan.Compression == Compression.Gzip || (_plan.Compression == Compression.Auto && start is [0x1F, 0x8B]);
        Stream data = isGzip ? GzipData.Open(all) : all;
        var identity = new InputIdentity("stdin", 0, _plan.Framing, _plan.HasHeader, IsInteractive: true);
        return new ChunkReader(data, identity, _settings, InputPoint.Start);
    }
}
