using FlexCore.Client.Events;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about event topics. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class TopicCalls
{
    private readonly NodeChannel _channel;

    internal TopicCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Lists topics by name: those to which records were appended.</summary>
    /// <param name="query">Which part; <see langword="null"/> for the first. Topics have no status.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<TopicInfo>> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("topics" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageTopicInfo, cancellationToken);

    /// <summary>How far a topic has come. One without records is all zeros.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<TopicInfo> GetAsync(string name, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(name), ClientJson.Default.TopicInfo, cancellationToken);

    /// <summary>Appends records. They are durable when this returns, all or none.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="ndjson">The records, one JSON object a line.</param>
    /// <param name="idempotencyKey">A key under which a repetition is recognised; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; the records may still be taken.</param>
    public Task<AppendReceipt> AppendAsync(string name, ReadOnlyMemory<byte> ndjson, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(Records(Path(name) + "/records", ndjson, idempotencyKey), ClientJson.Default.AppendReceipt, cancellationToken);

    /// <summary>Follows a topic for ever; each event's id is the record's number and its data the record.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="start">Where to begin: behind a record's number, or where <see cref="FollowStart"/> says.</param>
    /// <param name="cancellationToken">Stops following.</param>
    public IAsyncEnumerable<ServerEvent> FollowAsync(string name, FollowStart start, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        return EventFollower.FollowAsync(_channel, $"{Path(name)}/tail?from={start.From}", start.LastId, cancellationToken);
    }

    internal static NodeRequest Records(string path, ReadOnlyMemory<byte> ndjson, string? key) =>
        NodeRequest.Post(path) with { Body = ndjson, ContentType = "application/x-ndjson", IdempotencyKey = key };

    private static string Path(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return "topics/" + Uri.EscapeDataString(name);
    }
}
