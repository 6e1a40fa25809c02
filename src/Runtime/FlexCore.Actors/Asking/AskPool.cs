namespace FlexCore.Actors.Asking;

/// <summary>Keeps asks of one type for the next use, and knows all that are in use, so that time-outs need no registration.</summary>
/// <typeparam name="TAsk">The ask.</typeparam>
/// <remarks>
/// Thread-safe. Free asks lie in one small stack per processor, each behind a try-lock: a busy stack is passed by, never waited for.
/// At most <see cref="KeptPerStripe"/> free asks per processor are kept; what is more becomes garbage. The list of all asks is as long
/// as the highest number that were in flight at once.
/// </remarks>
internal sealed class AskPool<TAsk> : IAskPool
    where TAsk : Ask
{
    /// <summary>The most free asks kept per processor.</summary>
    internal const int KeptPerStripe = 2_048;

    private readonly Func<AskPool<TAsk>, TAsk> _create;
    private readonly Stripe[] _stripes;
    private readonly Lock _gate = new();
    private readonly List<TAsk> _all = [];

    internal AskPool(Func<AskPool<TAsk>, TAsk> create)
    {
        _create = create;
        _stripes = new Stripe[Environment.ProcessorCount];
        for (var i = 0; i < _stripes.Length; i++)
        {
            _stripes[i] = new Stripe();
        }
    }

    /// <summary>How many asks exist, free or in use.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _all.Count;
            }
        }
    }

    internal TAsk Rent()
    {
        var first = Thread.GetCurrentProcessorId() % _stripes.Length;
        for (var i = 0; i < _stripes.Length; i++)
        {
            var stripe = _stripes[(first + i) % _stripes.Length];
            if (stripe.TryPop() is { } ask)
            {
                return ask;
            }
        }

        return Create();
    }

    internal void Return(TAsk ask)
    {
        if (!_stripes[Thread.GetCurrentProcessorId() % _stripes.Length].TryPush(ask))
        {
            ask.Abandon();
        }
    }

    /// <inheritdoc/>
    public bool Sweep(long now)
    {
        var waiting = false;
        lock (_gate)
        {
            var kept = 0;
            for (var i = 0; i < _all.Count; i++)
            {
                var ask = _all[i];
                if (!ask.IsAbandoned)
                {
                    waiting |= ask.Sweep(now);
                    _all[kept++] = ask;
                }
            }

            _all.RemoveRange(kept, _all.Count - kept);
        }

        return waiting;
    }

    private TAsk Create()
    {
        var ask = _create(this);
        lock (_gate)
        {
            _all.Add(ask);
        }

        return ask;
    }

    private sealed class Stripe
    {
        private TAsk?[] _free = new TAsk?[16];
        private int _count;
        private int _taken;

        internal TAsk? TryPop()
        {
            if (Volatile.Read(ref _count) == 0 || Interlocked.Exchange(ref _taken, 1) != 0)
            {
                return null;
            }

            TAsk? ask = null;
            if (_count > 0)
            {
                ask = _free[--_count];
                _free[_count] = null;
            }

            Volatile.Write(ref _taken, 0);
            return ask;
        }

        internal bool TryPush(TAsk ask)
        {
            if (Interlocked.Exchange(ref _taken, 1) != 0)
            {
                return false;
            }

            var room = _count < KeptPerStripe;
            if (room)
            {
                if (_count == _free.Length)
                {
                    Array.Resize(ref _free, _free.Length * 2);
                }

                _free[_count++] = ask;
            }

            Volatile.Write(ref _taken, 0);
            return room;
        }
    }
}
