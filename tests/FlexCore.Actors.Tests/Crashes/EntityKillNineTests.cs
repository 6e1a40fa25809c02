using System.Globalization;
using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.CrashTarget;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Crashes;

/// <summary>I1 and I5 for entities against real processes: killed with SIGKILL at random points of one folder's life.</summary>
public sealed class EntityKillNineTests
{
    private const int KillCount = 10;
    private const int Seed = 20_261_122;

    [Fact]
    public async Task Killed_again_and_again_entities_keep_every_answer_and_repeat_it_to_whoever_asks_again()
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-entity-crash-");
        var random = new Random(Seed);
        var known = new Dictionary<(int Run, int Caller, int Place), (long Version, bool Accepted)>();
        for (var run = 1; run <= KillCount; run++)
        {
            var lineCount = random.Next(2, 1_500);
            var where = $"seed {Seed}, run {run} killed after {lineCount} lines";
            using (var child = CrashProcess.Start("entities", folder.FullName, run))
            {
                foreach (var line in await child.KillAfterAsync(lineCount))
                {
                    Record(known, line, where);
                }
            }

            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.FullName, ShardCount = 8 });
            await AskAgainAsync(store, known, run, where);
            await VerifyHistoriesAsync(store, known, where);
        }

        known.Values.ShouldContain(answer => answer.Accepted);
        known.Values.ShouldContain(answer => !answer.Accepted);
        folder.Delete(recursive: true);
    }

    private static void Record(Dictionary<(int Run, int Caller, int Place), (long Version, bool Accepted)> known, string line, string where)
    {
        var parts = line.Split(' ');
        if (parts[0] == "ready")
        {
            return;
        }

        parts.Length.ShouldBe(6, $"{where}: {line}");
        parts[5].ShouldBeOneOf("accepted", "overdrawn");
        var numbers = parts[1..5].Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        known.Add((numbers[0], numbers[1], numbers[2]), (numbers[3], parts[5] == "accepted"));
    }

    /// <summary>Repeats what the killed process was doing: its last answered commands, and the one each caller may have had under way.</summary>
    private static async Task AskAgainAsync(
        SqliteStore store, Dictionary<(int Run, int Caller, int Place), (long Version, bool Accepted)> known, int run, string where)
    {
        await using var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "test");
        await using var region = EntityWorkload.OpenRegion(system, store, shards);
        for (var caller = 0; caller < EntityWorkload.CallerCount; caller++)
        {
            var last = known.Keys.Where(key => key.Run == run && key.Caller == caller).Select(key => key.Place).DefaultIfEmpty(-1).Max();
            for (var place = Math.Max(0, last - 3); place <= last; place++)
            {
                var again = await AskAsync(region, run, caller, place);
                var first = known[(run, caller, place)];
                again.IsReplay.ShouldBeTrue($"{where}: caller {caller}, place {place} was answered before the kill");
                (again.Version, again.IsAccepted).ShouldBe(first, $"{where}: caller {caller}, place {place}");
            }

            // Whether this one took effect before the kill is unknown. Asked twice now, it must have one effect and one answer.
            var unknown = await AskAsync(region, run, caller, last + 1);
            var repeated = await AskAsync(region, run, caller, last + 1);
            repeated.ShouldBe(unknown with { IsReplay = true }, $"{where}: caller {caller}, place {last + 1}");
            known[(run, caller, last + 1)] = (unknown.Version, unknown.IsAccepted);
        }
    }

    private static async Task<CommandReply> AskAsync(
        LedgerEntityRegion region, int run, int caller, int place)
    {
        while (true)
        {
            var reply = await region.AskAsync(EntityWorkload.IdOf(caller, place), EntityWorkload.CommandOf(run, caller, place));
            if (reply.Refusal?.Code != "overloaded")
            {
                return reply;
            }

            await Task.Yield();
        }
    }

    private static async Task VerifyHistoriesAsync(
        SqliteStore store, Dictionary<(int Run, int Caller, int Place), (long Version, bool Accepted)> known, string where)
    {
        foreach (var entity in known.GroupBy(pair => EntityWorkload.IdOf(pair.Key.Caller, pair.Key.Place)))
        {
            var byKey = new Dictionary<string, StoredEvent>();
            var version = 0L;
            await foreach (var stored in store.Journal.ReadStreamAsync(entity.Key, 1))
            {
                stored.Version.ShouldBe(++version, $"{where}: {entity.Key}");
                byKey.TryAdd(stored.Metadata.IdempotencyKey.ShouldNotBeNull(), stored)
                    .ShouldBeTrue($"{where}: key {stored.Metadata.IdempotencyKey} has two effects in {entity.Key}");
            }

            foreach (var ((run, caller, place), answer) in entity)
            {
                byKey.Remove($"{run}-{caller}-{place}", out var stored).ShouldBeTrue($"{where}: {run}-{caller}-{place} was answered and is lost");
                var isEntry = stored.ShouldNotBeNull().Type == "ledger.entered";
                isEntry.ShouldBe(answer.Accepted, $"{where}: {run}-{caller}-{place}");
                stored.Version.ShouldBe(isEntry ? answer.Version : stored.Version, $"{where}: {run}-{caller}-{place}");
            }

            byKey.Keys.ShouldBeEmpty($"{where}: {entity.Key} holds what nobody sent");
        }
    }
}
