using FlexCore.Actors.Asking;
using FlexCore.Actors.Mailboxes;

namespace FlexCore.Actors;

/// <summary>Hosts one actor: its mailbox, its current instance and its supervision.</summary>
/// <remarks>
/// Concurrency: the public members may be called from any thread. All fields below the mailbox belong to the turn; while the turn is
/// parked they belong to the one asynchronous method that parked it.
/// </remarks>
internal sealed class ActorCell<TMessage, TReply> : MailboxOwner
{
    private const int StopRequested = 1;
    private const int RestartDue = 2;

    private readonly ActorSystem _system;
    private readonly Func<Actor<TMessage, TReply>> _factory;
    private readonly ActorOptions _options;
    private readonly AskPool<ActorAsk<TMessage, TReply>> _asks;
    private readonly ActorContext<TMessage, TReply> _context;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPhase _phase = ActorPhase.New;
    private Actor<TMessage, TReply>? _actor;
    private Exception? _failure;
    private ITimer? _restartTimer;
    private int _failuresInRow;

    internal ActorCell(
        ActorSystem system,
        string name,
        Func<Actor<TMessage, TReply>> factory,
        ActorOptions options,
        AskPool<ActorAsk<TMessage, TReply>> asks)
    {
        _system = system;
        Name = name;
        _factory = factory;
        _options = options;
        _asks = asks;
        Self = new ActorRef<TMessage, TReply>(this);
        _context = new ActorContext<TMessage, TReply>(this, Self, system.Time);
    }

    internal string Name { get; }

    internal ActorRef<TMessage, TReply> Self { get; }

    internal TimeSpan AskTimeout => _system.AskTimeout;

    internal Task Stopped => _stopped.Task;

    /// <inheritdoc/>
    protected override int Capacity => _options.MailboxCapacity;

    /// <inheritdoc/>
    protected override int Throughput => _options.Throughput;

    internal bool TryTell(TMessage message)
    {
        var accepted = Post(new ActorMessage<TMessage>(message)) == PostResult.Accepted;
        if (!accepted)
        {
            _system.CountDeadLetter(Name);
        }

        return accepted;
    }

    internal ValueTask<TReply> AskAsync(TMessage message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TReply>(cancellationToken);
        }

        var ask = _asks.Rent();
        ask.Begin(this, message, _system.Deadlines.After(timeout), cancellationToken);
        var task = ask.Task;
        switch (Post(ask))
        {
            case PostResult.Full:
                _system.CountDeadLetter(Name);
                ask.Fail(new MailboxFullException(Name, Capacity));
                break;
            case PostResult.Closed:
                _system.CountDeadLetter(Name);
                ask.Fail(new ActorStoppedException(Name, null));
                break;
            default:
                _system.Deadlines.Watch();
                break;
        }

