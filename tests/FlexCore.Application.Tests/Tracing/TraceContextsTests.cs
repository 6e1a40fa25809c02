using System.Diagnostics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Tracing;

public sealed class TraceContextsTests
{
    [Fact]
    public void A_recorded_activity_gives_its_own_w3c_id()
    {
        using var activity = Started(ActivityTraceFlags.Recorded);
        TraceContexts.Of(activity).ToString().ShouldBe($"00-{activity.TraceId}-{activity.SpanId}-01");
    }

    [Fact]
    public void An_activity_that_nobody_records_gives_nothing()
    {
        using var activity = Started(ActivityTraceFlags.None);
        TraceContexts.Of(activity).ShouldBeNull();
    }

    [Fact]
    public void No_activity_gives_nothing() => TraceContexts.Of(null).ShouldBeNull();

    [Fact]
    public void An_activity_with_another_id_format_gives_nothing()
    {
        using var activity = new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        TraceContexts.Of(activity).ShouldBeNull();
    }

    [Fact]
    public void A_stored_context_becomes_the_same_context_from_elsewhere()
    {
        const string Text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        TraceParent.TryParse(Text, out var trace).ShouldBeTrue();
        trace.ToActivityContext().ShouldBe(ActivityContext.Parse(Text, null) is var parsed
            ? new ActivityContext(parsed.TraceId, parsed.SpanId, parsed.TraceFlags, null, isRemote: true)
            : default);
    }

    private static Activity Started(ActivityTraceFlags flags)
    {
        var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = flags;
        return activity;
    }
}
