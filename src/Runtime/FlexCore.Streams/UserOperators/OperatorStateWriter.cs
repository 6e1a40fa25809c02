using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.UserOperators;

/// <summary>Writes an operator's state into a checkpoint. What is written is read in the same order by <see cref="OperatorStateReader"/>.</summary>
public sealed class OperatorStateWriter
{
    private readonly StateWriter _writer;

    internal OperatorStateWriter(StateWriter writer) => _writer = writer;

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    public void WholeNumber(long value) => _writer.Integer(value);

    /// <summary>Writes a number with all its bits.</summary>
    /// <param name="value">The number.</param>
    public void Number(double value) => _writer.Number(value);

    /// <summary>Writes a text.</summary>
    /// <param name="value">The text.</param>
    public void Text(string value) => _writer.Value(Values.Value.String(value));

    /// <summary>Writes a value of any kind.</summary>
    /// <param name="value">The value.</param>
    public void Value(Value value) => _writer.Value(value);
}
