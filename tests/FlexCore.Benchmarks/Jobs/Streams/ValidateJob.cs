using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>A JSON Schema against filter expressions that check the same.</summary>
internal sealed class ValidateJob : IBenchmarkJob
{
    private const int Rows = 5_000_000;

    private const string Schema = "  - validate: { schema: { type: object, required: [id, items], properties: { id: { type: integer, minimum: 0 }, amount: { type: number, exclusiveMaximum: 1000 }, "
        + "status: { enum: [open, paid] }, items: { type: array, minItems: 1, items: { type: object, required: [sku, qty], properties: { qty: { type: integer, minimum: 1 } } } } } } }";

    private const string Filter = "  - filter: id >= 0 && id % 1 === 0 && amount < 1000 && (status === 'open' || status === 'paid') && items.length >= 1 "
        + "&& items.every(item => item.sku !== undefined && item.qty >= 1 && item.qty % 1 === 0)";

    public string Name => "validate";

    public string Limit => "the built-in step filter with the same rules";

    public string Unit => "rows/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.8;

    public Task<double> MeasureAsync(BenchmarkContext context) => Task.FromResult(StepRate.Measure(Schema, OperatorRegistry.Empty, context.Amount(Rows)));

    public Task<double?> MeasureLimitAsync(BenchmarkContext context) => Task.FromResult<double?>(StepRate.Measure(Filter, OperatorRegistry.Empty, context.Amount(Rows)));
}
