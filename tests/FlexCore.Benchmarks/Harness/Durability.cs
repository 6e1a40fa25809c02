namespace FlexCore.Benchmarks.Harness;

/// <summary>What survives when a row's figure is reached. Printed on every row, because figures of different classes do not compare.</summary>
public enum Durability
{
    /// <summary>Memory only.</summary>
    D0,

    /// <summary>Flushed later; up to a second may be lost.</summary>
    D1,

    /// <summary>Flushed before it is acknowledged.</summary>
    D2,
}
