using FlexCore.Application.Streams;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Grouping;

public sealed class GroupOperatorTests
{
    private const int Width = 2;
    private const int OutputWidth = 4;

    [Fact]
    public async Task Groups_come_out_at_the_end_in_key_order_a_few_at_a_time()
    {
        var step = Operator(1);
        var rows = Enumerable.Range(0, 50).Select(i => Row($"k{i % 10}", i)).ToArray();

        (await Rows.ProcessAsync(step, rows, Width, OutputWidth)).ShouldBeEmpty();
        var emitted = await Rows.CompleteAsync(step, OutputWidth);

        emitted.Select(row => row[0].AsString()).ShouldBe(Enumerable.Range(0, 10).Select(i => $"k{i}"));
        emitted[3].ShouldBe([Value.String("k3"), Value.Number(5), Value.Number(3 + 13 + 23 + 33 + 43), Value.Undefined]);
    }

    [Fact]
    public async Task Without_keys_there_is_one_group_and_without_rows_none()
    {
        var plan = Rows.Keyed([], 3, Rows.Aggregate("n", "count"));

        Rows.Text(await Rows.RunAsync(new GroupOperator(plan), [Row("a", 1), Row("b", 2)], Width, 1)).ShouldBe("2");
        (await Rows.RunAsync(new GroupOperator(plan), [], Width, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task State_moves_between_operators_with_different_partitions()
    {
        const int seed = 71;
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 2_000).Select(_ => Row($"k{random.Next(200)}", random.Next(100))).ToArray();
        var expected = Rows.Text(await Rows.RunAsync(Operator(1), rows, Width, OutputWidth));
        foreach (var (before, after) in new[] { (1, 4), (4, 1), (3, 2) })
        {
            var first = Operator(before);
            await Rows.ProcessAsync(first, rows.AsMemory(0, 1_234), Width, OutputWidth);
            var second = Operator(after);
            second.Restore(Rows.Snapshot(first));
            await Rows.ProcessAsync(second, rows.AsMemory(1_234), Width, OutputWidth);

            Rows.Text(await Rows.CompleteAsync(second, OutputWidth)).ShouldBe(expected, $"seed {seed}, {before} to {after} partitions");
        }
    }

    [Fact]
    public async Task A_row_that_one_aggregate_refuses_counts_for_none()
    {
        var step = Operator(1);
        var input = Rows.Batch([Row("a", 1), [Value.String("a"), Value.True]], Width);
        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        input.Failures.Single().ShouldBe(new RowFailure(1, 3, new RecordFailure("not-a-number", "sum ('s') needs a number, but got the boolean 'true'; convert it, for example with 'types' in the parse step")));
        (await Rows.CompleteAsync(step, OutputWidth)).Single()[1].ShouldBe(Value.Number(1));
    }

    [Fact]
    public async Task Too_many_groups_end_the_run()
    {
        var step = new GroupOperator(Rows.Keyed([0], 2, Rows.Aggregate("n", "count")), maxGroups: 10);

        var error = await Should.ThrowAsync<StreamException>(() => Rows.RunAsync(step, Enumerable.Range(0, 11).Select(i => Row($"{i}", i)), Width, OutputWidth));

        error.Code.ShouldBe("too-many-groups");
    }

    [Fact]
    public async Task A_snapshot_in_the_middle_of_the_last_emission_is_refused()
    {
        var step = Operator(1);
        await Rows.ProcessAsync(step, Enumerable.Range(0, 5).Select(i => Row($"{i}", i)).ToArray(), Width, OutputWidth);
        (await step.CompleteAsync(new RecordBatch(OutputWidth), 2, CancellationToken.None)).ShouldBeTrue();

        Should.Throw<InvalidOperationException>(() => Rows.Snapshot(step));
    }

    private static GroupOperator Operator(int partitions) =>
        new(Rows.Keyed([0], partitions, Rows.Aggregate("n", "count"), Rows.Aggregate("s", "sum", Rows.Cell(1))));

    private static Value[] Row(string key, double number) => [Value.String(key), Value.Number(number)];
}