        return task;
    }

    internal void RequestStop() => Signal(StopRequested);

    /// <inheritdoc/>
    protected override Turn OnTurnStarted()
    {
        switch (_phase)
        {
            case ActorPhase.New:
                _ = StartAsync();
                return Turn.Park;
            case ActorPhase.Running when _failure is not null:
                _ = DiscardAsync(_failure);
                return Turn.Park;
            case ActorPhase.Discarded:
                return Restart();
            case ActorPhase.BackingOff:
                return Turn.Hold;
            case ActorPhase.Closing:
                return Close();
            default:
                return Turn.Continue;
        }
    }

    /// <inheritdoc/>
    protected override Turn OnSignals(int flags)
    {
        if ((flags & StopRequested) != 0)
        {
            _ = StopAsync();
            return Turn.Park;
        }

        if ((flags & RestartDue) != 0 && _phase == ActorPhase.BackingOff)
        {
            _ = StartAsync();
            return Turn.Park;
        }

        return _phase == ActorPhase.BackingOff ? Turn.Hold : Turn.Continue;
    }

    /// <inheritdoc/>
    protected override Turn Receive(MailboxNode node)
    {
        ValueTask<TReply> handling;
        try
        {
            handling = Handle(node);
            if (handling.IsCompletedSuccessfully)
            {
                // Not blocking: the task has completed.
                Answer(node, handling.Result);
                return Turn.Continue;
            }
        }
        catch (Exception failure)
        {
            // The supervision boundary: the message fails alone and the instance is replaced.
            return Fail(node, failure);
        }

        _ = FinishAsync(node, handling);
        return Turn.Park;
    }

    private ValueTask<TReply> Handle(MailboxNode node)
    {
        var actor = _actor ?? throw new InvalidOperationException($"Actor '{Name}' received a message before it was started.");
        var message = node is ActorAsk<TMessage, TReply> ask ? ask.Message : ((ActorMessage<TMessage>)node).Message;
        return actor.ReceiveAsync(message, _context);
    }

    private void Answer(MailboxNode node, TReply reply)
    {
        _failuresInRow = 0;
        if (node is ActorAsk<TMessage, TReply> ask)
        {
            ask.Reply(reply);
        }
    }

    private Turn Fail(MailboxNode node, Exception failure)
    {
        if (node is ActorAsk<TMessage, TReply> ask)
        {
            ask.Fail(new ActorFailedException(Name, failure));
        }

        _ = DiscardAsync(failure);
        return Turn.Park;
    }

    private async Task FinishAsync(MailboxNode node, ValueTask<TReply> handling)
    {
        try
        {
            Answer(node, await handling);
        }
        catch (Exception failure)
        {
            // The supervision boundary; the next turn replaces the instance.
            _failure = failure;
            if (node is ActorAsk<TMessage, TReply> ask)
            {
                ask.Fail(new ActorFailedException(Name, failure));
            }
        }

        Resume();
    }

    private async Task StartAsync()
    {
        _restartTimer?.Dispose();
        _restartTimer = null;
        _failure = null;
        _phase = ActorPhase.Running;
        try
        {
            _actor = _factory();
            await _actor.StartAsync(_context);
        }
        catch (Exception failure)
        {
            // The supervision boundary; the next turn discards what did not start.
            _failure = failure;
        }

        Resume();
    }

    private async Task DiscardAsync(Exception failure)
    {
        _failure = failure;
        await RunStopHookAsync(failure);
        _phase = ActorPhase.Discarded;
        Resume();
    }

    private async Task StopAsync()
    {
        _restartTimer?.Dispose();
        await RunStopHookAsync(null);
        _phase = ActorPhase.Closing;
        Resume();
    }

    private async Task RunStopHookAsync(Exception? cause)
    {
        try
        {
            if (_actor is not null)
            {
                await _actor.StopAsync(cause);
            }
        }
        catch (Exception failure)
        {
            // The supervision boundary: an instance that cannot even stop is discarded all the same.
            _system.Log.StopHookFailed(Name, failure);
        }

        _actor = null;
    }

    private Turn Restart()
    {
        var failure = _failure ?? throw new InvalidOperationException($"Actor '{Name}' restarts without a cause.");
        _failuresInRow++;
        if (_failuresInRow > _system.Backoff.RestartsMax)
        {
            _system.Log.ActorGaveUp(Name, _failuresInRow, failure);
            return Close();
        }

        var pause = _system.Backoff.Before(_failuresInRow);
        _system.CountRestart(Name);
        _system.Log.ActorRestarts(Name, _failuresInRow, pause.TotalMilliseconds, failure);
        if (pause == TimeSpan.Zero)
        {
            _ = StartAsync();
            return Turn.Park;
        }

        _phase = ActorPhase.BackingOff;
        _restartTimer = _system.Time.CreateTimer(
            static cell => ((ActorCell<TMessage, TReply>)cell!).Signal(RestartDue), this, pause, Timeout.InfiniteTimeSpan);
        return Turn.Hold;
    }

    private Turn Close()
    {
        _phase = ActorPhase.Closing;
        do
        {
            while (Take() is { } node)
            {
                _system.CountDeadLetter(Name);
                if (node is ActorAsk<TMessage, TReply> ask)
                {
                    ask.Fail(new ActorStoppedException(Name, _failure));
                }
            }
        }
        while (!TryClose());

        _system.Forget(Name);
        _stopped.SetResult();
        return Turn.Closed;
    }
}
