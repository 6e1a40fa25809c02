using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>What a command with an idempotency key was answered.</summary>
/// <param name="Version">The version in the answer.</param>
/// <param name="Refusal">The refusal in the answer, or <see langword="null"/>.</param>
/// <param name="RequestHash">What was asked, or <see langword="null"/> when that is not known.</param>
internal readonly record struct RememberedAnswer(long Version, Refusal? Refusal, string? RequestHash = null)
{
    /// <summary>Whether a command with the same key asks for the same; one whose request is not known does.</summary>
    /// <param name="requestHash">What it asks.</param>
    public bool Answers(string? requestHash) => RequestHash is null || requestHash is null || string.Equals(RequestHash, requestHash, StringComparison.Ordinal);
}
