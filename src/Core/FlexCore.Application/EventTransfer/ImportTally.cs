using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>What the streams of one import have come to. Thread-safe: streams are imported beside each other.</summary>
internal sealed class ImportTally
{
    private readonly Lock _lock = new();
    private (long Line, string Code, string Message)? _refused;
    private long _imported;
    private long _present;

    /// <summary>How many events were appended.</summary>
    public long Imported => Interlocked.Read(ref _imported);

    /// <summary>How many were there already.</summary>
    public long Present => Interlocked.Read(ref _present);

    /// <summary>Whether a line was refused.</summary>
    public bool HasRefusal
    {
        get
        {
            lock (_lock)
            {
                return _refused is not null;
            }
        }
    }

    /// <summary>Counts events.</summary>
    /// <param name="imported">How many were appended.</param>
    /// <param name="present">How many were there.</param>
    public void Add(long imported, long present)
    {
        Interlocked.Add(ref _imported, imported);
        Interlocked.Add(ref _present, present);
    }

    /// <summary>Notes a refusal; the one of the first line stays.</summary>
    /// <param name="line">The line.</param>
    /// <param name="code">The refusal's code.</param>
    /// <param name="message">Why.</param>
    public void Refuse(long line, string code, string message)
    {
        lock (_lock)
        {
            if (_refused is not { } first || line < first.Line)
            {
                _refused = (line, code, message);
            }
        }
    }

    /// <summary>The refusal of the whole import, or null.</summary>
    /// <param name="isDryRun">Whether it was only tried.</param>
    public Refusal? RefusalOf(bool isDryRun)
    {
        lock (_lock)
        {
            return _refused is { } refused
                ? new Refusal(refused.Code, $"Line {refused.Line}: {refused.Message} {(isDryRun ? "Nothing was imported." : $"{Imported} events of other lines were imported; the same file again passes them.")}")
                : null;
        }
    }
}
