namespace FlexCore.Domain.Retention;

/// <summary>What somebody has said about how long events are kept.</summary>
/// <param name="Kind">What is kept: one of <see cref="KeepLimits.Kinds"/>.</param>
/// <param name="Pattern">The names that are meant: a name, or a pattern in which <c>*</c> stands for any text.</param>
/// <param name="Age">Events older than this may go; <see langword="null"/> when age does not matter.</param>
/// <param name="Count">Events before the newest so many may go; <see langword="null"/> when their number does not matter. Neither means for ever.</param>
/// <param name="At">When it was said.</param>
public sealed record KeepPolicy(string Kind, string Pattern, TimeSpan? Age, long? Count, DateTimeOffset At);
