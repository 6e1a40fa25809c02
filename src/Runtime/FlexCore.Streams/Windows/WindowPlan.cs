using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;

namespace FlexCore.Streams.Windows;

/// <summary>A tumbling window in event time.</summary>
/// <param name="Keyed">Keys and aggregates.</param>
/// <param name="SizeMs">The window's length in milliseconds; windows are aligned to the epoch.</param>
/// <param name="TimeSlot">The cell with the event time: milliseconds since the epoch, or ISO 8601 text. Anything else fails the row with <c>invalid-time</c>.</param>
/// <param name="LatenessMs">The watermark is the greatest event time so far minus this.</param>
/// <param name="Late">What happens to rows whose window is already closed: drop counts them, the others report <see cref="Records.RecordBatch.Fail"/> with <c>late</c>, and the runtime applies the policy.</param>
internal sealed record WindowPlan(KeyedPlan Keyed, long SizeMs, int TimeSlot, long LatenessMs, LatePolicy Late);
