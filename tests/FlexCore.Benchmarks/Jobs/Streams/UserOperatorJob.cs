using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>A program's own operator against the built-in map that does the same: one field from another.</summary>
internal sealed class UserOperatorJob : IBenchmarkJob
{
    private const int Rows = 10_000_000;

    private static readonly OperatorRegistry Registry = new(OperatorDescription.Stateless("cents", 1, setup => new CentsOperator(setup)));

    public string Name => "user operator";

    public string Limit => "the built-in step map: { cents: amount * 100 }";

    public string Unit => "rows/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.8;

    public Task<double> MeasureAsync(BenchmarkContext context) => Task.FromResult(StepRate.Measure("  - cents", Registry, context.Amount(Rows)));

    public Task<double?> MeasureLimitAsync(BenchmarkContext context) =>
        Task.FromResult<double?>(StepRate.Measure("  - map: { cents: amount * 100 }", Registry, context.Amount(Rows)));

    private sealed class CentsOperator(OperatorSetup setup) : RecordOperator
    {
        private readonly Field _amount = setup.Reads("amount");
        private readonly Field _cents = setup.Writes("cents");

        public override void Process(ref RecordAccess record)
        {
            if (record.TryNumber(_amount, out var amount))
            {
                record.Set(_cents, amount * 100);
            }
            else
            {
                record.Fail("no-amount", $"the amount is {record[_amount]}");
            }
        }
    }
}
