using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

public sealed class WindowOperatorTests
{
    private const int Width = 3;
    private const int OutputWidth = 5;

    [Fact]
    public async Task A_window_comes_out_when_the_watermark_reaches_its_end()
    {
        var step = Operator(size: 100, lateness: 50);

        (await Process(step, (0, "a", 1), (99, "a", 2), (149, "b", 3))).ShouldBeEmpty();
        step.WatermarkMs.ShouldBe(99);
        var rows = await Process(step, (150, "b", 4));

        Rows.Text(rows).ShouldBe("1970-01-01T00:00:00.000Z 1970-01-01T00:00:00.100Z a 2 3");
        step.WatermarkMs.ShouldBe(100);
    }

    [Fact]
    public async Task Windows_come_out_by_start_and_groups_by_key()
    {
        var rows = await Rows.RunAsync(Operator(size: 100, lateness: 100), [Row(150, "b", 1), Row(150, "a", 2), Row(50, "c", 3), Row(1_000, "z", 4), Row(900, "y", 5)], Width, OutputWidth);

        rows.Select(row => (row[0].AsString()[19..23], row[2].AsString())).ShouldBe([(".000", "c"), (".100", "a"), (".100", "b"), (".900", "y"), (".000", "z")]);
    }

    [Fact]
    public async Task Times_before_the_epoch_fall_into_the_window_that_contains_them()
    {
        var rows = await Rows.RunAsync(Operator(size: 1_000, lateness: 0), [Row(-1, "a", 1), Row(-1_000, "a", 1), Row(0, "a", 1)], Width, OutputWidth);

        rows.Select(row => row[0].AsString()).ShouldBe(["1969-12-31T23:59:59.000Z", "1970-01-01T00:00:00.000Z"]);
        rows[0][3].ShouldBe(Value.Number(2));
    }

