namespace FlexCore.Application.Commands;

/// <summary>A command from another node that this version of the program cannot read. It was not processed.</summary>
public sealed class UnknownCommandException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="name">Under which name it was written.</param>
    /// <param name="reason">Why it cannot be read.</param>
    /// <param name="innerException">The reader's error, if any.</param>
    public UnknownCommandException(CommandName name, string reason, Exception? innerException = null)
        : base($"Cannot read command '{name.Name}' version {name.Version}: {reason}.", innerException)
    {
        Name = name;
    }

    /// <summary>Under which name it was written.</summary>
    public CommandName Name { get; }
}
