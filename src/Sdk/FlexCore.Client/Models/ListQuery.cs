using System.Globalization;

namespace FlexCore.Client.Models;

/// <summary>Which part of a list is wanted.</summary>
public sealed record ListQuery
{
    /// <summary>Only entries in this status; <see langword="null"/> for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only entries whose key, name or description contains this text; <see langword="null"/> for all.</summary>
    public string? Filter { get; init; }

    /// <summary>How many entries to leave out from the front.</summary>
    /// <value>The default value is 0.</value>
    public int Offset { get; init; }

    /// <summary>The most entries to answer; the node has a bound of its own.</summary>
    /// <value>The default value is 100.</value>
    public int Limit { get; init; } = 100;

    internal string ToQuery()
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"limit={Limit}"), string.Create(CultureInfo.InvariantCulture, $"offset={Offset}") };
        if (Status is { } status)
        {
            parts.Add("status=" + Uri.EscapeDataString(status));
        }

        if (Filter is { } filter)
        {
            parts.Add("filter=" + Uri.EscapeDataString(filter));
        }

        return "?" + string.Join('&', parts);
    }
}
