namespace FlexCore.Application.Projections;

/// <summary>How documents are to be read.</summary>
public sealed record ReadModelRequest
{
    /// <summary>The generation; <see langword="null"/> for the live one.</summary>
    public long? Generation { get; init; }

    /// <summary>What must be in it; <see langword="null"/> for anything.</summary>
    public ConsistencyToken? Token { get; init; }

    /// <summary>How long to wait for that.</summary>
    /// <value>The default value is zero: only look.</value>
    public TimeSpan Patience { get; init; }

    /// <summary>Whether an answer that does not have it is better than none.</summary>
    public bool StaleWillDo { get; init; }

    /// <summary>The kind of the stream; <see langword="null"/> for the one with the latest event.</summary>
    public string? Kind { get; init; }

    /// <summary>Where the part of a list begins; <see langword="null"/> for the front.</summary>
    public string? After { get; init; }

    /// <summary>The most documents of a list.</summary>
    /// <value>The default value is 100; it is brought into 1 to <see cref="ReadModelLimits.PageMax"/>.</value>
    public int Limit { get; init; } = 100;

    /// <summary>The latest first; such a list has one part only.</summary>
    public bool NewestFirst { get; init; }
}
