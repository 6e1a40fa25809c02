namespace FlexCore.Api.Sse;

/// <summary>A place in an event topic.</summary>
/// <param name="Position">The position behind which to read.</param>
/// <param name="Record">The number of the last record that is not wanted any more; a batch may begin before it.</param>
internal readonly record struct TopicPlace(long Position, long Record);
