namespace FlexCore.Domain.DataStreams;

/// <summary>Where a data stream is in its life. The diagram is in this folder's README.md.</summary>
public enum DataStreamStatus
{
    /// <summary>Nothing has been defined under this identity.</summary>
    Absent = 0,

    /// <summary>Defined and never run.</summary>
    Defined = 1,

    /// <summary>A run is at work.</summary>
    Running = 2,

    /// <summary>The last run was stopped before its end and can be resumed.</summary>
    Stopped = 3,

    /// <summary>The last run reached the end of its source. It is never resumed; a fresh run may start.</summary>
    Completed = 4,

    /// <summary>The last run ended with an error and can be resumed.</summary>
    Failed = 5,
}
