using FlexCore.Application.Streams;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Grouping;

/// <summary>Keys of every kind over any number of partitions: the output is one and the same.</summary>
public sealed class PartitionTests
{
    private const int Width = 3;
    private const int OutputWidth = 4;

    [Theory]
    [InlineData(371)]
    [InlineData(372)]
    public async Task Neither_partitions_nor_batches_nor_restarts_change_rows_or_order(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 1_500).Select(_ => new[] { AnyKey(random), AnyKey(random), Value.Number(random.Next(9)) }).ToArray();
        var expected = Text(await Rows.RunAsync(Operator(1), rows, Width, OutputWidth));
        foreach (var partitions in new[] { 2, 3, 7, 16 })
        {
            Text(await Rows.RunAsync(Operator(partitions), rows, Width, OutputWidth, () => random.Next(1, 200))).ShouldBe(expected, $"seed {seed}, {partitions} partitions");

            var first = Operator(partitions);
            var cut = random.Next(rows.Length);
            await Rows.ProcessAsync(first, rows.AsMemory(0, cut), Width, OutputWidth);
            var second = Operator(random.Next(1, 9));
            second.Restore(Rows.Snapshot(first));
            await Rows.ProcessAsync(second, rows.AsMemory(cut), Width, OutputWidth);
            Text(await Rows.CompleteAsync(second, OutputWidth)).ShouldBe(expected, $"seed {seed}, {partitions} partitions, cut at {cut}");
        }
    }

    [Theory]
    [InlineData(373)]
    public async Task Every_row_is_counted_once_and_keys_come_out_once_in_ascending_order(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 2_000).Select(_ => new[] { AnyKey(random), AnyKey(random), Value.Number(1) }).ToArray();

        var emitted = await Rows.RunAsync(Operator(5), rows, Width, OutputWidth);

        emitted.Sum(row => row[2].AsNumber()).ShouldBe(rows.Length);
        for (var i = 1; i < emitted.Count; i++)
        {
            KeyOrder.Compare(emitted[i - 1].AsSpan(0, 2), emitted[i].AsSpan(0, 2)).ShouldBeLessThan(0, $"seed {seed}: {Text([emitted[i - 1], emitted[i]])}");
        }
    }

    [Fact]
    public async Task Missing_null_and_empty_are_three_keys()
    {
        Value[][] rows = [[Value.Undefined, Value.Null, Value.Number(1)], [Value.Null, Value.Null, Value.Number(1)], [Value.String(""), Value.Null, Value.Number(1)]];

        var emitted = await Rows.RunAsync(Operator(1), rows, Width, OutputWidth);

        emitted.Select(row => row[0]).ShouldBe([Value.Undefined, Value.Null, Value.String("")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task The_limit_is_over_all_partitions_together(int partitions)
    {
        var plan = Rows.Keyed([0], partitions, Rows.Aggregate("n", "count"));
        var rows = Enumerable.Range(0, 100).Select(i => new[] { Value.Number(i), Value.Null, Value.Null }).ToArray();
        await Rows.ProcessAsync(new GroupOperator(plan, maxGroups: 100), rows, Width, OutputWidth);

        var error = await Should.ThrowAsync<StreamException>(() => Rows.ProcessAsync(new GroupOperator(plan, maxGroups: 99), rows, Width, OutputWidth));

        error.Code.ShouldBe("too-many-groups");
        error.Message.ShouldBe("Step 4 holds 100 groups, more than the limit of 99. Use fewer or coarser keys, smaller windows or less lateness.");
    }

    [Fact]
    public async Task The_text_in_an_error_is_cut_after_50_characters()
    {
        var step = new GroupOperator(Rows.Keyed([0], 1, Rows.Aggregate("total", "sum", Rows.Cell(2))));
        var input = Rows.Batch([[Value.Null, Value.Null, Value.String(new string('9', 51))], [Value.Null, Value.Null, Value.String(new string('9', 50))]], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        input.Failures[0].Failure.Detail.ShouldContain($"the string '{new string('9', 50)}…'");
        input.Failures[1].Failure.Detail.ShouldContain($"the string '{new string('9', 50)}'");
    }

    [Fact]
    public void One_partition_takes_every_key_and_many_share_them()
    {
        Pane.PartitionOf(ulong.MaxValue, 1).ShouldBe(0);
        foreach (var partitions in new[] { 2, 3, 64 })
        {
            var counts = new int[partitions];
            for (var i = 0; i < partitions * 1_000; i++)
            {
                counts[Pane.PartitionOf(KeyHash.Add(KeyHash.Empty, Value.Number(i)), partitions)]++;
            }

            counts.ShouldAllBe(count => count > 800 && count < 1_200);
        }
    }

    private static GroupOperator Operator(int partitions) =>
        new(Rows.Keyed([0, 1], partitions, Rows.Aggregate("n", "count"), Rows.Aggregate("max", "max", Rows.Cell(2))));

    private static string Text(List<Value[]> rows) => string.Join('\n', rows.Select(row => string.Join(' ', row.Select(ResultText.Of))));

    private static Value AnyKey(Random random) => random.Next(8) switch
    {
        0 => Value.Undefined,
        1 => Value.Null,
        2 => Value.Boolean(random.Next(2) == 0),
        3 => Value.Number(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, 1, 2 }[random.Next(6)]),
        4 => Value.Number(new ExactNumber($"-900719925474099{random.Next(3, 9)}", -9007199254740992)),
        5 => Value.String(new[] { "", "a", "\ud800", "\ud801", "\udfff", "\ufffd", "😀" }[random.Next(7)]),
        6 => ResultText.Utf8(new[] { "", "a", "é", "\ufffd", "😀" }[random.Next(5)]),
        _ => Value.Array(new ArrayValue(Value.Number(random.Next(2)))),
    };
}
