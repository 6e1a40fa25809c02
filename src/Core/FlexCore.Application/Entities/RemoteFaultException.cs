namespace FlexCore.Application.Entities;

/// <summary>What an entity's owner reported of an error on another node: the error itself stays there, with its stack.</summary>
public sealed class RemoteFaultException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="type">The full name of the error's class on the other node.</param>
    /// <param name="message">Its message.</param>
    public RemoteFaultException(string type, string message)
        : base(message)
    {
        FaultType = type;
    }

    /// <summary>The full name of the error's class on the other node, for example <c>System.NotSupportedException</c>.</summary>
    public string FaultType { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{FaultType} (on another node): {Message}";
}
