using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>The data key of a person, as it is kept: wrapped by a master key. It is all that makes the person's values in the log readable.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Subject">The person, by an id that says nothing by itself.</param>
/// <param name="KeyId">Names the key in what it has sealed.</param>
/// <param name="MasterId">The master key that wraps it.</param>
/// <param name="Wrapped">The wrapped key; empty when it was destroyed.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record SubjectKey(TenantId Tenant, string Subject, Guid KeyId, string MasterId, ReadOnlyMemory<byte> Wrapped, DateTimeOffset CreatedAt)
{
    /// <summary>When the key was destroyed; <see langword="null"/> while it is there.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }

    /// <summary>Whether the key was destroyed. What is left says that there was one, so that the person is not taken for a new one.</summary>
    public bool IsForgotten => ForgottenAt is not null;
}
