using System.Diagnostics.Metrics;
using FlexCore.Application.DataStreams;

namespace FlexCore.Hosting.Tests.Streams;

/// <summary>What the metrics of a real node say of its streams.</summary>
public sealed class StreamMetricsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_running_stream_has_an_age_of_its_checkpoint_until_it_is_stopped()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream("name: quiet\nsource:\n  http: {}\nsinks:\n  - topic: results\n"));
        await node.WhenAsync("quiet", "running");

        var (age, tags) = Measure(node, "flexcore.streams.checkpoint.age").ShouldHaveSingleItem();
        age.ShouldBeInRange(0, 60);
        tags.ShouldBe(["pipeline=quiet", "tenant=default"]);
        Measure(node, "flexcore.streams.stranded").Single().Value.ShouldBe(0);

        await node.Streams.StopAsync(NodeHost.Call, "quiet");
        Measure(node, "flexcore.streams.checkpoint.age").ShouldBeEmpty();
        Measure(node, "flexcore.streams.stranded").Single().Value.ShouldBe(0, "a stream that was stopped is where it should be");
    }

    [Theory]
    [InlineData(1_000_000, "restarting")]
    [InlineData(0, "failed")]
    public async Task A_stream_that_should_run_and_does_not_is_stranded(int restartsMax, string status)
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) =>
        {
            supervisor.RestartDelay = supervisor.RestartDelayMax = TimeSpan.FromMinutes(1);
            supervisor.RestartsMax = restartsMax;
        }));
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("late", "late.ndjson")));
        await node.WhenAsync("late", status);

        Measure(node, "flexcore.streams.stranded").Single().Value.ShouldBe(1);
        Measure(node, "flexcore.streams.checkpoint.age").ShouldBeEmpty();
    }

    private static List<(double Value, string[] Tags)> Measure(NodeHost node, string name)
    {
        var meter = ((FlexCoreNode)node.Node).Instruments.ShouldNotBeNull().Meter;
        var seen = new List<(double, string[])>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => seen.Add((value, Texts(tags))));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => seen.Add((value, Texts(tags))));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    private static string[] Texts(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            texts[i] = $"{tags[i].Key}={tags[i].Value}";
        }

        return texts;
    }
}
