namespace FlexCore.Client.Models;

/// <summary>Which shards are wanted.</summary>
public sealed record ShardQuery
{
    /// <summary>Only those that this node owns, by name or as <c>name@incarnation</c>; <see langword="null"/> for all.</summary>
    public string? Owner { get; init; }

    /// <summary>Only those that are owned by another node than they are assigned to.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool OnlyMoving { get; init; }

    internal string ToQuery() => (Owner, OnlyMoving) switch
    {
        (null, false) => string.Empty,
        (null, true) => "?moving=true",
        ({ } owner, false) => "?owner=" + Uri.EscapeDataString(owner),
        ({ } owner, true) => $"?owner={Uri.EscapeDataString(owner)}&moving=true",
    };
}
