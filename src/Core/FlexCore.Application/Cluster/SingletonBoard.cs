namespace FlexCore.Application.Cluster;

/// <summary>What the singletons that run in this process have done: for people who look. Thread-safe.</summary>
/// <param name="clock">The time of what happens.</param>
public sealed class SingletonBoard(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SingletonFacts> _facts = new(StringComparer.Ordinal);

    /// <summary>The singletons that run here, or ran here last, by name.</summary>
    public IReadOnlyList<SingletonFacts> List()
    {
        lock (_gate)
        {
            return [.. _facts.Values];
        }
    }

    /// <summary>Says that a singleton begins here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lease">Its lease.</param>
    public void Began(string name, NamedLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_gate)
        {
            _facts[name] = new SingletonFacts(name, lease.Owner.ToString(), lease.Epoch, clock.GetUtcNow(), IsHeld: true);
        }
    }

    /// <summary>Says that a singleton has done something.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="report">What, in a few words.</param>
    /// <param name="error">Why it failed, or <see langword="null"/>.</param>
    public void Fired(string name, string report, string? error)
    {
        lock (_gate)
        {
            if (_facts.TryGetValue(name, out var facts))
            {
                _facts[name] = facts with { LastFiring = clock.GetUtcNow(), Firings = facts.Firings + 1, Report = report, Error = error };
            }
        }
    }

    /// <summary>Says that a singleton does not run here any more.</summary>
    /// <param name="name">Its name.</param>
    public void Ended(string name)
    {
        lock (_gate)
        {
            if (_facts.TryGetValue(name, out var facts))
            {
                _facts[name] = facts with { IsHeld = false };
            }
        }
    }
}
