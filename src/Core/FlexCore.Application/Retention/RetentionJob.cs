using FlexCore.Application.SystemJobs;

namespace FlexCore.Application.Retention;

/// <summary>Takes events away that are older, or more, than what is kept of their topic, stream or history.</summary>
/// <remarks>
/// Run by one loop. An event goes only when a snapshot of its entity covers it, and no running pipeline or projection has yet to read it. Small batches, each one commit, with a rest between them. Killed at any moment,
/// and run twice at once, it leaves what one run leaves: archives are named by what is in them, and the mark moves with what is taken away or not at all.
/// </remarks>
/// <param name="services">What it works with.</param>
/// <param name="options">How it works.</param>
/// <param name="rules">Reads what is kept, at the beginning of each run.</param>
/// <param name="archive">Where archives go; <see langword="null"/> for nowhere.</param>
/// <param name="clock">The time.</param>
public sealed class RetentionJob(
    RetentionServices services, RetentionOptions options, Func<CancellationToken, ValueTask<RetentionRules>> rules, ArchiveFolder? archive, TimeProvider clock) : ISystemJob
{
    private readonly RetentionVisit _visit = new(services, options.BatchEvents, archive, clock);

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public string Description => "Takes events away that are older, or more, than what is kept of their topic, stream or history.";

    /// <inheritdoc/>
    public TimeSpan Period => options.Interval;

    /// <inheritdoc/>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var kept = await rules(cancellationToken).ConfigureAwait(false);
        var (streams, removed) = (0, 0L);
        foreach (var kind in RetainedKind.All.Where(kept.AreAny))
        {
            var followed = services.Followers is { } followers ? await followers(kind, cancellationToken).ConfigureAwait(false) : null;

            // The directory is walked page by page while the work goes on. Whoever is kept for ever is passed by without a look.
            await foreach (var id in services.Directory.ListAsync(kind.Kind, cancellationToken).ConfigureAwait(false))
            {
                var policy = kept.Of(id);
                if (policy == RetentionPolicy.Forever)
                {
                    continue;
                }

                var gone = await _visit.RunAsync(id, policy, followed, cancellationToken).ConfigureAwait(false);
                removed += gone;
                streams += gone > 0 ? 1 : 0;
            }
        }

        return FormattableString.Invariant($"{removed:N0} events of {streams:N0} streams taken away");
    }
}
