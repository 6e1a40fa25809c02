namespace FlexCore.Application.Supervision;

/// <summary>What a supervised stream does now.</summary>
internal enum StreamPhase
{
    /// <summary>Its document is compiled and its run begins.</summary>
    Starting,

    /// <summary>Records flow.</summary>
    Running,

    /// <summary>It failed and waits before it starts again.</summary>
    Restarting,

    /// <summary>It was asked to stop and finishes what is in flight.</summary>
    Draining,

    /// <summary>It has ended; the node does not start it again by itself.</summary>
    Ended,
}
