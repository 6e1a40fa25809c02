using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class StreamInstrumentsTests
{
    [Fact]
    public async Task A_run_reports_what_it_did()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StreamInstruments.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"n\":1}\nbad\n");

        await harness.RunAsync("{ name: m, source: { file: in.ndjson }, steps: [ { parse: json } ], sink: { file: out.ndjson }, onError: deadletter, deadLetter: { file: dead.ndjson } }");

        // Other tests run at the same time, so these are lower bounds.
        seen["flexcore.streams.records.in"].ShouldBeGreaterThanOrEqualTo(2);
        seen["flexcore.streams.records.out"].ShouldBeGreaterThanOrEqualTo(1);
        seen["flexcore.streams.errors"].ShouldBeGreaterThanOrEqualTo(1);
        seen["flexcore.streams.dead_letters"].ShouldBeGreaterThanOrEqualTo(1);
        seen["flexcore.streams.checkpoint.duration"].ShouldBeGreaterThanOrEqualTo(0);
        seen["flexcore.streams.checkpoint.size"].ShouldBeGreaterThan(0);
    }
}
