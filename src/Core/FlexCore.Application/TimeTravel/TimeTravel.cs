using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>Folds streams up to a point, from the nearest kept state on. Stateless and thread-safe.</summary>
/// <param name="journal">The events.</param>
/// <param name="snapshots">The kept states.</param>
/// <param name="folds">How events add up.</param>
/// <param name="access">Who may do what.</param>
/// <param name="clock">When states are kept.</param>
public sealed class TimeTravel(IEventJournal journal, IStateSnapshots snapshots, StreamFolds folds, IEventAccess access, TimeProvider clock) : ITimeTravel
{
    /// <summary>A read that passes a multiple of so many events keeps the state there.</summary>
    public const int SnapshotEvery = 1_000;

    /// <summary>Larger states are not kept on the way: 1 MiB.</summary>
    public const int StateBytesMax = 1024 * 1024;

    /// <inheritdoc/>
    public async ValueTask<NodeReply<TravelState>> StateAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default)
    {
        var (journey, refusal) = Prepare(security, EventAction.Read, kind, key);
        return journey is null ? Refused(refusal) : await TravelAsync(journey, point, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<TravelState>> SnapshotAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default)
    {
        var (journey, refusal) = Prepare(security, EventAction.Read, kind, key);
        if (journey is null)
        {
            return Refused(refusal);
        }

        var reply = await TravelAsync(journey, point, cancellationToken).ConfigureAwait(false);
        if (reply.Value is { } state)
        {
            await snapshots.SaveAsync(new StateSnapshot(journey.Id, journey.Fold.Shape, state.Version, journey.NewestAt, clock.GetUtcNow(), state.State), cancellationToken).ConfigureAwait(false);
        }

        return reply;
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<IReadOnlyList<StateSnapshot>>> ListAsync(SecurityContext security, string kind, string key, int limit, CancellationToken cancellationToken = default)
    {
        var (journey, refusal) = Prepare(security, EventAction.Read, kind, key);
        return journey is null
            ? new NodeReply<IReadOnlyList<StateSnapshot>>(null, refusal)
            : new NodeReply<IReadOnlyList<StateSnapshot>>(await snapshots.ListAsync(journey.Id, Math.Clamp(limit, 1, 1_000), cancellationToken).ConfigureAwait(false), null);
    }

    private static NodeReply<TravelState> Refused(Refusal? refusal) => new(null, refusal);

    private (Journey? Journey, Refusal? Refusal) Prepare(SecurityContext security, EventAction action, string kind, string key)
    {
        ArgumentNullException.ThrowIfNull(security);
        var id = new EntityId(security.Tenant, kind, key);
        if (access.Check(security, action, id) is { } denied)
        {
            return (null, denied);
        }

        return folds.Find(kind) is { } fold
            ? (new Journey(id, fold), null)
            : (null, new Refusal("unknown-kind", $"There are no states of kind '{kind}'. The kinds are {string.Join(", ", folds.Kinds)}."));
    }

    private async ValueTask<NodeReply<TravelState>> TravelAsync(Journey journey, TravelPoint point, CancellationToken cancellationToken)
    {
        await BeginAsync(journey, point, cancellationToken).ConfigureAwait(false);
        await foreach (var stored in journal.ReadStreamAsync(journey.Id, journey.Version + 1, cancellationToken).ConfigureAwait(false))
        {
            var recorded = RecordedEvent.Of(stored);
            if (stored.Version > point.Version || recorded.At > point.At)
            {
                break;
            }

            if (stored.IsScavenged())
            {
                throw new ScavengedException(journey.Id, stored.Version, await journal.FirstKeptAsync(journey.Id, stored.Version, cancellationToken).ConfigureAwait(false));
            }

            journey.Apply(recorded);
            if (stored.Version % SnapshotEvery == 0)
            {
                await KeepAsync(journey, cancellationToken).ConfigureAwait(false);
            }
        }

        return point.Version is { } wanted && journey.Version < wanted && journey.Version > 0
                ? Refused(new Refusal("version-not-found", $"'{journey.Id.Key}' has no version {wanted}: its last one is {journey.Version}."))
            : journey.Version == 0
                ? Refused(new Refusal("stream-not-found", point.At is { } at && await journal.FindVersionAsync(journey.Id, cancellationToken).ConfigureAwait(false) > 0
                    ? $"'{journey.Id.Key}' of kind '{journey.Id.Kind}' had no events yet at {at:O}."
                    : $"There is no '{journey.Id.Key}' of kind '{journey.Id.Kind}'."))
            : new NodeReply<TravelState>(journey.Arrived(), null);
    }

    private async ValueTask BeginAsync(Journey journey, TravelPoint point, CancellationToken cancellationToken)
    {
        try
        {
            var kept = await snapshots.FindAsync(journey.Id, journey.Fold.Shape, point.Version ?? long.MaxValue, point.At ?? DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            if (kept is not null && await ReadAtAsync(journey.Id, kept.Version, cancellationToken).ConfigureAwait(false) is { } last)
            {
                journey.BeginAt(kept, last);
            }
        }
        catch (Exception error) when (error is JsonException or JournalException and not CorruptEventException)
        {
            // A kept state that cannot be used only costs time: the fold begins at the first event.
            journey.Reset();
        }
    }

    // The event that the kept state ends with: if it is not there, the state is of another store.
    private async ValueTask<RecordedEvent?> ReadAtAsync(EntityId id, long version, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(id, version, cancellationToken).ConfigureAwait(false))
        {
            return RecordedEvent.Of(stored);
        }

        return null;
    }

    private async ValueTask KeepAsync(Journey journey, CancellationToken cancellationToken)
    {
        if (!journey.Keeps || journey.Fold.Encode(journey.State) is not { Length: <= StateBytesMax } state)
        {
            return;
        }

        try
        {
            await snapshots.SaveAsync(new StateSnapshot(journey.Id, journey.Fold.Shape, journey.Version, journey.NewestAt, clock.GetUtcNow(), state), cancellationToken).ConfigureAwait(false);
        }
        catch (JournalException)
        {
            // The answer does not depend on it; the next read tries again.
            journey.Keeps = false;
        }
    }
}
