namespace FlexCore.Application.EventTypes;

/// <summary>One version of a declared event type. Immutable; what was once released is a contract: add the next version instead.</summary>
public sealed record EventTypeVersion
{
    /// <summary>The members that its data has.</summary>
    /// <value>The default value is none: any object fits.</value>
    public IReadOnlyList<EventMember> Members { get; init; } = [];

    /// <summary>The step to the next version; <see langword="null"/> for the newest one.</summary>
    public EventStep? Next { get; init; }

    /// <summary>Data of this version as JSON: a golden sample that the step is tried on.</summary>
    public string? Example { get; init; }

    /// <summary>What the example is in the next version, as JSON.</summary>
    public string? Becomes { get; init; }
}
