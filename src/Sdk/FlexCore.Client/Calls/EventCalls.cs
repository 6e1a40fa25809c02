using System.Text.Json;
using FlexCore.Client.Events;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about event streams. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class EventCalls
{
    private readonly NodeChannel _channel;

    internal EventCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Appends events to a stream, all or none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="append">What to append, as the route takes it: <c>events</c>, and where wanted <c>expectedVersion</c> and <c>causationId</c>.</param>
    /// <param name="idempotencyKey">A key under which a repetition is recognised; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; the events may still be taken.</param>
    /// <returns>stream, firstVersion, lastVersion, replayed.</returns>
    public Task<JsonElement> AppendAsync(string stream, ReadOnlyMemory<byte> append, string? idempotencyKey = null, CancellationToken cancellationToken = default) => _channel.SendAsync(
        NodeRequest.Post(Path(stream)) with { Body = append, ContentType = "application/json", IdempotencyKey = idempotencyKey }, ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>Appends events to a stream, all or none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="append">What to append.</param>
    /// <param name="idempotencyKey">A key under which a repetition is recognised; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; the events may still be taken.</param>
    /// <returns>stream, firstVersion, lastVersion, replayed.</returns>
    public Task<JsonElement> AppendAsync(string stream, EventsToAppend append, string? idempotencyKey = null, CancellationToken cancellationToken = default) => _channel.SendAsync(
        NodeRequest.Json(HttpMethod.Post, Path(stream), append, ClientJson.Default.EventsToAppend) with { IdempotencyKey = idempotencyKey }, ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>Reads a part of a stream.</summary>
    /// <param name="stream">The stream, or the key of another entity.</param>
    /// <param name="query">Query parameters of the route: from, limit, direction, kind. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>events, next.</returns>
    public Task<JsonElement> ReadAsync(string stream, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(stream) + Query(query), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>Finds events of all streams by type, tag or correlation.</summary>
    /// <param name="query">Query parameters of the route: kind, stream, type, tag, correlation, order, after, limit. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>events, next.</returns>
    public Task<JsonElement> SearchAsync(IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("events/search" + Query(query), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>How many events of each type there are, how many streams, and how many kept states.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>events, streams, snapshots, types.</returns>
    public Task<JsonElement> CountAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("events/stats", ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>Follows the committed events of all entities for ever: at least once, in the order of each entity.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="query">Query parameters of the route: kind, stream, type, tag, correlation. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops following.</param>
    public IAsyncEnumerable<ServerEvent> FollowAsync(FollowStart start, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        return EventFollower.FollowAsync(_channel, "events" + Query([new("from", start.From), .. query]), start.LastId, cancellationToken);
    }

    /// <summary>Keeps the state of a stream at a point, so that reads of later points begin there.</summary>
    /// <param name="stream">The stream, or the key of another entity.</param>
    /// <param name="query">Query parameters of the route: version, at, kind. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>version, at, replayed, state.</returns>
    public Task<JsonElement> KeepAsync(string stream, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post(Path(stream) + "/snapshots" + Query(query)), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>The kept states of a stream, the newest version first.</summary>
    /// <param name="stream">The stream, or the key of another entity.</param>
    /// <param name="kind">The kind of entity; <see langword="null"/> for a user's stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>snapshots.</returns>
    public Task<JsonElement> SnapshotsAsync(string stream, string? kind = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(stream) + "/snapshots" + Query([new("kind", kind)]), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>The state of a stream at a point.</summary>
    /// <param name="stream">The stream, or the key of another entity.</param>
    /// <param name="query">Query parameters of the route: version, at, kind. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>version, at, replayed, state.</returns>
    public Task<JsonElement> StateAsync(string stream, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(stream) + "/state" + Query(query), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>What changed between two points.</summary>
    /// <param name="stream">The stream, or the key of another entity.</param>
    /// <param name="query">Query parameters of the route: from, to, kind. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>from, to, changes.</returns>
    public Task<JsonElement> DiffAsync(string stream, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default) =>
        _channel.GetAsync(Path(stream) + "/diff" + Query(query), ClientJson.Default.JsonElement, cancellationToken);

    /// <summary>Opens an export: lines of JSON that are read as they come.</summary>
    /// <param name="query">Query parameters of the route: kind, stream, type, tag, correlation, after, until. Those without a value are left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The export, which the caller disposes. Without a last line that begins with <c>{"end"</c> it is cut off.</returns>
    public async Task<NodeDownload> ExportAsync(IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken = default)
    {
        var opened = await _channel.OpenAsync("events/export" + Query(query), lastId: null, cancellationToken).ConfigureAwait(false);
        return new NodeDownload(opened.Response, new DownloadStream(opened.Node, await opened.Response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _channel.Options));
    }

    /// <summary>Imports an export, or a piece of one. It may be sent again: what is there already is passed.</summary>
    /// <param name="export">The export with its first and last line.</param>
    /// <param name="dryRun">Whether everything is checked and nothing is written.</param>
    /// <param name="cancellationToken">Stops waiting; events may still be taken.</param>
    /// <returns>events, imported, present, others, streams, dryRun.</returns>
    public Task<JsonElement> ImportAsync(ReadOnlyMemory<byte> export, bool dryRun = false, CancellationToken cancellationToken = default) => _channel.SendAsync(
        NodeRequest.Post(dryRun ? "events/import?dryRun=true" : "events/import") with { Body = export, ContentType = "application/x-ndjson" }, ClientJson.Default.JsonElement, cancellationToken);

    private static string Query(IEnumerable<KeyValuePair<string, string?>> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parts = query.Where(static part => !string.IsNullOrEmpty(part.Value)).Select(static part => $"{part.Key}={Uri.EscapeDataString(part.Value ?? "")}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? "" : "?" + text;
    }

    private static string Path(string stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return "events/streams/" + Uri.EscapeDataString(stream);
    }
}
