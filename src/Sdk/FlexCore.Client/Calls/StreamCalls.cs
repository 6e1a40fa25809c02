using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlexCore.Client.Events;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about streams. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class StreamCalls
{
    private readonly NodeChannel _channel;

    internal StreamCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Creates and publishes a pipeline from a document without mistakes and starts its stream.</summary>
    /// <param name="document">The pipeline file's text.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> CreateAsync(string document, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Json(HttpMethod.Post, "streams", new StreamCreation(document, Start: true), ClientJson.Default.StreamCreation), ClientJson.Default.StreamInfo, cancellationToken);

    /// <summary>Lists streams by key.</summary>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<StreamInfo>> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("streams" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageStreamInfo, cancellationToken);

    /// <summary>Reads one stream: its status, newest run and progress.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<StreamInfo> GetAsync(string key, CancellationToken cancellationToken = default) => _channel.GetAsync(Path(key), ClientJson.Default.StreamInfo, cancellationToken);

    /// <summary>Starts a stream that is not at work; it goes on at its checkpoint.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> StartAsync(string key, CancellationToken cancellationToken = default) => StartAsync(key, "start", fresh: false, cancellationToken);

    /// <summary>Starts a stream that is not at work from the beginning.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> StartFreshAsync(string key, CancellationToken cancellationToken = default) => StartAsync(key, "start", fresh: true, cancellationToken);

    /// <summary>Stops a stream if it is at work, and starts it with the newest version.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> RestartAsync(string key, CancellationToken cancellationToken = default) => StartAsync(key, "restart", fresh: false, cancellationToken);

    /// <summary>Stops a stream if it is at work, and starts it from the beginning.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> RestartFreshAsync(string key, CancellationToken cancellationToken = default) => StartAsync(key, "restart", fresh: true, cancellationToken);

    /// <summary>Stops a stream: records in flight finish, a checkpoint is taken. Answers after that.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<StreamInfo> StopAsync(string key, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post(Path(key) + "/stop"), ClientJson.Default.StreamInfo, cancellationToken);

    /// <summary>Lists the events of the stream's runs, the newest first.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="query">Which part; <see langword="null"/> for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Page<HistoryEvent>> HistoryAsync(string key, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(key) + "/history" + (query ?? new ListQuery()).ToQuery(), ClientJson.Default.PageHistoryEvent, cancellationToken);

    /// <summary>Appends records to the topic that the stream reads. They are durable when this returns, all or none.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="ndjson">The records, one JSON object a line.</param>
    /// <param name="idempotencyKey">A key under which a repetition is recognised; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; the records may still be taken.</param>
    public Task<AppendReceipt> AppendAsync(string key, ReadOnlyMemory<byte> ndjson, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(TopicCalls.Records(Path(key) + "/records", ndjson, idempotencyKey), ClientJson.Default.AppendReceipt, cancellationToken);

    /// <summary>What each operator of a stream at work has done.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="partition">The partition of a spread stream; <see langword="null"/> for a stream that has none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<OperatorsInfo> OperatorsAsync(string key, int? partition = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(key) + "/operators" + (partition is null ? "" : FormattableString.Invariant($"?partition={partition}")), ClientJson.Default.OperatorsInfo, cancellationToken);

    /// <summary>Samples the records that pass an edge of a stream at work. The stream is never slowed down.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="edge">The operator, as <see cref="OperatorsAsync"/> names it.</param>
    /// <param name="maxPerSecond">The most records that are sampled in a second, from 1 to 10,000.</param>
    /// <param name="partition">The partition of a spread stream; <see langword="null"/> for a stream that has none.</param>
    /// <param name="cancellationToken">Ends the tap.</param>
    public async IAsyncEnumerable<TapSample> TapAsync(string key, string edge, int maxPerSecond, int? partition = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Path(key)}/tap?edge={Uri.EscapeDataString(edge)}&rate={maxPerSecond}") + (partition is null ? "" : FormattableString.Invariant($"&partition={partition}"));
        await foreach (var next in EventFollower.FollowAsync(_channel, path, null, cancellationToken).ConfigureAwait(false))
        {
            // What this client was too slow for is also told as an event of its own; the gap in the numbers says the same.
            if (next.Type == "message")
            {
                yield return Sample(next.Data) with { Partition = partition };
            }
        }
    }

    private static TapSample Sample(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ClientJson.Default.TapSample) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new NodeForeignException($"What answers is not a FlexCore node of this version: it sent something else than a record ({error.Message}).", error);
        }
    }

    private Task<StreamInfo> StartAsync(string key, string verb, bool fresh, CancellationToken cancellationToken) => _channel.SendAsync(
        NodeRequest.Json(HttpMethod.Post, $"{Path(key)}/{verb}", new StreamStart(fresh), ClientJson.Default.StreamStart), ClientJson.Default.StreamInfo, cancellationToken);

    private static string Path(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return "streams/" + Uri.EscapeDataString(key);
    }
}
