using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;

namespace FlexCore.Streams.Execution;

/// <summary>Applies the pipeline's error policy to rows that a sink's target refuses. Used by the ordered stage alone.</summary>
/// <param name="sink">The sink's name in dead letters.</param>
/// <param name="policy">The policy.</param>
/// <param name="counters">Counts errors and dead letters.</param>
/// <param name="deadLetters">Takes dead letters.</param>
internal sealed class RowRejections(string sink, ErrorPolicy policy, RunCounters counters, Func<RecordBatch, CancellationToken, ValueTask> deadLetters) : IRowRejections
{
    private readonly RecordBatch _batch = new(DeadLetterRows.Width);

    /// <inheritdoc/>
    public async ValueTask RejectAsync(RecordFailure failure, string record, CancellationToken cancellationToken)
    {
        if (policy == ErrorPolicy.Fail)
        {
            throw new StreamException(
                "record-failed", $"The sink {sink} refuses a record for good: {failure.Detail}. It is: {record} Set onError to skip or deadletter to go on without such records.");
        }

        counters.AddError();
        StreamInstruments.Errors.Add(1, new KeyValuePair<string, object?>("reason", failure.Reason));
        if (policy != ErrorPolicy.DeadLetter)
        {
            return;
        }

        _batch.Clear();
        var row = _batch.Add(origin: 0);
        DeadLetterRows.Fill(row, failure, $"sink:{sink}");
        DeadLetterRows.AddText(row, record);
        await deadLetters(_batch, cancellationToken);
        counters.AddDeadLetters(1);
        StreamInstruments.DeadLetters.Add(1);
    }
}
