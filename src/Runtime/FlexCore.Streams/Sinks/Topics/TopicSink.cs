using System.Buffers;
using FlexCore.Application.Entities;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Sinks.Topics;

/// <summary>Appends rows to an event topic, exactly once.</summary>
/// <remarks>
/// Rows are numbered from the beginning of the run, and the topic remembers the last number of each producer, so rows that come again after a crash are left
/// out by the topic. Where the source cannot give the same records again, numbers mean nothing: then rows behind the last checkpoint may be in the topic twice.
/// Used by the ordered stage alone.
/// </remarks>
/// <param name="topic">The topic's name.</param>
/// <param name="layout">The rows it will get.</param>
internal sealed class TopicSink(string topic, RecordLayout layout) : IRecordSink
{
    /// <summary>How often an append is tried again while the topic is overloaded, before the run goes back to its last checkpoint.</summary>
    public const int MaxTries = 6;

    private const byte Version = 1;
    private const int AppendBytes = 256 * 1024;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    private readonly NdjsonRecordWriter _writer = new(layout);
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private SinkStart? _start;
    private IEventTopics? _topics;
    private int _count;
    private long _appended;

    private SinkStart Start => _start ?? throw new InvalidOperationException("The sink is not open.");

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        _start = start;
        _topics = start.Services.Shared.EventTopics
            ?? throw new StreamException("topics-unavailable", $"The topic '{topic}' cannot be written: this program has no event topics. Run the pipeline on a node, with flexcore start.");
        if (start.State is { } state)
        {
            var reader = new StateReader(state.Span);
            reader.Version("topic sink", Version);
            _appended = reader.Integer();
            reader.End();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batch.SelectedCount; i++)
        {
            _writer.Write(batch.Row(batch.Selection[i]), _lines);
            _count++;
            if (_lines.WrittenCount >= AppendBytes)
            {
                await AppendAsync(cancellationToken);
            }
        }

        if (Start.IsLive)
        {
            await AppendAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        await AppendAsync(cancellationToken);
        var writer = new StateWriter(state);
        writer.Byte(Version);
        writer.Integer(_appended);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask AppendAsync(CancellationToken cancellationToken)
    {
        if (_count == 0)
        {
            return;
        }

        var append = new EventTopicAppend(Start.Services.Security, topic, _lines.WrittenMemory, _count, Start.RunId)
        {
            Producer = Start.IsReplayable ? $"{Start.Stream.Key}:{Start.RunId}" : null,
            ProducerRow = _appended + 1,
        };
        await SendAsync(append, cancellationToken);
        _appended += _count;
        _count = 0;
        _lines.ResetWrittenCount();
    }

    private async ValueTask SendAsync(EventTopicAppend append, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var tries = 1; ; tries++)
        {
            var refusal = await TryAsync(append, cancellationToken);
            if (refusal is null)
            {
                return;
            }

            if (refusal.Code is not ("overloaded" or "backlog-full"))
            {
                throw new StreamException("sink-rejected", $"The topic '{topic}' refuses the rows: {refusal.Code}: {refusal.Message}");
            }

            if (tries == MaxTries)
            {
                throw new SinkUnavailableException($"The topic '{topic}' takes no rows: {refusal.Code}: {refusal.Message}");
            }

            await Task.Delay(delay, Start.Services.Clock, cancellationToken);
            delay *= 2;
        }
    }

    private async ValueTask<Domain.Refusal?> TryAsync(EventTopicAppend append, CancellationToken cancellationToken)
    {
        try
        {
            return (await (_topics ?? throw new InvalidOperationException("The sink is not open.")).AppendAsync(append, cancellationToken)).Refusal;
        }
        catch (Exception error) when (error is AskTimeoutException or EntityFailedException)
        {
            // Whether the rows are there is unknown; the restart sends them again under the same numbers.
            throw new SinkUnavailableException($"The topic '{topic}' gave no answer: {error.Message}", error);
        }
    }
}
