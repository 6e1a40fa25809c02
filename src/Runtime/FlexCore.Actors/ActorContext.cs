namespace FlexCore.Actors;

/// <summary>What an actor may use while it handles a message.</summary>
/// <typeparam name="TMessage">What the actor can be sent.</typeparam>
/// <typeparam name="TReply">What it answers.</typeparam>
/// <remarks><see cref="Stop"/> and <see cref="Schedule"/> may be called from any thread.</remarks>
public sealed class ActorContext<TMessage, TReply>
{
    private readonly ActorCell<TMessage, TReply> _cell;

    internal ActorContext(ActorCell<TMessage, TReply> cell, ActorRef<TMessage, TReply> self, TimeProvider time)
    {
        _cell = cell;
        Self = self;
        Time = time;
    }

    /// <summary>The actor itself; safe to hand out.</summary>
    public ActorRef<TMessage, TReply> Self { get; }

    /// <summary>The system's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Stops the actor after this message. Messages that wait become dead letters.</summary>
    public void Stop() => _cell.RequestStop();

    /// <summary>Tells the actor a message later. The message is lost when the mailbox is full or the actor stops first.</summary>
    /// <param name="delay">How long to wait.</param>
    /// <param name="message">The message.</param>
    /// <returns>The timer; dispose it to cancel.</returns>
    public ITimer Schedule(TimeSpan delay, TMessage message) =>
        Time.CreateTimer(
            static state =>
            {
                var (self, late) = ((ActorRef<TMessage, TReply>, TMessage))(state ?? throw new ArgumentNullException(nameof(state)));
                self.TryTell(late);
            },
            (Self, message),
            delay,
            Timeout.InfiniteTimeSpan);
}
