using System.Buffers;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

public sealed class DedupeOperatorTests
{
    private const int Width = 3;

    [Fact]
    public async Task A_record_is_a_duplicate_when_a_kept_one_of_its_key_is_less_than_the_ttl_away()
    {
        (await Kept(ttl: 10, (100, "a"), (109, "a"), (110, "a"), (119, "a"), (120, "b"), (119, "b"), (120, "a"))).ShouldBe("100a 110a 120b 120a");
    }

    [Fact]
    public async Task A_duplicate_does_not_prolong_the_time()
    {
        (await Kept(ttl: 10, (0, "a"), (6, "a"), (12, "a"), (18, "a"))).ShouldBe("0a 12a");
    }

    [Fact]
    public async Task Records_of_the_past_are_compared_but_not_remembered()
    {
        (await Kept(ttl: 10, (100, "a"), (95, "a"), (90, "a"), (90, "a"), (50, "b"), (50, "b"))).ShouldBe("100a 90a 90a 50b 50b");
    }

    [Fact]
    public async Task Without_a_ttl_a_key_is_a_duplicate_until_it_is_forgotten()
    {
        var step = new DedupeOperator(new DedupePlan(3, [1], -1, null, 2));

        (await Kept(step, (0, "a"), (0, "a"), (0, "b"), (0, "a"), (0, "c"), (0, "b"), (0, "a"), (0, "b"))).ShouldBe("0a 0b 0c 0a 0b");
        (step.Keys, step.Duplicates).ShouldBe((2, 3));
    }

    [Theory]
    [InlineData(421)]
    [InlineData(422)]
    [InlineData(423)]
    [InlineData(424)]
    public async Task Random_records_give_what_the_naive_program_gives_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        long? ttl = seed % 2 == 0 ? random.Next(1, 200) : null;
        var maxKeys = random.Next(1, 30);
        var now = 1_700_000_000_000L;
        Value[][] rows = [.. Enumerable.Range(0, 3_000).Select(i =>
        {
            now += random.Next(0, 12);
            return new[] { Value.Number(now - random.Next(0, 150)), random.Next(9) == 0 ? Value.Null : Value.String($"k{random.Next(25)}"), Value.Number(i) };
        })];
        var create = () => new DedupeOperator(new DedupePlan(3, [1], 0, ttl, maxKeys));
        var expected = OperatorRuns.Text(Naive(rows, ttl, maxKeys));

        OperatorRuns.Text(await Rows.RunAsync(create(), rows, Width, Width)).ShouldBe(expected, $"seed {seed}");
        OperatorRuns.Text(await OperatorRuns.RestartedAsync(create, rows, (Width, Width), random)).ShouldBe(expected, $"seed {seed}, restarted");
    }

    [Fact]
    public async Task Records_without_a_usable_time_fail_and_are_not_remembered()
    {
        var step = Step(ttl: 10);
        var input = Rows.Batch([[Value.String("soon"), Value.String("a"), Value.Null], [Value.Number(5), Value.String("a"), Value.Null]], Width);
        var output = new RecordBatch(Width);

        await step.ProcessAsync(input, output, CancellationToken.None);

        input.Failures.ShouldHaveSingleItem().Failure.Reason.ShouldBe("invalid-time");
        output.SelectedCount.ShouldBe(1);
    }

    [Fact]
    public async Task Kept_rows_keep_their_cells_and_their_place()
    {
        var input = Rows.Batch([Row(1, "a"), Row(1, "a"), Row(2, "b")], Width);
        var output = new RecordBatch(Width);

        await Step(ttl: 10).ProcessAsync(input, output, CancellationToken.None);

        Enumerable.Range(0, output.RowCount).Select(row => (output.OriginOf(row), output.Row(row)[1].AsString())).ShouldBe([(0, "a"), (2, "b")]);
    }

    [Fact]
    public async Task Damaged_and_foreign_state_is_refused()
    {
        var step = Step(ttl: 10);
        await Kept(step, (100, "a"), (101, "b"), (101, "b"));

        OperatorRuns.RefusesDamage(() => Step(ttl: 10), Rows.Snapshot(step).ToArray());
    }

    /// <summary>The bytes of version 1. They never change: a checkpoint of an older program must be read by a newer one.</summary>
    [Fact]
    public async Task State_of_version_1_is_these_bytes()
    {
        var step = Step(ttl: 10);
        await Kept(step, (100, "a"), (101, "b"), (101, "b"));

        Convert.ToHexString(Rows.Snapshot(step).ToArray()).ShouldBe("01CA010204C8010007026100CA010207026200");
    }

    [Fact]
    public void A_time_to_live_and_a_number_of_keys_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Step(ttl: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DedupeOperator(new DedupePlan(3, [1], 0, null, 0)));
    }

    private static List<Value[]> Naive(Value[][] rows, long? ttl, int maxKeys)
    {
        var kept = new List<Value[]>();
        var seen = new List<(long Rank, int Turn, string Key)>();
        var greatest = long.MinValue;
        for (var i = 0; i < rows.Length; i++)
        {
            var (time, key) = ((long)rows[i][0].AsNumber(), rows[i][1].ToString());
            greatest = Math.Max(greatest, time);
            seen.RemoveAll(item => ttl is not null && item.Rank + ttl <= greatest);
            if (seen.Exists(item => item.Key == key && (ttl is null || Math.Abs(item.Rank - time) < ttl)))
            {
                continue;
            }

            kept.Add(rows[i]);
            if ((ttl is null || time + ttl > greatest) && !seen.Exists(item => item.Key == key))
            {
                seen.Add((ttl is null ? 0 : time, i, key));
                seen.Sort();
                seen.RemoveRange(0, Math.Max(0, seen.Count - maxKeys));
            }
        }

        return kept;
    }

    private static DedupeOperator Step(long ttl) => new(new DedupePlan(3, [1], 0, ttl, 100));

    private static Task<string> Kept(long ttl, params (long Time, string Key)[] rows) => Kept(Step(ttl), rows);

    private static async Task<string> Kept(DedupeOperator step, params (long Time, string Key)[] rows) =>
        string.Join(' ', (await Rows.ProcessAsync(step, rows.Select(row => Row(row.Time, row.Key)).ToArray(), Width, Width)).Select(row => $"{row[0]}{row[1]}"));

    private static Value[] Row(long time, string key) => [Value.Number(time), Value.String(key), Value.Null];
}
