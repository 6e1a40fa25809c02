using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>An export, or a piece of one, on its way into a store.</summary>
/// <param name="Security">Who brings it.</param>
/// <param name="File">Its bytes, from the first line to the last; not changed until the import has ended.</param>
/// <param name="CorrelationId">Names the chain of work.</param>
public sealed record ImportRequest(SecurityContext Security, ReadOnlyMemory<byte> File, string CorrelationId)
{
    /// <summary>Whether everything is checked and nothing is written.</summary>
    public bool DryRun { get; init; }
}
