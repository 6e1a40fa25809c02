using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlexCore.Application.Journal;
using FlexCore.Application.Tracing;
using FlexCore.Domain;
using FlexCore.Persistence.Metrics;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Writing;

/// <summary>Commits are counted and traced as those of the embedded store are.</summary>
[NeedsPostgres]
public sealed class WriterMetricsTests
{
    [Fact]
    public async Task Commits_and_their_events_are_counted()
    {
        await using var store = await StoreFixture.OpenAsync();
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var counts = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, subscriber) =>
        {
            if (ReferenceEquals(instrument.Meter, store.Instruments.Meter))
            {
                subscriber.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();

        await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("a"), StoreFixture.Event("b")));
        await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 9, StoreFixture.Event("refused")));
        await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 2, StoreFixture.Event("c")));
        await store.DisposeAsync();

        counts["flexcore.journal.events"].ShouldBe(3);
        counts["flexcore.journal.commit.size"].ShouldBe(3);
        counts.ShouldNotContainKey("flexcore.journal.commit.failures");

        void Add(Instrument instrument, double value)
        {
            lock (counts)
            {
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value;
            }
        }
    }

    [Fact]
    public async Task The_commit_of_a_traced_append_is_a_child_of_its_span()
    {
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = new TraceParent((UInt128)BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), 7, 1);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == JournalInstruments.MeterName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == parent.ToActivityContext().TraceId)
                {
                    ended.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var store = await StoreFixture.OpenAsync();
        var leases = await store.Leases.AcquireAllAsync("node-1");

        var request = StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("a"));
        await store.Journal.AppendAsync(request with { Metadata = StoreFixture.Metadata with { TraceParent = parent } });

        var commit = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        commit.OperationName.ShouldBe("journal.commit");
        commit.GetTagItem("flexcore.commit.events").ShouldBe(1);
    }
}
