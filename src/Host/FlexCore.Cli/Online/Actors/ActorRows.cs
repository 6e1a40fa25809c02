using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Actors;

/// <summary>How entities in memory look in tables. Pure.</summary>
internal static class ActorRows
{
    private const int StateShownMax = 100_000;
    private const int FailureShownMax = 60;

    /// <summary>The columns of the hierarchy.</summary>
    public static IReadOnlyList<string> TreeHeaders { get; } = ["NODE", "KIND", "ENTITIES", "MAILBOX", "MSG/s", "STRANDED"];

    /// <summary>The columns of the hierarchy with shards.</summary>
    public static IReadOnlyList<string> ShardHeaders { get; } = ["NODE", "KIND", "SHARD", "ENTITIES"];

    /// <summary>The columns of single entities.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["KIND", "KEY", "NODE", "SHARD", "PHASE", "MAILBOX", "MSG/s", "MESSAGES", "RESTARTS", "IDLE", "LAST FAILURE"];

    /// <summary>The rows of the hierarchy; a node names itself once.</summary>
    /// <param name="tree">The nodes.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Tree(ActorTree tree) =>
    [
        .. tree.Nodes.SelectMany(static node => node.Kinds.Select((kind, index) => (IReadOnlyList<string>)
        [
            index == 0 ? node.Node : string.Empty, kind.Kind, Amounts.Count(kind.Entities), Amounts.Count(kind.Mailbox), Rate(kind.MessagesPerSecond), Amounts.Count(kind.Stranded),
        ])),
    ];

    /// <summary>The rows of the hierarchy with shards.</summary>
    /// <param name="tree">The nodes.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Shards(ActorTree tree) =>
    [
        .. tree.Nodes.SelectMany(static node => node.Kinds.SelectMany(kind => (kind.Shards ?? []).Select(shard => (IReadOnlyList<string>)
        [
            node.Node, kind.Kind, shard.Shard.ToString(CultureInfo.InvariantCulture), Amounts.Count(shard.Entities),
        ]))),
    ];

    /// <summary>One entity.</summary>
    /// <param name="actor">The entity.</param>
    public static IReadOnlyList<string> Row(ActorInfo actor) =>
    [
        actor.Kind,
        actor.Key,
        actor.Node,
        actor.Shard.ToString(CultureInfo.InvariantCulture),
        actor.Phase,
        Amounts.Count(actor.Mailbox),
        Rate(actor.MessagesPerSecond),
        Amounts.Count(actor.Messages),
        Amounts.Count(actor.Restarts),
        Amounts.Duration(TimeSpan.FromSeconds(actor.IdleSeconds)),
        actor.LastFailure is { Length: > FailureShownMax } failure ? failure[..FailureShownMax] + "…" : actor.LastFailure ?? "-",
    ];

    /// <summary>One entity in full, without its state.</summary>
    /// <param name="detail">The entity.</param>
    public static IEnumerable<(string Name, string? Value)> Detail(ActorDetail detail) =>
    [
        ("entity", detail.Entity),
        ("node", detail.Node),
        ("shard", detail.Shard.ToString(CultureInfo.InvariantCulture)),
        ("epoch", detail.Epoch?.ToString(CultureInfo.InvariantCulture)),
        ("version", Amounts.Count(detail.Version)),
        ("phase", detail.Actor?.Phase),
        ("mailbox", detail.Actor is { } actor ? Amounts.Count(actor.Mailbox) : null),
        ("messages", detail.Actor is { } counted ? $"{Amounts.Count(counted.Messages)}, {Rate(counted.MessagesPerSecond)}/s" : null),
        ("restarts", detail.Actor is { } restarted ? Amounts.Count(restarted.Restarts) : null),
        ("idle", detail.Actor is { } idle ? Amounts.Duration(TimeSpan.FromSeconds(idle.IdleSeconds)) : null),
        ("last failure", detail.Actor?.LastFailure is { } failure ? $"{failure} ({Answers.Time(detail.Actor.LastFailureAt)})" : null),
        ("timer", detail.Timer is { } timer ? $"{timer}, due {Answers.Time(detail.TimerDue)}" : null),
        ("state", detail.StateBytes is { } bytes ? Amounts.Bytes(bytes) : "this kind has no snapshots, so its state cannot be shown"),
    ];

    /// <summary>The state as people read it; empty when there is none to show.</summary>
    /// <param name="detail">The entity.</param>
    public static string State(ActorDetail detail)
    {
        if (detail.State is not { } state)
        {
            return string.Empty;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            state.WriteTo(writer);
        }

        var text = System.Text.Encoding.UTF8.GetString(buffer.ToArray());
        var shown = text.Length > StateShownMax ? text[..StateShownMax] + "\n… --output json shows all of it" : text;
        return string.Join('\n', shown.Split('\n').Select(SafeText.OneLine)) + "\n";
    }

    /// <summary>Says whose part is missing, or nothing.</summary>
    /// <param name="missing">The nodes.</param>
    public static string Missing(IReadOnlyList<MissingNode> missing) =>
        string.Concat(missing.Select(static node => SafeText.OneLine($"{node.Node} is missing: {node.Reason}") + "\n"));

    private static string Rate(double rate) => rate.ToString("#,0.#", CultureInfo.InvariantCulture);
}
