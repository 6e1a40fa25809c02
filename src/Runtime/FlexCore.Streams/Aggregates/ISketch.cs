using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>A bounded summary of the values of one group. Not thread-safe.</summary>
internal interface ISketch
{
    /// <summary>Takes one value, neither null nor missing; keeps no hold on a source buffer.</summary>
    /// <param name="value">The value.</param>
    void Add(in Value value);

    /// <summary>The result so far.</summary>
    Value Result();

    /// <summary>Writes the state.</summary>
    /// <param name="state">Takes the state.</param>
    void Write(StateWriter state);

    /// <summary>Takes over a state into a new sketch.</summary>
    /// <param name="state">What <see cref="Write"/> wrote.</param>
    void Read(ref StateReader state);
}

/// <summary>A summary that can take in another one of its kind.</summary>
/// <typeparam name="TSelf">The kind.</typeparam>
internal interface ISketch<in TSelf> : ISketch
{
    /// <summary>Adds all that another summary has seen, which stays as it is.</summary>
    /// <param name="other">The other one.</param>
    void Merge(TSelf other);
}
