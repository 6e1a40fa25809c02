using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Says in the table that this node lives, and hears whether it still may and what has changed.</summary>
/// <remarks>One loop, one statement per interval.</remarks>
internal sealed class HeartbeatAgent(NodeParts parts, TableReader reader) : IDisposable
{
    /// <summary>How far a node's clock may be from the database's before the log says so.</summary>
    internal static readonly TimeSpan ClockOffMin = TimeSpan.FromSeconds(10);

    private readonly Wake _wake = new(parts.Time);
    private bool _isClockOff;

    // What was lost on the way is not worth the time in which others could have arrived: three attempts fit into what a node serves without an answer.
    private TimeSpan Timeout => parts.Options.ServeFor * 0.3 < parts.Options.DatabaseTimeout ? parts.Options.ServeFor * 0.3 : parts.Options.DatabaseTimeout;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        while (!cancellationToken.IsCancellationRequested)
        {
            // Before it is sent: what is read meanwhile may be newer than the reply.
            var (sentAt, known) = (parts.Time.GetTimestamp(), parts.View.Versions);
            var reply = await parts.Calls.TryAsync("heartbeat", token => parts.Tables.Members.HeartbeatAsync(parts.Self, token), Timeout, cancellationToken);
            if (reply.Succeeded)
            {
                parts.Clock.Hear(reply.Value.At);
                CompareClocks(reply.Value.At);
                Take(reply.Value, sentAt, known);
            }
            else if (!cancellationToken.IsCancellationRequested)
            {
                parts.Health.Worsen();
                parts.Instruments.CountHeartbeatFailure();
            }

            var pause = reply.Succeeded ? parts.Options.HeartbeatInterval - parts.Time.GetElapsedTime(sentAt) : parts.Options.RetryDelay;
            await _wake.WaitAsync(pause > parts.Options.RetryDelay ? pause : parts.Options.RetryDelay);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    // Nothing depends on it, so it is said once and not refused: no node decides by its own wall clock.
    private void CompareClocks(DateTimeOffset shown)
    {
        var off = parts.Time.GetUtcNow() - shown;
        var isOff = off.Duration() >= ClockOffMin;
        if (isOff && !_isClockOff)
        {
            parts.Log.ClockOff(Math.Round(off.TotalSeconds), shown);
        }

        _isClockOff = isOff;
    }

    private void Take(HeartbeatReply reply, long sentAt, TableVersions known)
    {
        if (reply.Status is null or MemberStatus.Down)
        {
            parts.End.Set(Exits.DeclaredDown(parts.Self, reply.Status is null ? null : parts.View.Current.Find(parts.Self)));
            return;
        }

        if (reply.MembershipVersion < known.Members || reply.ShardTableVersion < known.Shards)
        {
            parts.End.Set(Exits.SetBack(parts.Self, known, new TableVersions(reply.MembershipVersion, reply.ShardTableVersion)));
            return;
        }

        parts.Contact.Heard();
        parts.SteadyContact.Heard();
        parts.View.Heartbeat(sentAt);
        reader.Learn(new TableVersions(reply.MembershipVersion, reply.ShardTableVersion));
    }
}
