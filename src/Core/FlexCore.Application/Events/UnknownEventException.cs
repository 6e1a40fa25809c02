namespace FlexCore.Application.Events;

/// <summary>A stored event that this version of the program cannot read.</summary>
public sealed class UnknownEventException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="type">The stored type name.</param>
    /// <param name="schemaVersion">The stored schema version.</param>
    /// <param name="reason">Why it cannot be read.</param>
    /// <param name="innerException">The reader's error, if any.</param>
    public UnknownEventException(string type, int schemaVersion, string reason, Exception? innerException = null)
        : base($"Cannot read event '{type}' version {schemaVersion}: {reason}.", innerException)
    {
        Type = type;
        SchemaVersion = schemaVersion;
    }

    /// <summary>The stored type name.</summary>
    public string Type { get; }

    /// <summary>The stored schema version.</summary>
    public int SchemaVersion { get; }
}
