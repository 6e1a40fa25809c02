using System.Collections.Concurrent;
using FlexCore.Actors.Asking;
using FlexCore.Actors.Diagnostics;
using FlexCore.Actors.Supervision;
using Microsoft.Extensions.Logging;

namespace FlexCore.Actors;

/// <summary>The home of actors and entities in one process: clock, supervision, time-outs, metrics.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ActorSystem : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<Task>> _actors = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, IAskPool> _pools = [];
    private long _deadLetters;
    private bool _stopping;

    /// <summary>Creates a system.</summary>
    /// <param name="options">Time-outs and supervision; read once.</param>
    /// <param name="time">The clock of all its actors.</param>
    /// <param name="logs">Where it logs.</param>
    /// <exception cref="ActorOptionsException">A setting is outside its range.</exception>
    public ActorSystem(ActorSystemOptions options, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        options.Validate();
        Time = time;
        Logs = logs;
        AskTimeout = options.AskTimeout;
        Backoff = options.CreateBackoff();
        Log = new ActorLog(logs.CreateLogger("FlexCore.Actors"));
        Deadlines = new AskDeadlines(time, options.AskSweepInterval);
        Instruments = new ActorInstruments();
    }

    /// <summary>How many messages were sent to a full mailbox or a stopped actor, or were waiting when their actor stopped.</summary>
    public long DeadLetters => Interlocked.Read(ref _deadLetters);

    internal TimeProvider Time { get; }

    internal ILoggerFactory Logs { get; }

    internal TimeSpan AskTimeout { get; }

    internal Backoff Backoff { get; }

    internal ActorLog Log { get; }

    internal AskDeadlines Deadlines { get; }

    internal ActorInstruments Instruments { get; }

    /// <summary>Starts an actor. Its first instance is made when the first message arrives.</summary>
    /// <typeparam name="TMessage">What the actor can be sent.</typeparam>
    /// <typeparam name="TReply">What it answers.</typeparam>
    /// <param name="name">A name no running actor of this system has.</param>
    /// <param name="factory">Makes an instance, at the start and after each failure.</param>
    /// <param name="options">The actor's bounds.</param>
    /// <returns>The actor's address.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    /// <exception cref="ActorOptionsException">A setting is outside its range.</exception>
    /// <exception cref="ObjectDisposedException">The system has stopped.</exception>
    public ActorRef<TMessage, TReply> Start<TMessage, TReply>(
        string name, Func<Actor<TMessage, TReply>> factory, ActorOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _stopping), this);
        var cell = new ActorCell<TMessage, TReply>(this, name, factory, options, PoolOf<TMessage, TReply>());
        if (!_actors.TryAdd(name, () => cell.Self.StopAsync()))
        {
            throw new ArgumentException($"An actor named '{name}' runs already. Stop it first or choose another name.", nameof(name));
        }

        if (Volatile.Read(ref _stopping))
        {
            // It came in while the system began to stop, and the stopping loop may not have seen it.
            cell.RequestStop();
        }

        return cell.Self;
    }

    /// <summary>Stops every actor after the message it is handling, then the system.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _stopping, true);
        await Task.WhenAll(_actors.Values.Select(stop => stop()));
        await Deadlines.DisposeAsync();
        Instruments.Dispose();
    }

    internal void CountDeadLetter(string actor)
    {
        Interlocked.Increment(ref _deadLetters);
        Instruments.CountDeadLetter(actor);
        Log.DeadLetter(actor);
    }

    internal void CountRestart(string actor) => Instruments.CountRestart(actor);

    internal void Forget(string actor) => _actors.TryRemove(actor, out _);

    private AskPool<ActorAsk<TMessage, TReply>> PoolOf<TMessage, TReply>()
    {
        lock (_gate)
        {
            if (_pools.TryGetValue(typeof(ActorAsk<TMessage, TReply>), out var known))
            {
                return (AskPool<ActorAsk<TMessage, TReply>>)known;
            }

            var pool = new AskPool<ActorAsk<TMessage, TReply>>(static pool => new ActorAsk<TMessage, TReply>(pool));
            _pools.Add(typeof(ActorAsk<TMessage, TReply>), pool);
            Deadlines.Add(pool);
            return pool;
        }
    }
}
