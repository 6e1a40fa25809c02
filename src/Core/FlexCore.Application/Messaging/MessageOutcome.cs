using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>How a message ended, before it has a form for its sender. Immutable.</summary>
/// <param name="Value">The result; <see langword="null"/> after a refusal.</param>
/// <param name="Refusal">Why it was refused; <see langword="null"/> when there is a result.</param>
public sealed record MessageOutcome(object? Value, Refusal? Refusal)
{
    /// <summary>The mistakes of a document.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; init; } = [];

    /// <summary>The field that is wrong.</summary>
    public string? Field { get; init; }

    /// <summary>What a command did to entities.</summary>
    public IReadOnlyList<EntityEffect> Effects { get; init; } = [];

    /// <summary>Where a command's writes ended.</summary>
    public ConsistencyToken Token { get; init; } = ConsistencyToken.None;

    /// <summary>Whether it is the answer that the same idempotency key had before.</summary>
    public bool IsReplay { get; init; }

    /// <summary>A refusal.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="field">The field that is wrong.</param>
    public static MessageOutcome Refuse(Refusal refusal, string? field = null) => new(null, refusal) { Field = field };
}
