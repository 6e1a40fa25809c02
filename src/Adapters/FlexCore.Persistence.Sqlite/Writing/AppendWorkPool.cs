using System.Collections.Concurrent;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Keeps append objects for reuse. Thread-safe.</summary>
internal sealed class AppendWorkPool
{
    private const int CountMax = 8_192;

    private readonly ConcurrentQueue<AppendWork> _idle = new();
    private int _count;

    public AppendWork Rent()
    {
        if (_idle.TryDequeue(out var work))
        {
            Interlocked.Decrement(ref _count);
            return work;
        }

        return new AppendWork(this);
    }

    public void Return(AppendWork work)
    {
        if (Interlocked.Increment(ref _count) <= CountMax)
        {
            _idle.Enqueue(work);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
