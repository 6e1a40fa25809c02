using System.Diagnostics;
using FlexCore.Application.Entities;
using FlexCore.Application.Topics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>Appends to topics through their entities. Stateless and thread-safe.</summary>
internal sealed class TopicAppender(
    IEntityRegion<EventTopicCommand, EventTopicState> topics,
    TopicReader reader,
    RemoteReaders readers,
    ITopicBus bus,
    EventTopicOptions options,
    TimeProvider clock)
{
    private const int KeyLengthMax = 128;

    public async ValueTask<EventTopicReply> AppendAsync(TopicDesk desk, EventTopicAppend append, CancellationToken cancellationToken)
    {
        if ((CheckLimits(append) ?? CheckBacklog(desk, append)) is { } refusal)
        {
            return new EventTopicReply(refusal, 0, 0);
        }

        // A copy, because a command whose caller has stopped waiting may be stored later, and because readers at the end share it.
        ReadOnlyMemory<byte> lines = append.Lines.ToArray();
        var now = clock.GetUtcNow();
        var producer = append.Producer is { } name ? new ProducerRow(name, append.ProducerRow) : null;
        var command = new EventTopicCommand.Append(ContextOf(append, now), lines, append.Count, producer);
        var (reply, view) = await AskAsync(desk, command, cancellationToken).ConfigureAwait(false);
        if (reply.Refusal is not null)
        {
            return new EventTopicReply(reply.Refusal, 0, 0);
        }

        if (view is not { } after || after.Version != reply.Version)
        {
            // Answered before, or others came between: the event itself says which records it has.
            var last = await reader.LastRecordAtAsync(desk, reply.Version, cancellationToken).ConfigureAwait(false);
            return new EventTopicReply(null, reply.Version, last ?? view?.State.Records ?? 0);
        }

        desk.Grow(after.State.Bytes);
        if (producer is null && !reply.IsReplay && lines.Length <= EventTopicLimits.EventBytesMax)
        {
            var batch = new EventTopicBatch(reply.Version, after.State.Records - append.Count + 1, append.Count, now, lines) { TraceParent = TraceContexts.Of(Activity.Current) };
            desk.Recent.Add(new TopicEntry(batch, after.State.Bytes - lines.Length));
        }

        await bus.PublishAsync(desk.Hint, CancellationToken.None).ConfigureAwait(false);
        return new EventTopicReply(null, reply.Version, after.State.Records);
    }

    // The read is posted directly behind the command, so it sees the topic as this command leaves it.
    private async ValueTask<(CommandReply Reply, EntityView<EventTopicState>? View)> AskAsync(
        TopicDesk desk, EventTopicCommand command, CancellationToken cancellationToken)
    {
        ValueTask<CommandReply> asking;
        ValueTask<EntityView<EventTopicState>?> reading;
        lock (desk.Posting)
        {
            asking = topics.AskAsync(desk.Id, command, cancellationToken);
            reading = ViewAsync(desk.Id, cancellationToken);
        }

        // An async method of this class: it needs no awaiting when the command has failed, because nothing in it is pooled.
        var reply = await asking.ConfigureAwait(false);
        return (reply, await reading.ConfigureAwait(false));
    }

    // Posts the read before it returns to its caller, and never throws.
    private async ValueTask<EntityView<EventTopicState>?> ViewAsync(EntityId id, CancellationToken cancellationToken)
    {
        try
        {
            return await topics.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EntityFailedException or TimeoutException or OperationCanceledException)
        {
            // The command's own answer counts; without the view its place is read from the journal.
            return null;
        }
    }

    private static CommandContext ContextOf(EventTopicAppend append, DateTimeOffset now) =>
        new(append.Security, now, append.CorrelationId)
        {
            IdempotencyKey = append.IdempotencyKey,
            RequestHash = append.IdempotencyKey is null ? null : append.RequestHash ?? RequestHash.Of(append.Lines.Span),
        };

    private Refusal? CheckLimits(EventTopicAppend append) =>
        append.Count > options.AppendRecordsMax ? TooLarge($"{append.Count} records", $"{options.AppendRecordsMax}", "append-records-max")
        : append.Lines.Length > options.AppendBytesMax ? TooLarge($"{append.Lines.Length} bytes", $"{options.AppendBytesMax}", "append-bytes-max")
        : append.IdempotencyKey is { Length: 0 or > KeyLengthMax } key
            ? new Refusal("bad-idempotency-key", $"The idempotency key has {key.Length} characters. Give it 1 to {KeyLengthMax}, or none.")
        : null;

    private Refusal? CheckBacklog(TopicDesk desk, EventTopicAppend append) =>
        options.BacklogBytesMax > 0 && Math.Max(desk.UnreadBytes(), readers.UnreadBytes(desk.Id.Tenant, desk.Id.Key, desk.EndBytes)) >= options.BacklogBytesMax
            ? new Refusal(
                "backlog-full",
                $"The reader of topic '{append.Topic}' is {options.BacklogBytesMax} bytes or more behind. Send again later, or raise {EventTopicOptions.Section}.backlog-bytes-max.")
            : null;

    private static Refusal TooLarge(string what, string max, string key) =>
        new("append-too-large", $"The append has {what}; one append takes at most {max}. Send several, or raise {EventTopicOptions.Section}.{key}.");
}
