using FlexCore.Domain;

namespace FlexCore.Application.Nodes;

/// <summary>Who asks a node for something, and in which chain of work.</summary>
/// <param name="Security">Tenant and principal.</param>
/// <param name="CorrelationId">Names the chain of work; never empty.</param>
public sealed record NodeCall(SecurityContext Security, string CorrelationId)
{
    /// <summary>
    /// The caller's idempotency key, or <see langword="null"/>. The same key sent to the same pipeline, stream or job again gets the same answer. At most 100
    /// characters, because use cases of several steps add to it.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// With a key: what is asked, as <see cref="Entities.RequestHash"/> makes it, or <see langword="null"/> when that is not compared. The same key with another hash is refused
    /// with <c>idempotency-key-reused</c>.
    /// </summary>
    public string? RequestHash { get; init; }

    /// <summary>What caused this call: a command of the bus, or an event. Kept with the events it leads to.</summary>
    /// <value>The default value is the correlation id: the call is the first of its chain.</value>
    public string CausationId { get; init; } = CorrelationId;
}
