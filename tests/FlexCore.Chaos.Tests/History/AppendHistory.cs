namespace FlexCore.Chaos.Tests.History;

/// <summary>What the writers of one topic sent and what was acknowledged. Thread-safe.</summary>
public sealed class AppendHistory
{
    private readonly Lock _gate = new();
    private readonly HashSet<RecordId> _sent = [];
    private readonly HashSet<RecordId> _acknowledged = [];

    /// <summary>How many were acknowledged.</summary>
    public int Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return _acknowledged.Count;
            }
        }
    }

    /// <summary>A record goes out for the first time; from here on it may be in the topic.</summary>
    public void Sending(RecordId id)
    {
        lock (_gate)
        {
            _sent.Add(id);
        }
    }

    /// <summary>A node said that the record was refused for good: it must not be there.</summary>
    public void Refuse(RecordId id)
    {
        lock (_gate)
        {
            _sent.Remove(id);
        }
    }

    /// <summary>A node said that the record is durable.</summary>
    public void Acknowledge(RecordId id)
    {
        lock (_gate)
        {
            _acknowledged.Add(id);
        }
    }

    /// <summary>Compares with what a topic holds, in its order.</summary>
    /// <param name="seen">The records of the topic.</param>
    public Verdict Judge(IReadOnlyList<RecordId> seen)
    {
        lock (_gate)
        {
            return Judgement.Of(_sent, _acknowledged, seen);
        }
    }
}
