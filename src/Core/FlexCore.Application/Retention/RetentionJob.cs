using FlexCore.Application.Journal;
using FlexCore.Application.SystemJobs;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Retention;

/// <summary>Takes records of topics away that are older, or more, than their topic keeps.</summary>
/// <remarks>
/// Run by one loop. An event goes only when a snapshot of its topic covers it, and no running pipeline has yet to read it. Small batches, each one commit, with a rest between them. Killed at any moment, and run twice
/// at once, it leaves what one run leaves: archives are named by what is in them, and the mark moves with what is taken away or not at all.
/// </remarks>
/// <param name="services">What it works with.</param>
/// <param name="options">What is kept.</param>
/// <param name="archive">Where archives go; <see langword="null"/> for nowhere.</param>
/// <param name="clock">The time.</param>
public sealed class RetentionJob(RetentionServices services, RetentionOptions options, ArchiveFolder? archive, TimeProvider clock) : ISystemJob
{
    // It rests three times as long as it works, so that writers keep most of the store.
    private const int RestPerWork = 3;

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public string Description => "Takes records of topics away that are older, or more, than their topic keeps.";

    /// <inheritdoc/>
    public TimeSpan Period => options.Interval;

    /// <inheritdoc/>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (topics, removed) = (0, 0L);
        var all = new List<EntityId>();
        await foreach (var id in services.Directory.ListAsync(EventTopicDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            all.Add(id);
        }

        foreach (var id in all)
        {
            var policy = options.Of(id);
            var gone = policy == RetentionPolicy.Forever ? 0 : await RunAsync(id, policy, cancellationToken).ConfigureAwait(false);
            removed += gone;
            topics += gone > 0 ? 1 : 0;
        }

        return FormattableString.Invariant($"{removed:N0} events of {topics:N0} topics taken away");
    }

    private async Task<long> RunAsync(EntityId id, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        // What no snapshot covers the topic needs itself. Only the one that is stored counts.
        if (await services.Snapshots.LoadAsync(id, cancellationToken).ConfigureAwait(false) is not { } snapshot)
        {
            return 0;
        }

        var mark = await services.Scavenger.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? new ScavengeMark(id, 0, ArchiveLines.NoHash, default);
        var end = policy.Records is null ? 0 : (await services.Topics.GetEndAsync(new SecurityContext(id.Tenant, "service:retention"), id.Key, null, cancellationToken).ConfigureAwait(false)).Records;
        var bound = new RetentionBound(policy, clock.GetUtcNow(), end, snapshot.Version, services.Readers.SlowestReader(id));
        var removed = 0L;
        while (true)
        {
            var begun = clock.GetTimestamp();
            var batch = await GatherAsync(mark, bound, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return removed;
            }

            var next = Next(mark, batch, out var lines);
            archive?.Write(id, batch[0].Shard, next, lines);
            if (await services.Scavenger.RemoveAsync(mark.Version, next, cancellationToken).ConfigureAwait(false) != ScavengeOutcome.Removed)
            {
                return removed;
            }

            (mark, removed) = (next, removed + batch.Count);
            await Task.Delay(clock.GetElapsedTime(begun) * RestPerWork, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private ScavengeMark Next(ScavengeMark mark, List<StoredEvent> batch, out List<byte[]> lines)
    {
        var hash = mark.Hash;
        lines = new List<byte[]>(batch.Count);
        foreach (var stored in batch)
        {
            var line = ArchiveLines.LineOf(stored);
            hash = ArchiveLines.Chain(hash.Span, line);
            lines.Add(line);
        }

        return new ScavengeMark(mark.Stream, batch[^1].Version, hash, clock.GetUtcNow());
    }

    private async ValueTask<List<StoredEvent>> GatherAsync(ScavengeMark mark, RetentionBound bound, CancellationToken cancellationToken)
    {
        var batch = new List<StoredEvent>();
        await foreach (var stored in services.Journal.ReadStreamAsync(mark.Stream, mark.Version + 1, cancellationToken).ConfigureAwait(false))
        {
            if (batch.Count == options.BatchEvents || !bound.MayGo(stored))
            {
                break;
            }

            batch.Add(stored);
        }

        return batch;
    }
}
