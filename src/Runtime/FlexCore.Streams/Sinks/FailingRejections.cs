using FlexCore.Application.Streams;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks;

/// <summary>Ends the run: for dead-letter sinks, whose own rows have nowhere else to go.</summary>
internal sealed class FailingRejections : IRowRejections
{
    /// <summary>The only instance.</summary>
    public static FailingRejections Instance { get; } = new();

    /// <inheritdoc/>
    public ValueTask RejectAsync(RecordFailure failure, string record, CancellationToken cancellationToken) =>
        throw new StreamException("sink-rejected", $"The sink refuses a row for good: {failure.Detail}. The row is: {record}");
}
