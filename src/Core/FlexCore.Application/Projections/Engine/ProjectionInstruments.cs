using System.Diagnostics.Metrics;

namespace FlexCore.Application.Projections.Engine;

/// <summary>The metrics of projections, in the meter <c>FlexCore.Projections</c>. Thread-safe; one per node, disposed with its engine.</summary>
internal sealed class ProjectionInstruments : IDisposable
{
    internal const string MeterName = "FlexCore.Projections";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _applied;

    /// <param name="facts">Asked when somebody collects: how this node's part of each read model stands.</param>
    internal ProjectionInstruments(Func<IReadOnlyList<ProjectionFact>> facts)
    {
        _applied = _meter.CreateCounter<long>("flexcore.projections.applied", "{event}", "Events that have had their effect in a generation of the projection.");
        _meter.CreateObservableGauge("flexcore.projections.lag", () => facts().Select(static fact => Of(fact, fact.Lag)), "{event}", "Events of this node's shards that what is read of the projection does not have yet.");
        _meter.CreateObservableGauge("flexcore.projections.parked", () => facts().Select(static fact => Of(fact, fact.Parked)), "{event}", "Events of this node's shards that the projection cannot take, and those behind them.");
    }

    internal Meter Meter => _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Applied(string projection, int events) => _applied.Add(events, new KeyValuePair<string, object?>("projection", projection));

    private static Measurement<long> Of(ProjectionFact fact, long value) => new(value, new KeyValuePair<string, object?>("projection", fact.Projection));
}
