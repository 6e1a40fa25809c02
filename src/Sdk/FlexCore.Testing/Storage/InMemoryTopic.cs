using System.Diagnostics;
using FlexCore.Application.Entities;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>The records of one topic. Used under the lock of <see cref="InMemoryEventTopics"/>.</summary>
internal sealed class InMemoryTopic
{
    private readonly List<EventTopicBatch> _batches = [];
    private readonly Dictionary<string, (EventTopicReply Reply, string Request)> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _producers = new(StringComparer.Ordinal);
    private TaskCompletionSource _appended = NewSignal();

    public long Position => _batches.Count;

    public long Records { get; private set; }

    public long Bytes { get; private set; }

    public Task NextAppend => _appended.Task;

    public long RowOf(string producer) => _producers.GetValueOrDefault(producer);

    public EventTopicBatch? After(long position) => position < _batches.Count ? _batches[(int)position] : null;

    public EventTopicReply Append(EventTopicAppend append, DateTimeOffset now)
    {
        var request = append.RequestHash ?? RequestHash.Of(append.Lines.Span);
        if (append.IdempotencyKey is { } key && _answers.TryGetValue(key, out var known))
        {
            return known.Request == request
                ? known.Reply
                : new EventTopicReply(new Refusal("idempotency-key-reused", $"The idempotency key '{key}' was sent before with another request. Send this one with a new key."), 0, 0);
        }

        var repeated = append.Producer is { } producer ? Math.Clamp(RowOf(producer) - append.ProducerRow + 1, 0, append.Count) : 0;
        var lines = Skip(append.Lines, repeated);
        var count = append.Count - (int)repeated;
        if (count > 0)
        {
            _batches.Add(new EventTopicBatch(Position + 1, Records + 1, count, now, lines.ToArray()) { TraceParent = TraceContexts.Of(Activity.Current) });
            Records += count;
            Bytes += lines.Length;
        }

        if (append.Producer is { } name)
        {
            _producers[name] = Math.Max(RowOf(name), append.ProducerRow + append.Count - 1);
        }

        var reply = new EventTopicReply(null, Position, Records);
        if (append.IdempotencyKey is { } newKey)
        {
            _answers[newKey] = (reply, request);
        }

        if (count > 0)
        {
            var reached = _appended;
            _appended = NewSignal();
            reached.SetResult();
        }

        return reply;
    }

    private static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> lines, long count)
    {
        for (; count > 0; count--)
        {
            lines = lines[(lines.Span.IndexOf((byte)'\n') + 1)..];
        }

        return lines;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
