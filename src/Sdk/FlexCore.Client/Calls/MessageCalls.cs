using System.Globalization;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Commands and queries. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class MessageCalls
{
    private readonly NodeChannel _channel;

    internal MessageCalls(NodeChannel channel) => _channel = channel;

    /// <summary>Lists the commands that have a handler.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<MessageList> ListCommandsAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("commands", ClientJson.Default.MessageList, cancellationToken);

    /// <summary>Lists the queries that have a handler.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<MessageList> ListQueriesAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("queries", ClientJson.Default.MessageList, cancellationToken);

    /// <summary>Sends a command. What it changed is durable when this returns.</summary>
    /// <param name="name">The command.</param>
    /// <param name="json">Its fields, a JSON object in UTF-8.</param>
    /// <param name="idempotencyKey">A key under which a repetition is recognised; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Stops waiting; the command may still be done.</param>
    public Task<CommandResult> SendAsync(string name, ReadOnlyMemory<byte> json, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(Request("commands", name, json) with { IdempotencyKey = idempotencyKey }, ClientJson.Default.CommandResult, cancellationToken);

    /// <summary>Asks a query.</summary>
    /// <param name="name">The query.</param>
    /// <param name="json">Its fields, a JSON object in UTF-8.</param>
    /// <param name="token">What a command returned: the query waits until it sees that command's writes; <see langword="null"/> to read what is there.</param>
    /// <param name="waitSeconds">How long to wait with a token, 0 to 600.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<QueryResult> AskAsync(string name, ReadOnlyMemory<byte> json, string? token = null, int waitSeconds = 5, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(
            Request("queries", name, json, string.Create(CultureInfo.InvariantCulture, $"?wait={waitSeconds}")) with { ConsistencyToken = token }, ClientJson.Default.QueryResult, cancellationToken);

    private static NodeRequest Request(string kind, string name, ReadOnlyMemory<byte> json, string query = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return NodeRequest.Post($"{kind}/{Uri.EscapeDataString(name)}{query}") with { Body = json, ContentType = "application/json" };
    }
}
