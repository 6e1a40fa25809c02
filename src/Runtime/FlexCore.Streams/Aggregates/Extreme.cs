namespace FlexCore.Streams.Aggregates;

/// <summary>Which end of the order an <see cref="ExtremeColumn"/> keeps.</summary>
internal enum Extreme
{
    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,
}
