using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Pipeline;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>What a command leaves in traces and metrics.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly BusBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_command_is_a_span_with_its_outcome()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "FlexCore.Messaging",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("flexcore.correlation"), "span-test"))
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var call = BusBench.Call with { CorrelationId = "span-test" };
        await _bench.Commands.SendAsync(call, new MoveBeans("a", 3));
        await _bench.Commands.SendAsync(call, new MoveBeans("b", 3, From: "empty"));
        _bench.Handle = (_, _) => throw new TimeoutException("late");
        await Should.ThrowAsync<TimeoutException>(() => _bench.Commands.SendAsync(call, new MoveBeans("a", 3)));

        spans.Select(span => (span.DisplayName, span.GetTagItem("flexcore.outcome"), span.Status)).ShouldBe(
            [("command jars.move", "done", ActivityStatusCode.Unset), ("command jars.move", "jar-empty", ActivityStatusCode.Unset), ("command jars.move", null, ActivityStatusCode.Error)]);
    }

    [Fact]
    public async Task How_commands_end_and_how_many_are_at_work_is_measured()
    {
        var (inFlight, most, failures, outcomes) = (0L, 0L, 0L, new List<string>());
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "flexcore.messaging.in_flight")
            {
                inFlight += value;
                most = Math.Max(most, inFlight);
            }
            else
            {
                failures += value;
            }
        });
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => outcomes.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, _bench.Meter))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        _bench.OnFirst = (_, _) => throw new TimeoutException("late");
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        await _bench.Commands.SendAsync(BusBench.Keyed("k"), new MoveBeans("a", 3));
        await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("b", 3, From: "empty"));
        await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"));
        _bench.Handle = (_, _) => throw new TimeoutException("late");
        await Should.ThrowAsync<TimeoutException>(() => _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3)));

        (inFlight, most, failures).ShouldBe((0, 1, 1));
        outcomes.ShouldBe(["command jars.move done", "command jars.move replayed", "command jars.move refused", "query jars.get done", "command jars.move failed"]);
    }

    [Theory]
    [InlineData("orders.plcae", "orders.place")]
    [InlineData("OrdersPlace", "orders.place")]
    [InlineData("orders.cancel", "orders.cancel")]
    [InlineData("payments", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_near(string written, string? expected) => NearestName.Of(written, ["orders.place", "orders.cancel"]).ShouldBe(expected);
}
