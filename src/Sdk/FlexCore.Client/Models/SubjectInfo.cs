namespace FlexCore.Client.Models;

/// <summary>A person whose values are, or were, sealed in the log.</summary>
/// <param name="Id">The person.</param>
/// <param name="KeyId">Names the key in what it has sealed.</param>
/// <param name="MasterKey">The master key that wraps it.</param>
/// <param name="CreatedAt">When the key was made.</param>
public sealed record SubjectInfo(string Id, Guid KeyId, string MasterKey, DateTimeOffset CreatedAt)
{
    /// <summary>When the key was destroyed; <see langword="null"/> while the person's values can be read.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }
}
