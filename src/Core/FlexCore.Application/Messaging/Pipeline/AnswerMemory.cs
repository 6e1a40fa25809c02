using FlexCore.Domain;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Whose key it is: another principal's same key is another key.</summary>
internal readonly record struct AnswerKey(SecurityContext Security, string Key);

/// <summary>A command under a key: at work, or answered.</summary>
internal sealed class AnswerEntry(AnswerKey key, string hash)
{
    public AnswerKey Key { get; } = key;

    public string Hash { get; } = hash;

    public TaskCompletionSource<MessageOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The answers to the newest commands with a key, a bounded number, and the commands with a key that are at work. Thread-safe: one lock.</summary>
internal sealed class AnswerMemory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AnswerKey, AnswerEntry> _entries = [];
    private readonly Queue<AnswerEntry> _kept = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public AnswerEntry Enter(AnswerKey key, string hash, out bool isFirst)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                isFirst = false;
                return known;
            }

            isFirst = true;
            return _entries[key] = new AnswerEntry(key, hash);
        }
    }

    public void Leave(AnswerEntry entry, bool isKept)
    {
        lock (_lock)
        {
            if (!isKept || capacity == 0)
            {
                _entries.Remove(entry.Key);
                return;
            }

            _kept.Enqueue(entry);
            if (_kept.Count > capacity)
            {
                _entries.Remove(_kept.Dequeue().Key);
            }
        }
    }
}
