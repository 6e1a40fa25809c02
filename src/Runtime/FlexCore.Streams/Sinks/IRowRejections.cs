using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks;

/// <summary>Where a sink leaves rows that its target refuses for good: the pipeline's error policy decides.</summary>
/// <remarks>Call from within <see cref="IRecordSink.WriteAsync"/>, <see cref="IRecordSink.PrepareAsync"/> or <see cref="IRecordSink.CompleteAsync"/> only.</remarks>
public interface IRowRejections
{
    /// <summary>Hands over one row.</summary>
    /// <param name="failure">Why it was refused.</param>
    /// <param name="record">The row as JSON.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The policy says that the run fails.</exception>
    ValueTask RejectAsync(RecordFailure failure, string record, CancellationToken cancellationToken);
}