    [Fact]
    public async Task Dropped_late_rows_are_counted()
    {
        var step = Operator(size: 100, lateness: 0);
        var input = Rows.Batch([Row(250, "a", 1), Row(199, "a", 1), Row(200, "a", 1)], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.LateRecords.ShouldBe(1);
        input.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LatePolicy.DeadLetter)]
    [InlineData(LatePolicy.Fail)]
    public async Task Other_late_policies_report_the_row(LatePolicy policy)
    {
        var step = Operator(size: 100, lateness: 0, late: policy);
        var input = Rows.Batch([Row(250, "a", 1), Row(199, "a", 1)], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.LateRecords.ShouldBe(1);
        input.Failures.ShouldBe([new RowFailure(1, 3, new RecordFailure("late", "the event time 1970-01-01T00:00:00.199Z is in a window that was closed at watermark 1970-01-01T00:00:00.250Z"))]);
    }

    [Fact]
    public async Task Unusable_times_and_numbers_fail_their_row_only()
    {
        var step = Operator(size: 100, lateness: 0);
        var input = Rows.Batch(
            [
                [Value.String("yesterday"), Value.String("a"), Value.Number(1)],
                [Value.Undefined, Value.String("a"), Value.Number(1)],
                [Value.Number(double.NaN), Value.String("a"), Value.Number(1)],
                [Value.Number(1e300), Value.String("a"), Value.Number(1)],
                [Value.Number(50), Value.String("a"), Value.String("12")],
                [Value.Number(50), Value.String("a"), Value.Null],
                [Value.String("1970-01-01T00:00:00.060Z"), Value.String("a"), Value.Number(7)],
            ],
            Width);
        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        input.Failures.Select(failure => (failure.Row, failure.Failure.Reason)).ShouldBe([(0, "invalid-time"), (1, "invalid-time"), (2, "invalid-time"), (3, "invalid-time"), (4, "not-a-number")]);
        input.Failures[0].Failure.Detail.ShouldBe("the event time must be milliseconds since the epoch or ISO 8601 text, but is string 'yesterday'");
        input.Failures[4].Failure.Detail.ShouldBe("sum ('s') needs a number, but got the string '12'; convert it, for example with 'types' in the parse step");
        Rows.Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldEndWith("a 2 7");
    }

    [Fact]
    public async Task Rows_that_are_not_selected_are_not_seen()
    {
        var step = Operator(size: 100, lateness: 0);
        var input = Rows.Batch([Row(10, "a", 1), Row(500, "b", 1), Row(20, "a", 1)], Width);
        input.SelectionBuffer[1] = 2;
        input.Keep(2);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.WatermarkMs.ShouldBe(20);
        (await Rows.CompleteAsync(step, OutputWidth)).Single()[3].ShouldBe(Value.Number(2));
    }

    [Fact]
    public async Task Too_many_groups_end_the_run_with_a_remedy()
    {
        var step = new WindowOperator(Plan(100, 0, LatePolicy.Drop, 1), maxGroups: 2);
        await Process(step, (0, "a", 1), (0, "b", 1));
        await Process(step, (100, "c", 1), (100, "d", 1));

        var error = await Should.ThrowAsync<StreamException>(() => Process(step, (100, "e", 1)));

        error.Code.ShouldBe("too-many-groups");
        error.Message.ShouldBe("Step 4 holds 3 groups, more than the limit of 2. Use fewer or coarser keys, smaller windows or less lateness.");
    }

    [Fact]
    public async Task Keys_do_not_hold_on_to_the_sources_buffer()
    {
        var step = Operator(size: 100, lateness: 0);
        var buffer = "key"u8.ToArray();
        await step.ProcessAsync(Rows.Batch([[Value.Number(1), Value.Utf8(buffer, 0, 3), Value.Number(1)]], Width), new RecordBatch(OutputWidth), CancellationToken.None);
        buffer.AsSpan().Fill((byte)'x');

        (await Rows.CompleteAsync(step, OutputWidth)).Single()[2].ShouldBe(Value.String("key"));
    }

    [Fact]
    public async Task Ids_that_differ_beyond_a_doubles_digits_are_different_keys()
    {
        var step = Operator(size: 100, lateness: 0);
        var a = Value.Number(new ExactNumber("9007199254740993", 9007199254740992));
        var b = Value.Number(new ExactNumber("9007199254740995", 9007199254740992));
        var rows = await Rows.RunAsync(step, [[Value.Number(1), b, Value.Number(1)], [Value.Number(1), a, Value.Number(1)], [Value.Number(1), b, Value.Number(1)]], Width, OutputWidth);

        rows.Select(row => row[2].TryGetExactNumber(out var exact) ? exact.Text : "").ShouldBe(["9007199254740993", "9007199254740995"]);
        rows.Select(row => row[3].AsNumber()).ShouldBe([1, 2]);
    }

    [Fact]
    public void Damaged_and_foreign_state_is_refused()
    {
        var step = Operator(size: 100, lateness: 0);
        var state = Rows.Snapshot(step).FirstSpan.ToArray();

        Restore([9, .. state[1..]]).Code.ShouldBe("checkpoint-version");
        Restore(state[..^1]).Code.ShouldBe("checkpoint-damaged");
        Restore([.. state, 0]).Code.ShouldBe("checkpoint-damaged");

        static StreamException Restore(byte[] bytes) =>
            Should.Throw<StreamException>(() => Operator(size: 100, lateness: 0).Restore(new System.Buffers.ReadOnlySequence<byte>(bytes)));
    }

    private static WindowOperator Operator(long size, long lateness, LatePolicy late = LatePolicy.Drop) => new(Plan(size, lateness, late, 1));

    private static WindowPlan Plan(long size, long lateness, LatePolicy late, int partitions) =>
        new(Rows.Keyed([1], partitions, Rows.Aggregate("n", "count"), Rows.Aggregate("s", "sum", Rows.Cell(2))), size, 0, lateness, late);

    private static Task<List<Value[]>> Process(WindowOperator step, params (long Time, string Key, double Number)[] rows) =>
        Rows.ProcessAsync(step, rows.Select(row => Row(row.Time, row.Key, row.Number)).ToArray(), Width, OutputWidth);

    private static Value[] Row(long time, string key, double number) => [Value.Number(time), Value.String(key), Value.Number(number)];
}
