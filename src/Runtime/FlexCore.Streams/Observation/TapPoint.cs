using FlexCore.Streams.Records;

namespace FlexCore.Streams.Observation;

/// <summary>One edge where records can be watched. Without a listener it costs one look at a field for each batch.</summary>
/// <remarks>Offered to by the operator's workers; listeners come and go on any thread.</remarks>
internal sealed class TapPoint
{
    /// <summary>The most taps of one edge at the same time.</summary>
    public const int MaxTaps = 64;

    private readonly Lock _gate = new();
    private volatile TapSession[] _sessions = [];
    private bool _isClosed;

    /// <summary>Whether anyone listens.</summary>
    public bool IsActive => _sessions.Length > 0;

    /// <summary>Adds a listener.</summary>
    /// <param name="session">The listener.</param>
    /// <returns>Whether there was room for one more.</returns>
    public bool TryAdd(TapSession session)
    {
        lock (_gate)
        {
            if (_sessions.Length >= MaxTaps)
            {
                return false;
            }

            if (_isClosed)
            {
                session.Close();
            }
            else
            {
                _sessions = [.. _sessions, session];
            }

            return true;
        }
    }

    /// <summary>Removes a listener.</summary>
    /// <param name="session">The listener.</param>
    public void Remove(TapSession session)
    {
        lock (_gate)
        {
            _sessions = [.. _sessions.Where(other => !ReferenceEquals(other, session))];
        }
    }

    /// <summary>Shows the selected rows of a batch.</summary>
    /// <param name="batch">The rows.</param>
    public void Offer(RecordBatch batch)
    {
        foreach (var session in _sessions)
        {
            session.Offer(batch);
        }
    }

    /// <summary>Shows the records of a chunk.</summary>
    /// <param name="chunk">The records.</param>
    public void Offer(SourceChunk chunk)
    {
        foreach (var session in _sessions)
        {
            session.Offer(chunk);
        }
    }

    /// <summary>The run has ended: so do all taps.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var session in _sessions)
            {
                session.Close();
            }

            _sessions = [];
        }
    }
}
