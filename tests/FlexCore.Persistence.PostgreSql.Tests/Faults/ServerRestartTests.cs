using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>F8 to F10 and F14: what happens to the server happens under load, and the store that was open before goes on.</summary>
[NeedsPostgres]
public sealed class ServerRestartTests : IAsyncLifetime
{
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Immediate_restarts_under_load_lose_nothing_acknowledged_and_the_store_goes_on()
    {
        await using var load = await LoadedStore.StartAsync(StoreFixture.Options(Server, "restarted"), writers: 8);
        for (var round = 0; round < 3; round++)
        {
            await load.AcknowledgedAsync(100);
            load.Breaking();
            await Server.StopAsync();
            await Server.StartAsync();
            load.Healed();
        }

        await load.AcknowledgedAsync(100);
        await load.CheckAsync();
    }

    [Fact]
    public async Task An_outage_beyond_the_patience_fails_appends_and_the_store_goes_on_afterwards()
    {
        var options = StoreFixture.Options(Server, "away");
        options.OutagePatience = TimeSpan.Zero;
        await using var load = await LoadedStore.StartAsync(options, writers: 4);
        await load.AcknowledgedAsync(50);
        load.Breaking();
        await Server.StopAsync();

        var stream = StoreFixture.Stream(99);
        var lease = new ShardLease(stream.ShardOf(StoreFixture.ShardCount), 1, "load");
        var error = await Should.ThrowAsync<JournalException>(async () => await load.Store.Journal.AppendAsync(new AppendRequest(stream, lease, 0, [StoreFixture.Event("x")], StoreFixture.Metadata)));
        error.Message.ShouldContain("flexcore.postgres.host");
        (await Should.ThrowAsync<JournalException>(async () => await StoreFixture.ReadAsync(load.Store, stream))).Message.ShouldContain("cannot be reached");

        await Server.StartAsync();
        load.Healed();
        await load.AcknowledgedAsync(50);
        await load.CheckAsync();
    }

    [Fact]
    public async Task A_subscriber_of_the_feed_waits_through_a_restart_and_misses_nothing()
    {
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(Server, "followed"));
        var leases = await store.Leases.AcquireAllAsync("node-1");
        await StoreFixture.FillAsync(store, leases, streams: 4, rounds: 2);
        await using var subscription = store.Feed.SubscribeAsync(FeedCursor.Start, 100).GetAsyncEnumerator();
        var seen = 0;
        while (seen < 8)
        {
            (await subscription.MoveNextAsync()).ShouldBeTrue();
            seen += subscription.Current.Events.Count;
        }

        var next = subscription.MoveNextAsync();
        await Server.StopAsync();
        await Server.StartAsync();
        await using var other = await PostgresStore.OpenAsync(StoreFixture.Options(Server, "followed"));
        (await other.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(0), 2, StoreFixture.Event("after")))).Status.ShouldBe(AppendStatus.Committed);

        (await next.AsTask().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        subscription.Current.Events.ShouldHaveSingleItem().Version.ShouldBe(3);
    }

    [Fact]
    public async Task Sessions_that_are_ended_under_load_lose_nothing_acknowledged()
    {
        var log = new LogProbe();
        await using var load = await LoadedStore.StartAsync(StoreFixture.Options(Server, "ended"), writers: 8, log);
        for (var round = 0; round < 20; round++)
        {
            await load.AcknowledgedAsync(20);
            await Server.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'flexcore'");
        }

        await load.AcknowledgedAsync(50);
        log.CountOf(LogProbe.CommitTriedAgain).ShouldBeGreaterThan(10, "otherwise nothing was disturbed");
        await load.CheckAsync();
    }

    [Fact]
    public async Task A_server_that_hangs_makes_outcomes_unknown_and_is_served_again_when_it_goes_on()
    {
        var options = StoreFixture.Options(Server, "hanging");
        options.CommandTimeout = TimeSpan.FromSeconds(1);
        options.LockTimeout = TimeSpan.FromSeconds(1);
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
        options.OutagePatience = TimeSpan.Zero;
        await using var store = await PostgresStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var history = new AppendHistory("hanging");
        var (before, during) = (StoreFixture.Event("before"), StoreFixture.Event("during"));
        await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, before));
        history.Acknowledged(before.Id);

        await Server.PauseAsync();
        try
        {
            var error = await Should.ThrowAsync<JournalOutcomeUnknownException>(
                async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 1, during)));
            error.Message.ShouldContain("read again");
            history.Unknown(during.Id);
        }
        finally
        {
            await Server.ResumeAsync();
        }

        var version = 1 + (long)(await Server.ExecuteAsync("SELECT count(*) FROM hanging.event WHERE version = 2") ?? 0L);
        var after = StoreFixture.Event("after");
        var result = await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), version, after));
        if (result.Status == AppendStatus.WrongExpectedVersion)
        {
            // The old statement committed between our look and the append; the answer says where the stream is.
            result = await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), result.StreamVersion, after));
        }

        result.Status.ShouldBe(AppendStatus.Committed);
        history.Acknowledged(after.Id);
        history.Check(await StoreFixture.ReadAsync(store, StoreFixture.Stream(1)));
    }

    [Fact]
    public async Task When_the_server_has_no_connection_left_the_message_says_so_and_the_store_goes_on_afterwards()
    {
        var options = StoreFixture.Options(Server, "exhausted");
        options.OutagePatience = TimeSpan.Zero;
        await using var store = await PostgresStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        await using (var crowd = await Crowd.FillAsync(Server))
        {
            await crowd.TakeAllAsync("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = 'flexcore'");
            var error = await Should.ThrowAsync<JournalException>(
                async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("refused"))));
            error.Message.ShouldContain("max_connections");
            error.ShouldNotBeOfType<JournalOutcomeUnknownException>();
        }

        AppendResult result;
        do
        {
            // The server needs a moment to notice that the crowd has left; the store itself tries again at every append.
            result = await TryAsync(store, leases);
        }
        while (result.Status != AppendStatus.Committed);

        (await StoreFixture.ReadAsync(store, StoreFixture.Stream(1))).Count.ShouldBe(1);
    }

    private static async Task<AppendResult> TryAsync(PostgresStore store, IReadOnlyList<ShardLease> leases)
    {
        try
        {
            return await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, StoreFixture.Event("accepted")));
        }
        catch (JournalException error) when (error is not JournalOutcomeUnknownException)
        {
            return new AppendResult(AppendStatus.Fenced, 0, 0, 0);
        }
    }
}
