using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>Runs components on exactly one node each, under leases named <c>singleton/name</c>.</summary>
/// <remarks>Thread-safe. At most <see cref="RegistrationsMax"/> components per node.</remarks>
internal sealed class ClusterSingleton(NodeParts parts, LeaseBoard board, LeaseLog log) : IClusterSingleton
{
    /// <summary>The most components that one node may offer to run: all their leases are renewed in one statement.</summary>
    internal const int RegistrationsMax = 1_000;

    /// <summary>What leases of singletons begin with.</summary>
    internal const string Prefix = "singleton/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SingletonRegistration> _registrations = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IAsyncDisposable Register(string name, Func<NamedLease, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (name is not { Length: > 0 and <= 100 } || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{name}' cannot name a singleton. Use 1 to 100 characters of a-z 0-9 and -.", nameof(name));
        }

        lock (_gate)
        {
            if (_registrations.ContainsKey(name))
            {
                throw new InvalidOperationException($"The singleton '{name}' is registered on this node already. Dispose the first registration before another.");
            }

            if (_registrations.Count >= RegistrationsMax)
            {
                throw new InvalidOperationException($"This node offers to run {RegistrationsMax} singletons already, and no node may offer more. Put several tasks into one.");
            }

            var candidate = new LeaseCandidate(parts, board, log, Prefix + name, run);
            return _registrations[name] = new SingletonRegistration(candidate, () => Forget(name), parts.End.Over);
        }
    }

    /// <summary>Ends every component and gives up the leases, so that the next node need not wait.</summary>
    internal async Task StopAsync()
    {
        SingletonRegistration[] all;
        lock (_gate)
        {
            all = [.. _registrations.Values];
        }

        await Task.WhenAll(all.Select(registration => registration.DisposeAsync().AsTask()));
    }

    private void Forget(string name)
    {
        lock (_gate)
        {
            _registrations.Remove(name);
        }
    }
}
