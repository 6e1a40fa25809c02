using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Opening;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

public sealed class MigrationTests : IDisposable
{
    private static readonly SqlScript _first = new(1, "0001_a.sql", "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)");
    private static readonly SqlScript _second = new(2, "0002_b.sql", "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1");

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public MigrationTests() => _database = SqliteDatabase.OpenWriter(_folder.Database);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_database_gets_every_script_in_order()
    {
        (await RunAsync(_first, _second)).ShouldBe(2);
        _database.QueryNumber("SELECT y FROM a").ShouldBe(2);
        _database.QueryNumber("PRAGMA user_version").ShouldBe(2);
    }

    [Fact]
    public async Task An_older_database_keeps_its_data_and_gets_only_what_is_missing()
    {
        await RunAsync(_first);
        _database.Execute("INSERT INTO a VALUES (41)");
        (await RunAsync(_first, _second)).ShouldBe(1);
        _database.QueryNumber("SELECT max(y) FROM a").ShouldBe(42);
    }

    [Fact]
    public async Task A_current_database_is_left_alone()
    {
        await RunAsync(_first, _second);
        (await RunAsync(_first, _second)).ShouldBe(0);
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await RunAsync(_first, _second);
        (await Should.ThrowAsync<StoreException>(() => RunAsync(_first))).Fault.ShouldBe(StoreFault.SchemaTooNew);
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind_and_can_be_repeated()
    {
        var broken = new SqlScript(2, "0002_b.sql", "ALTER TABLE a ADD COLUMN y INTEGER; INSERT INTO nowhere VALUES (1)");
        await Should.ThrowAsync<StoreException>(() => RunAsync(_first, broken));
        _database.IsIdle.ShouldBeTrue();
        _database.QueryNumber("PRAGMA user_version").ShouldBe(1);
        (await RunAsync(_first, _second)).ShouldBe(1);
    }

    [Fact]
    public async Task While_one_process_migrates_another_cannot()
    {
        var target = new SqliteMigrationTarget(_database);
        await using var held = await target.LockAsync(CancellationToken.None);
        using var other = SqliteDatabase.OpenWriter(_folder.Database);
        other.Execute("PRAGMA busy_timeout = 0");
        (await Should.ThrowAsync<StoreException>(async () => await new SqliteMigrationTarget(other).LockAsync(CancellationToken.None)))
            .Fault.ShouldBe(StoreFault.Locked);
    }

    [Fact]
    public async Task Scripts_with_a_hole_in_their_numbers_are_a_mistake_of_the_build() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_second))).Message.ShouldContain("0002_b.sql");

    [Fact]
    public void The_embedded_scripts_are_numbered_without_a_hole()
    {
        var scripts = SqlScripts.Load(typeof(SqliteStore).Assembly);
        scripts.Select(script => script.Number).ShouldBe(Enumerable.Range(1, scripts.Count));
        scripts[0].Text.ShouldContain("CREATE TABLE event");
    }

    private async Task<int> RunAsync(params SqlScript[] scripts) =>
        await MigrationRunner.RunAsync(new SqliteMigrationTarget(_database), scripts, CancellationToken.None);
}
