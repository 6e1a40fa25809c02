using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Opening;

/// <summary>Whatever is wrong with the database is said at start: the key, the value without secrets, and the remedy. Nothing is changed then.</summary>
[NeedsPostgres]
public sealed class StoreOpeningTests : IAsyncLifetime
{
    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await SharedPostgres.Server;

    public async Task DisposeAsync() => await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");

    [Fact]
    public async Task A_new_schema_is_created_and_opened_again()
    {
        await (await PostgresStore.OpenAsync(Options())).DisposeAsync();
        await using var again = await PostgresStore.OpenAsync(Options());
        (await Server.ExecuteAsync($"SELECT string_agg(version::text, ',' ORDER BY version) FROM {_schema}.schema_version")).ShouldBe("1,2,3,4,5");
        again.Location.ShouldEndWith($"/postgres/{_schema}");
    }

    [Fact]
    public async Task Nodes_that_start_together_create_the_store_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PostgresStore.OpenAsync(Options()))));
        (await Server.ExecuteAsync($"SELECT count(*) FROM {_schema}.shard")).ShouldBe((long)StoreFixture.ShardCount);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        var error = await RefusedAsync(Tcp(password: "wr0ng-secret"), StoreFault.Denied, "flexcore.postgres.password");
        error.ToString().ShouldNotContain("wr0ng-secret");
    }

    [Fact]
    public async Task An_unknown_user_is_named() => await RefusedAsync(Tcp(user: "nobody"), StoreFault.Denied, "flexcore.postgres.user");

    [Fact]
    public async Task A_missing_database_is_named() => await RefusedAsync(Tcp(database: "absent"), StoreFault.Denied, "flexcore.postgres.database");

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var options = Tcp();
        options.Port = 1;
        (await RefusedAsync(options, StoreFault.Unavailable, "flexcore.postgres.host")).Message.ShouldContain("127.0.0.1:1");
    }

    [Theory]
    [InlineData("Host=x;Pasword=s3cret;Database=d")]
    [InlineData("Host=x;Password=s3cret")]
    [InlineData("Password=s3cret;Port=many;Host=x;Database=d")]
    [InlineData("nonsense s3cret")]
    public async Task A_connection_string_that_cannot_be_read_is_refused_without_showing_it(string text)
    {
        var options = Options();
        options.ConnectionString = text;
        var error = await Should.ThrowAsync<ArgumentException>(() => PostgresStore.OpenAsync(options));
        error.Message.ShouldContain("flexcore.postgres.connection-string");
        error.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await (await PostgresStore.OpenAsync(Options())).DisposeAsync();
        await Server.ExecuteAsync($"INSERT INTO {_schema}.schema_version VALUES (6)");
        (await RefusedAsync(Options(), StoreFault.SchemaTooNew, "schema version 6")).Message.ShouldContain("knows only up to 5");
    }

    [Fact]
    public async Task An_older_schema_is_brought_forward_and_its_events_are_still_read()
    {
        await using (var store = await PostgresStore.OpenAsync(Options()))
        {
            var leases = await store.Leases.AcquireAllAsync("node-1");
            var untraced = StoreFixture.Metadata with { TraceParent = null };
            await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("old")) with { Metadata = untraced });
        }

        await Server.ExecuteAsync($"ALTER TABLE {_schema}.event DROP COLUMN trace; ALTER TABLE {_schema}.store DROP COLUMN cluster_name, DROP COLUMN identity, DROP COLUMN restore_epoch; "
            + $"DROP TABLE {_schema}.event_term, {_schema}.event_count, {_schema}.event_mark, {_schema}.state_snapshot, {_schema}.subject_key, {_schema}.scavenge_mark; DELETE FROM {_schema}.schema_version WHERE version >= 2");

        await using var opened = await PostgresStore.OpenAsync(Options());
        (await StoreFixture.ReadAsync(opened, StoreFixture.Stream(1))).ShouldHaveSingleItem().Metadata.TraceParent.ShouldBeNull();
        (await Server.ExecuteAsync($"SELECT max(version) FROM {_schema}.schema_version")).ShouldBe(5);
    }

    [Fact]
    public async Task A_store_keeps_its_identity()
    {
        await using var store = await PostgresStore.OpenAsync(Options());
        await using var other = await PostgresStore.OpenAsync(Options());
        other.Identity.ShouldBe(store.Identity);
        await using var elsewhere = await StoreFixture.OpenAsync();
        elsewhere.Identity.Id.ShouldNotBe(store.Identity.Id);
    }

    [Fact]
    public async Task A_schema_of_another_program_is_refused_and_left_alone()
    {
        await Server.ExecuteAsync($"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.orders (id integer)");
        await RefusedAsync(Options(), StoreFault.NotAStore, "flexcore.postgres.schema");
        (await Server.ExecuteAsync($"SELECT count(*) FROM pg_tables WHERE schemaname = '{_schema}'")).ShouldBe(1L);
    }

    [Fact]
    public async Task Another_number_of_shards_is_refused()
    {
        await (await PostgresStore.OpenAsync(Options())).DisposeAsync();
        var options = Options();
        options.ShardCount = 16;
        (await RefusedAsync(options, StoreFault.Mismatch, "flexcore.postgres.shard-count is 16")).Message.ShouldContain($"set it to {StoreFixture.ShardCount}");
    }

    [Fact]
    public async Task A_store_belongs_to_the_first_cluster_that_says_so()
    {
        await using var store = await PostgresStore.OpenAsync(Options());
        await using var other = await PostgresStore.OpenAsync(Options());
        await store.ClaimAsync("orders");
        await other.ClaimAsync("orders");

        var error = await Should.ThrowAsync<StoreException>(() => other.ClaimAsync("billing"));

        error.Fault.ShouldBe(StoreFault.Mismatch);
        error.Message.ShouldContain("belongs to cluster 'orders'");
        error.Message.ShouldContain("cluster-name is 'billing'");
        error.Message.ShouldContain("flexcore.postgres.schema");
        await store.ClaimAsync("orders");
    }

    [Fact]
    public async Task A_server_that_does_not_flush_is_refused()
    {
        await using var server = await PostgresServer.StartAsync("fsync=off");
        (await RefusedAsync(StoreFixture.Options(server, _schema), StoreFault.Mismatch, "fsync off")).Message.ShouldContain("Set all three to on");
    }

    [Fact]
    public async Task A_closed_store_refuses_everything()
    {
        var store = await PostgresStore.OpenAsync(Options());
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var following = store.Feed.SubscribeAsync(Application.Feed.FeedCursor.Start, 1).GetAsyncEnumerator().MoveNextAsync().AsTask();
        await store.DisposeAsync();
        await store.DisposeAsync();

        (await Should.ThrowAsync<StoreException>(async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("late"))))).Fault.ShouldBe(StoreFault.Stopped);
        (await Should.ThrowAsync<StoreException>(async () => await store.Snapshots.LoadAsync(StoreFixture.Stream(1)))).Fault.ShouldBe(StoreFault.Stopped);
        (await Should.ThrowAsync<StoreException>(() => following.WaitAsync(TimeSpan.FromSeconds(30)))).Fault.ShouldBe(StoreFault.Stopped);
    }

    [Fact]
    public async Task A_script_that_fails_changes_nothing()
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{Server.ConnectionString};Search Path={_schema}");
        await connection.OpenAsync();
        var target = new PostgreSql.Opening.PostgresMigrationTarget(connection, _schema, "here");
        Schema.SqlScript[] scripts = [new(1, "0001_good.sql", $"CREATE TABLE {_schema}.a (id integer)"), new(2, "0002_bad.sql", "CREATE NONSENSE")];

        await Should.ThrowAsync<Npgsql.PostgresException>(async () => await Schema.MigrationRunner.RunAsync(target, scripts, CancellationToken.None));

        (await Server.ExecuteAsync($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_schema}'")).ShouldBe(0L);
    }

    private static async Task<StoreException> RefusedAsync(PostgresStoreOptions options, StoreFault fault, string part)
    {
        var error = await Should.ThrowAsync<StoreException>(() => PostgresStore.OpenAsync(options));
        error.Fault.ShouldBe(fault, error.Message);
        error.Message.ShouldContain(part);
        return error;
    }

    private PostgresStoreOptions Options() => StoreFixture.Options(Server, _schema);

    private PostgresStoreOptions Tcp(string user = "postgres", string password = PostgresServer.Password, string database = "postgres") => new()
    {
        Host = "127.0.0.1", Port = Server.Port, Database = database, User = user, Password = password, Schema = _schema, ShardCount = StoreFixture.ShardCount,
    };
}
