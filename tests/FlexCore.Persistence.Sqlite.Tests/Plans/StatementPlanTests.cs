using System.Globalization;
using System.Runtime.CompilerServices;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.EventIndex;
using FlexCore.Persistence.Sqlite.Opening;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Tests.Plans;

/// <summary>How SQLite finds what the store's statements ask for, and that it stays so however much there is. Plans.txt is reviewed; FLEXCORE_WRITE_DOCS=1 writes it anew.</summary>
public sealed class StatementPlanTests
{
    private static readonly TenantId Acme = new("acme");

    // They are read from end to end because they have a row for each shard, one row, or are left at the first row that fits.
    private static readonly string[] MayBeScanned = ["SCAN shard", "SCAN mark", "SCAN feed_mark", "SCAN (subquery-1)", "SCAN CONSTANT ROW"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_plans_are_the_reviewed_ones_whatever_the_statistics_say(bool isLarge)
    {
        using var folder = new TempFolder();
        StoreIdentity identity;
        await using (var store = await StoreFixture.OpenAsync(folder))
        {
            await StoreFixture.FillAsync(store, streams: 10, rounds: 10);
            identity = store.Identity;
        }

        var indexPath = Path.Combine(folder.Path, IndexFile.FileName);
        var indexed = await UseIndexAsync(folder.Path, identity);
        var journalPath = Path.Combine(folder.Path, StoreFile.FileName);
        if (isLarge)
        {
            PretendLarge(journalPath);
            PretendLarge(indexPath);
        }

        var plans = Explain(journalPath, UseTables).Concat(Explain(indexPath, _ => indexed)).Order(StringComparer.Ordinal).ToList();

        plans.Count.ShouldBeGreaterThan(20);
        plans.SelectMany(static plan => plan.Split('\n')).Select(static line => line.Trim()).Where(static line => line.StartsWith("SCAN", StringComparison.Ordinal))
            .ShouldAllBe(line => MayBeScanned.Any(allowed => line.StartsWith(allowed, StringComparison.Ordinal)));
        var written = string.Join("\n\n", plans) + "\n";
        var path = GoldenFile();
        if (!isLarge && Environment.GetEnvironmentVariable("FLEXCORE_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, written);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(written, "run this test with FLEXCORE_WRITE_DOCS=1 and review the difference");
    }

    private static string GoldenFile([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file) ?? "", "Plans.txt");

    // Every statement that readers, the writer and the recovery compile.
    private static IEnumerable<string> UseTables(SqliteDatabase database)
    {
        _ = new EventScanner(database);
        _ = new EventInserter(database);
        _ = new StreamRunTable(database);
        _ = new FeedMarkTable(database, StoreFixture.ShardCount);
        _ = new ShardTable(database).ReadEpochs(StoreFixture.ShardCount);
        _ = new SnapshotTable(database);
        _ = new CheckpointTable(database);
        return database.Prepared;
    }

    private static IEnumerable<string> Explain(string path, Func<SqliteDatabase, IEnumerable<string>> statements)
    {
        using var database = SqliteDatabase.OpenWriter(path);
        return [.. statements(database).Distinct(StringComparer.Ordinal).ToList().Select(sql => Plan(database, sql))];
    }

    private static string Plan(SqliteDatabase database, string sql)
    {
        using var explain = database.Prepare($"EXPLAIN QUERY PLAN {sql}");
        var lines = new List<string> { string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) };
        while (explain.Step())
        {
            lines.Add($"    {explain.Text(3)}");
        }

        return string.Join('\n', lines);
    }

    // The statistics of a store of ten million events and more.
    private static void PretendLarge(string path)
    {
        using var database = SqliteDatabase.OpenWriter(path);
        database.Execute("ANALYZE");
        var rows = new List<(string Table, string Index, string Stat)>();
        using (var select = database.Prepare("SELECT tbl, coalesce(idx, ''), stat FROM sqlite_stat1"))
        {
            while (select.Step())
            {
                rows.Add((select.Text(0), select.Text(1), select.Text(2)));
            }
        }

        foreach (var (table, index, stat) in rows)
        {
            var numbers = stat.Split(' ').Select(static number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var grown = string.Join(' ', numbers.Select((number, place) => place == numbers.Length - 1 && place > 0 ? number : number * 200_000));
            database.Execute($"UPDATE sqlite_stat1 SET stat = '{grown}' WHERE tbl = '{table}' AND coalesce(idx, '') = '{index}'");
        }

        rows.ShouldNotBeEmpty();
    }

    // The index compiles a statement when it first needs it, so it is used for everything it can do.
    private static async Task<IReadOnlyList<string>> UseIndexAsync(string folder, StoreIdentity identity)
    {
        using var file = IndexFile.Open(folder, identity);
        var entries = Enumerable.Range(1, 20).Select(Entry).ToList();
        using var readers = new ReaderPool(Path.Combine(folder, StoreFile.FileName), StoreFixture.ShardCount, 1);
        var index = new SqliteEventIndex(file, new EventLookup(new StreamHeads(), readers));
        (await index.AddAsync(entries, FeedCursor.Start, FeedCursor.Start.With(1, 20))).ShouldBeTrue();
        var (type, correlation) = (new EventTerm(Acme, EventTerm.Type, "t"), new EventTerm(Acme, EventTerm.Correlation, "c-3"));
        foreach (var newestFirst in new[] { false, true })
        {
            var range = new EventRange(type, null, 10) { Also = [correlation], NewestFirst = newestFirst };
            (await file.RunAsync(open => TermScan.Find(open, range), CancellationToken.None)).Found.ShouldHaveSingleItem();
        }

        (await index.CountAsync(Acme)).Types.ShouldHaveSingleItem().Events.ShouldBe(20);
        var (states, stream) = (new SqliteStateSnapshots(file), entries[0].Recorded.Stored.Stream);
        await states.SaveAsync(new StateSnapshot(stream, "shape", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "{}"u8.ToArray()));
        (await states.FindAsync(stream, "shape", 9, DateTimeOffset.MaxValue)).ShouldNotBeNull();
        (await states.ListAsync(stream, 9)).ShouldHaveSingleItem();
        (await states.CountAsync(Acme)).ShouldBe(1);
        return [.. file.Prepared];
    }

    private static EventEntry Entry(int number)
    {
        var encoded = EventStreamCodecs.Events.Encode(new StreamEvent("t", 1, "{}") { Tags = ["g"] });
        return EventEntry.Of(new StoredEvent
        {
            Id = Guid.NewGuid(), Stream = new EntityId(Acme, EventStreamDecider.Kind, "s"), Version = number, Shard = 1, Offset = number, Type = encoded.Type, SchemaVersion = 1,
            Metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", $"c-{number}", "c"), Payload = encoded.Payload,
        });
    }
}
