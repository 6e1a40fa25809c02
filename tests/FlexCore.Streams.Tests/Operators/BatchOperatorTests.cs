using System.Text;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

public sealed class BatchOperatorTests
{
    private static readonly RecordLayout Layout = new([new("a", 1), new("b", 0)]);

    [Fact]
    public async Task Every_so_many_records_become_one_and_the_rest_follows_at_the_end()
    {
        var rows = await Rows.RunAsync(new BatchOperator(3, Layout), Enumerable.Range(0, 7).Select(Row), 2, 1, () => 2);

        rows.Select(row => row[0].AsArray().Count).ShouldBe([3, 3, 1]);
        rows.SelectMany(row => row[0].AsArray().Items.ToArray()).Select(item => item.AsObject()["a"].AsNumber()).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        rows[0][0].AsArray()[0].AsObject().Fields.Select(field => field.Key).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Without_records_nothing_comes_out()
    {
        (await Rows.RunAsync(new BatchOperator(3, Layout), [], 2, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Missing_fields_stay_missing_and_open_records_are_whole()
    {
        var closed = await Rows.RunAsync(new BatchOperator(1, Layout), [[Value.Undefined, Value.Number(1)]], 2, 1);
        closed[0][0].AsArray()[0].AsObject().Fields.Select(field => field.Key).ShouldBe(["a"]);

        var origin = Encoding.UTF8.GetBytes("""{"x":1,"a":2,"y":[3]}""");
        var open = await Rows.RunAsync(new BatchOperator(1, new RecordLayout([new("a", 1)], 0, ["x"])), [[Value.Utf8(origin, 0, origin.Length), Value.True]], 2, 1);
        var record = open[0][0].AsArray()[0].AsObject();
        record.Fields.Select(field => field.Key).ShouldBe(["a", "y"]);
        record["a"].ShouldBe(Value.True);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    public async Task A_restart_is_not_visible(int cut)
    {
        var rows = Enumerable.Range(0, 11).Select(Row).ToArray();
        var expected = await Rows.RunAsync(new BatchOperator(4, Layout), rows, 2, 1);

        var first = new BatchOperator(4, Layout);
        var emitted = await Rows.ProcessAsync(first, rows.AsMemory(0, cut), 2, 1);
        var second = new BatchOperator(4, Layout);
        second.Restore(Rows.Snapshot(first));
        emitted.AddRange(await Rows.ProcessAsync(second, rows.AsMemory(cut), 2, 1));
        emitted.AddRange(await Rows.CompleteAsync(second, 1));

        emitted.Select(row => row[0]).ShouldBe(expected.Select(row => row[0]));
    }

    private static Value[] Row(int number) => [Value.String($"t{number}"), Value.Number(number)];
}
