using System.Diagnostics.Metrics;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Lets idle entities leave memory and waits until they have.</summary>
internal static class Residence
{
    /// <summary>Advances the clock past the idle time and waits until the region is empty.</summary>
    internal static async Task EmptyAsync(LedgerEntityRegion region, ManualClock clock)
    {
        using var passivations = new Passivations(region);
        clock.Advance(region.Options.PassivateAfter * 1.5);
        while (region.ResidentCount > 0)
        {
            await passivations.NextAsync();
        }
    }

    /// <summary>Every passivation of one region, as its metrics report them.</summary>
    internal sealed class Passivations : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Probe<long> _probe = new();

        internal Passivations(LedgerEntityRegion region)
        {
            var meter = region.Instruments.Meter;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "flexcore.entities.passivations")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => _probe.Add(value));
            _listener.Start();
        }

        internal Task<long> NextAsync() => _probe.NextAsync("a passivation");

        public void Dispose() => _listener.Dispose();
    }
}
