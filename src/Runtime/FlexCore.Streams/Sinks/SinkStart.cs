using FlexCore.Domain;
using FlexCore.Streams.Services;

namespace FlexCore.Streams.Sinks;

/// <summary>How a sink begins.</summary>
/// <param name="Stream">The stream's identity.</param>
/// <param name="RunId">The run; a resumed run keeps its id.</param>
/// <param name="State">What the sink wrote at the checkpoint to return to, or <see langword="null"/> when the run has no checkpoint yet: then the run begins at its first row, although an earlier attempt of the same run may have written some.</param>
public sealed record SinkStart(EntityId Stream, string RunId, ReadOnlyMemory<byte>? State)
{
    /// <summary>Whether the run has no end of its own: the sink has to publish as it goes, because <see cref="IRecordSink.CompleteAsync"/> may never come.</summary>
    public bool IsLive { get; init; }

    /// <summary>
    /// Whether the rows behind the last checkpoint come again in the same order after a crash. A sink that recognises repeated rows by their
    /// number must not do so when this is false: it writes them again, so that none is lost.
    /// </summary>
    public bool IsReplayable { get; init; } = true;

    /// <summary>Clock, topics, HTTP, logger and the tenant of the run.</summary>
    public RunServices Services { get; init; } = new();

    /// <summary>Where the sink leaves rows that its target refuses for good.</summary>
    /// <value>The default value ends the run.</value>
    public IRowRejections Rejections { get; init; } = FailingRejections.Instance;
}
