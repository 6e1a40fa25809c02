namespace FlexCore.Cli.Testing;

/// <summary>What is different.</summary>
internal enum DifferenceKind
{
    /// <summary>A record differs in some fields.</summary>
    Changed,

    /// <summary>An expected record did not come.</summary>
    Missing,

    /// <summary>A record came that nobody expected.</summary>
    Unexpected,

    /// <summary>A counter or the end of the run is not as expected.</summary>
    Value,
}
