using System.Buffers;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Topics;

/// <summary>Reads an event topic: what it holds, then what comes.</summary>
/// <remarks>Used by one reading task. A cancelled read ends the subscription, so it is the last one; a later run goes on from the checkpoint's position.</remarks>
internal sealed class TopicSource : IRecordSource
{
    private const byte Version = 1;

    // A partition whose records are rare takes its place in the topic along without any, so that a restart reads no more than this again.
    private const int PassedBytesMax = 256 * 1024;

    private readonly string _topic;
    private readonly SourceStart _start;
    private readonly IEventTopics _topics;
    private readonly RecordScanner _scanner;
    private readonly CancellationTokenSource _stop = new();
    private readonly TopicPosition _from;
    private readonly KeySpread? _spread;
    private readonly int _partition;
    private long _passed;
    private IAsyncEnumerator<EventTopicBatch>? _batches;
    private TopicPosition _at;

    private TopicSource(TopicSourcePlan plan, IEventTopics topics, SourceStart start, TopicPosition from)
    {
        (_topic, _topics, _start, _from, _at) = (plan.Topic, topics, start, from, from);
        if (plan.Spread is { } spread && start.Partition is { } partition)
        {
            (_spread, _partition) = (new KeySpread(spread), partition);
        }

        _scanner = new RecordScanner(Framing.Lines, start.Settings.MaxRecordLength);
    }

    /// <inheritdoc/>
    public long? BytesTotal => null;

    /// <inheritdoc/>
    public long BytesIn => _at.BytesIn;

    /// <inheritdoc/>
    public long BytesRead => _at.BytesIn;

    /// <summary>Opens the source.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="start">The run.</param>
    public static TopicSource Open(TopicSourcePlan plan, IEventTopics topics, SourceStart start)
    {
        var from = new TopicPosition(0, 0);
        if (start.Position is { } position)
        {
            var reader = new StateReader(position.Span);
            reader.Version("position in a topic", Version);
            from = new TopicPosition(reader.Integer(), reader.Integer());
            reader.End();
        }

        return new TopicSource(plan, topics, start, from);
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        _batches ??= _topics.ConsumeAsync(_start.Services.Security, _topic, _from.After, _stop.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var end = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource?)stop)?.Cancel(), _stop);
        try
        {
            while (await _batches.MoveNextAsync())
            {
                var batch = _batches.Current;
                var chunk = ChunkOf(batch);
                _at = new TopicPosition(batch.Position, _at.BytesIn + batch.Lines.Length);
                if (chunk is not null)
                {
                    return new SourceRead(chunk, _at, _at.BytesIn, _at.BytesIn) { NewestAt = batch.At, Trace = batch.TraceParent };
                }
            }

            return null;
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
        catch (JournalException error)
        {
            throw new SourceUnavailableException($"The topic '{_topic}' cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output)
    {
        var position = after is null ? _from : (TopicPosition)after.Position;
        var writer = new StateWriter(output);
        writer.Byte(Version);
        writer.Integer(position.After);
        writer.Integer(position.BytesIn);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_batches is not null)
        {
            await _batches.DisposeAsync();
        }

        _stop.Dispose();
    }

    // The records of this run's partition.
    private (int[] Starts, int[] Lengths) Own(KeySpread spread, byte[] buffer, int[] starts, int[] lengths)
    {
        var count = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            if (spread.PartitionOf(buffer, starts[i], lengths[i]) == _partition)
            {
                (starts[count], lengths[count]) = (starts[i], lengths[i]);
                count++;
            }
        }

        return (starts[..count], lengths[..count]);
    }

    private SourceChunk? ChunkOf(EventTopicBatch batch)
    {
        var buffer = batch.Lines.ToArray();
        _scanner.Scan(buffer, isEnd: true);
        if (_scanner.Count == 0)
        {
            return null;
        }

        var (starts, lengths) = _scanner.Take(0);
        if (_spread is { } spread)
        {
            (starts, lengths) = Own(spread, buffer, starts, lengths);
            _passed += buffer.Length;
            if (starts.Length == 0 && _passed < PassedBytesMax)
            {
                return null;
            }

            _passed = 0;
        }

        Dictionary<int, RecordFailure>? defects = null;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > _start.Settings.MaxRecordLength)
            {
                lengths[i] = SourceSettings.KeptOfLongRecord;
                (defects ??= [])[i] = ChunkReader.TooLong(_start.Settings);
            }
        }

        // The line is the record's number in the topic.
        return new SourceChunk(buffer, starts, lengths, starts.Length)
        {
            SourceName = $"topic {_topic}",
            BaseOffset = _at.BytesIn,
            FirstLine = batch.FirstRecord,
            Defects = defects,
        };
    }
}
