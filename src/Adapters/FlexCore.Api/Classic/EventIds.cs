using System.Globalization;

namespace FlexCore.Api.Classic;

/// <summary>Ids for events that come without one: <c>evt-</c> and the time in nanoseconds, never the same twice in one process. Thread-safe.</summary>
/// <param name="clock">The time.</param>
internal sealed class EventIds(TimeProvider clock)
{
    private const long NanosecondsPerTick = 100;
    private long _last;

    /// <summary>A new id.</summary>
    public string Next()
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return string.Create(CultureInfo.InvariantCulture, $"evt-{next}");
            }
        }
    }
}
