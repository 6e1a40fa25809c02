using FlexCore.Actors.Mailboxes;
using FlexCore.Application.Entities;

namespace FlexCore.Actors.Entities;

/// <content>Loading, backing off, snapshots and leaving memory.</content>
internal sealed partial class EntityCell<TState, TCommand, TEvent>
{
    private Turn BeginLoad()
    {
        _restartTimer?.Dispose();
        _restartTimer = null;
        Enter(EntityPhase.Unloaded);
        if (_region.Options.WhenFenced == FencedPolicy.Stop && _region.Storage.Shards.LeaseOf(Shard) is null)
        {
            return FailWaitingAndClose(new ShardFencedException(Id, Shard));
        }

        _ = LoadAsync();
        return Turn.Park;
    }

    private async Task LoadAsync()
    {
        var started = _region.System.Time.GetTimestamp();
        try
        {
            if (_region.Storage.Shards.LeaseOf(Shard) is null)
            {
                await _region.Storage.Shards.ReacquireAsync(Shard);
            }

            // The lease is taken before the stream is read: whoever takes the shard afterwards fences what is decided on this reading.
            _lease = _region.Storage.Shards.LeaseOf(Shard);
            _loaded = await _region.Loader.LoadAsync(Id);
            _region.Instruments.RecordRecovery(_region.System.Time.GetElapsedTime(started));
        }
        catch (Exception failure)
        {
            // The supervision boundary; the turn that resumes decides between another attempt and the end.
            _loadFailure = failure;
        }

        Resume();
    }

    private Turn OnLoaded()
    {
        var (loaded, failure) = (_loaded, _loadFailure);
        (_loaded, _loadFailure) = (null, null);
        if (loaded is not null)
        {
            Enter(EntityPhase.Ready);
            _lastFailure = null;
            _loadFailuresInRow = 0;
            (_state, _version, _snapshotVersion, _answers) = (loaded.State, loaded.Version, loaded.SnapshotVersion, loaded.Answers);
            MarkUsed();
            SetTimer(WantedTimer(_state));
            return Turn.Continue;
        }

        _lastFailure = failure;
        if (failure is not null)
        {
            _vitals.Note(failure, _region.System.Time);
        }

        if (failure is EntityHistoryException)
        {
            Enter(EntityPhase.Failed);
            _region.Log.HistoryContradictory(Id, failure);
            return Turn.Continue;
        }

        return OnLoadFailed(failure ?? new EntityFailedException(Id, "loading gave neither a state nor an error."));
    }

    private Turn OnLoadFailed(Exception failure)
    {
        _loadFailuresInRow++;
        _vitals.CountRestart();
        _region.Instruments.CountRestart();
        if (_loadFailuresInRow > _region.System.Backoff.RestartsMax || _stopping)
        {
            _region.Log.LoadGivenUp(Id, _loadFailuresInRow, failure);
            return FailWaitingAndClose(new EntityFailedException(Id, $"its history cannot be read: {failure.Message}", failure));
        }

        var pause = _region.System.Backoff.Before(_loadFailuresInRow);
        _region.Log.LoadFailed(Id, _loadFailuresInRow, pause.TotalMilliseconds, failure);
        if (pause == TimeSpan.Zero)
        {
            return BeginLoad();
        }

        BackOff(pause);
        return Turn.Hold;
    }

    private void Enter(EntityPhase phase)
    {
        if (IsStranded(phase) != IsStranded(_phase))
        {
            _region.Instruments.CountStranded(IsStranded(phase) ? 1 : -1);
        }

        _phase = phase;
    }

    private static bool IsStranded(EntityPhase phase) => phase is EntityPhase.BackingOff or EntityPhase.Failed;

    private void BackOff(TimeSpan pause)
    {
        Enter(EntityPhase.BackingOff);
        _restartTimer = _region.System.Time.CreateTimer(
            static cell => ((EntityCell<TState, TCommand, TEvent>)cell!).Signal(RestartSignal), this, pause, Timeout.InfiniteTimeSpan);
    }

    private Turn FailWaitingAndClose(Exception failure)
    {
        do
        {
            while (Take() is { } node)
            {
                FailNode(node, failure);
            }
        }
        while (!TryClose());
        return Closed();
    }

    /// <summary>Leaves memory if nothing waits: first the snapshot, then the mailbox, so that no command is lost in between.</summary>
    private Turn Leave()
    {
        if (_firstPending is not null || _savingSnapshot)
        {
            // The end of the commit or of the save is a signal, and this is looked at again.
            return Turn.Continue;
        }

        if (_phase == EntityPhase.Ready && _region.Definition.Snapshots is not null && _version > _snapshotVersion)
        {
            _snapshotVersion = _version;
            TrySaveSnapshot(Draft());
            return Turn.Continue;
        }

        return TryClose() ? Closed() : Turn.Continue;
    }

    private Turn Closed()
    {
        _restartTimer?.Dispose();
        Enter(EntityPhase.Unloaded);
        _region.Log.Passivated(Id, _version);
        _region.OnClosed(this);
        return Turn.Closed;
    }

    private void TrySaveSnapshot(SnapshotDraft<TState> draft)
    {
        // One at a time: when saves are slower than events, the newest state is saved by a later one.
        if (!_savingSnapshot)
        {
            _savingSnapshot = true;
            _ = SaveSnapshotAsync(draft);
        }
    }

    private async Task SaveSnapshotAsync(SnapshotDraft<TState> draft)
    {
        // Encoding a large state must not hold up the turn.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var codec = _region.Definition.Snapshots ?? throw new InvalidOperationException("A snapshot was drafted without a codec.");
            await _region.Storage.Snapshots.SaveAsync(SnapshotEnvelope.Encode(Id, codec, draft));
            _region.Instruments.CountSnapshot();
        }
        catch (Exception failure)
        {
            // A boundary: a snapshot only saves time, so the entity goes on without it.
            _region.Log.SnapshotNotSaved(Id, draft.Version, failure);
        }

        Signal(SnapshotSignal);
    }

    private EntityTimer<TCommand>? WantedTimer(TState state)
    {
        try
        {
            return _region.Definition.Timer?.Invoke(Id, state);
        }
        catch (Exception failure)
        {
            // The supervision boundary: a timer that cannot be read from a state must not keep the state from being used.
            _region.Log.TimerUnreadable(Id, failure);
            return null;
        }
    }

    private void SetTimer(EntityTimer<TCommand>? timer)
    {
        if (_region.Timers is not { } timers || (timer is null && _timer is null) || (timer is not null && timer.IsSameAs(_timer)))
        {
            return;
        }

        _timer = timer;
        timers.Set(Id, timer);
    }
}
