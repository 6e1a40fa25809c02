using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

public sealed class SortOperatorTests
{
    // Cells: time, text, number.
    private const int Width = 3;

    [Fact]
    public async Task A_record_comes_out_when_the_watermark_has_passed_it()
    {
        var step = Step(lateness: 50);

        (await Out(step, (100, "b"), (80, "a"), (130, "d"), (120, "c"))).ShouldBe("");
        (await Out(step, (150, "e"))).ShouldBe("a");
        (await Out(step, (151, "f"))).ShouldBe("b");
        step.WatermarkMs.ShouldBe(101);
        Texts(await Rows.CompleteAsync(step, Width)).ShouldBe("cdef");
    }

    [Fact]
    public async Task Records_of_one_instant_keep_the_order_of_the_input()
    {
        Texts(await Rows.RunAsync(Step(lateness: 10), [Row(5, "c", 1), Row(5, "a", 1), Row(4, "x", 1), Row(5, "b", 1)], Width, Width)).ShouldBe("xcab");
    }

    [Fact]
    public async Task Within_a_window_the_keys_decide()
    {
        var step = new SortOperator(new SortPlan(3, 0, 100, 0, LatePolicy.Drop, [new SortCell(2, true), new SortCell(1, false)], 100));

        (await Out(step, [Row(50, "b", 1), Row(10, "a", 2), Row(99, "c", 2), Row(30, "a", 1), Row(100, "z", 0)])).ShouldBe("acab");
        Texts(await Rows.CompleteAsync(step, Width)).ShouldBe("z");
    }

    [Theory]
    [InlineData(LatePolicy.Drop, 0)]
    [InlineData(LatePolicy.DeadLetter, 1)]
    [InlineData(LatePolicy.Fail, 1)]
    public async Task Late_records_are_counted_and_reported_as_the_policy_says(LatePolicy policy, int reported)
    {
        var step = Step(lateness: 10, late: policy);
        var input = Rows.Batch([Row(100, "a", 1), Row(90, "b", 1), Row(89, "c", 1)], Width);

        await step.ProcessAsync(input, new RecordBatch(Width), CancellationToken.None);

        step.LateRecords.ShouldBe(1);
        input.Failures.Select(failure => (failure.Row, failure.Step, failure.Failure.Reason)).ShouldBe(Enumerable.Repeat((2, 3, "late"), reported));
        Texts(await Rows.CompleteAsync(step, Width)).ShouldBe("ba");
    }

    [Fact]
    public async Task Too_many_records_end_the_run_with_a_remedy_and_those_let_out_make_room()
    {
        var step = new SortOperator(new SortPlan(3, 0, 1, 10, LatePolicy.Drop, [], 2));
        (await Out(step, (0, "a"), (1, "b"))).ShouldBe("");
        (await Out(step, (12, "c"))).ShouldBe("ab");
        (await Out(step, (13, "d"))).ShouldBe("");

        var error = await Should.ThrowAsync<StreamException>(() => Out(step, (14, "e")));

        error.Code.ShouldBe("too-many-records");
        error.Message.ShouldBe("Step 4 has to hold more than 2 records to sort them. Use less lateness or smaller windows, or raise the step's maxRecords.");
    }

    [Theory]
    [InlineData(441)]
    [InlineData(442)]
    [InlineData(443)]
    [InlineData(444)]
    public async Task Random_records_give_what_the_naive_program_gives_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        var plan = new SortPlan(3, 0, random.Next(2) == 0 ? 1 : random.Next(1, 100), random.Next(0, 100), LatePolicy.Drop, random.Next(2) == 0 ? [] : [new SortCell(1, random.Next(2) == 0)], 10_000);
        var now = 1_700_000_000_000L;
        Value[][] rows = [.. Enumerable.Range(0, 2_000).Select(i =>
        {
            now += random.Next(0, 12);
            return new[] { Value.Number(now - random.Next(0, 150)), random.Next(9) == 0 ? Value.Null : Value.String($"k{random.Next(9)}"), Value.Number(i) };
        })];
        var expected = OperatorRuns.Text(Naive(rows, plan));

