using System.Diagnostics.Metrics;
using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Engine;

namespace FlexCore.Application.Tests.Projections;

public sealed class ProjectionInstrumentsTests
{
    [Fact]
    public async Task Effects_lag_and_parked_events_of_each_projection_can_be_seen()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.AttemptsMax = 1;
        var engine = await bench.RunAsync(new TotalsProjection(), new SharedProjection());
        for (var n = 0; n < 12; n++)
        {
            await bench.AppendAsync($"{n % 3}", "Added", """{"amount":1,"customer":"c"}""");
        }

        using var listener = new MeterListener();
        var seen = new Dictionary<string, long>();
        listener.InstrumentPublished = (instrument, follow) =>
        {
            if (ReferenceEquals(instrument.Meter, engine.Instruments.Meter))
            {
                follow.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(seen, $"{instrument.Name} {labels[0].Value}", value, instrument is Counter<long>));
        listener.Start();

        await bench.AppendAsync("0", "Added", """{"amount":-1,"customer":"c"}""");
        await bench.CatchUpAsync(engine, TotalsProjection.Name);
        await bench.CatchUpAsync(engine, SharedProjection.Name);
        listener.RecordObservableInstruments();
        Assert.Equal(1, Of(seen, "flexcore.projections.parked totals"));
        Assert.Equal(0, Of(seen, "flexcore.projections.parked customers"));
        Assert.Equal(0, Of(seen, "flexcore.projections.lag totals"));
        Assert.InRange(Of(seen, "flexcore.projections.applied customers"), 1, 13);
    }

    [Fact]
    public async Task What_a_projection_has_not_passed_is_its_lag()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        var runner = new GenerationRunner(new GenerationSpec(new TotalsProjection(), (await bench.RowAsync(TotalsProjection.Name)).LiveGeneration), engine.Services);
        await bench.AppendAsync("a", "Added", """{"amount":1}""");
        await bench.AppendAsync("a", "Added", """{"amount":1}""");
        var end = await bench.Feed.ReadEndAsync();
        Assert.Equal(2, runner.LagBehind(end));
        runner.MoveTo(end, 3);
        Assert.Equal((0, 3), (runner.LagBehind(end), runner.Parked));
        foreach (var shard in end.Offsets.Keys)
        {
            bench.Shards.Take(shard);
        }

        runner.MoveTo(FeedCursor.Start, 0);
        Assert.Equal(0, runner.LagBehind(end));
        await runner.DisposeAsync();
    }

    private static void Note(Dictionary<string, long> seen, string name, long value, bool isCounter)
    {
        lock (seen)
        {
            seen[name] = isCounter ? seen.GetValueOrDefault(name) + value : value;
        }
    }

    private static long Of(Dictionary<string, long> seen, string name)
    {
        lock (seen)
        {
            return seen[name];
        }
    }
}
