using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>What an operator can see: metrics and traces.</summary>
public sealed class EntityObservationTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
    private LedgerRegion? _opened;

    private LedgerEntityRegion Region => (_opened ?? throw new InvalidOperationException("not opened")).Region;

    public async Task InitializeAsync() => _opened = await LedgerRegion.OpenAsync(_store.Journal, _store.Snapshots, _store.Leases);

    public async Task DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task Commands_residents_and_commits_are_measured_with_their_kind()
    {
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = Listen(measured);

        await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 1, -1));
        await Region.ReadAsync(Ledgers.Id("b"));
        listener.RecordObservableInstruments();

        measured["flexcore.entities.commands"].ShouldBe(2);
        measured["flexcore.entities.resident"].ShouldBe(2);
        measured["flexcore.entities.commits_in_flight"].ShouldBe(0);
        measured.ShouldContainKey("flexcore.entities.mailbox_depth");
        measured.ShouldContainKey("flexcore.entities.recovery_time");
        Region.Instruments.Meter.Name.ShouldBe("FlexCore.Actors");
        Region.Instruments.Meter.Tags.ShouldNotBeNull().ShouldContain(new KeyValuePair<string, object?>("kind", "ledger"));
    }

    [Fact]
    public async Task An_ask_is_traced_with_entity_command_and_refusal()
    {
        var id = Ledgers.Id("traced");
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "FlexCore.Actors",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await Region.AskAsync(id, new Enter(Ledgers.Context(), 1, -1));

        var activity = ended.Single(activity => Equals(activity.GetTagItem("flexcore.entity"), id.StreamId));
        activity.OperationName.ShouldBe("entity.ask");
        activity.GetTagItem("flexcore.command").ShouldBe("Enter");
        activity.GetTagItem("flexcore.refusal").ShouldBe("overdrawn");
        activity.GetTagItem("flexcore.correlation").ShouldBe("chain-1");
    }

    private MeterListener Listen(ConcurrentDictionary<string, double> measured)
    {
        var meter = Region.Instruments.Meter;
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        return listener;
    }
}
