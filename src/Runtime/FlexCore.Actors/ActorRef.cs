namespace FlexCore.Actors;

/// <summary>The address of an actor. It stays valid when the actor restarts. Thread-safe.</summary>
/// <typeparam name="TMessage">What the actor can be sent.</typeparam>
/// <typeparam name="TReply">What it answers.</typeparam>
public sealed class ActorRef<TMessage, TReply>
{
    private readonly ActorCell<TMessage, TReply> _cell;

    internal ActorRef(ActorCell<TMessage, TReply> cell) => _cell = cell;

    /// <summary>The actor's name.</summary>
    public string Name => _cell.Name;

    /// <summary>Completes when the actor has stopped; never faults.</summary>
    public Task Stopped => _cell.Stopped;

    /// <summary>Sends a message and expects no answer. Messages of one sender arrive in order.</summary>
    /// <param name="message">The message.</param>
    /// <returns><see langword="false"/> when the mailbox is full or the actor has stopped; the message is then a counted dead letter.</returns>
    public bool TryTell(TMessage message) => _cell.TryTell(message);

    /// <summary>Sends a message and waits for the answer, at most the system's ask time-out. Await the result exactly once.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops waiting; the actor may still handle the message.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ActorTimeoutException">No answer came in time.</exception>
    /// <exception cref="ActorFailedException">The actor threw on this message.</exception>
    /// <exception cref="ActorStoppedException">The actor has stopped.</exception>
    /// <exception cref="MailboxFullException">The mailbox is full.</exception>
    public ValueTask<TReply> AskAsync(TMessage message, CancellationToken cancellationToken = default) =>
        _cell.AskAsync(message, _cell.AskTimeout, cancellationToken);

    /// <summary>Sends a message and waits for the answer, at most a given time. Await the result exactly once.</summary>
    /// <param name="message">The message.</param>
    /// <param name="timeout">How long to wait, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the actor may still handle the message.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ActorTimeoutException">No answer came in time.</exception>
    /// <exception cref="ActorFailedException">The actor threw on this message.</exception>
    /// <exception cref="ActorStoppedException">The actor has stopped.</exception>
    /// <exception cref="MailboxFullException">The mailbox is full.</exception>
    public ValueTask<TReply> AskAsync(TMessage message, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _cell.AskAsync(message, timeout, cancellationToken);

    /// <summary>Stops the actor after the message it is handling. Messages that wait become dead letters; their callers are told.</summary>
    /// <param name="cancellationToken">Stops waiting; the actor stops all the same.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        _cell.RequestStop();
        return _cell.Stopped.WaitAsync(cancellationToken);
    }
}
