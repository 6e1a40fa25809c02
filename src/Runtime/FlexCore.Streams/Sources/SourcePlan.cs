namespace FlexCore.Streams.Sources;

/// <summary>What a graph reads, and how to open it. One implementation for each kind of source; immutable, because a graph may run many times.</summary>
internal abstract record SourcePlan
{
    /// <summary>Whether the source can be read again from a position: only then are checkpoints taken and runs resumed.</summary>
    public abstract bool IsResumable { get; }

    /// <summary>
    /// Whether the source has no end of its own: the run goes on until it is stopped, takes checkpoints by the clock, and its sinks publish as they go.
    /// </summary>
    public virtual bool IsLive => false;

    /// <summary>
    /// Whether reading again from a position gives the same records in the same order. Sinks that recognise repeated rows by their number may
    /// do so only then; without it, rows since the last checkpoint come twice after a crash.
    /// </summary>
    public virtual bool IsReplayable => IsResumable;

    /// <summary>Opens the source at its beginning, or where an earlier run stopped.</summary>
    /// <param name="start">The position to go on from, the bounds and the services.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">An input is missing, has changed since the position was written, or a service is not there.</exception>
    public abstract ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken);
}
