using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <content>Snapshots that are made because old events are to go.</content>
public sealed partial class EntityRegion<TState, TCommand, TEvent> : IHistoryCover
{
    /// <inheritdoc/>
    /// <exception cref="EntityHistoryException">The history contradicts itself.</exception>
    public async ValueTask<long> CoverAsync(EntityId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (Definition.Snapshots is not { } codec)
        {
            return 0;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var loaded = await Loader.LoadAsync(id).ConfigureAwait(false);
        if (loaded.Version > loaded.SnapshotVersion)
        {
            var draft = new SnapshotDraft<TState>(loaded.State, loaded.Version, loaded.Answers?.ToArray() ?? []);
            await Storage.Snapshots.SaveAsync(SnapshotEnvelope.Encode(id, codec, draft), cancellationToken).ConfigureAwait(false);
        }

        return loaded.Version;
    }
}
