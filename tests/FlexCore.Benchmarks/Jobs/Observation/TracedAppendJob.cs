using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Jobs.Journal;
using FlexCore.Benchmarks.Limits;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Observation;

/// <summary>Appends whose events keep the trace that caused them, beside appends without: what 25 bytes more per event cost.</summary>
internal sealed class TracedAppendJob(int inFlight) : IBenchmarkJob
{
    private readonly JournalAppendJob _traced = new(inFlight, 1, reach: 0) { Metadata = SampleEvents.Metadata with { TraceParent = new TraceParent(1, 2, 1) } };
    private readonly JournalAppendJob _untraced = new(inFlight, 1, reach: 0);

    public string Name => $"trace-cost-{_traced.Name}";

    public string Limit => "the same without a trace";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.75;

    public Task<double> MeasureAsync(BenchmarkContext context) => _traced.MeasureAsync(context);

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context) => await _untraced.MeasureAsync(context).ConfigureAwait(false);
}
