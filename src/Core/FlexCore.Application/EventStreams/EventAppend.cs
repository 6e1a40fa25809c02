using System.Collections.ObjectModel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>Events on their way into an event stream.</summary>
/// <param name="Security">Who sends them, for which tenant.</param>
/// <param name="Stream">The stream's name: 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit. Made by its first event.</param>
/// <param name="ExpectedVersion">The version the stream must have: 0 for a stream that must not exist yet; <see langword="null"/> for any.</param>
/// <param name="Events">The events in order; stored all or none.</param>
/// <param name="CorrelationId">Names the chain of work; never empty.</param>
public sealed record EventAppend(SecurityContext Security, string Stream, long? ExpectedVersion, ValueList<StreamEvent> Events, string CorrelationId)
{
    /// <summary>The command or event that caused these events; <see langword="null"/> when they are the first of their chain.</summary>
    public string? CausationId { get; init; }

    /// <summary>The same key sent again gets the same answer and appends nothing; 1 to 128 characters. <see langword="null"/> for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>With a key: what was asked, see <see cref="CommandContext.RequestHash"/>. The same key with another hash is refused with <c>idempotency-key-reused</c>.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Nothing personal.</summary>
    public static IReadOnlyDictionary<int, PersonalMembers> NothingPersonal { get; } = ReadOnlyDictionary<int, PersonalMembers>.Empty;

    /// <summary>Which values are about a person, by the index of their event from 0: they are sealed before anything is stored.</summary>
    public IReadOnlyDictionary<int, PersonalMembers> Personal { get; init; } = NothingPersonal;
}
