using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.UserOperators;

/// <summary>Reads what <see cref="OperatorStateWriter"/> wrote. Damaged state is a <see cref="FlexCore.Application.Streams.StreamException"/> with code <c>checkpoint-damaged</c>.</summary>
public ref struct OperatorStateReader
{
    private StateReader _reader;

    internal OperatorStateReader(StateReader reader) => _reader = reader;

    /// <summary>Reads a whole number.</summary>
    public long WholeNumber() => _reader.Integer();

    /// <summary>Reads a number.</summary>
    public double Number() => _reader.Number();

    /// <summary>Reads a text.</summary>
    public string Text() => Value() is { IsString: true } text ? text.AsString() : throw StateReader.Damaged("a text is missing");

    /// <summary>Reads a value of any kind.</summary>
    public Value Value() => _reader.Value();

    /// <summary>Checks that everything was read.</summary>
    internal void End() => _reader.End();
}
