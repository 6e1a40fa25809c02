namespace FlexCore.Client.Models;

/// <summary>A span of time to back-fill.</summary>
/// <param name="From">The first instant, RFC 3339.</param>
/// <param name="To">The first instant behind it, RFC 3339.</param>
public sealed record ScheduleSpan(string From, string To);
