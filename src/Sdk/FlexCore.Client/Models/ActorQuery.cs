using System.Globalization;

namespace FlexCore.Client.Models;

/// <summary>Which entities in memory are wanted.</summary>
public sealed record ActorQuery
{
    /// <summary>Only those on this node, by name; <see langword="null"/> for all nodes.</summary>
    public string? Node { get; init; }

    /// <summary>Only those of this kind; <see langword="null"/> for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only those of this shard; <see langword="null"/> for all.</summary>
    public int? Shard { get; init; }

    /// <summary>Which come first: <c>rate</c>, <c>mailbox</c>, <c>messages</c> or <c>restarts</c>.</summary>
    /// <value>The default value is <see langword="null"/>: by rate.</value>
    public string? Order { get; init; }

    /// <summary>The most entities to answer; a node refuses more than its own bound.</summary>
    /// <value>The default value is <see langword="null"/>: as many as the node answers by itself.</value>
    public int? Limit { get; init; }

    internal string ToQuery()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("node", Node), ("kind", Kind), ("shard", Shard?.ToString(CultureInfo.InvariantCulture)), ("order", Order), ("limit", Limit?.ToString(CultureInfo.InvariantCulture)),
        };
        var named = parts.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? string.Empty)}").ToList();
        return named.Count == 0 ? string.Empty : "?" + string.Join('&', named);
    }
}
