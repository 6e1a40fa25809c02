namespace FlexCore.Application.Streams;

/// <summary>One running graph.</summary>
public interface IStreamRun : IAsyncDisposable
{
    /// <summary>Ends when the run ends: normally at the end of the source or after a drain; faulted when it failed; cancelled after an abort.</summary>
    Task Completion { get; }

    /// <summary>The counters now. Cheap; may be called from any thread.</summary>
    StreamProgress Progress { get; }

    /// <summary>What each operator has done, source first, sinks last. Cheap; may be called from any thread.</summary>
    IReadOnlyList<StreamOperatorProgress> Operators { get; }

    /// <summary>How far the run is behind. Cheap; may be called from any thread.</summary>
    StreamLag Lag { get; }

    /// <summary>
    /// Up to when the run's work is safe: when its newest checkpoint became durable, or, before the first one of this process, when the run was started. A run without
    /// work takes none. <see langword="null"/> where that is not known. Cheap; may be called from any thread.
    /// </summary>
    DateTimeOffset? SafeAt => null;

    /// <summary>Samples the records that pass an edge. The stream is never slowed down: what the reader does not take in time is dropped and counted.</summary>
    /// <param name="edge">The name of an operator, see <see cref="Operators"/>: behind the source or a step, before a sink, before a branch's routes.</param>
    /// <param name="maxPerSecond">The most records that are sampled in a second, from 1 to 10,000.</param>
    /// <param name="cancellationToken">Ends the tap.</param>
    /// <returns>The records, until the run ends or the tap is cancelled.</returns>
    /// <exception cref="StreamException">There is no such edge.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    IAsyncEnumerable<TapRecord> TapAsync(string edge, int maxPerSecond, CancellationToken cancellationToken = default);

    /// <summary>Stops reading, lets records in flight finish, takes a checkpoint and ends. The run can be resumed.</summary>
    Task DrainAsync();

    /// <summary>Ends at once without a checkpoint. The run can be resumed from its last one.</summary>
    Task AbortAsync();
}
