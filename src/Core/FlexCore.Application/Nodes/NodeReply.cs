using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;

namespace FlexCore.Application.Nodes;

/// <summary>A node's answer: what was asked for, or why not. Never both.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">What was asked for; <see langword="null"/> after a refusal.</param>
/// <param name="Refusal">Why not; <see langword="null"/> when there is a value. Codes of its own: <see cref="NodeRefusals"/>; others come from the aggregates.</param>
public sealed record NodeReply<T>(T? Value, Refusal? Refusal)
    where T : class
{
    /// <summary>The mistakes of the document, after a refusal with <see cref="NodeRefusals.InvalidDocument"/>.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; init; } = [];

    /// <summary>The field of the request that is wrong, where one is; otherwise <see langword="null"/>.</summary>
    public string? Field { get; init; }

    /// <summary>Answers with a value.</summary>
    /// <param name="value">What was asked for.</param>
    public static implicit operator NodeReply<T>(T value) => new(value, null);

    /// <summary>Answers with a refusal.</summary>
    /// <param name="refusal">Why not.</param>
    public static implicit operator NodeReply<T>(Refusal refusal) => new(null, refusal);

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The request was refused.</exception>
    public T Required => Value ?? throw new InvalidOperationException($"The request was refused: {Refusal?.Message}");
}
