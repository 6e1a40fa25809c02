namespace FlexCore.Application.Inspection;

/// <summary>Which log events are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>Only events at least this important.</summary>
    /// <value>The default value is <see cref="LogEventLevel.Trace"/>: all that the node logs.</value>
    public LogEventLevel LevelMin { get; init; } = LogEventLevel.Trace;

    /// <summary>Only events of categories that begin like this; <see langword="null"/> for all.</summary>
    public string? Category { get; init; }

    /// <summary>Only events of requests of this tenant; <see langword="null"/> for all events.</summary>
    public string? Tenant { get; init; }

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="one">The event.</param>
    public bool Wants(LogEvent one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Level >= LevelMin
            && (Category is not { } category || one.Category.StartsWith(category, StringComparison.Ordinal))
            && (Tenant is not { } tenant || one.Tenant == tenant);
    }
}
