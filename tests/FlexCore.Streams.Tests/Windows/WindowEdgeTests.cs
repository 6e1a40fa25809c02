using System.Buffers;
using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

/// <summary>Windows at their bounds: sizes, ends of the calendar, snapshots at awkward points.</summary>
public sealed class WindowEdgeTests
{
    private const int Width = 2;
    private const int OutputWidth = 4;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(EventTime.LongestWindow + 1, 0)]
    [InlineData(1_000, -1)]
    public void A_size_or_lateness_out_of_range_is_refused(long size, long lateness) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Operator(size, lateness));

    [Fact]
    public async Task Windows_of_one_millisecond_hold_one_instant_each()
    {
        var rows = await Run(Operator(1, 0), (1, "a"), (1.999, "a"), (2, "a"), (-0.5, "late"));

        Rows.Text(rows).ShouldBe("1970-01-01T00:00:00.001Z 1970-01-01T00:00:00.002Z a 2\n1970-01-01T00:00:00.002Z 1970-01-01T00:00:00.003Z a 1");
    }

    [Theory]
    [InlineData("0002-02-05T00:00:00Z")]
    [InlineData("9998-11-25T12:00:00Z")]
    public async Task The_longest_window_works_at_the_ends_of_the_calendar(string time)
    {
        var milliseconds = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var start = (long)Math.Floor((double)milliseconds / EventTime.LongestWindow) * EventTime.LongestWindow;

        var rows = await Rows.RunAsync(Operator(EventTime.LongestWindow, 0), [[Value.String(time), Value.String("a")]], Width, OutputWidth);

        DateTimeOffset.Parse(rows.Single()[0].AsString(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds().ShouldBe(start);
        DateTimeOffset.Parse(rows[0][1].AsString(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds().ShouldBe(start + EventTime.LongestWindow);
    }

    [Fact]
    public async Task A_leap_day_has_its_own_day_window()
    {
        Value[][] input = [.. new[] { "2024-02-28T23:59:59.999Z", "2024-02-29T00:00:00Z", "2024-03-01T00:59:00+01:00", "2024-03-01" }.Select(time => new[] { Value.String(time), Value.Null })];

        var rows = await Rows.RunAsync(Operator(86_400_000, 0), input, Width, OutputWidth);

        rows.Select(row => (row[0].AsString()[..10], row[3].AsNumber())).ShouldBe([("2024-02-28", 1), ("2024-02-29", 2), ("2024-03-01", 1)]);
    }

    [Fact]
    public async Task A_row_at_the_watermark_is_on_time_and_one_before_its_window_is_late()
    {
        var step = Operator(100, 50);

        await Process(step, (250, "a"), (200, "b"), (100, "c"), (199, "d"));
        step.LateRecords.ShouldBe(2);
        step.WatermarkMs.ShouldBe(200);
        (await Rows.CompleteAsync(step, OutputWidth)).Select(row => row[2].AsString()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_lateness_longer_than_the_calendar_keeps_every_window_open()
    {
        var step = Operator(100, 400_000_000_000_000);

        (await Process(step, (250_000_000_000_000, "z"), (-60_000_000_000_000, "a"))).ShouldBeEmpty();
        step.LateRecords.ShouldBe(0);
        (await Rows.CompleteAsync(step, OutputWidth)).Select(row => row[2].AsString()).ShouldBe(["a", "z"]);
    }

    [Fact]
    public async Task A_row_that_closes_windows_is_the_origin_of_their_rows()
    {
        var step = Operator(100, 0);
        var input = Rows.Batch([Row(10, "a"), Row(110, "b"), Row(120, "c"), Row(500, "d")], Width);
        var output = new RecordBatch(OutputWidth);

        await step.ProcessAsync(input, output, CancellationToken.None);

        Enumerable.Range(0, output.RowCount).Select(row => (output.Row(row)[2].AsString(), output.OriginOf(row))).ShouldBe([("a", 1), ("b", 3), ("c", 3)]);
    }

    [Fact]
    public async Task A_refused_row_does_not_move_the_watermark()
    {
        var plan = new WindowPlan(Rows.Keyed([1], 1, Rows.Aggregate("s", "sum", Rows.Cell(1))), 100, 0, 0, LatePolicy.Drop);
        var step = new WindowOperator(plan);
        await Rows.ProcessAsync(step, new Value[][] { [Value.Number(10), Value.Number(1)], [Value.Number(9_999), Value.True], [Value.Number(20), Value.Number(1)] }, Width, OutputWidth);

        step.WatermarkMs.ShouldBe(20);
        step.LateRecords.ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_batch_changes_nothing()
    {
        var step = Operator(100, 0);
        var before = Rows.Snapshot(step).ToArray();

        (await Rows.ProcessAsync(step, Array.Empty<Value[]>(), Width, OutputWidth)).ShouldBeEmpty();

        step.WatermarkMs.ShouldBeNull();
        Rows.Snapshot(step).ToArray().ShouldBe(before);
        (await Rows.CompleteAsync(step, OutputWidth)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_right_after_every_window_closed_keeps_the_watermark()
    {
        var first = Operator(100, 0);
        await Process(first, (50, "a"), (100, "b"));
        await Process(first, (300, "c"));
        var second = Operator(100, 0);
        second.Restore(Rows.Snapshot(first));

        second.WatermarkMs.ShouldBe(300);
        (await Process(second, (250, "late"))).ShouldBeEmpty();
        second.LateRecords.ShouldBe(1);
        Rows.Text(await Rows.CompleteAsync(second, OutputWidth)).ShouldBe("1970-01-01T00:00:00.300Z 1970-01-01T00:00:00.400Z c 1");
    }

    [Fact]
    public async Task A_restored_window_closes_at_its_end_without_a_new_row_of_its_own()
    {
        var first = Operator(100, 100);
        await Process(first, (50, "a"), (150, "b"));
        var second = Operator(100, 100);
        second.Restore(Rows.Snapshot(first));

        Rows.Text(await Process(second, (200, "c"))).ShouldBe("1970-01-01T00:00:00.000Z 1970-01-01T00:00:00.100Z a 1");
    }

    [Fact]
    public async Task Snapshots_between_the_last_windows_are_whole_and_within_one_are_refused()
    {
        var step = Operator(100, 1_000);
        await Process(step, (50, "a"), (50, "b"), (150, "c"));

        await step.CompleteAsync(new RecordBatch(OutputWidth), 1, CancellationToken.None);
        Should.Throw<InvalidOperationException>(() => Rows.Snapshot(step)).Message.ShouldContain("while it emits");
        (await step.CompleteAsync(new RecordBatch(OutputWidth), 1, CancellationToken.None)).ShouldBeTrue();

        var rest = Operator(100, 1_000);
        rest.Restore(Rows.Snapshot(step));
        (await Rows.CompleteAsync(rest, OutputWidth)).Select(row => row[2].AsString()).ShouldBe(["c"]);
    }

    [Fact]
    public void A_window_that_occurs_twice_in_the_state_is_damage()
    {
        var state = new ArrayBufferWriter<byte>();
        var writer = new StateWriter(state);
        writer.Byte(1);
        foreach (var number in new long[] { 250, 0, 2, 200, 0, 200, 0 })
        {
            writer.Integer(number);
        }

        var error = Should.Throw<StreamException>(() => Operator(100, 0).Restore(new ReadOnlySequence<byte>(state.WrittenMemory)));

        error.Code.ShouldBe("checkpoint-damaged");
        error.Message.ShouldBe("The state in the checkpoint is damaged: a window occurs twice. Start again with --fresh.");
    }

    [Fact]
    public async Task Every_prefix_of_a_real_state_is_refused()
    {
        var step = Operator(100, 1_000);
        await Process(step, (50, "a"), (50, "bb"), (150, "c"), (-150, ""));
        var state = Rows.Snapshot(step).ToArray();
        for (var length = 0; length < state.Length; length++)
        {
            Should.Throw<StreamException>(() => Operator(100, 1_000).Restore(new ReadOnlySequence<byte>(state, 0, length)), $"{length} bytes").Code.ShouldBe("checkpoint-damaged");
        }
    }

    [Fact]
    public async Task The_limit_counts_the_groups_of_open_windows_only()
    {
        var step = new WindowOperator(Plan(100, 0), maxGroups: 2);
        for (var window = 0; window < 20; window++)
        {
            await Process(step, (window * 100, "a"), ((window * 100) + 1, "b"));
        }

        (await Rows.CompleteAsync(step, OutputWidth)).Count.ShouldBe(2);
    }

    private static WindowOperator Operator(long size, long lateness) => new(Plan(size, lateness));

    private static WindowPlan Plan(long size, long lateness) =>
        new(Rows.Keyed([1], 1, Rows.Aggregate("n", "count")), size, 0, lateness, LatePolicy.Drop);

    private static Task<List<Value[]>> Process(WindowOperator step, params (double Time, string Key)[] rows) =>
        Rows.ProcessAsync(step, rows.Select(row => Row(row.Time, row.Key)).ToArray(), Width, OutputWidth);

    private static Task<List<Value[]>> Run(WindowOperator step, params (double Time, string Key)[] rows) =>
        Rows.RunAsync(step, rows.Select(row => Row(row.Time, row.Key)), Width, OutputWidth);

    private static Value[] Row(double time, string key) => [Value.Number(time), Value.String(key)];
}
