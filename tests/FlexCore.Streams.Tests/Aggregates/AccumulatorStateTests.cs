using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Aggregates;

/// <summary>Every accumulator, cut by a snapshot anywhere, and fed with every kind of number.</summary>
public sealed class AccumulatorStateTests
{
    private const int Width = 2;

    private static readonly AggregatePlan[] All =
    [
        Rows.Aggregate("count", "count"),
        Rows.Aggregate("where", "count", Rows.Cell(1)),
        Rows.Aggregate("min", "min", Rows.Cell(1)),
        Rows.Aggregate("max", "max", Rows.Cell(1)),
        Rows.Aggregate("distinct", "distinct", Rows.Cell(1)),
        Rows.Aggregate("top", "topk", Rows.Cell(1), Rows.Constant(3)),
        Rows.Aggregate("first", "first", Rows.Cell(1)),
        Rows.Aggregate("last", "last", Rows.Cell(1)),
    ];

    private static readonly AggregatePlan[] Numeric =
    [
        .. All,
        Rows.Aggregate("sum", "sum", Rows.Cell(1)),
        Rows.Aggregate("avg", "avg", Rows.Cell(1)),
        Rows.Aggregate("median", "quantile", Rows.Cell(1), Rows.Constant(0.5)),
    ];

    public static TheoryData<string, object[]> Inputs => new()
    {
        { "nothing but nulls", [Value.Null, Value.Undefined, Value.Null] },
        { "zeros of both signs", [Value.Number(0), Value.Number(-0.0), Value.Number(0)] },
        { "not a number among numbers", [Value.Number(double.NaN), Value.Number(1), Value.Number(double.NaN)] },
        { "infinities of both signs", [Value.Number(double.PositiveInfinity), Value.Number(1), Value.Number(double.NegativeInfinity), Value.Number(2)] },
        { "overflow", [Value.Number(double.MaxValue), Value.Number(double.MaxValue), Value.Number(-double.MaxValue)] },
        { "tiny", [Value.Number(double.Epsilon), Value.Number(1e-300), Value.Number(-double.Epsilon)] },
        { "cancellation", [Value.Number(1e16), Value.Number(1), Value.Number(-1e16), Value.Number(0.5)] },
        { "exact numbers", [Exact("9007199254740993"), Exact("-9007199254740995"), Exact("1e400"), Value.Number(5)] },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task A_restart_between_any_two_numbers_is_not_visible(string name, object[] values)
    {
        var rows = values.Select(value => new[] { Value.String("k"), (Value)value }).ToArray();
        var expected = ResultOf(await Rows.RunAsync(Group(Numeric), rows, Width, 1 + Numeric.Length));
        for (var cut = 0; cut <= rows.Length; cut++)
        {
            ResultOf(await CutRun(Numeric, rows, cut)).ShouldBe(expected, $"{name}, cut at {cut}");
        }
    }

    [Theory]
    [InlineData(321)]
    [InlineData(322)]
    [InlineData(323)]
    public async Task A_restart_among_values_of_any_kind_is_not_visible(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 400).Select(_ => new[] { Value.String($"k{random.Next(5)}"), AnyValue(random) }).ToArray();
        var expected = ResultOf(await Rows.RunAsync(Group(All), rows, Width, 1 + All.Length));
        for (var i = 0; i < 10; i++)
        {
            var cut = random.Next(rows.Length + 1);

            ResultOf(await CutRun(All, rows, cut)).ShouldBe(expected, $"seed {seed}, cut at {cut}");
        }
    }

