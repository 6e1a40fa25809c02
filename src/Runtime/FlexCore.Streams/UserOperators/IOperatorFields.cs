using FlexCore.Streams.Definition;

namespace FlexCore.Streams.UserOperators;

/// <summary>Gives an operator the cells of the fields that it asks for.</summary>
internal interface IOperatorFields
{
    /// <summary>The cell of a field before the step.</summary>
    /// <param name="field">The field.</param>
    int Read(string field);

    /// <summary>The cell with the value of an option's expression.</summary>
    /// <param name="option">The option.</param>
    /// <param name="expression">The expression.</param>
    int Compute(string option, DefinitionText expression);

    /// <summary>The cell that takes a field's new value.</summary>
    /// <param name="field">The field.</param>
    int Write(string field);
}
