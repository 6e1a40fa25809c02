using System.Globalization;

namespace FlexCore.Client.Models;

/// <summary>Which part of a list is wanted.</summary>
public sealed record ListQuery
{
    /// <summary>Only entries in this status; <see langword="null"/> for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only entries whose key, name or description contains this text; <see langword="null"/> for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Only entries behind this key, as <see cref="Page{T}.Next"/> of the page before says; <see langword="null"/> from the beginning. Lists of schedules and topics have it.</summary>
    public string? After { get; init; }

    /// <summary>How many entries to leave out from the front.</summary>
    /// <value>The default value is 0.</value>
    public int Offset { get; init; }

    /// <summary>The most entries to answer; a node refuses more than its own bound.</summary>
    /// <value>The default value is <see langword="null"/>: as many as the node answers by itself.</value>
    public int? Limit { get; init; }

    internal string ToQuery()
    {
        var parts = new List<string>();
        if (Limit is { } limit)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"limit={limit}"));
        }

        if (Offset > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"offset={Offset}"));
        }

        if (After is { } after)
        {
            parts.Add("after=" + Uri.EscapeDataString(after));
        }

        if (Status is { } status)
        {
            parts.Add("status=" + Uri.EscapeDataString(status));
        }

        if (Filter is { } filter)
        {
            parts.Add("filter=" + Uri.EscapeDataString(filter));
        }

        return parts.Count == 0 ? string.Empty : "?" + string.Join('&', parts);
    }
}
