using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using FlexCore.Telemetry.Tests.Receiver;

namespace FlexCore.Telemetry.Tests;

/// <summary>What really arrives at a collector. One class, so that the exports of two tests never see each other's spans.</summary>
public sealed class TelemetryExportTests : IDisposable
{
    private const string Secret = "planted-secret-4711";

    private readonly ActivitySource _source = new("FlexCore.Test");
    private readonly Meter _meter = new("FlexCore.Test");
    private readonly KeptLog _log = new();

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    [InlineData(OtlpProtocol.Grpc)]
    public async Task A_span_arrives_with_its_trace_its_parent_its_links_and_its_tags(OtlpProtocol protocol)
    {
        await using var collector = await OtlpReceiver.StartAsync(grpc: protocol == OtlpProtocol.Grpc);
        using var export = Start(collector.Address, options => options.Protocol = protocol);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        var linked = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        using (var activity = _source.StartActivity("entity.ask", ActivityKind.Internal, parent, [new("flexcore.entity", "default/pipeline/p1")], [new ActivityLink(linked)]))
        {
            activity.ShouldNotBeNull();
        }

        export.Flush().ShouldBeTrue();

        var request = await collector.NextAsync(protocol == OtlpProtocol.Grpc ? "TraceService" : "/v1/traces");
        var span = request.Spans.ShouldHaveSingleItem();
        span.Text(5).ShouldBe("entity.ask");
        span.Hex(1).ShouldBe(parent.TraceId.ToString());
        span.Hex(4).ShouldBe(parent.SpanId.ToString());
        span.Attributes(9)["flexcore.entity"].ShouldBe("default/pipeline/p1");
        var link = span.Messages(13).ShouldHaveSingleItem();
        link.Hex(1).ShouldBe(linked.TraceId.ToString());
        link.Hex(2).ShouldBe(linked.SpanId.ToString());
        request.Resource["service.name"].ShouldBe("the-node");
        request.Resource["service.version"].ShouldBe("1.2.3");
        request.Headers["x-token"].ShouldBe(Secret);
    }

    [Fact]
    public async Task Metrics_arrive_with_name_unit_and_value()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var export = Start(collector.Address);
        _meter.CreateCounter<long>("flexcore.test.things", "{thing}", "Things.").Add(42, new KeyValuePair<string, object?>("kind", "a"));
        _meter.CreateHistogram<double>("flexcore.test.time", "s", "Time.").Record(0.5);
        export.Flush().ShouldBeTrue();

        var metrics = (await collector.NextAsync("/v1/metrics")).Metrics.ToDictionary(static metric => metric.Text(1));
        var counter = metrics["flexcore.test.things"];
        counter.Text(3).ShouldBe("{thing}");
        var point = counter.Path(7, 1).ShouldHaveSingleItem();
        point.Number(6).ShouldBe(42ul);
        point.Attributes(7)["kind"].ShouldBe("a");
        metrics["flexcore.test.time"].Path(9, 1).ShouldHaveSingleItem().Number(4).ShouldBe(1ul);
        metrics.Keys.ShouldContain(static name => name.StartsWith("dotnet.process.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_go_out_by_themselves_again_and_again()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var export = Start(collector.Address, static options => options.Interval = TimeSpan.FromMilliseconds(100));
        await collector.NextAsync("/v1/metrics");
        await collector.NextAsync("/v1/metrics");
    }

    [Fact]
    public async Task Without_sampling_only_the_traces_of_callers_who_record_are_sent()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var export = Start(collector.Address, static options => options.Sampling = 0);
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        var quiet = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        _source.StartActivity("own")?.Dispose();
        _source.StartActivity("quiet", ActivityKind.Internal, quiet)?.Dispose();
        _source.StartActivity("called", ActivityKind.Internal, caller)?.Dispose();
        export.Flush();

        (await collector.NextAsync("/v1/traces")).Spans.Select(static span => span.Text(5)).ShouldBe(["called"]);
    }

    [Fact]
    public async Task What_has_gathered_is_sent_when_the_node_stops()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using (Start(collector.Address))
        {
            _source.StartActivity("last")?.Dispose();
        }

        collector.Arrived().Where(static request => request.Path == "/v1/traces").SelectMany(static request => request.Spans)
            .Select(static span => span.Text(5)).ShouldBe(["last"]);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_disturbs_nobody_and_is_told_once()
    {
        using (var export = Start($"http://127.0.0.1:{FreePort()}", static options => options.Timeout = TimeSpan.FromMilliseconds(200)))
        {
            for (var i = 0; i < 10_000; i++)
            {
                using var activity = _source.StartActivity("work");
                activity.ShouldNotBeNull();
            }

            await Task.Run(export.Flush).WaitAsync(TimeSpan.FromSeconds(60));
        }

        _log.Lines.Count(static line => line.Id.Id == 7001).ShouldBe(1);
    }

    [Fact]
    public async Task A_collector_that_answers_with_an_error_is_told_once_and_no_secret_is_logged()
    {
        await using var collector = await OtlpReceiver.StartAsync(status: 400);
        using (var export = Start(collector.Address))
        {
            for (var i = 0; i < 3; i++)
            {
                _source.StartActivity("work")?.Dispose();
                export.Flush();
            }
        }

        collector.Arrived().ShouldNotBeEmpty();
        _log.Lines.Count(static line => line.Id.Id == 7001).ShouldBe(1);
        _log.Lines.ShouldAllBe(static line => !line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_export_has_ended_nobody_listens()
    {
        Start($"http://127.0.0.1:{FreePort()}", static options => options.Timeout = TimeSpan.FromMilliseconds(200)).Dispose();
        _source.HasListeners().ShouldBeFalse();
        _source.StartActivity("work").ShouldBeNull();
    }

    private TelemetryExport Start(string address, Action<TelemetryOptions>? change = null)
    {
        var options = new TelemetryOptions
        {
            Endpoint = address,
            ServiceName = "the-node",
            Headers = $"x-token={Secret}",
            Interval = TimeSpan.FromHours(1),
        };
        change?.Invoke(options);
        return TelemetryExport.Start(options, "1.2.3", _log).ShouldNotBeNull();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
