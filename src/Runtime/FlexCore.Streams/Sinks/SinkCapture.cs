using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sinks;

/// <summary>Stands in for the targets of one compiled pipeline: every sink's rows stay in memory, so that a test can look at them.</summary>
/// <remarks>Give one instance to one compilation and read it after the run; it is not thread-safe.</remarks>
public sealed class SinkCapture
{
    private readonly List<CapturedSink> _sinks = [];

    /// <summary>Creates an empty capture.</summary>
    /// <param name="maxRows">The most rows of one sink; one more ends the run with the code <c>sink-capture-full</c>.</param>
    public SinkCapture(int maxRows = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        MaxRows = maxRows;
    }

    /// <summary>The most rows of one sink.</summary>
    /// <value>The default value is 100,000.</value>
    public int MaxRows { get; }

    /// <summary>The sinks in the order in which the compiler met them; dead letters come last.</summary>
    public IReadOnlyList<CapturedSink> Sinks => _sinks;

    internal CapturedSink Add(SinkDefinition definition, string name)
    {
        var sink = new CapturedSink(definition, name, MaxRows);
        _sinks.Add(sink);
        return sink;
    }
}
