namespace FlexCore.Streams.Aggregates;

/// <summary>What a <see cref="SumColumn"/> gives.</summary>
internal enum SumResult
{
    /// <summary>The sum; 0 without values.</summary>
    Sum,

    /// <summary>The arithmetic mean; null without values.</summary>
    Average,
}
