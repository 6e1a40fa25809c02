using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Observation;

/// <summary>One listener of an edge: samples at its rate into a bounded buffer that drops what does not fit.</summary>
/// <remarks>Offered to by several workers, which take turns; read by one listener.</remarks>
internal sealed class TapSession
{
    /// <summary>How many records wait for a slow listener; what comes beyond is dropped.</summary>
    public const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly Channel<TapRecord> _records = Channel.CreateBounded<TapRecord>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly string _edge;
    private readonly int _maxPerSecond;
    private readonly TimeProvider _clock;
    private readonly NdjsonRecordWriter? _writer;
    private long _second;
    private int _sampled;
    private long _number;
    private long _skipped;

    /// <summary>Creates a listener.</summary>
    /// <param name="identity">The edge.</param>
    /// <param name="maxPerSecond">The most records sampled in a second.</param>
    /// <param name="clock">Measures the seconds.</param>
    public TapSession(OperatorIdentity identity, int maxPerSecond, TimeProvider clock)
    {
        _edge = identity.Name;
        _maxPerSecond = maxPerSecond;
        _clock = clock;
        _second = clock.GetTimestamp();
        _writer = identity.Layout is { } layout ? new NdjsonRecordWriter(layout) : null;
    }

    /// <summary>The sampled records; ends with the run.</summary>
    public ChannelReader<TapRecord> Records => _records.Reader;

    /// <summary>Samples the selected rows of a batch.</summary>
    /// <param name="batch">The rows.</param>
    public void Offer(RecordBatch batch)
    {
        if (_writer is not { } writer)
        {
            return;
        }

        lock (_gate)
        {
            var sampled = Math.Min(Budget(), batch.SelectedCount);
            foreach (var row in batch.Selection[..sampled])
            {
                _text.ResetWrittenCount();
                writer.Write(batch.Row(row), _text);
                Add(Encoding.UTF8.GetString(_text.WrittenSpan.TrimEnd((byte)'\n')));
            }

            _skipped += batch.SelectedCount - sampled;
        }
    }

    /// <summary>Samples the records of a chunk, as text.</summary>
    /// <param name="chunk">The records.</param>
    public void Offer(SourceChunk chunk)
    {
        lock (_gate)
        {
            var sampled = Math.Min(Budget(), chunk.Count);
            for (var record = 0; record < sampled; record++)
            {
                var position = chunk.PositionOf(record);
                Add(JsonSerializer.Serialize(new { source = position.Source, line = position.Line, record = Encoding.UTF8.GetString(chunk.Span(record)) }));
            }

            _skipped += chunk.Count - sampled;
        }
    }

    /// <summary>Ends the tap.</summary>
    public void Close() => _records.Writer.TryComplete();

    private int Budget()
    {
        if (_clock.GetElapsedTime(_second) >= TimeSpan.FromSeconds(1))
        {
            _second = _clock.GetTimestamp();
            _sampled = 0;
        }

        return _maxPerSecond - _sampled;
    }

    private void Add(string json)
    {
        _sampled++;
        if (_records.Writer.TryWrite(new TapRecord(_edge, ++_number, _skipped, _clock.GetUtcNow(), json)))
        {
            _skipped = 0;
        }
        else
        {
            _skipped++;
        }
    }
}
