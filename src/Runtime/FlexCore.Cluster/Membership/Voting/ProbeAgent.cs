using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Voting;

/// <summary>Probes the node's successors, asks others before it blames anybody, and votes.</summary>
/// <remarks>One loop; the probes of a round run side by side, and while they do, only the state of their own target is touched.</remarks>
internal sealed class ProbeAgent(NodeParts parts, Prober prober, MembershipWriter writer) : IDisposable
{
    /// <summary>How many answers in a row must say that a member has lost the database: one moment more for it to come back.</summary>
    private const int LostMin = 2;

    private readonly Wake _wake = new(parts.Time);
    private readonly Dictionary<NodeId, TargetState> _targets = [];

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        var pause = parts.Options.ProbeInterval;
        while (!cancellationToken.IsCancellationRequested)
        {
            var waitedFrom = parts.Time.GetTimestamp();
            await _wake.WaitAsync(pause);
            var started = parts.Time.GetTimestamp();
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            if (parts.Time.GetElapsedTime(waitedFrom, started) > pause + parts.Options.ProbeInterval)
            {
                // Somebody who oversleeps by a whole interval has no business to call others late.
                parts.Health.Worsen();
                _targets.Clear();
            }

            await RoundAsync(cancellationToken);

            // Rounds begin in the rhythm of the interval, however long the time-outs of the last one were.
            var left = parts.Options.ProbeInterval - parts.Time.GetElapsedTime(started);
            pause = left > parts.Options.ProbeInterval / 4 ? left : parts.Options.ProbeInterval / 4;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var members = parts.View.Current.Membership.Members;
        var targets = ProbeRing.Targets(members, parts.Self, parts.Options.ProbeTargets);
        foreach (var gone in _targets.Keys.Where(id => targets.All(target => target.Id != id)).ToArray())
        {
            _targets.Remove(gone);
        }

        var answers = await Task.WhenAll(targets.Select(async target => (Target: target, Reply: await prober.ProbeAsync(target, cancellationToken))));
        var reached = answers.Count(answer => answer.Reply is not null);
        if (reached == 0 && targets.Count > 1)
        {
            // More likely this node is cut off than all others are dead at once.
            parts.Health.Worsen();
        }
        else
        {
            parts.Health.Improve();
        }

        foreach (var (target, reply) in answers)
        {
            Count(target.Id, reply);
        }

        await Task.WhenAll(answers.Select(answer => answer.Reply switch
        {
            null => SuspectAsync(answer.Target, cancellationToken),
            { HasLostDatabase: true } => ReplaceAsync(answer.Target, cancellationToken),
            _ => TakeBackAsync(answer.Target, cancellationToken),
        }));
        parts.Instruments.NoteHealth(parts.Health.Score);
    }

    private void Count(NodeId target, ProbeReply? reply)
    {
        if (reply is { HasLostDatabase: false })
        {
            _targets.Remove(target);
            return;
        }

        var state = _targets.TryGetValue(target, out var known) ? known : _targets[target] = new TargetState();
        if (reply is null)
        {
            state.Missed++;
            parts.Instruments.CountProbeMissed();
        }
        else
        {
            (state.Missed, state.Lost) = (0, state.Lost + 1);
        }
    }

    private async Task TakeBackAsync(Member target, CancellationToken cancellationToken)
    {
        if (VoteRules.HasVote(target, parts.Self))
        {
            await writer.ChangeAsync("take back a vote", snapshot => VoteRules.Withdraw(snapshot, parts.Self, target.Id), cancellationToken);
        }
    }

    private async Task SuspectAsync(Member target, CancellationToken cancellationToken)
    {
        if (!_targets.TryGetValue(target.Id, out var state) || state.Missed < parts.Options.ProbesMissed || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var through = await AskOthersAsync(target, state, cancellationToken);
        if (through == true)
        {
            // The member lives; it is this node's connection that fails.
            parts.Log.ReachedThroughOthers(target.Id);
            parts.Health.Worsen();
            return;
        }

        // Where nobody answers at all, this node is the first suspect: it waits twice as long before it blames another.
        if ((through == false || state.Missed >= parts.Options.ProbesMissed * 2 || IsAlone(target)) && parts.View.IsServing)
        {
            await VoteAsync(target, cancellationToken);
        }
    }

    // It lives and says itself that it may not serve: nothing it has can be had there. Only who has had the database all the time may conclude that the member alone
    // has lost it; else an outage would end whoever comes back last.
    private async Task ReplaceAsync(Member target, CancellationToken cancellationToken)
    {
        var isLasting = _targets.TryGetValue(target.Id, out var state) && state.Lost >= LostMin;
        if (isLasting && parts.View.IsServing && parts.SteadyContact.UnbrokenFor >= parts.Options.MemberTtl)
        {
            await VoteAsync(target, cancellationToken);
        }
    }

    private bool IsAlone(Member target) => parts.View.Current.Serving.All(member => member.Id == target.Id || member.Id == parts.Self);

    /// <summary>Asks up to two other members: true when one reaches the target, false when one does not, null when none answers.</summary>
    private async Task<bool?> AskOthersAsync(Member target, TargetState state, CancellationToken cancellationToken)
    {
        var others = parts.View.Current.Serving.Where(member => member.Id != target.Id && member.Id != parts.Self).ToList();
        for (var asked = 0; asked < Math.Min(2, others.Count); asked++)
        {
            var via = others[state.NextVia++ % others.Count];
            if (await prober.ReachThroughAsync(via, target, cancellationToken) is { } reached)
            {
                return reached;
            }
        }

        return null;
    }

    private async Task VoteAsync(Member target, CancellationToken cancellationToken)
    {
        // Others' old heartbeats mean something only to who could heartbeat all that time.
        TimeSpan? staleAfter = parts.Contact.UnbrokenFor >= parts.Options.StaleAfter ? parts.Options.StaleAfter : null;
        var outcome = await writer.ChangeAsync(
            "vote", snapshot => VoteRules.Cast(snapshot, parts.Self, target.Id, parts.Options, staleAfter), cancellationToken);
        if (outcome == WriteOutcome.Written)
        {
            parts.Instruments.CountVote();
            var row = parts.View.Current.Find(target.Id);
            parts.Log.Voted(target.Id, row?.Status ?? MemberStatus.Down);
        }
    }
}
