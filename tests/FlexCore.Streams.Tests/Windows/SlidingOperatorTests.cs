using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Tests.Operators;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

public sealed class SlidingOperatorTests
{
    private const int Width = 2;
    private const int OutputWidth = 4;

    [Fact]
    public async Task A_record_counts_in_every_window_that_covers_it()
    {
        Text(await Run(Operator(100, 50, 0), (10, "a"), (60, "a"), (120, "a"))).ShouldBe("-50:50 a1 | 0:100 a2 | 50:150 a2 | 100:200 a1");
    }

    [Fact]
    public async Task A_window_comes_out_when_the_watermark_reaches_its_end()
    {
        var step = Operator(100, 50, 10);

        Text(await Process(step, (10, "a"), (59, "a"))).ShouldBe("");
        Text(await Process(step, (60, "b"))).ShouldBe("-50:50 a1");
        step.WatermarkMs.ShouldBe(50);
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("0:100 a2 | 0:100 b1 | 50:150 a1 | 50:150 b1");
    }

    [Fact]
    public async Task A_record_that_closes_a_window_is_not_in_it_nor_are_later_ones_of_the_same_batch()
    {
        // The record at 55 is late for the window up to 100 and counts in the one up to 150 only.
        Text(await Run(Operator(100, 50, 0), (60, "a"), (100, "a"), (55, "a"))).ShouldBe("0:100 a1 | 50:150 a3 | 100:200 a1");
    }

    [Fact]
    public async Task A_record_is_late_when_all_of_its_windows_are_closed()
    {
        var step = Operator(100, 50, 0, LatePolicy.DeadLetter);
        var input = Rows.Batch([Row(200, "a"), Row(149, "late"), Row(150, "a"), Row(99, "late")], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.LateRecords.ShouldBe(2);
        input.Failures.Select(failure => (failure.Row, failure.Failure.Reason)).ShouldBe([(1, "late"), (3, "late")]);
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("150:250 a2 | 200:300 a1");
    }

    [Fact]
    public async Task A_window_that_closed_empty_does_not_come_out_for_a_late_record()
    {
        // The window 0:100 is empty when the watermark passes it; the record at 90 counts in 50:150 only.
        Text(await Run(Operator(100, 50, 0), (110, "a"), (90, "b"))).ShouldBe("50:150 a1 | 50:150 b1 | 100:200 a1");
    }

    [Fact]
    public async Task A_length_that_the_distance_does_not_divide_works_by_smaller_panes()
    {
        Text(await Run(Operator(9, 6, 0), (0, "a"), (3, "a"), (8, "a"), (11, "a"))).ShouldBe("-6:3 a1 | 0:9 a3 | 6:15 a2");
    }

    [Fact]
    public async Task A_leap_of_years_takes_no_time_and_leaves_no_panes()
    {
        var step = Operator(3_600_000, 1_000, 0);
        await Process(step, (0, "a"), (100_000_000_000_000, "b"));

        Text(await Process(step, (200_000_000_000_000, "c"))).ShouldEndWith("b1");
        Rows.Snapshot(step).Length.ShouldBeLessThan(40);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(10, 0, 0)]
    [InlineData(10, 11, 0)]
    [InlineData(3_601, 1, 0)]
    [InlineData(10, 5, -1)]
    public void Lengths_out_of_range_are_refused(long size, long every, long lateness) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Operator(size, every, lateness));

    [Fact]
    public async Task The_limit_is_over_all_panes()
    {
        var step = new SlidingOperator(Plan(100, 50, 0), maxGroups: 3);
        await Process(step, (10, "a"), (60, "a"), (60, "b"));

        (await Should.ThrowAsync<StreamException>(() => Process(step, (99, "c")))).Code.ShouldBe("too-many-groups");
    }

    [Fact]
    public async Task Rows_that_are_not_selected_are_not_seen_and_failed_ones_move_nothing()
    {
        var step = Operator(100, 50, 0);
        var input = Rows.Batch([Row(10, "a"), Row(500, "b"), Row(20, "a"), [Value.String("x"), Value.Null]], Width);
        input.SelectionBuffer[1] = 2;
        input.SelectionBuffer[2] = 3;
        input.Keep(3);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.WatermarkMs.ShouldBe(20);
        input.Failures.ShouldHaveSingleItem().Failure.Reason.ShouldBe("invalid-time");
    }

    [Fact]
    public async Task State_of_version_1_is_these_bytes_and_damage_is_refused()
    {
        var step = Operator(100, 50, 10);
        await Process(step, (10, "a"), (60, "b"));
        var state = Rows.Snapshot(step).ToArray();

        Convert.ToHexString(state).ShouldBe("017800040002070261000264020702620002");
        OperatorRuns.RefusesDamage(() => Operator(100, 50, 10), state);
    }

    [Fact]
    public async Task While_the_last_windows_come_out_there_is_no_snapshot()
    {
        var step = Operator(100, 50, 0);
        await Process(step, (10, "a"), (10, "b"));
        await step.CompleteAsync(new RecordBatch(OutputWidth), 1, CancellationToken.None);

        Should.Throw<InvalidOperationException>(() => Rows.Snapshot(step));
    }

    private static SlidingOperator Operator(long size, long every, long lateness, LatePolicy late = LatePolicy.Drop) => new(Plan(size, every, lateness) with { Late = late });

    private static WindowPlan Plan(long size, long every, long lateness) =>
        new(Rows.Keyed([1], 1, Rows.Aggregate("n", "count")), size, 0, lateness, LatePolicy.Drop) { EveryMs = every };

    private static Task<List<Value[]>> Process(SlidingOperator step, params (long Time, string Key)[] rows) =>
        Rows.ProcessAsync(step, rows.Select(row => Row(row.Time, row.Key)).ToArray(), Width, OutputWidth);

    private static Task<List<Value[]>> Run(SlidingOperator step, params (long Time, string Key)[] rows) =>
        Rows.RunAsync(step, rows.Select(row => Row(row.Time, row.Key)), Width, OutputWidth);

    private static Value[] Row(long time, string key) => [Value.Number(time), Value.String(key)];

    private static string Text(List<Value[]> rows) => string.Join(" | ", rows.Select(row => $"{Ms(row[0])}:{Ms(row[1])} {row[2]}{row[3]}"));

    private static long Ms(Value time) => DateTimeOffset.Parse(time.AsString(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
