using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Operators;

public sealed class BatchOperatorLimitTests
{
    private static readonly RecordLayout Layout = new([new("a", 0)]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(BatchOperator.MaxSize + 1)]
    public void A_size_out_of_range_is_refused(int size) => Should.Throw<ArgumentOutOfRangeException>(() => new BatchOperator(size, Layout));

    [Fact]
    public async Task The_row_that_fills_a_list_is_its_origin()
    {
        var input = Rows.Batch(Enumerable.Range(0, 7).Select(i => new[] { Value.Number(i) }), 1);
        var output = new RecordBatch(1);

        await new BatchOperator(3, Layout).ProcessAsync(input, output, CancellationToken.None);

        Enumerable.Range(0, output.RowCount).Select(output.OriginOf).ShouldBe([2, 5]);
    }

    [Fact]
    public async Task Lists_hold_copies_of_the_sources_text()
    {
        var step = new BatchOperator(10, Layout);
        var buffer = "text"u8.ToArray();
        await Rows.ProcessAsync(step, new Value[][] { [Value.Utf8(buffer, 0, 4)] }, 1, 1);
        buffer.AsSpan().Fill((byte)'x');

        (await Rows.CompleteAsync(step, 1)).Single()[0].AsArray()[0].AsObject()["a"].ShouldBe(Value.String("text"));
    }

    [Fact]
    public async Task A_list_of_one_and_the_largest_list_are_possible()
    {
        var rows = Enumerable.Range(0, BatchOperator.MaxSize + 1).Select(i => new[] { Value.Number(i) }).ToArray();

        (await Rows.RunAsync(new BatchOperator(1, Layout), rows[..3], 1, 1)).Select(row => row[0].AsArray().Count).ShouldBe([1, 1, 1]);
        (await Rows.RunAsync(new BatchOperator(BatchOperator.MaxSize, Layout), rows, 1, 1)).Select(row => row[0].AsArray().Count).ShouldBe([BatchOperator.MaxSize, 1]);
    }

    [Fact]
    public async Task Every_prefix_of_a_real_state_is_refused()
    {
        var step = new BatchOperator(100, Layout);
        await Rows.ProcessAsync(step, new Value[][] { [Value.String("\ud800")], [Value.Undefined], [Value.Number(double.NaN)] }, 1, 1);
        var state = Rows.Snapshot(step).ToArray();
        for (var length = 0; length < state.Length; length++)
        {
            Should.Throw<StreamException>(() => new BatchOperator(100, Layout).Restore(new ReadOnlySequence<byte>(state, 0, length)), $"{length} bytes").Code.ShouldBe("checkpoint-damaged");
        }

        Should.Throw<StreamException>(() => new BatchOperator(100, Layout).Restore(new ReadOnlySequence<byte>([.. state, 0]))).Code.ShouldBe("checkpoint-damaged");
        Should.Throw<StreamException>(() => new BatchOperator(100, Layout).Restore(new ReadOnlySequence<byte>([2, .. state[1..]]))).Code.ShouldBe("checkpoint-version");
    }

    [Fact]
    public async Task A_completed_step_has_nothing_more_to_give()
    {
        var step = new BatchOperator(2, Layout);
        await Rows.RunAsync(step, [[Value.True], [Value.True], [Value.True]], 1, 1);

        (await Rows.CompleteAsync(step, 1)).ShouldBeEmpty();
        step.LateRecords.ShouldBe(0);
        step.WatermarkMs.ShouldBeNull();
    }
}
