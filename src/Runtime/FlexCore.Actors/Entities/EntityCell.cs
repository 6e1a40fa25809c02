using FlexCore.Actors.Mailboxes;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>One entity in memory: its mailbox, its newest state and the commands whose commits are under way.</summary>
/// <remarks>
/// <para>Concurrency: <see cref="MailboxOwner.Post"/> and <see cref="MailboxOwner.Signal"/> may be called from any thread. All fields belong
/// to the turn; while the turn is parked they belong to the one asynchronous method that parked it.</para>
/// <para>The state is the newest <em>decided</em> one and may be ahead of the journal by the pending commands. An answer leaves only when the
/// appends of its command and of all commands before it are durable, so nobody ever sees a state that can still be lost. When an append
/// fails, the pending commands fail with it and the entity forgets everything and reloads.</para>
/// </remarks>
internal sealed partial class EntityCell<TState, TCommand, TEvent> : MailboxOwner
    where TCommand : ICommand
{
    internal const int CommitSignal = 1;
    internal const int RestartSignal = 2;
    internal const int PassivateSignal = 4;
    internal const int StopSignal = 8;
    internal const int SnapshotSignal = 16;

    private readonly EntityRegion<TState, TCommand, TEvent> _region;
    private readonly Action _onCommit;
    private EntityPhase _phase = EntityPhase.Unloaded;
    private TState _state;
    private long _version;
    private long _snapshotVersion;
    private AnswerMemory? _answers;
    private ShardLease? _lease;
    private MailboxNode? _firstPending;
    private MailboxNode? _lastPending;
    private int _pendingCount;
    private Exception? _loadFailure;

    // Why the entity last rolled back, backed off or stopped; null while all is well.
    private Exception? _lastFailure;
    private LoadedEntity<TState>? _loaded;
    private EntityTimer<TCommand>? _timer;
    private ITimer? _restartTimer;
    private int _commitFailuresInRow;
    private int _loadFailuresInRow;
    private bool _savingSnapshot;
    private bool _leaving;
    private bool _stopping;
    private long _lastUsed;

    internal EntityCell(EntityRegion<TState, TCommand, TEvent> region, EntityId id)
    {
        _region = region;
        Id = id;
        Shard = id.ShardOf(region.Storage.Shards.Count);
        _onCommit = () => Signal(CommitSignal);
        _state = region.Definition.Decider.Initial;
        _lastUsed = region.System.Time.GetTimestamp();
    }

    internal EntityId Id { get; }

    internal int Shard { get; }

    /// <summary>When the entity last had work, as a timestamp of the system's clock.</summary>
    internal long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Whether the entity had work since the evictor last took the mark away.</summary>
    internal bool IsMarkedUsed { get; set; } = true;

    /// <inheritdoc/>
    protected override int Capacity => _region.Options.MailboxCapacity;

    /// <inheritdoc/>
    protected override int Throughput => _region.Options.Throughput;

    /// <inheritdoc/>
    protected override Turn OnTurnStarted()
    {
        if (_region.Instruments.MeasuresMailboxes)
        {
            _region.Instruments.RecordMailboxDepth(Depth);
        }

        return _loaded is not null || _loadFailure is not null ? OnLoaded() : Turn.Continue;
    }

    /// <inheritdoc/>
    protected override Turn OnSignals(int flags)
    {
        _stopping |= (flags & StopSignal) != 0;
        _leaving |= (flags & PassivateSignal) != 0;
        _savingSnapshot &= (flags & SnapshotSignal) == 0;
        if ((flags & CommitSignal) != 0)
        {
            DrainCommits();
        }

        if (_phase == EntityPhase.BackingOff)
        {
            if (_stopping)
            {
                return FailWaitingAndClose(_lastFailure ?? new EntityFailedException(Id, "its region stopped before it could be loaded."));
            }

            return (flags & RestartSignal) != 0 ? BeginLoad() : Turn.Hold;
        }

        return Turn.Continue;
    }

    /// <inheritdoc/>
    protected override Turn Receive(MailboxNode node)
    {
        _leaving = false;
        switch (_phase)
        {
            case EntityPhase.Ready when !OwnsItsShard():
                Return(node);
                BeginRollback(null);
                return Turn.Continue;
            case EntityPhase.Ready when _pendingCount >= _region.Options.CommitsInFlightMax:
            case EntityPhase.RollingBack:
            case EntityPhase.BackingOff:
                Return(node);
                return Turn.Hold;
            case EntityPhase.Ready:
                MarkUsed();
                _vitals.Count(_lastUsed, _region.System.Time);
                Handle(node);
                return Turn.Continue;
            case EntityPhase.Failed:
                FailNode(node, _lastFailure ?? new EntityFailedException(Id, "it is stopped."));
                return Turn.Continue;
            default:
                Return(node);
                return BeginLoad();
        }
    }

    /// <inheritdoc/>
    protected override Turn OnEmpty() => _leaving || _stopping ? Leave() : Turn.Continue;

    private bool OwnsItsShard() => ReferenceEquals(_lease, _region.Storage.Shards.LeaseOf(Shard));

    private void MarkUsed()
    {
        Volatile.Write(ref _lastUsed, _region.System.Time.GetTimestamp());
        IsMarkedUsed = true;
    }

    private static void FailNode(MailboxNode node, Exception failure)
    {
        if (node is EntityCommandAsk<TState, TCommand> command)
        {
            command.Fail(failure);
        }
        else
        {
            ((EntityReadAsk<TState>)node).Fail(failure);
        }
    }
}
