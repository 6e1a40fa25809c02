namespace FlexCore.Domain.DataStreams;

/// <summary>How a run begins.</summary>
public enum StartMode
{
    /// <summary>A new run from the beginning of the source.</summary>
    Fresh = 0,

    /// <summary>
    /// The last run goes on from its newest checkpoint. While that run still counts as running, this takes it over: the process that ran it
    /// has crashed, and whatever it may still report belongs to an older attempt and is refused.
    /// </summary>
    Resume = 1,
}
