using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>Rebuilds an entity from its newest usable snapshot and the events after it.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
internal sealed class EntityLoader<TState, TCommand, TEvent>(
    EntityDefinition<TState, TCommand, TEvent> definition,
    EntityStorage storage,
    EntityOptions options,
    EntityLog log,
    EntityInstruments instruments)
    where TCommand : ICommand
{
    /// <exception cref="EntityHistoryException">The history contradicts itself.</exception>
    /// <exception cref="JournalException">The history cannot be read now.</exception>
    internal async ValueTask<LoadedEntity<TState>> LoadAsync(EntityId id)
    {
        if (await LoadSnapshotAsync(id) is { } snapshot)
        {
            if (await ReplayAsync(id, snapshot) is { } loaded)
            {
                return loaded;
            }

            // The journal ends before the snapshot: the snapshot does not belong to this journal.
            CountUnusable(id, new JsonException($"The snapshot is at version {snapshot.Version}, which the journal does not have."));
        }

        var empty = new LoadedEntity<TState>(definition.Decider.Initial, 0, 0, null);
        return await ReplayAsync(id, empty) ?? empty;
    }

    private async ValueTask<LoadedEntity<TState>?> LoadSnapshotAsync(EntityId id)
    {
        if (definition.Snapshots is not { } codec)
        {
            return null;
        }

        try
        {
            if (await storage.Snapshots.LoadAsync(id) is not { } stored)
            {
                return null;
            }

            var answers = new AnswerMemory(options.IdempotencyKeysMax);
            var state = SnapshotEnvelope.Decode(stored, codec, answers);
            return new LoadedEntity<TState>(state, stored.Version, stored.Version, answers.Count == 0 ? null : answers);
        }
        catch (Exception error)
        {
            // A boundary: whatever is wrong with a snapshot, replay makes the same state and only takes longer.
            CountUnusable(id, error);
            return null;
        }
    }

    /// <summary>Replays the events after a snapshot.</summary>
    /// <returns>The entity, or <see langword="null"/> when the journal does not reach the snapshot's version.</returns>
    private async ValueTask<LoadedEntity<TState>?> ReplayAsync(EntityId id, LoadedEntity<TState> start)
    {
        var state = start.State;
        var answers = start.Answers;
        var version = start.Version;

        // The snapshot's own last event is read again: it proves that snapshot and journal belong together.
        var expected = Math.Max(1, start.Version);
        await using var reader = storage.Journal.ReadStreamAsync(id, expected).GetAsyncEnumerator();
        while (await MoveNextAsync(id, reader))
        {
            var stored = reader.Current;
            if (stored.Version != expected)
            {
                throw new EntityHistoryException(
                    id, expected, $"the next stored event is version {stored.Version}. Restore the store from a backup; nothing was changed.");
            }

            expected++;
            if (stored.Version <= start.Version)
            {
                continue;
            }

            version = stored.Version;
            if (stored.Type == SystemEvents.CommandAnswered)
            {
                Remember(ref answers, stored, DecodeAnswer(id, stored));
                continue;
            }

            if (stored.Type == SystemEvents.Scavenged)
            {
                throw new EntityHistoryException(
                    id, version, "retention has taken its content away, and the snapshot that has it is lost or damaged. Restore the store from a backup; nothing was changed.");
            }

            state = Evolve(id, state, stored);
            Remember(ref answers, stored, new RememberedAnswer(version, null));
        }

        instruments.CountReplayed(expected - 1 - start.Version);
        return expected == start.Version ? null : new LoadedEntity<TState>(state, version, start.SnapshotVersion, answers);
    }

    // Most events of a long history are in memory already, and then no state machine is needed.
    private static ValueTask<bool> MoveNextAsync(EntityId id, IAsyncEnumerator<StoredEvent> reader)
    {
        var moving = reader.MoveNextAsync();
        return moving.IsCompletedSuccessfully ? moving : AwaitAsync(id, moving);
    }

    private static async ValueTask<bool> AwaitAsync(EntityId id, ValueTask<bool> moving)
    {
        try
        {
            return await moving;
        }
        catch (CorruptEventException error)
        {
            throw new EntityHistoryException(id, error.Version, error.Message, error);
        }
    }

    private void Remember(ref AnswerMemory? answers, StoredEvent stored, RememberedAnswer answer)
    {
        if (stored.Metadata.IdempotencyKey is { } text && options.IdempotencyKeysMax > 0)
        {
            var (key, request) = KeyText.Split(text);
            answers ??= new AnswerMemory(options.IdempotencyKeysMax);
            answers.Remember(key, answer with { RequestHash = request });
        }
    }

    private static RememberedAnswer DecodeAnswer(EntityId id, StoredEvent stored)
    {
        try
        {
            return AnsweredPayload.Decode(stored.Payload);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EntityHistoryException(id, stored.Version, $"the system event '{stored.Type}' cannot be read: {error.Message}", error);
        }
    }

    private TState Evolve(EntityId id, TState state, StoredEvent stored)
    {
        try
        {
            return definition.Decider.Evolve(state, definition.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload));
        }
        catch (UnknownEventException error)
        {
            throw new EntityHistoryException(id, stored.Version, error.Message, error);
        }
        catch (Exception error)
        {
            // A boundary: the aggregate rejects its own history. Going on with any other state would be an invention.
            throw new EntityHistoryException(
                id, stored.Version, $"the aggregate cannot evolve by its event '{stored.Type}': {error.Message}", error);
        }
    }

    private void CountUnusable(EntityId id, Exception error)
    {
        instruments.CountUnusableSnapshot();
        log.SnapshotUnusable(id, error);
    }
}
