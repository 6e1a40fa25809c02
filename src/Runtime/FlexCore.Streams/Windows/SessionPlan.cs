using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;

namespace FlexCore.Streams.Windows;

/// <summary>Session windows in event time.</summary>
/// <param name="Keyed">Keys and aggregates.</param>
/// <param name="GapMs">The time without a record that ends a session.</param>
/// <param name="MaxMs">The longest time from a session's first to its last record.</param>
/// <param name="TimeSlot">The cell with the event time.</param>
/// <param name="LatenessMs">The watermark is the greatest event time so far minus this.</param>
/// <param name="Late">What happens to rows whose session is already closed.</param>
internal sealed record SessionPlan(KeyedPlan Keyed, long GapMs, long MaxMs, int TimeSlot, long LatenessMs, LatePolicy Late);
