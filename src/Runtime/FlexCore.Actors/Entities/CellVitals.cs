namespace FlexCore.Actors.Entities;

/// <summary>What is counted of one entity for those who look at it.</summary>
/// <remarks>Written in the entity's turn; read from any thread, each number for itself.</remarks>
internal struct CellVitals
{
    private long _messages;
    private long _windowStart;
    private int _windowCount;
    private float _lastRate;
    private int _restarts;
    private FailureNote? _failure;

    internal readonly long Messages => Volatile.Read(in _messages);

    internal readonly int Restarts => Volatile.Read(in _restarts);

    internal readonly FailureNote? Failure => Volatile.Read(in _failure);

    /// <summary>Counts a message. The rate is kept in windows of a second: one comparison a message.</summary>
    internal void Count(long now, TimeProvider time)
    {
        Volatile.Write(ref _messages, _messages + 1);
        var elapsed = time.GetElapsedTime(_windowStart, now);
        if (elapsed >= TimeSpan.FromSeconds(1))
        {
            // The first message of a stay opens its first window.
            _lastRate = _windowStart == 0 ? 0 : (float)(_windowCount / elapsed.TotalSeconds);
            _windowCount = 0;
            Volatile.Write(ref _windowStart, now);
        }

        _windowCount++;
    }

    internal void CountRestart() => Volatile.Write(ref _restarts, _restarts + 1);

    internal void Note(Exception failure, TimeProvider time) => Volatile.Write(ref _failure, new FailureNote(failure.Message, time.GetUtcNow()));

    /// <summary>Messages a second: of the last whole window, or of this one once it is longer than that.</summary>
    internal readonly double RateAt(long now, TimeProvider time)
    {
        var start = Volatile.Read(in _windowStart);
        var elapsed = start == 0 ? TimeSpan.Zero : time.GetElapsedTime(start, now);
        return elapsed >= TimeSpan.FromSeconds(1) ? Volatile.Read(in _windowCount) / elapsed.TotalSeconds : Volatile.Read(in _lastRate);
    }
}
