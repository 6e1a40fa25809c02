using System.Buffers;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Aggregates;

/// <summary>Aggregating parts and merging them gives what aggregating the whole gives.</summary>
public sealed class MergeTests
{
    public static TheoryData<string, int> Calls => new()
    {
        { "count", 200 }, { "where", 200 }, { "sum", 200 }, { "avg", 200 }, { "min", 200 }, { "max", 200 }, { "first", 200 }, { "last", 200 },
        { "distinct", 200 }, { "distinct", 5_000 }, { "quantile", 200 }, { "quantile", 5_000 }, { "topk", 1_000 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Merged_parts_are_the_whole(string name, int values)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var random = new Random(seed);
            var rows = Enumerable.Range(0, values).Select(i => new[] { Value.Number(i), random.Next(8) == 0 ? Value.Null : Value.Number(random.Next(3 * values)) }).ToArray();
            var whole = Fill(name, rows);
            var merged = AggregateCatalog.Create(Plan(name));
            merged.EnsureRoom(1);
            for (var start = 0; start < rows.Length;)
            {
                var count = Math.Min(random.Next(1, values), rows.Length - start);
                var part = Fill(name, rows[start..(start + count)]);
                var before = StateOf(part);

                merged.Merge(0, part, 0);

                StateOf(part).ShouldBe(before, "a part is not changed");
                start += count;
            }

            ResultText.Of(merged.Result(0)).ShouldBe(ResultText.Of(whole.Result(0)), $"{name}, seed {seed}");
        }
    }

    [Theory]
    [InlineData("count")]
    [InlineData("where")]
    [InlineData("sum")]
    [InlineData("avg")]
    [InlineData("min")]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("distinct")]
    [InlineData("quantile")]
    [InlineData("topk")]
    public void A_merged_group_shares_nothing_with_its_part_and_a_cleared_one_is_new(string name)
    {
        var part = Fill(name, [[Value.Number(1), Value.Number(5)]]);
        var merged = AggregateCatalog.Create(Plan(name));
        merged.EnsureRoom(1);
        merged.Merge(0, part, 0);
        var before = StateOf(part);

        merged.Add(Rows.Batch([[Value.Number(2), Value.Number(7)]], 2), [0], [0]);

        StateOf(part).ShouldBe(before);
        merged.Clear(0);
        var empty = AggregateCatalog.Create(Plan(name));
        empty.EnsureRoom(1);
        StateOf(merged).ShouldBe(StateOf(empty));
        merged.Merge(0, empty, 0);
        StateOf(merged).ShouldBe(StateOf(empty));
    }

    [Fact]
    public void In_a_window_first_and_last_go_by_event_time_and_at_the_same_time_by_the_order_of_the_input()
    {
        Value[][] rows =
        [
            [Value.Number(20), Value.String("b")], [Value.Number(10), Value.String("a")], [Value.Number(10), Value.String("c")],
            [Value.Number(30), Value.String("d")], [Value.Number(30), Value.String("e")], [Value.Number(40), Value.Null],
        ];

        Fill("first", rows).Result(0).AsString().ShouldBe("a");
        Fill("last", rows).Result(0).AsString().ShouldBe("e");
    }

    [Fact]
    public void Merged_sums_keep_their_compensation()
    {
        Value[][] rows = [.. Enumerable.Range(0, 1_000).Select(i => new[] { Value.Number(i), Value.Number(i % 3 == 0 ? 1e16 : i % 3 == 1 ? 0.1 : -1e16) })];
        var merged = AggregateCatalog.Create(Plan("sum"));
        merged.EnsureRoom(1);
        foreach (var part in rows.Chunk(30))
        {
            merged.Merge(0, Fill("sum", part), 0);
        }

        merged.Result(0).AsNumber().ShouldBe(Fill("sum", rows).Result(0).AsNumber(), 1e-6);
    }

    /// <summary>Beyond its table a merged top-k must still keep its promise: the true count lies between count and count + error.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Merged_counts_of_frequent_values_keep_their_bounds(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 60_000).Select(i => new[] { Value.Number(i), Value.Number(random.Next(2) == 0 ? random.Next(10) : random.Next(20_000)) }).ToArray();
        var merged = AggregateCatalog.Create(Plan("topk"));
        merged.EnsureRoom(1);
        foreach (var part in rows.Chunk(9_000))
        {
            merged.Merge(0, Fill("topk", part), 0);
        }

        foreach (var entry in merged.Result(0).AsArray().Items)
        {
            var (value, count, error) = (entry.AsObject()["value"].AsNumber(), entry.AsObject()["count"].AsNumber(), entry.AsObject()["error"].AsNumber());
            var truth = rows.Count(row => row[1].AsNumber() == value);
            truth.ShouldBeInRange((int)count, (int)(count + error), $"seed {seed}, value {value}");
            error.ShouldBeLessThanOrEqualTo(rows.Length / 1_024.0);
            value.ShouldBeLessThan(10);
        }
    }

    /// <summary>Histograms of so many magnitudes that pages had to be joined on either side.</summary>
    [Fact]
    public void Merged_histograms_with_joined_pages_keep_every_value()
    {
        var (left, right) = (new LogLinearHistogram(), new LogLinearHistogram());
        for (var power = -300; power <= 300; power++)
        {
            left.Add(Math.Pow(2, power), 1);
            right.Add(-Math.Pow(2, power), 2);
        }

        left.Merge(right);

        left.Count.ShouldBe(601 * 3);
        left.AtRank(1).ShouldBe(-Math.Pow(2, 300), Math.Pow(2, 293));
        left.AtRank(left.Count).ShouldBe(Math.Pow(2, 300), Math.Pow(2, 293));
    }

    private static AggregatePlan Plan(string name) => (name switch
    {
        "count" => Rows.Aggregate(name, "count"),
        "where" => Rows.Aggregate(name, "count", Rows.Cell(1)),
        "quantile" => Rows.Aggregate(name, name, Rows.Cell(1), Rows.Constant(0.9)),
        "topk" => Rows.Aggregate(name, name, Rows.Cell(1), Rows.Constant(5)),
        _ => Rows.Aggregate(name, name, Rows.Cell(1)),
    }) with { TimeSlot = 0 };

    private static AggregateColumn Fill(string name, Value[][] rows)
    {
        var column = AggregateCatalog.Create(Plan(name));
        column.EnsureRoom(1);
        column.Add(Rows.Batch(rows, 2), [.. Enumerable.Range(0, rows.Length)], new int[rows.Length]);
        return column;
    }

    private static string StateOf(AggregateColumn column)
    {
        var state = new ArrayBufferWriter<byte>();
        column.Write(0, new StateWriter(state));
        return Convert.ToHexString(state.WrittenSpan);
    }
}