        OperatorRuns.Text(await Rows.RunAsync(new SortOperator(plan), rows, Width, Width)).ShouldBe(expected, $"seed {seed}");
        OperatorRuns.Text(await OperatorRuns.RestartedAsync(() => new SortOperator(plan), rows, (Width, Width), random)).ShouldBe(expected, $"seed {seed}, restarted");
    }

    [Fact]
    public async Task Held_rows_do_not_hold_on_to_the_sources_buffer()
    {
        var step = Step(lateness: 10);
        var buffer = "text"u8.ToArray();
        await step.ProcessAsync(Rows.Batch([[Value.Number(1), Value.Utf8(buffer, 0, 4), Value.Null]], Width), new RecordBatch(Width), CancellationToken.None);
        buffer.AsSpan().Fill((byte)'x');

        Texts(await Rows.CompleteAsync(step, Width)).ShouldBe("text");
    }

    [Fact]
    public async Task The_record_that_moves_the_watermark_is_the_origin_of_what_it_lets_out()
    {
        var output = new RecordBatch(Width);

        await Step(lateness: 0).ProcessAsync(Rows.Batch([Row(1, "a", 1), Row(2, "b", 1), Row(1, "late", 1), Row(9, "c", 1)], Width), output, CancellationToken.None);

        Enumerable.Range(0, output.RowCount).Select(row => (output.Row(row)[1].AsString(), output.OriginOf(row))).ShouldBe([("a", 1), ("b", 3)]);
    }

    [Fact]
    public async Task State_of_version_1_is_these_bytes_and_damage_is_refused()
    {
        var step = Step(lateness: 50);
        await Out(step, (100, "b"), (80, "a"));
        var state = Rows.Snapshot(step).ToArray();

        Convert.ToHexString(state).ShouldBe("01C8010004A001020604000000000000544007026100040000000000000000C801000604000000000000594007026200040000000000000000");
        OperatorRuns.RefusesDamage(() => Step(lateness: 50), state);
    }

    [Fact]
    public async Task State_whose_rows_lack_a_key_is_damage()
    {
        var step = Step(lateness: 50);
        await Out(step, (100, "b"));
        var other = new SortOperator(new SortPlan(3, 0, 1, 50, LatePolicy.Drop, [new SortCell(3, false)], 100));

        Should.Throw<StreamException>(() => other.Restore(Rows.Snapshot(step))).Message.ShouldContain("a row has too few cells");
    }

    private static List<Value[]> Naive(Value[][] rows, SortPlan plan)
    {
        var watermark = long.MinValue;
        var accepted = new List<(long Start, int Turn, Value[] Row)>();
        for (var i = 0; i < rows.Length; i++)
        {
            var time = (long)rows[i][0].AsNumber();
            watermark = Math.Max(watermark, time - plan.LatenessMs);
            var start = time / plan.WindowMs * plan.WindowMs;
            if (start + plan.WindowMs > watermark)
            {
                accepted.Add((start, i, rows[i]));
            }
        }

        accepted.Sort((left, right) =>
        {
            var order = left.Start.CompareTo(right.Start);
            foreach (var key in plan.Keys)
            {
                var byKey = KeyOrder.Compare(left.Row[key.Slot], right.Row[key.Slot]);
                order = order != 0 ? order : key.IsDescending ? -byKey : byKey;
            }

            return order != 0 ? order : left.Turn.CompareTo(right.Turn);
        });
        return [.. accepted.Select(item => item.Row)];
    }

    private static SortOperator Step(long lateness, LatePolicy late = LatePolicy.Drop) => new(new SortPlan(3, 0, 1, lateness, late, [], 100));

    private static Task<string> Out(SortOperator step, params (long Time, string Text)[] rows) => Out(step, [.. rows.Select(row => Row(row.Time, row.Text, 0))]);

    private static async Task<string> Out(SortOperator step, Value[][] rows) => Texts(await Rows.ProcessAsync(step, rows, Width, Width));

    private static string Texts(List<Value[]> rows) => string.Concat(rows.Select(row => row[1].AsString()));

    private static Value[] Row(long time, string text, double number) => [Value.Number(time), Value.String(text), Value.Number(number)];
}
