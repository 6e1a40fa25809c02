using System.Diagnostics;
using FlexCore.Domain;

namespace FlexCore.Application.Tracing;

/// <summary>Converts between the runtime's activities and the trace context that commands and events carry.</summary>
public static class TraceContexts
{
    /// <summary>The context that work caused by an activity carries.</summary>
    /// <param name="activity">The activity, or <see langword="null"/>.</param>
    /// <returns>
    /// Its context; <see langword="null"/> when it is not recorded. A host makes an activity for every request, whether anybody listens or
    /// not, and an event that points to a span which nobody kept helps nobody.
    /// </returns>
    public static TraceParent? Of(Activity? activity)
    {
        if (activity is not { Recorded: true, IdFormat: ActivityIdFormat.W3C })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[TraceParent.ByteCount];
        activity.TraceId.CopyTo(bytes[..16]);
        activity.SpanId.CopyTo(bytes[16..24]);
        bytes[24] = (byte)activity.ActivityTraceFlags;
        return TraceParent.TryRead(bytes, out var context) ? context : null;
    }

    /// <summary>A stored context as the parent or link of an activity.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The same, marked as coming from elsewhere.</returns>
    public static ActivityContext ToActivityContext(this TraceParent context)
    {
        Span<byte> bytes = stackalloc byte[TraceParent.ByteCount];
        context.CopyTo(bytes);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(bytes[..16]),
            ActivitySpanId.CreateFromBytes(bytes[16..24]),
            (ActivityTraceFlags)context.Flags & ActivityTraceFlags.Recorded,
            isRemote: true);
    }
}
