using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Reads the members for those who ask: one statement for all of them, and at most one a second however many ask.</summary>
/// <remarks>Thread-safe; one lock guards which reading is the newest. Called by requests, not by agents.</remarks>
internal sealed class MemberRefresh(NodeParts parts, TableReader reader) : IMemberRefresh
{
    /// <summary>How old a reading may be and still do for the next caller.</summary>
    internal static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    /// <summary>How long a caller waits; a database that is slower leaves the old heartbeats, which tell when they were read.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task? _reading;
    private long _startedAt;

    /// <inheritdoc/>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        Task reading;
        lock (_gate)
        {
            var isRecent = _reading is not null && (!_reading.IsCompleted || parts.Time.GetElapsedTime(_startedAt) < AgeMax);
            if (!isRecent)
            {
                _startedAt = parts.Time.GetTimestamp();
                _reading = ReadAsync();
            }

            reading = _reading ?? Task.CompletedTask;
        }

        try
        {
            await reading.WaitAsync(WaitMax, parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The reading goes on and the next caller finds what it brings.
            return;
        }
    }

    private async Task ReadAsync()
    {
        // The caller holds a lock.
        await Task.Yield();
        await reader.ReadMembersAsync(parts.End.Over);
    }
}
