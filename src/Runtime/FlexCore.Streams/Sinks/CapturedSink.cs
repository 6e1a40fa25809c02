using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sinks;

/// <summary>The rows that one sink would have written. Written by the ordered stage, read after the run.</summary>
public sealed class CapturedSink
{
    private readonly List<string> _rows = [];
    private readonly int _maxRows;

    internal CapturedSink(SinkDefinition definition, string name, int maxRows)
    {
        Definition = definition;
        Name = name;
        _maxRows = maxRows;
    }

    /// <summary>The sink, paths absolute: the very object of the compiled definition.</summary>
    public SinkDefinition Definition { get; }

    /// <summary>What the sink writes, as messages name it: its kind and its target in single quotes.</summary>
    public string Name { get; }

    /// <summary>The rows in order, each one JSON object.</summary>
    public IReadOnlyList<string> Rows => _rows;

    internal void Clear() => _rows.Clear();

    internal void Add(string row)
    {
        if (_rows.Count == _maxRows)
        {
            throw new StreamException("sink-capture-full", FormattableString.Invariant($"The sink {Name} got more than {_maxRows:N0} records; a test keeps no more. Give it less input."));
        }

        _rows.Add(row);
    }
}
