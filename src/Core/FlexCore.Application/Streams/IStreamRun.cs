namespace FlexCore.Application.Streams;

/// <summary>One running graph.</summary>
public interface IStreamRun : IAsyncDisposable
{
    /// <summary>Ends when the run ends: normally at the end of the source or after a drain; faulted when it failed; cancelled after an abort.</summary>
    Task Completion { get; }

    /// <summary>The counters now. Cheap; may be called from any thread.</summary>
    StreamProgress Progress { get; }

    /// <summary>Stops reading, lets records in flight finish, takes a checkpoint and ends. The run can be resumed.</summary>
    Task DrainAsync();

    /// <summary>Ends at once without a checkpoint. The run can be resumed from its last one.</summary>
    Task AbortAsync();
}
