namespace FlexCore.Application.Nodes;

/// <summary>Which part of a list is wanted. Values outside their range are brought into it.</summary>
public sealed record PageQuery
{
    /// <summary>The largest part.</summary>
    public const int LimitMax = 1_000;

    /// <summary>Only those in this status, by its kebab-case name; <see langword="null"/> for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only those whose key, name or description contains this text, upper and lower case alike; <see langword="null"/> for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those behind this key, in lists that say so; <see langword="null"/> from the beginning. The way through a long list: it costs nothing however far it goes.</summary>
    public string? After { get; init; }

    /// <summary>How many to leave out from the front.</summary>
    /// <value>The default value is 0.</value>
    public int Offset { get; init; }

    /// <summary>The most to return, 1 to <see cref="LimitMax"/>.</summary>
    /// <value>The default value is 100.</value>
    public int Limit { get; init; } = 100;

    internal int EffectiveLimit => Math.Clamp(Limit, 1, LimitMax);

    internal Page<T> Apply<T>(IReadOnlyList<T> all)
    {
        var offset = Math.Max(0, Offset);
        var limit = EffectiveLimit;
        return new Page<T>([.. all.Skip(offset).Take(limit)], all.Count, offset, limit);
    }
}
