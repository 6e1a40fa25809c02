using FlexCore.Application.Journal;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>A primary dies and its standby takes its place: the store that was open before goes on there.</summary>
[NeedsPostgres]
public sealed class FailoverTests : IAsyncLifetime
{
    private PostgresServer? _primary;
    private PostgresServer? _standby;

    private PostgresServer Primary => _primary ?? throw new InvalidOperationException("There is no primary.");

    private PostgresServer Standby => _standby ?? throw new InvalidOperationException("There is no standby.");

    public async Task InitializeAsync()
    {
        _primary = await PostgresServer.StartAsync();
        _standby = await PostgresServer.StandByAsync(Primary);
    }

    public async Task DisposeAsync()
    {
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
    }

    [Fact]
    public async Task A_fail_over_under_load_loses_nothing_acknowledged_and_the_store_goes_on_at_the_new_primary()
    {
        var options = StoreFixture.Options(Primary, "moved");
        options.ConnectionString = $"Host=127.0.0.1:{Standby.Port},127.0.0.1:{Primary.Port};Database=postgres;Username=postgres;Password={PostgresServer.Password}";
        await using var load = await LoadedStore.StartAsync(options, writers: 8);
        await load.AcknowledgedAsync(100);

        load.Breaking();
        await Primary.StopAsync();
        await Standby.PromoteAsync();
        load.Healed();

        await load.AcknowledgedAsync(100);
        await load.CheckAsync();
    }

    [Fact]
    public async Task A_store_that_knows_the_standby_only_says_that_it_takes_no_writes()
    {
        var options = StoreFixture.Options(Primary, "standing_by");
        await using (await PostgresStore.OpenAsync(options))
        {
        }

        options.ConnectionString = Standby.ConnectionString;
        var error = await Should.ThrowAsync<JournalException>(async () => await PostgresStore.OpenAsync(options));

        error.Message.ShouldContain("is a replica");
        error.Message.ShouldContain("flexcore.postgres.host");
    }
}
