using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>The answer to a command.</summary>
/// <typeparam name="TResult">What its handler answers.</typeparam>
/// <param name="CommandId">Names this command: its idempotency key, else an id that it was given. Its events have it as their causation.</param>
/// <param name="Result">The result; <see langword="null"/> after a refusal.</param>
/// <param name="Refusal">Why it was refused; <see langword="null"/> when there is a result.</param>
public sealed record CommandAnswer<TResult>(string CommandId, TResult? Result, Refusal? Refusal)
    where TResult : class
{
    /// <summary>What the entities answered that had accepted before the command ended; after a refusal, what is done all the same.</summary>
    public IReadOnlyList<EntityEffect> Effects { get; init; } = [];

    /// <summary>Where the command's writes ended. A query that is given it sees them.</summary>
    public ConsistencyToken Token { get; init; } = ConsistencyToken.None;

    /// <summary>Whether this is the answer that the same idempotency key had before.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The mistakes of a document, after a refusal because of one.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; init; } = [];

    /// <summary>The field that is wrong, after a refusal with <c>bad-field</c> or <c>unknown-field</c>; otherwise <see langword="null"/>.</summary>
    public string? Field { get; init; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public TResult Required => Result ?? throw new InvalidOperationException($"The command was refused: {Refusal?.Message}");
}
