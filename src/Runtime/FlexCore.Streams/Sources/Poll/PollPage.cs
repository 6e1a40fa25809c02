using FlexCore.Streams.Values;

namespace FlexCore.Streams.Sources.Poll;

/// <summary>A page that was read.</summary>
/// <param name="Cells">The cells of <see cref="PollScope"/>.</param>
/// <param name="Records">Its records.</param>
internal sealed record PollPage(Value[] Cells, IReadOnlyList<Value> Records);
