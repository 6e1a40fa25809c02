using System.Buffers;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

public sealed class RateOfChangeOperatorTests
{
    // Cells: time, key, number, result.
    private const int Width = 4;

    [Fact]
    public async Task The_change_since_the_previous_record_of_the_key_is_given_for_the_unit_of_time()
    {
        (await Rates(Step(), (0, "a", 10), (500, "b", 1), (2_000, "a", 16), (2_500, "b", 1), (3_000, "a", 15.5))).ShouldBe("null null 3 0 -0.5");
        (await Rates(Step(per: 60_000), (0, "a", 10), (2_000, "a", 16))).ShouldBe("null 180");
    }

    [Fact]
    public async Task A_record_that_is_not_later_gives_null_and_is_left_out_of_account()
    {
        (await Rates(Step(), (1_000, "a", 1), (1_000, "a", 9), (500, "a", 7), (2_000, "a", 2))).ShouldBe("null null null 1");
    }

    [Fact]
    public async Task A_record_without_a_number_gives_null_and_is_left_out_of_account()
    {
        (await Rates(Step(), (0, "a", 1), (1_000, "a", null), (2_000, "a", 5))).ShouldBe("null null 2");
    }

    [Fact]
    public async Task After_the_time_to_live_the_next_record_is_the_first_one_again()
    {
        (await Rates(Step(ttl: 1_000), (0, "a", 1), (1_000, "a", 2), (2_001, "a", 3), (2_500, "b", 0), (9_000, "c", 0), (2_600, "b", 4))).ShouldBe("null 1 null null null null");
    }

    [Fact]
    public async Task Beyond_the_number_of_keys_the_one_with_the_oldest_record_is_forgotten()
    {
        var step = Step(maxKeys: 2);

        (await Rates(step, (0, "a", 0), (1_000, "b", 0), (2_000, "a", 2), (3_000, "c", 0), (4_000, "a", 4), (5_000, "b", 9))).ShouldBe("null null 1 null 1 null");
        step.Keys.ShouldBe(2);
    }

    [Theory]
    [InlineData(431)]
    [InlineData(432)]
    [InlineData(433)]
    [InlineData(434)]
    public async Task Random_records_give_what_the_naive_program_gives_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        long? ttl = seed % 2 == 0 ? random.Next(1, 300) : null;
        var maxKeys = random.Next(1, 30);
        var now = 1_700_000_000_000L;
        Value[][] rows = [.. Enumerable.Range(0, 3_000).Select(_ =>
        {
            now += random.Next(0, 12);
            return new[] { Value.Number(now - random.Next(0, 60)), Value.String($"k{random.Next(25)}"), random.Next(9) == 0 ? Value.Null : Value.Number(random.Next(1_000)), Value.Undefined };
        })];
        var create = () => Step(ttl: ttl, maxKeys: maxKeys);
        var expected = OperatorRuns.Text(Naive(rows, ttl, maxKeys));

        OperatorRuns.Text(await Rows.RunAsync(create(), rows, Width, Width)).ShouldBe(expected, $"seed {seed}");
        OperatorRuns.Text(await OperatorRuns.RestartedAsync(create, rows, (Width, Width), random)).ShouldBe(expected, $"seed {seed}, restarted");
    }

    [Fact]
    public async Task Unusable_times_and_numbers_fail_their_row_only()
    {
        var input = Rows.Batch(
            [
                [Value.Null, Value.String("a"), Value.Number(1), Value.Undefined],
                [Value.Number(1), Value.String("a"), Value.String("12"), Value.Undefined],
                [Value.Number(2), Value.String("a"), Value.Number(new ExactNumber("9007199254740993", 9007199254740992)), Value.Undefined],
            ],
            Width);
        var output = new RecordBatch(Width);

        await Step().ProcessAsync(input, output, CancellationToken.None);

        input.Failures.Select(failure => failure.Failure.Reason).ShouldBe(["invalid-time", "not-a-number"]);
        input.Failures[1].Failure.Detail.ShouldBe("rateOfChange needs a number, but got the string '12'");
        (output.SelectedCount, output.OriginOf(0)).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Without_a_key_every_record_follows_the_one_before()
    {
        var step = new RateOfChangeOperator(new RateOfChangePlan(3, [], 2, 0, 3, 1_000, null, 1));

        (await Rates(step, (0, "a", 1), (1_000, "b", 3), (2_000, "c", 4))).ShouldBe("null 2 1");
    }

    [Fact]
    public async Task State_of_version_1_is_these_bytes_and_damage_is_refused()
    {
        var step = Step();
        await Rates(step, (100, "a", 1), (101, "b", 2));
        var state = Rows.Snapshot(step).ToArray();

        Convert.ToHexString(state).ShouldBe("01CA0104C8010007026100000000000000F03FCA0102070262000000000000000040");
        OperatorRuns.RefusesDamage(() => Step(), state);
    }

    private static List<Value[]> Naive(Value[][] rows, long? ttl, int maxKeys)
    {
        var emitted = new List<Value[]>();
        var previous = new List<(long Time, int Turn, string Key, double Number)>();
        var greatest = long.MinValue;
        for (var i = 0; i < rows.Length; i++)
        {
            var (time, key, value) = ((long)rows[i][0].AsNumber(), rows[i][1].AsString(), rows[i][2]);
            var rate = Value.Null;
            if (value.IsNumber)
            {
                greatest = Math.Max(greatest, time);
                previous.RemoveAll(item => ttl is not null && greatest - item.Time > ttl);
                var known = previous.FindIndex(item => item.Key == key);
                if (known < 0 && (ttl is null || greatest - time <= ttl))
                {
                    previous.Add((time, i, key, value.AsNumber()));
                }
                else if (known >= 0 && time > previous[known].Time)
                {
                    rate = Value.Number((value.AsNumber() - previous[known].Number) / (time - previous[known].Time) * 1_000);
                    previous[known] = (time, i, key, value.AsNumber());
                }

                previous.Sort();
                previous.RemoveRange(0, Math.Max(0, previous.Count - maxKeys));
            }

            emitted.Add([.. rows[i][..3], rate]);
        }

        return emitted;
    }

    private static RateOfChangeOperator Step(double per = 1_000, long? ttl = null, int maxKeys = 100) =>
        new(new RateOfChangePlan(3, [1], 2, 0, 3, per, ttl, maxKeys));

    private static async Task<string> Rates(RateOfChangeOperator step, params (long Time, string Key, double? Number)[] rows)
    {
        var input = rows.Select(row => new[] { Value.Number(row.Time), Value.String(row.Key), row.Number is { } number ? Value.Number(number) : Value.Null, Value.Undefined });
        return string.Join(' ', (await Rows.ProcessAsync(step, input.ToArray(), Width, Width)).Select(row => row[3]));
    }
}
