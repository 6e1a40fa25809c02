namespace FlexCore.Application.Cluster;

/// <summary>Runs singletons in a process that is alone: all of them, from the registration on.</summary>
/// <remarks>Thread-safe. The epoch is that of the process: it owns the store, and the next process has a higher one.</remarks>
/// <param name="owner">This process.</param>
/// <param name="epoch">Its epoch.</param>
/// <param name="clock">Paces restarts.</param>
/// <param name="ended">Told when a singleton has ended by itself, with its name and what it threw.</param>
public sealed class LocalSingletons(NodeId owner, long epoch, TimeProvider clock, Action<string, Exception?> ended) : IClusterSingleton
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>How long a singleton that has ended by itself waits before it is started again.</summary>
    public static TimeSpan RestartDelay { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IAsyncDisposable Register(string name, Func<NamedLease, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_gate)
        {
            if (!_names.Add(name))
            {
                throw new InvalidOperationException($"The singleton '{name}' is registered already. Dispose the first registration before another.");
            }
        }

        return new Registration(this, name, run);
    }

    private sealed class Registration : IAsyncDisposable
    {
        private readonly LocalSingletons _singletons;
        private readonly string _name;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Registration(LocalSingletons singletons, string name, Func<NamedLease, CancellationToken, Task> run)
        {
            _singletons = singletons;
            _name = name;
            var lease = new NamedLease($"singleton/{name}", singletons.Epoch, singletons.Owner);
            _running = Task.Run(() => RunAsync(lease, run));
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
            lock (_singletons._gate)
            {
                _singletons._names.Remove(_name);
            }
        }

        private async Task RunAsync(NamedLease lease, Func<NamedLease, CancellationToken, Task> run)
        {
            while (!_stop.IsCancellationRequested)
            {
                Exception? thrown = null;
                try
                {
                    await run(lease, _stop.Token).ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    // The boundary of the component: what it throws is reported, and it is started again.
                    thrown = error;
                }

                if (!_stop.IsCancellationRequested)
                {
                    _singletons.Ended(_name, thrown);
                    await Task.Delay(RestartDelay, _singletons.Clock, _stop.Token).ConfigureAwait(false);
                }
            }
        }
    }

    private NodeId Owner => owner;

    private long Epoch => epoch;

    private TimeProvider Clock => clock;

    private void Ended(string name, Exception? error) => ended(name, error);
}