    [Theory]
    [InlineData(331)]
    [InlineData(332)]
    public async Task Many_groups_give_what_the_naive_program_gives(int seed)
    {
        var random = new Random(seed);
        var input = Enumerable.Range(0, 3_000).Select(_ => (Key: $"k{random.Next(400)}", Number: (double)random.Next(-50, 50))).ToArray();
        var rows = await Rows.RunAsync(Group(Numeric), input.Select(row => new[] { Value.String(row.Key), Value.Number(row.Number) }), Width, 1 + Numeric.Length, () => random.Next(1, 300));

        var naive = input.GroupBy(row => row.Key, row => row.Number).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var sorted = group.Order().ToArray();
            return $"{group.Key} {sorted.Length} {sorted.Count(number => number != 0)} {sorted[0]} {sorted[^1]} {sorted.Distinct().Count()} {sorted.Sum()} {sorted[(sorted.Length + 1) / 2 - 1]}";
        });
        rows.Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]} {row[4]} {row[5]} {row[9]} {row[11]}").ShouldBe(naive, $"seed {seed}");
        rows.Select(row => row[10].AsNumber()).ShouldBe(rows.Select(row => row[9].AsNumber() / row[1].AsNumber()));
    }

    [Fact]
    public async Task The_least_and_greatest_of_long_ids_are_exact()
    {
        Value[] ids = [Exact("-9007199254740993"), Exact("-9007199254740995"), Value.Number(-9007199254740992), Exact("9007199254740995"), Exact("9007199254740993")];
        var rows = await Rows.RunAsync(Group(All), ids.Select(id => new[] { Value.Null, id }), Width, 1 + All.Length);

        ResultText.Of(rows[0][3]).ShouldBe("-9007199254740995");
        ResultText.Of(rows[0][4]).ShouldBe("9007199254740995");
    }

    [Fact]
    public async Task Accumulators_do_not_hold_on_to_the_sources_buffer()
    {
        var step = Group(All);
        var buffer = "value"u8.ToArray();
        await Rows.ProcessAsync(step, new Value[][] { [Value.Null, Value.Utf8(buffer, 0, 5)] }, Width, 1 + All.Length);
        buffer.AsSpan().Fill((byte)'x');

        var row = (await Rows.CompleteAsync(step, 1 + All.Length)).Single();

        row[3].AsString().ShouldBe("value");
        row[4].AsString().ShouldBe("value");
        row[6].AsArray()[0].AsObject()["value"].AsString().ShouldBe("value");
    }

    [Fact]
    public void A_quantile_with_more_values_than_it_keeps_is_damage() =>
        Damage(new QuantileSketch(0.5), state => Repeat(state, QuantileSketch.ExactLimit + 1, () => state.Number(1)))
            .ShouldContain("a quantile has more values than it keeps");

    [Fact]
    public void A_distinct_count_with_more_values_than_it_keeps_is_damage() =>
        Damage(new DistinctSketch(), state => Repeat(state, DistinctSketch.ExactLimit + 1, () => state.Fixed(1)))
            .ShouldContain("a distinct count has more values than it keeps");

    [Theory]
    [InlineData(16_383, 0, "a distinct count has a wrong number of registers")]
    [InlineData(16_385, 0, "a distinct count has a wrong number of registers")]
    [InlineData(16_384, 52, "a distinct count has a register out of range")]
    [InlineData(16_384, 255, "a distinct count has a register out of range")]
    public void Registers_that_cannot_be_are_damage(int registers, byte rank, string how) =>
        Damage(new DistinctSketch(), state =>
        {
            state.Integer(-1);
            state.Bytes([.. new byte[registers - 1], rank]);
        }).ShouldContain(how);

    [Fact]
    public void The_fullest_registers_still_give_a_number()
    {
        var state = new ArrayBufferWriter<byte>();
        var writer = new StateWriter(state);
        writer.Integer(-1);
        writer.Bytes([.. Enumerable.Repeat((byte)50, 16_384)]);
        var sketch = new DistinctSketch();
        var reader = new StateReader(state.WrittenSpan);
        sketch.Read(ref reader);

        sketch.Result().AsNumber().ShouldBeGreaterThan(1e18);
    }

    private static string Damage(ISketch sketch, Action<StateWriter> write)
    {
        var state = new ArrayBufferWriter<byte>();
        write(new StateWriter(state));
        var error = Should.Throw<StreamException>(() =>
        {
            var reader = new StateReader(state.WrittenSpan);
            sketch.Read(ref reader);
        });
        error.Code.ShouldBe("checkpoint-damaged");
        return error.Message;
    }

    private static void Repeat(StateWriter state, int count, Action write)
    {
        state.Integer(count);
        for (var i = 0; i < count; i++)
        {
            write();
        }
    }

    private static async Task<List<Value[]>> CutRun(AggregatePlan[] plans, Value[][] rows, int cut)
    {
        var first = Group(plans);
        await Rows.ProcessAsync(first, rows.AsMemory(0, cut), Width, 1 + plans.Length);
        var second = Group(plans);
        second.Restore(Rows.Snapshot(first));
        await Rows.ProcessAsync(second, rows.AsMemory(cut), Width, 1 + plans.Length);
        Rows.Snapshot(second).ToArray().ShouldNotBeEmpty();
        return await Rows.CompleteAsync(second, 1 + plans.Length);
    }

    private static GroupOperator Group(AggregatePlan[] plans) => new(Rows.Keyed([0], 1, plans));

    private static string ResultOf(List<Value[]> rows) => string.Join('\n', rows.Select(row => string.Join(' ', row.Select(ResultText.Of))));

    private static Value Exact(string text) => Value.Number(new ExactNumber(text, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));

    private static Value AnyValue(Random random) => random.Next(8) switch
    {
        0 => Value.Null,
        1 => Value.Boolean(random.Next(2) == 0),
        2 => Exact($"900719925474099{random.Next(3, 9)}"),
        3 => Value.Number(new[] { double.NaN, -0.0, 0, 1e300, double.PositiveInfinity }[random.Next(5)]),
        4 => Value.String(new[] { "", "a", "\ud800", "\udc00", "😀" }[random.Next(5)]),
        5 => ResultText.Utf8(new[] { "", "a", "é", "😀" }[random.Next(4)]),
        6 => Value.Array(new ArrayValue(Value.Number(random.Next(3)))),
        _ => Value.Number(random.Next(10)),
    };
}
