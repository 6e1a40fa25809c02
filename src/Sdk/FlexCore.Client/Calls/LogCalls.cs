using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlexCore.Client.Events;
using FlexCore.Client.Models;
using FlexCore.Client.Problems;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about the logs of nodes. Thread-safe; every call throws a <see cref="NodeException"/> when it does not succeed. Any node answers for any other.</summary>
public sealed class LogCalls
{
    private readonly NodeChannel _channel;

    internal LogCalls(NodeChannel channel) => _channel = channel;

    /// <summary>The newest events of a node's log, then each further one, for ever. After an interruption it goes on behind the last event, as far as the node still has the events.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellationToken">Stops following.</param>
    public async IAsyncEnumerable<LogLine> TailAsync(LogTailQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await foreach (var next in EventFollower.FollowAsync(_channel, "logs/tail" + query.ToQuery(), null, cancellationToken).ConfigureAwait(false))
        {
            yield return Line(next.Data);
        }
    }

    /// <summary>What a node logs.</summary>
    /// <param name="node">The node; <see langword="null"/> for the one that answers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<LogLevels> LevelsAsync(string? node = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("logs/level" + (node is null ? string.Empty : "?node=" + Uri.EscapeDataString(node)), ClientJson.Default.LogLevels, cancellationToken);

    /// <summary>Changes what a node logs of some categories.</summary>
    /// <param name="node">The node; <see langword="null"/> for the one that answers.</param>
    /// <param name="category">The beginning of the categories' names.</param>
    /// <param name="level">The least important level that is logged, for example <c>debug</c>.</param>
    /// <param name="duration">After what time the rule ends, at least 1 s; <see langword="null"/> for the end of the node's process.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<LogLevels> SetLevelAsync(string? node, string category, string level, TimeSpan? duration = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        ArgumentException.ThrowIfNullOrEmpty(level);
        var seconds = duration is { } time ? string.Create(CultureInfo.InvariantCulture, $"&seconds={(long)Math.Ceiling(time.TotalSeconds)}") : string.Empty;
        return _channel.SendAsync(new NodeRequest(HttpMethod.Put, $"{RulePath(node, category)}&level={Uri.EscapeDataString(level)}{seconds}"), ClientJson.Default.LogLevels, cancellationToken);
    }

    /// <summary>Lets a node log of some categories what its settings say.</summary>
    /// <param name="node">The node; <see langword="null"/> for the one that answers.</param>
    /// <param name="category">The rule's category.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still be done.</param>
    public Task<LogLevels> ResetLevelAsync(string? node, string category, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        return _channel.SendAsync(new NodeRequest(HttpMethod.Delete, RulePath(node, category)), ClientJson.Default.LogLevels, cancellationToken);
    }

    private static string RulePath(string? node, string category) =>
        $"logs/level?category={Uri.EscapeDataString(category)}" + (node is null ? string.Empty : "&node=" + Uri.EscapeDataString(node));

    private static LogLine Line(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ClientJson.Default.LogLine) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new NodeForeignException($"What answers is not a FlexCore node of this version: it sent something else than a log event ({error.Message}).", error);
        }
    }
}
