using System.Runtime.CompilerServices;
using FlexCore.Application.Inspection;

namespace FlexCore.Node.Logging;

/// <summary>The newest log events, in a ring.</summary>
/// <remarks>Thread-safe: one lock guards the ring; readers copy a few events at a time and are woken outside of it. At most <c>capacity</c> events are kept.</remarks>
internal sealed class LogBook(int capacity, LogRules rules, string life) : ILogBook
{
    /// <summary>The most characters of a message that are kept.</summary>
    internal const int MessageLengthMax = 4_000;

    private const int PieceMax = 100;

    private readonly Lock _gate = new();
    private readonly LogEvent?[] _ring = new LogEvent?[capacity];
    private long _last;
    private TaskCompletionSource? _more;

    /// <inheritdoc/>
    public string Life => life;

    /// <inheritdoc/>
    public long LastNumber
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <inheritdoc/>
    public LogEventLevel LevelMin => (LogEventLevel)rules.Minimum;

    /// <inheritdoc/>
    public IReadOnlyList<LogRule> Rules => rules.Current;

    /// <summary>Keeps an event; its number is given here.</summary>
    public void Add(LogEvent one)
    {
        TaskCompletionSource? more;
        lock (_gate)
        {
            _last++;
            _ring[_last % capacity] = one with { Number = _last };
            (more, _more) = (_more, null);
        }

        more?.SetResult();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEvent> TailAsync(LogQuery query, int newest, long? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(newest);
        var at = after is { } number && number <= LastNumber ? number : BeforeNewest(query, newest);
        while (true)
        {
            var (piece, more) = Read(at);
            foreach (var one in piece)
            {
                at = one.Number;
                if (query.Wants(one))
                {
                    yield return one;
                }
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public bool TrySet(string category, LogEventLevel levelMin, TimeSpan? duration) => rules.TrySet(category, levelMin, duration);

    /// <inheritdoc/>
    public bool Remove(string category) => rules.Remove(category);

    // The events behind a number that are still kept, and what to wait for before the next look.
    private (List<LogEvent> Piece, Task More) Read(long after)
    {
        var piece = new List<LogEvent>();
        lock (_gate)
        {
            for (var number = Math.Max(after, _last - capacity) + 1; number <= _last && piece.Count < PieceMax; number++)
            {
                if (_ring[number % capacity] is { } one)
                {
                    piece.Add(one);
                }
            }

            return piece.Count > 0 ? (piece, Task.CompletedTask) : (piece, (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task);
        }
    }

    private long BeforeNewest(LogQuery query, int newest)
    {
        lock (_gate)
        {
            var oldest = Math.Max(0, _last - capacity);
            var number = _last;
            for (var found = 0; number > oldest; number--)
            {
                if (_ring[number % capacity] is { } one && query.Wants(one) && ++found > newest)
                {
                    break;
                }
            }

            return number;
        }
    }
}
