using System.Globalization;
using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.CrashTarget;

/// <summary>
/// Many callers send commands with idempotency keys to a few ledgers; some are refused. A command follows from run, caller and place alone, so
/// that the test can send it again. Acknowledged: <c>ack run caller place version accepted|refused</c>.
/// </summary>
public sealed class EntityWorkload : ICrashWorkload
{
    public const int CallerCount = 24;
    private const int EntityCount = 16;

    public string Name => "entities";

    public static EntityId IdOf(int caller, int place) => Ledgers.Id(string.Create(CultureInfo.InvariantCulture, $"account-{(caller + (place * 7)) % EntityCount}"));

    /// <summary>Every fifth command takes more than there can be and is refused.</summary>
    public static Enter CommandOf(int run, int caller, int place) => new(
        Ledgers.Context(string.Create(CultureInfo.InvariantCulture, $"{run}-{caller}-{place}")),
        (run * 10_000_000) + (caller * 100_000) + place,
        place % 5 == 4 ? -1_000_000_000 : 1);

    public static EntityRegion<LedgerState, LedgerCommand, LedgerEvent> OpenRegion(ActorSystem system, IStore store, OwnedShards shards)
    {
        ArgumentNullException.ThrowIfNull(store);
        var definition = new EntityDefinition<LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, new LedgerDecider(), LedgerDecider.Events)
        {
            Snapshots = LedgerDecider.Snapshots,
        };
        var options = new EntityOptions { SnapshotEvery = 50, IdempotencyKeysMax = 4_096, ResidentMax = EntityCount / 2 };
        return new EntityRegion<LedgerState, LedgerCommand, LedgerEvent>(
            system, definition, new EntityStorage(store.Journal, store.Snapshots, shards), options);
    }

    public async Task RunAsync(IStore store, AcknowledgementLog log, int seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using (system.ConfigureAwait(false))
        {
            var shards = await OwnedShards.AcquireAllAsync(store.Leases, $"run-{seed}").ConfigureAwait(false);
            var region = OpenRegion(system, store, shards);
            await using (region.ConfigureAwait(false))
            {
                await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => CallAsync(region, log, seed, caller))).ConfigureAwait(false);
            }
        }
    }

    private static async Task CallAsync(EntityRegion<LedgerState, LedgerCommand, LedgerEvent> region, AcknowledgementLog log, int run, int caller)
    {
        for (var place = 0; ; place++)
        {
            var reply = await region.AskAsync(IdOf(caller, place), CommandOf(run, caller, place)).ConfigureAwait(false);
            if (reply.Refusal?.Code == "overloaded")
            {
                // More entities than may stay in memory are part of the exercise; the same command is sent again.
                place--;
                await Task.Yield();
                continue;
            }

            log.Write(string.Create(
                CultureInfo.InvariantCulture, $"ack {run} {caller} {place} {reply.Version} {(reply.IsAccepted ? "accepted" : reply.Refusal?.Code)}"));
        }
    }
}
