namespace FlexCore.Streams.Flows;

/// <summary>The bounds of flows.</summary>
internal static class FlowBounds
{
    /// <summary>How many items travel together.</summary>
    public const int BatchSize = 1024;
}
