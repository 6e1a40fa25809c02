using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Faults;

/// <summary>A store could not open, read or write. The message says what failed, where, and the remedy. Nothing was written.</summary>
public sealed class StoreException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="fault">The kind of failure.</param>
    /// <param name="path">The folder or file concerned.</param>
    /// <param name="message">What failed, where, and the remedy.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StoreException(StoreFault fault, string path, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Fault = fault;
        Path = path;
    }

    /// <summary>The kind of failure.</summary>
    public StoreFault Fault { get; }

    /// <summary>The folder or file concerned.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override bool IsFull => Fault == StoreFault.Full;
}
