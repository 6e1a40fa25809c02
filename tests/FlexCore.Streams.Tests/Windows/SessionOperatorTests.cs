using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Tests.Operators;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

public sealed class SessionOperatorTests
{
    private const int Width = 2;
    private const int OutputWidth = 4;

    [Fact]
    public async Task Records_of_a_key_belong_together_while_each_is_less_than_the_gap_after_the_one_before()
    {
        Text(await Run(Operator(gap: 10), (0, "a"), (9, "a"), (5, "b"), (19, "a"), (28, "a"))).ShouldBe("0:19 a2 | 5:15 b1 | 19:38 a2");
    }

    [Fact]
    public async Task A_session_comes_out_when_the_watermark_reaches_its_end()
    {
        var step = Operator(gap: 10, lateness: 5);

        Text(await Process(step, (0, "a"), (14, "b"))).ShouldBe("");
        Text(await Process(step, (15, "c"))).ShouldBe("0:10 a1");
        step.WatermarkMs.ShouldBe(10);
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("14:24 b1 | 15:25 c1");
    }

    [Fact]
    public async Task Sessions_that_end_together_come_out_by_start_and_key()
    {
        Text(await Process(Operator(gap: 10), (3, "b"), (3, "a"), (2, "z"), (1, "m"), (5, "m"), (100, "x"))).ShouldBe("1:15 m2 | 2:12 z1 | 3:13 a1 | 3:13 b1");
    }

    [Fact]
    public async Task A_record_between_two_sessions_makes_them_one()
    {
        var step = Operator(gap: 10, lateness: 50);
        await Process(step, (0, "a"), (15, "a"), (30, "a"), (0, "b"));

        Text(await Process(step, (7, "a"), (7, "c"))).ShouldBe("");
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("0:25 a3 | 0:10 b1 | 7:17 c1 | 30:40 a1");
    }

