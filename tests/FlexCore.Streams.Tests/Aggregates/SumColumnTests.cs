using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Aggregates;

public sealed class SumColumnTests
{
    [Theory]
    [InlineData(new[] { 1e16, 1, -1e16 }, 1)]
    [InlineData(new[] { 1, 1e16, 1, -1e16 }, 2)]
    [InlineData(new[] { 1, 1e100, 1, -1e100 }, 2)]
    [InlineData(new[] { 9007199254740992, 1d, 1 }, 9007199254740994)]
    [InlineData(new[] { 0.1, 0.1, 0.1, -0.3 }, 2.7755575615628914E-17)]
    [InlineData(new[] { double.MaxValue, -double.MaxValue, 1 }, 1)]
    [InlineData(new[] { double.MaxValue, double.MaxValue }, double.PositiveInfinity)]
    [InlineData(new[] { -double.MaxValue, -double.MaxValue, 5 }, double.NegativeInfinity)]
    [InlineData(new[] { double.PositiveInfinity, double.NegativeInfinity }, double.NaN)]
    [InlineData(new[] { 1, double.NaN, 1 }, double.NaN)]
    [InlineData(new[] { double.Epsilon, double.Epsilon }, 1E-323)]
    public async Task The_sum_is_compensated_and_overflows_to_infinity(double[] numbers, double expected)
    {
        var (sum, average) = await RunAsync(numbers.Select(Value.Number));

        sum.AsNumber().ShouldBe(expected);
        average.AsNumber().ShouldBe(expected / numbers.Length);
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    public async Task Sums_of_cents_in_any_order_equal_the_decimal_sum(int seed)
    {
        var random = new Random(seed);
        var cents = Enumerable.Range(0, 5_000).Select(_ => random.Next(-1_000_000, 1_000_000) / 100m).ToArray();
        var (sum, average) = await RunAsync(cents.Select(amount => Value.Number((double)amount)));
        random.Shuffle(cents);
        var (shuffled, _) = await RunAsync(cents.Select(amount => Value.Number((double)amount)));

        ((decimal)sum.AsNumber()).ShouldBe(cents.Sum(), 0.000001m, $"seed {seed}");
        shuffled.AsNumber().ShouldBe(sum.AsNumber(), 1e-9, $"seed {seed}");
        average.AsNumber().ShouldBe(sum.AsNumber() / 5_000, $"seed {seed}");
    }

    [Fact]
    public async Task Missing_values_do_not_count_for_the_average()
    {
        var (sum, average) = await RunAsync([Value.Null, Value.Number(4), Value.Undefined, Value.Number(8)]);

        (sum.AsNumber(), average.AsNumber()).ShouldBe((12, 6));
    }

    [Fact]
    public async Task Exact_numbers_are_added_as_the_nearest_double()
    {
        var (sum, _) = await RunAsync([Value.Number(new ExactNumber("9007199254740993", 9007199254740992d)), Value.Number(1)]);

        sum.AsNumber().ShouldBe(9007199254740993d);
    }

    public static TheoryData<string, object[], int> Same => new()
    {
        { "text in both encodings", [Value.String("é"), ResultText.Utf8("é")], 1 },
        { "empty text in both encodings", [Value.String(""), ResultText.Utf8("")], 1 },
        { "long text in both encodings", [Value.String(new string('x', 100)), ResultText.Utf8(new string('x', 100))], 1 },
        { "a number and its text", [Value.Number(1), Value.String("1")], 2 },
        { "zeros of both signs", [Value.Number(0), Value.Number(-0.0)], 1 },
        { "NaN and itself", [Value.Number(double.NaN), Value.Number(-double.NaN)], 1 },
        { "long ids one apart", [Value.Number(new ExactNumber("9007199254740993", 9007199254740992d)), Value.Number(9007199254740992)], 2 },
        { "equal lists", [Value.Array(new ArrayValue(Value.String("a"))), Value.Array(new ArrayValue(ResultText.Utf8("a")))], 1 },
        { "different lists", [Value.Array(new ArrayValue(Value.Number(1), Value.Number(2))), Value.Array(new ArrayValue(Value.Number(2), Value.Number(1)))], 2 },
        { "true and its text", [Value.True, Value.String("true")], 2 },
        { "nothing", [Value.Null, Value.Undefined], 0 },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public async Task Distinct_counts_values_not_representations(string name, object[] values, int expected)
    {
        var step = new GroupOperator(Rows.Keyed([], 1, Rows.Aggregate("d", "distinct", Rows.Cell(0))));

        var rows = await Rows.RunAsync(step, values.Select(value => new[] { (Value)value }), 1, 1);

        rows[0][0].AsNumber().ShouldBe(expected, name);
    }

    private static async Task<(Value Sum, Value Average)> RunAsync(IEnumerable<Value> values)
    {
        var step = new GroupOperator(Rows.Keyed([], 1, Rows.Aggregate("s", "sum", Rows.Cell(0)), Rows.Aggregate("a", "avg", Rows.Cell(0))));
        var rows = await Rows.RunAsync(step, values.Select(value => new[] { value }), 1, 2);
        return (rows[0][0], rows[0][1]);
    }
}
