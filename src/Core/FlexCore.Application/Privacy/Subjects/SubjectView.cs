using FlexCore.Application.Privacy.Keys;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>A person whose values are, or were, sealed in the log.</summary>
/// <param name="Id">The person.</param>
/// <param name="KeyId">The key; it is named in what it has sealed.</param>
/// <param name="MasterKey">The master key that wraps it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record SubjectView(string Id, Guid KeyId, string MasterKey, DateTimeOffset CreatedAt)
{
    /// <summary>When the key was destroyed; <see langword="null"/> while the person's values can be read.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }

    internal static SubjectView Of(SubjectKey key) => new(key.Subject, key.KeyId, key.MasterId, key.CreatedAt) { ForgottenAt = key.ForgottenAt };
}