    [Fact]
    public async Task A_late_record_that_joins_an_open_session_is_not_late()
    {
        var step = Operator(gap: 10);
        var input = Rows.Batch([Row(0, "a"), Row(8, "a"), Row(12, "b"), Row(1, "a"), Row(1, "b"), Row(3, "c")], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.LateRecords.ShouldBe(1, "only the 1 of b: a's session is open, and a session of c would be");
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("0:18 a3 | 3:13 c1 | 12:22 b1");
    }

    [Theory]
    [InlineData(LatePolicy.Drop, 0)]
    [InlineData(LatePolicy.DeadLetter, 1)]
    public async Task Late_records_are_counted_and_reported_as_the_policy_says(LatePolicy policy, int reported)
    {
        var step = new SessionOperator(Plan(10, 1_000, 0) with { Late = policy });
        var input = Rows.Batch([Row(100, "a"), Row(90, "b")], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        step.LateRecords.ShouldBe(1);
        input.Failures.Count(failure => failure.Failure.Reason == "late").ShouldBe(reported);
    }

    [Fact]
    public async Task A_record_that_would_make_a_session_too_long_begins_another_one()
    {
        Text(await Run(Operator(gap: 10, max: 15), (0, "a"), (8, "a"), (15, "a"), (16, "a"), (20, "a"))).ShouldBe("0:25 a3 | 16:30 a2");
    }

    [Fact]
    public async Task A_record_within_a_session_belongs_to_it_even_if_an_earlier_one_could_take_it()
    {
        Text(await Run(Operator(gap: 10, max: 10, lateness: 50), (10, "a"), (18, "a"), (5, "a"), (11, "a"))).ShouldBe("5:15 a1 | 10:28 a3");
    }

    [Fact]
    public async Task Sessions_that_would_be_too_long_together_stay_two()
    {
        Text(await Run(Operator(gap: 10, max: 15, lateness: 50), (0, "a"), (18, "a"), (9, "a"))).ShouldBe("0:19 a2 | 18:28 a1");
    }

    [Fact]
    public async Task A_key_whose_session_ended_can_begin_a_new_one_in_the_same_batch()
    {
        var step = Operator(gap: 10);

        Text(await Process(step, (0, "a"), (50, "a"), (100, "a"), (100, "b"))).ShouldBe("0:10 a1 | 50:60 a1");
        Text(await Process(step, (200, "c"))).ShouldBe("100:110 a1 | 100:110 b1");
        Text(await Process(step, (300, "a"))).ShouldBe("200:210 c1");
    }

    [Fact]
    public async Task The_record_that_ends_a_session_is_the_origin_of_its_row()
    {
        var output = new RecordBatch(OutputWidth);

        await Operator(gap: 10).ProcessAsync(Rows.Batch([Row(0, "a"), Row(5, "b"), Row(12, "x"), Row(15, "y")], Width), output, CancellationToken.None);

        Enumerable.Range(0, output.RowCount).Select(row => (output.Row(row)[2].AsString(), output.OriginOf(row))).ShouldBe([("a", 2), ("b", 3)]);
    }

    [Fact]
    public async Task The_limit_counts_open_sessions_only()
    {
        var step = new SessionOperator(Plan(10, 1_000, 0), maxGroups: 2);
        for (var i = 0; i < 50; i++)
        {
            await Process(step, (i * 100, "a"), (i * 100, $"k{i}"));
        }

        (await Should.ThrowAsync<StreamException>(() => Process(step, (4_901, "x"), (4_901, "y")))).Code.ShouldBe("too-many-groups");
    }

    [Fact]
    public async Task Keys_do_not_hold_on_to_the_sources_buffer()
    {
        var step = Operator(gap: 10);
        var buffer = "key"u8.ToArray();
        await step.ProcessAsync(Rows.Batch([[Value.Number(1), Value.Utf8(buffer, 0, 3)]], Width), new RecordBatch(OutputWidth), CancellationToken.None);
        buffer.AsSpan().Fill((byte)'x');

        (await Rows.CompleteAsync(step, OutputWidth)).Single()[2].ShouldBe(Value.String("key"));
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(10, 0, 0)]
    [InlineData(10, 10, -1)]
    public void Durations_out_of_range_are_refused(long gap, long max, long lateness) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SessionOperator(Plan(gap, max, lateness)));

    [Fact]
    public async Task Unusable_times_fail_their_row_only()
    {
        var step = Operator(gap: 10);
        var input = Rows.Batch([[Value.String("x"), Value.Null], Row(1, "a")], Width);

        await step.ProcessAsync(input, new RecordBatch(OutputWidth), CancellationToken.None);

        input.Failures.ShouldHaveSingleItem().Failure.Reason.ShouldBe("invalid-time");
        Text(await Rows.CompleteAsync(step, OutputWidth)).ShouldBe("1:11 a1");
    }

    [Fact]
    public async Task State_of_version_1_is_these_bytes_and_damage_is_refused()
    {
        var step = Operator(gap: 10, lateness: 5);
        await Process(step, (100, "b"), (101, "a"), (103, "b"));
        var state = Rows.Snapshot(step).ToArray();

        Convert.ToHexString(state).ShouldBe("01CE01000407026200C801CE010407026100CA01CA0102");
        OperatorRuns.RefusesDamage(() => Operator(gap: 10, lateness: 5), state);
    }

    [Theory]
    [InlineData(0, 5, 5, 9, "two sessions of a key overlap")]
    [InlineData(0, 5, 9, 8, "a session ends before it starts")]
    public void Sessions_that_cannot_be_are_damage(long start, long last, long secondStart, long secondLast, string how)
    {
        var state = new ArrayBufferWriter<byte>();
        var writer = new StateWriter(state);
        writer.Byte(1);
        Array.ForEach([9L, 0, 2], writer.Integer);
        foreach (var (from, to) in new[] { (start, last), (secondStart, secondLast) })
        {
            writer.Value(Value.String("a"));
            Array.ForEach([from, to, 1L], writer.Integer);
        }

        Should.Throw<StreamException>(() => Operator(gap: 10).Restore(new ReadOnlySequence<byte>(state.WrittenMemory))).Message.ShouldContain(how);
    }

    [Fact]
    public async Task While_the_last_sessions_come_out_there_is_no_snapshot()
    {
        var step = Operator(gap: 10);
        await Process(step, (10, "a"), (10, "b"));
        await step.CompleteAsync(new RecordBatch(OutputWidth), 1, CancellationToken.None);

        Should.Throw<InvalidOperationException>(() => Rows.Snapshot(step));
    }

    private static SessionOperator Operator(long gap, long max = 1_000, long lateness = 0) => new(Plan(gap, max, lateness));

    private static SessionPlan Plan(long gap, long max, long lateness) =>
        new(Rows.Keyed([1], 1, Rows.Aggregate("n", "count")), gap, max, 0, lateness, LatePolicy.Drop);

    private static Task<List<Value[]>> Process(SessionOperator step, params (long Time, string Key)[] rows) =>
        Rows.ProcessAsync(step, rows.Select(row => Row(row.Time, row.Key)).ToArray(), Width, OutputWidth);

    private static Task<List<Value[]>> Run(SessionOperator step, params (long Time, string Key)[] rows) =>
        Rows.RunAsync(step, rows.Select(row => Row(row.Time, row.Key)), Width, OutputWidth);

    private static Value[] Row(long time, string key) => [Value.Number(time), Value.String(key)];

    private static string Text(List<Value[]> rows) => string.Join(" | ", rows.Select(row => $"{Ms(row[0])}:{Ms(row[1])} {row[2]}{row[3]}"));

    private static long Ms(Value time) => DateTimeOffset.Parse(time.AsString(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
