namespace FlexCore.Streams.UserOperators;

/// <summary>An operator does not accept the options of a pipeline. Thrown while the operator is made; the compiler reports it at the option's place.</summary>
public sealed class OperatorOptionException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="option">The option.</param>
    /// <param name="message">What is wrong, with the value.</param>
    public OperatorOptionException(string option, string message)
        : base(message)
    {
        Option = option;
    }

    /// <summary>The option.</summary>
    public string Option { get; }
}
