using System.Text.Json.Serialization;

namespace FlexCore.Client.Models;

/// <summary>A run that ends, done by the node.</summary>
/// <param name="Id">Its id, chosen by the node.</param>
/// <param name="Pipeline">The document's name.</param>
/// <param name="Status"><c>starting</c>, <c>running</c>, <c>restarting</c>, <c>draining</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="SubmittedAt">When it was submitted, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; <see langword="null"/> while it is at work.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="OutputFile">The file on the node that holds what the document writes to standard output, or <see langword="null"/>.</param>
public sealed record JobInfo(
    string Id,
    string Pipeline,
    string Status,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? EndedAt,
    string? Error,
    ProgressInfo? Progress,
    string? OutputFile)
{
    /// <summary>Whether it has ended, one way or the other.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is "completed" or "failed" or "cancelled";
}
