using System.Buffers;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Grouping;

/// <summary>Feeds rows to stateful operators the way the runtime does.</summary>
internal static class Rows
{
    public static RecordBatch Batch(IEnumerable<Value[]> rows, int width)
    {
        var batch = new RecordBatch(width);
        var origin = 0;
        foreach (var row in rows)
        {
            row.CopyTo(batch.Add(origin++));
        }

        return batch;
    }

    public static async Task<List<Value[]>> RunAsync(IStatefulOperator step, IEnumerable<Value[]> rows, int width, int outputWidth, Func<int>? batchSize = null)
    {
        var emitted = new List<Value[]>();
        var rest = rows.ToArray();
        for (var start = 0; start < rest.Length;)
        {
            var size = Math.Min(batchSize?.Invoke() ?? rest.Length, rest.Length - start);
            emitted.AddRange(await ProcessAsync(step, rest.AsMemory(start, size), width, outputWidth));
            start += size;
        }

        emitted.AddRange(await CompleteAsync(step, outputWidth));
        return emitted;
    }

    public static async Task<List<Value[]>> ProcessAsync(IStatefulOperator step, ReadOnlyMemory<Value[]> rows, int width, int outputWidth)
    {
        var output = new RecordBatch(outputWidth);
        await step.ProcessAsync(Batch(rows.ToArray(), width), output, CancellationToken.None);
        return Content(output);
    }

    public static async Task<List<Value[]>> CompleteAsync(IStatefulOperator step, int outputWidth)
    {
        var emitted = new List<Value[]>();
        bool more;
        do
        {
            var output = new RecordBatch(outputWidth);
            more = await step.CompleteAsync(output, 3, CancellationToken.None);
            output.RowCount.ShouldBeLessThanOrEqualTo(3);
            emitted.AddRange(Content(output));
        }
        while (more);
        return emitted;
    }

    public static ReadOnlySequence<byte> Snapshot(IStatefulOperator step)
    {
        var state = new ArrayBufferWriter<byte>();
        step.Snapshot(state);
        return new ReadOnlySequence<byte>(state.WrittenMemory);
    }

    public static AggregatePlan Aggregate(string name, string function, params AggregateArgument[] arguments) => new(name, function, arguments);

    public static AggregateArgument Cell(int slot) => new(slot, Value.Undefined);

    public static AggregateArgument Constant(double number) => new(-1, Value.Number(number));

    public static KeyedPlan Keyed(int[] keys, int partitions, params AggregatePlan[] aggregates) => new(3, keys, aggregates, partitions);

    public static string Text(IEnumerable<Value[]> rows) => string.Join('\n', rows.Select(row => string.Join(' ', row)));

    private static List<Value[]> Content(RecordBatch batch)
    {
        var rows = new List<Value[]>();
        foreach (var row in batch.Selection)
        {
            rows.Add(batch.Row(row).ToArray());
        }

        return rows;
    }
}
